"""A workshop in three browsers: a facilitator and two teams on short real runs, from the code to what is taken home."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboards.serve import environment

pytestmark = pytest.mark.slow

TEAMS = ("<b>Blue</b>", "Green")
QUESTION = "form=2&view=workshop&months=24&place=vaerebro&policy=second_chance"


@pytest.fixture(scope="module")
def server(serve):
    return serve("dashboards.app", environment=environment())


@pytest.fixture
def browsers(chromium, server, traffic):
    """Opens the page in a browser of its own each time; their requests and errors are recorded together."""
    contexts = []

    def opened(query: str):
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
        contexts.append(context)
        context.set_default_timeout(120_000)
        context.on("request", lambda request: traffic.requests.append(request.url))
        page = context.new_page()
        page.on("pageerror", lambda error: traffic.errors.append(str(error)))
        page.on("console", lambda message: message.type == "error" and traffic.errors.append(message.text))
        page.goto(f"{server.base_url}/?{query}")
        return page

    yield opened
    for context in contexts:
        context.close()


def join(page, code: str, name: str) -> None:
    page.locator(".workshop-code-field input").fill(code)
    page.locator(".workshop-name-field input").fill(name)
    page.locator(".workshop-join-button").click()


def predict(page, direction: str) -> None:
    page.locator(".workshop-asked").nth(4).wait_for()
    for asked in page.locator(".workshop-asked").all():
        asked.locator(f".workshop-{direction} input").dispatch_event("click")
        if direction != "same":
            asked.locator("[role=slider]").focus()
            page.keyboard.press("ArrowRight")
            page.keyboard.press("ArrowRight")
            asked.locator(".workshop-size-shown", has_text=re.compile("[1-9]")).wait_for()
    page.locator(".workshop-hand-in").click()
    page.locator(".workshop-handed-in").wait_for()


def choose(page, proposal: str) -> None:
    page.locator(f".workshop-tick-{proposal} input").dispatch_event("click")
    page.locator(".workshop-sum", has_text=re.compile(r"^(?!0\.0 )")).wait_for()
    page.locator(".workshop-hand-in:not([disabled])").click()
    page.locator(".workshop-handed-in").wait_for()


@pytest.fixture
def opened_room(browsers):
    """A facilitator's page with an open room, and its code."""
    lead = browsers(QUESTION)
    lead.locator(".choice-workshop-pairs select").select_option("3 pairs")
    lead.locator(".workshop-open-button").click()
    code = lead.locator(".workshop-code").inner_text()
    lead.wait_for_url("**key=**")
    return lead, code


def gathered(browsers, lead, code):
    """Two teams in the facilitator's room, after one mistyped the code."""
    teams = [browsers("form=2&view=workshop") for _ in TEAMS]
    join(teams[0], "AAAAA" if code != "AAAAA" else "CCCCC", TEAMS[0])
    teams[0].locator(".workshop-refused", has_text="There is no room").wait_for()
    for page, name in zip(teams, TEAMS, strict=True):
        join(page, code.lower(), name)
        page.locator(".workshop-team", has_text=name).wait_for()
    lead.locator(".workshop-teams li", has_text=TEAMS[0]).wait_for()
    assert lead.locator(".workshop-teams b").count() == 0, "what is typed is never markup"
    return teams


def test_a_page_of_a_team_starts_no_model_until_it_looks_at_one(browsers, server):
    """The first test of this file: no room has runs at work yet."""
    page = browsers("form=2&view=workshop")
    page.locator(".workshop-join-button").wait_for()
    # What is copied for all pages has one short process of its own at the start.
    server.all_gone()
    page.locator(".view-tab-explore").click()
    page.locator(".play:not([disabled])").wait_for()
    assert len(server.models()) == 1


def test_a_room_predicts_runs_and_compares(browsers, opened_room, server, traffic):
    lead, code = opened_room
    teams = gathered(browsers, lead, code)
    lead.locator(".workshop-next").click()
    predict(teams[0], "down")
    predict(teams[1], "same")
    expect(lead.locator(".workshop-teams li i")).to_have_text(["has answered", "has answered"])

    # A closed facilitator's page is taken up by its link, which no team has.
    again = browsers(lead.url.partition("?")[2])
    again.locator(".workshop-next").wait_for()
    assert all("workshop-next" not in page.content() for page in teams)
    lead.context.close()

    again.locator(".workshop-next").click()
    for page in (again, *teams):
        page.locator(".workshop-progress", has_text=re.compile("of 6 runs|All runs")).wait_for()
    again.locator(".workshop-next:not([disabled])").wait_for(timeout=240_000)
    again.locator(".workshop-next").click()
    for page in teams:
        page.locator(".workshop-outcome").nth(4).wait_for()
        shown = page.locator(".workshop-outcome-share_vulnerable").inner_text()
        assert re.search(r"goes down|goes up|cannot be told", shown)
        assert "0 up, 1 no change, 1 down" in shown
        assert page.locator(".workshop-outcome-share_vulnerable .workshop-dot").count() == 2
    close(again, teams)
    assert traffic.leaving(server.base_url) == []
    assert traffic.errors == []
    assert "Traceback" not in server.log()


def close(lead, teams) -> None:
    lead.locator(".workshop-close").click()
    lead.locator(".workshop-close", has_text="Sure").click()
    for page in (lead, *teams):
        page.locator(".workshop-closed").wait_for()


def test_teams_spend_a_budget_and_take_the_results_home(browsers, opened_room, traffic, tmp_path):
    lead, code = opened_room
    teams = gathered(browsers, lead, code)
    lead.locator(".workshop-next").click()
    predict(teams[0], "up")
    for shown in (".workshop-progress", ".workshop-compared", ".workshop-prices"):
        lead.locator(".workshop-next:not([disabled])").click(timeout=240_000)
        lead.locator(shown).wait_for()
    teams[0].locator(".workshop-hand-in:not([disabled])").wait_for(timeout=240_000)
    choose(teams[0], "second_chance")
    choose(teams[1], "parent_networks")
    lead.locator(".workshop-next").click()
    for page in (lead, *teams):
        page.locator(".workshop-measures").wait_for(timeout=240_000)
        assert page.locator(".workshop-measures thead th").all_inner_texts()[2:] == list(TEAMS)
    spent = lead.locator(".workshop-measure-spent").inner_text()
    assert "Told, not judged" in spent and "+" in spent

    lead.locator(".workshop-next").click()
    teams[1].locator(".workshop-export").wait_for()
    with lead.expect_download() as download:
        lead.locator(".workshop-export button").first.click()
    path = tmp_path / "room.csv"
    download.value.save_as(path)
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["team"] for row in rows} == set(TEAMS)
    assert {row["part"] for row in rows} == {"prediction", "budget"}

    close(lead, teams)
    assert traffic.errors == []
