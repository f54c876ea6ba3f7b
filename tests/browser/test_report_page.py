"""The report as a reader meets it: opened from disk, without a network, on a laptop."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments import report
from tests.unit import report_samples as samples

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the browser finds a report on made-up runs."""
    folder = tmp_path_factory.mktemp("report")
    found = samples.bundle(folder / "runs", effect=0.1)
    return report.publish([found], folder / "report.html").as_uri()


def test_page_opens_offline_and_shows_every_picture(address, page, traffic) -> None:
    failed = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto(address)
    assert failed == []
    assert traffic.errors == []
    assert [url for url in traffic.requests if not url.startswith(("file:", "data:"))] == []
    assert [url for url in traffic.requests if url.startswith("file:")] == [address]
    widths = page.eval_on_selector_all("img", "pictures => pictures.map(picture => picture.naturalWidth)")
    assert len(widths) == 6
    assert all(width > 0 for width in widths)


@pytest.mark.parametrize("width", [1280, 1440])
def test_nothing_runs_out_of_the_page(address, page, width) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    overflowing = page.eval_on_selector_all(
        ".scroll", "boxes => boxes.filter(box => box.scrollWidth > box.clientWidth).map(box => box.ariaLabel)"
    )
    assert overflowing == []


def test_details_open_and_contents_lead_to_their_place(address, page) -> None:
    page.goto(address)
    assert not page.locator("#assumptions").is_visible()
    page.get_by_text("All numbers of the model").click()
    assert page.locator("#assumptions").is_visible()
    for link in page.locator("nav a").all():
        target = link.get_attribute("href")
        assert page.locator(target).count() == 1


def test_page_prints_on_a4(address, page, tmp_path: Path) -> None:
    page.goto(address)
    pdf = page.pdf(path=str(tmp_path / "report.pdf"), prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") >= 3
