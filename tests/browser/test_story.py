"""The story played in a browser: a guess, ten years of both towns, the answer, and all of it at the end."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from dashboards.serve import environment
from dashboards.story.chapters import CHAPTERS, LAST

pytestmark = pytest.mark.slow

PATIENCE = 180_000


@pytest.fixture(scope="module")
def server(serve):
    return serve("dashboards.app", environment=environment())


def test_a_chapter_is_guessed_lived_and_answered(page, server, traffic):
    page.set_default_timeout(PATIENCE)
    page.goto(f"{server.base_url}/?form=2&view=story")
    page.locator(".story-begin").click()
    page.wait_for_url("**chapter=1**")
    page.get_by_text("Guess first.").wait_for()
    expect(page.locator(".story-live")).to_be_disabled()
    page.locator(".story-guess").get_by_text("More", exact=True).click()
    page.locator(".story-live:not([disabled])").click()
    page.locator(".story-found").wait_for()
    told = page.locator(".story-found").inner_text()
    assert "You guessed" in told
    assert re.search(r"Right minus left\s+[+−]?\d", told)
    expect(page.locator(".story-live")).to_have_count(0)
    page.locator(".story-next").click()
    page.get_by_role("heading", name="Some choose elsewhere", level=2).wait_for()
    page.go_back()
    page.locator(".story-found").wait_for()
    # The answer outlives a look at another part of the page.
    page.locator(".view-tab-share").click()
    page.locator(".view-tab-share[aria-current]").wait_for()
    page.locator(".view-tab-story").click()
    page.locator(".story-found").wait_for()
    for chapter in range(2, LAST + 1):
        # The address tells of a chapter before it is drawn: a click would meet the button of the one before.
        page.get_by_role("heading", name=CHAPTERS[chapter - 2].title[0], level=2).wait_for()
        page.locator(".story-next, .story-to_end").click()
        page.wait_for_url(f"**chapter={chapter}**")
    rows = page.locator(".figures-summed tbody tr")
    rows.nth(3).wait_for()
    assert "Nobody minds the neighbours" in rows.nth(0).inner_text() and "not lived yet" in rows.nth(1).inner_text()
    page.get_by_text("What the story leaves out").wait_for()
    assert traffic.leaving(server.base_url) == [] and traffic.errors == []
    assert "Traceback" not in server.log()


def test_a_danish_link_opens_its_chapter_and_a_wrong_one_says_so(page, server):
    page.set_default_timeout(PATIENCE)
    page.goto(f"{server.base_url}/?form=2&lang=da&view=story&chapter=3&place=vollsmose&months=120&policy=epicenter")
    page.get_by_role("heading", name="En anden regel", level=2).wait_for()
    page.get_by_text("Gæt først.").wait_for()
    page.goto(f"{server.base_url}/?form=2&view=story&chapter=9")
    page.get_by_text(f"there are 0 to {LAST}").wait_for()
    page.locator(".story-begin").wait_for()
