"""The pack as it is printed: sixteen sides of A4, nothing cut off, nothing over the foot, nothing fetched."""

from __future__ import annotations

import pytest

from dashboards.workshop_pack import pdf
from dashboards.workshop_pack.about import about
from dashboards.workshop_pack.pack import html

pytestmark = pytest.mark.browser
# A pixel is lost where millimetres are rounded.
CUT = """() => [...document.querySelectorAll('.sheet, .card, .asked, .map')]
  .filter(box => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1)
  .map(box => [box.className, box.closest('.sheet').id])"""
OVER_THE_FOOT = """() => [...document.querySelectorAll('.sheet')].filter(sheet => {
  const foot = sheet.querySelector('.foot').getBoundingClientRect().top;
  return [...sheet.children].some(one => !one.matches('.foot') && one.getBoundingClientRect().bottom > foot);
}).map(sheet => sheet.id)"""
MOST = ("share_vulnerable", "turnover", "vacancy_days", "reputation", "outside_work_persons", "assigned_waiting")


@pytest.mark.parametrize(
    ("language", "place", "policy", "asked"),
    [
        ("da", "vaerebro", "tax_equalisation", MOST),
        ("en", "vaerebro", "second_chance", MOST),
        ("da", "vollsmose", "second_chance+cooperative_letting", MOST),
        ("en", "vollsmose", "whole", ()),
    ],
)
def test_nothing_is_cut_and_nothing_is_fetched(language, place, policy, asked, page, traffic, tmp_path):
    file = tmp_path / "pack.html"
    file.write_text(html(about(language, place, policy, 5, asked)), encoding="utf-8")
    page.emulate_media(media="print")
    page.goto(file.as_uri())
    assert page.evaluate(CUT) == []
    assert page.evaluate(OVER_THE_FOOT) == []
    assert traffic.requests == [file.as_uri()] and traffic.errors == []


def test_it_prints_to_sixteen_sides(tmp_path):
    file = tmp_path / "pack.html"
    file.write_text(html(about("da", "vaerebro", "second_chance", 5)), encoding="utf-8")
    printed = pdf.printed(file).read_bytes()
    assert printed.startswith(b"%PDF")
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") == 16
