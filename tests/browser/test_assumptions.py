"""A number is searched, read and changed; the frame says so, and one click puts all back."""

from __future__ import annotations

import pytest

from dashboards.serve import environment

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(serve):
    return serve("dashboards.app", environment=environment())


def test_a_number_is_found_changed_and_put_back(page, server, traffic):
    page.on("console", lambda message: message.type == "error" and traffic.errors.append(message.text))
    page.goto(f"{server.base_url}/?form=2&lang=en&view=assumptions")
    page.locator(".choice-search input").wait_for(timeout=60_000)
    assert page.locator(".fold-number").count() == 0, "groups are folded away"
    assert page.locator(".resting-judgement td").count() == 2, "what rests on judgement is told beside the search"
    page.locator(".choice-search input").fill("choice.avoidance")
    number = page.locator(".number-choice-avoidance")
    number.locator("> summary").click()
    about = number.locator(".number-about")
    about.wait_for()
    told = about.inner_text()
    assert "Skifter Andersen" in told and "observational" in told and "choice.avoidance" in told
    assert "Værebro Park, 36 months, 144 runs" in told
    number.locator(".number-exact input").fill("1.5")
    number.locator(".number-exact input").press("Enter")
    page.wait_for_url("**set.choice.avoidance=1.5**")
    number.locator("> summary").get_by_text("●").wait_for()
    page.get_by_text("Assumptions changed: 1").wait_for()
    page.locator(".put-back").click()
    page.locator(".put-back").wait_for(state="detached")
    page.wait_for_url(lambda url: "set.choice" not in url)
    assert traffic.leaving(server.base_url) == [] and traffic.errors == []
