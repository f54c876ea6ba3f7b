"""The verdicts of the pattern bank are told with their parts, also where they are bad."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from dashboards.serve import environment
from experiments.patterns import discover
from experiments.validation.keep import read

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(serve):
    return serve("dashboards.app", environment=environment())


def test_what_fails_is_read_with_what_was_measured(page, server, traffic):
    page.on("console", lambda message: message.type == "error" and traffic.errors.append(message.text))
    page.goto(f"{server.base_url}/?form=2&lang=da&view=evidence")
    page.locator(".evidence .fold-pattern").first.wait_for(timeout=120_000)
    expect(page.locator(".evidence .fold-pattern")).to_have_count(len(discover()))
    failing = next(name for name, one in discover().items() if read().verdict(name) == "fail")
    fold = page.locator(f".fold-pattern.pattern-{failing}, .pattern-{failing}").first
    assert "dumper" in fold.inner_text()
    fold.locator("> summary").click()
    fold.locator(".evidence-parts").wait_for(timeout=120_000)
    assert "dumper" in fold.locator(".evidence-parts").inner_text()
    assert discover()[failing].claim.da in fold.inner_text()
    assert (
        "husstandene flytter og vælger helt tilfældigt: dumper" in page.locator(".evidence-rivals").all_inner_texts()[0]
    )
    assert traffic.leaving(server.base_url) == [] and traffic.errors == []
