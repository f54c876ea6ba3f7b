"""What is shown is taken along from a real run: data, pictures, report; files are opened; back goes back."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from playwright.sync_api import expect

from dashboards.serve import environment

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(serve):
    return serve("dashboards.app", environment=environment())


@pytest.fixture
def opened(page, server, traffic):
    page.on("console", lambda message: message.type == "error" and traffic.errors.append(message.text))
    page.goto(f"{server.base_url}/?form=2&view=share&months=24&set.choice.avoidance=1.5")
    page.locator(".play:not([disabled])").wait_for(timeout=60_000)
    page.locator(".share-text-link").wait_for()
    return page


def taken(page, name: str) -> bytes:
    with page.expect_download() as download:
        page.locator(f".share-{name}").click()
    return open(download.value.path(), "rb").read()


def test_a_run_is_taken_along(opened, server, traffic):
    page = opened
    page.locator(".share-csv").click()
    page.get_by_text("nothing has been lived yet").wait_for()
    for month in (1, 2, 3):
        page.locator(".step").click()
        page.get_by_text(f"month {month} of 24").wait_for()
    table = pd.read_csv(io.BytesIO(taken(page, "csv")))
    assert set(table["month"]) == {0, 1, 2} and len(table) > 300
    same = pd.read_parquet(io.BytesIO(taken(page, "parquet")))
    assert len(same) == len(table) and list(same.columns) == list(table.columns)
    assert taken(page, "map-png").startswith(b"\x89PNG") and len(taken(page, "curves-png")) > 10_000
    assert b"three or more" in taken(page, "map-svg") and b"Reputation" in taken(page, "curves-svg")
    report = taken(page, "html").decode()
    assert "choice.avoidance" in report and report.count("<svg") == 2 and server.base_url in report
    toml = page.locator("#share-toml-a").input_value()
    assert taken(page, "download").decode() == toml and '"choice.avoidance" = 1.5' in toml
    expect(page.locator("#share-link")).to_have_value(page.url)
    assert traffic.leaving(server.base_url) == [] and traffic.errors == []


def test_files_are_opened_and_back_goes_back(opened, traffic):
    page = opened
    bad = {"name": "bad.toml", "mimeType": "text/plain", "buffer": b"law = '1999'\n"}
    page.locator("#share-file").set_input_files(bad)
    page.get_by_text("Not opened: law = '1999' is not known").wait_for()
    page.locator("#share-file").set_input_files(bad | {"name": "big.toml", "buffer": b"#" * 70_000})
    page.get_by_text("larger than 64 kB").wait_for()
    page.locator("#share-file").set_input_files(bad | {"name": "good.toml", "buffer": b"law = '2021'\nmonths = 36\n"})
    page.get_by_text("Opened: good.toml").wait_for()
    page.wait_for_url("**law=2021**months=36**")
    page.get_by_text("of 36").wait_for()
    page.go_back()
    page.wait_for_url("**law=2015**months=24**")
    page.get_by_text("of 24").wait_for()
    expect(page.locator("#share-link")).to_have_value(page.url)
    page.locator("#share-file").set_input_files(bad | {"name": "good.toml", "buffer": b"law = '2021'\nmonths = 36\n"})
    page.get_by_text("of 36").wait_for()
    page.go_back()
    page.get_by_text("of 24").wait_for()
    # One goes back to the same page twice.
    expect(page.locator("#share-link")).to_have_value(page.url)
    assert traffic.errors == []
