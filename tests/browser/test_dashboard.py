"""The dashboard played in a browser: months pass, colours change, a policy restarts, a home is read."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboards.doses import in_order
from dashboards.serve import environment
from experiments.proposals import PRINCIPLE, THEMES, by_theme
from model.policies import discover

ROOT = Path(__file__).parents[2]
MONTH = re.compile(r"(\d{4})-(\d\d) · (?:month|måned) (\d+)")

# A fingerprint of the colours on the canvas: how many pixels there are of each.
COLOURS = """() => {
  const canvas = document.querySelector(".map-canvas");
  const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const found = {};
  for (let i = 0; i < data.length; i += 4) {
    const colour = [data[i], data[i + 1], data[i + 2]].join();
    found[colour] = (found[colour] || 0) + 1;
  }
  return found;
}"""
# How many pixels differ from the picture kept by the last call.
CHANGED = """() => {
  const canvas = document.querySelector(".map-canvas");
  const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  let changed = 0;
  if (window.keptPicture)
    for (let i = 0; i < data.length; i += 4)
      if ([0, 1, 2].some((c) => data[i + c] !== window.keptPicture[i + c])) changed += 1;
  window.keptPicture = data;
  return changed;
}"""


@pytest.fixture(scope="module")
def server(serve):
    return serve("dashboards.app", environment=environment())


@pytest.fixture
def opened(page, server, traffic):
    """Opens the page at an address and waits until it can be played; records its complaints."""
    page.on("console", lambda message: message.type == "error" and traffic.errors.append(message.text))

    def open_at(query: str = "form=2&speed=25"):
        page.goto(f"{server.base_url}/?{query}")
        page.locator(".play:not([disabled])").wait_for(timeout=60_000)
        return page

    return open_at


def month(page) -> int:
    found = MONTH.search(page.locator(".status").inner_text())
    return int(found[3]) if found else -1


def wait_for_month(page, number: int, before: bool = False) -> None:
    deadline = time.monotonic() + 120.0
    while not (0 <= month(page) < number if before else month(page) >= number):
        assert time.monotonic() < deadline, f"still at '{page.locator('.status').inner_text()}'"
        page.wait_for_timeout(50)


def click_a_home(page) -> None:
    """The keyboard's way to the first home, then the mouse on the very pixel where it is marked."""
    page.locator(".map-canvas").focus()
    page.keyboard.press("ArrowRight")
    page.locator(".card .facts-home").wait_for()


def test_play_makes_months_pass_and_homes_change_colour(opened, server, traffic):
    page = opened("form=2&speed=25&attribute=rule")
    at_first = page.evaluate(COLOURS)
    page.evaluate(CHANGED)
    page.locator(".play").click()
    wait_for_month(page, 24)
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Play").wait_for()
    assert page.evaluate(CHANGED) > 500
    grey = "191,191,186"
    assert page.evaluate(COLOURS)[grey] < at_first[grey], "homes of those who lived here at the start become fewer"
    expect(page.locator(".chart-canvas")).to_have_count(6)
    for label in page.locator(".chart-canvas").evaluate_all("all => all.map(c => c.getAttribute('aria-label'))"):
        assert re.search(r"\d", label), "a curve has values by now"
    assert traffic.leaving(server.base_url) == []
    assert traffic.errors == []
    assert "Could not load URL" not in server.log()
    assert "Traceback" not in server.log()


@pytest.mark.slow
def test_a_policy_restarts_the_run_and_keeps_the_curves_before(opened, traffic):
    page = opened("form=2&speed=25")
    page.locator(".play").click()
    wait_for_month(page, 12)
    assert page.locator(".policy").count() == 0, "themes are folded away until somebody opens them"
    page.locator(".theme-V > summary").click()
    page.locator(".policy-second_chance input").dispatch_event("click")
    wait_for_month(page, 12, before=True)
    page.get_by_text("Dashed: the run before").or_(page.get_by_text("dashed: the run before")).first.wait_for()
    page.wait_for_url("**policy=second_chance**")
    expect(page.locator(".theme-V > summary")).to_contain_text("1 on")
    assert page.locator(".dose").count() == 0, "numbers are folded away"
    order = in_order(discover()["second_chance"])
    page.locator(".fold-numbers > summary").click()
    page.locator(".dose").nth(len(order.first) - 1).wait_for()
    assert page.locator(".dose").count() == len(order.first)
    page.locator(".fold-more > summary").click()
    page.locator(".dose").nth(len(discover()["second_chance"].parameters) - 1).wait_for()
    assert page.locator(".dose").count() == len(discover()["second_chance"].parameters)
    wait_for_month(page, 12)
    page.locator(".dose-second_chance-share [role=slider]").focus()
    page.keyboard.press("ArrowRight")
    wait_for_month(page, 12, before=True)
    page.wait_for_url("**policy.second_chance.share=0.052**")
    expect(page.locator(".fold-numbers > summary")).to_contain_text("1 changed")
    assert traffic.errors == []


@pytest.mark.slow
def test_every_proposal_has_its_switch_under_its_theme(opened, traffic):
    page = opened("form=2&lang=da&policy=second_chance")
    page.locator(".policy-second_chance").wait_for()
    assert page.locator(".policy").count() == len(by_theme()["V"]), "the theme of what is on is open at first"
    for theme, group in by_theme().items():
        fold = page.locator(f".theme-{theme or 'none'}")
        assert THEMES.get(theme, PRINCIPLE).da in fold.locator("summary").first.inner_text()
        if theme != "V":
            fold.locator("summary").first.click()
        fold.locator(".policy").nth(len(group) - 1).wait_for()
        titles = fold.locator(".policy").all_inner_texts()
        assert all(one.title.da in title for one, title in zip(group, titles, strict=True))
    assert page.locator(".policy input:checked").count() == 1
    page.locator(".theme-V .fold-about > summary").nth(2).click()
    about = page.locator(".theme-V .about").inner_text()
    assert discover()["second_chance"].summary.da in about and "Hvem betaler: kommunen, boligorganisationen." in about
    assert page.locator(".theme-V .about li").count() == len(discover()["second_chance"].barriers)
    page.locator(".theme-V > summary").click()
    page.locator(".policy-second_chance").wait_for(state="hidden")
    assert traffic.errors == []


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1600, 900)])
@pytest.mark.parametrize("language", ["en", "da"])
def test_nothing_is_wider_than_its_column(opened, width, height, language):
    page = opened(f"form=2&lang={language}&policy=build_them_up")
    page.set_viewport_size({"width": width, "height": height})
    for name in ("numbers", "more", "about"):
        page.locator(f".theme-III .fold-{name} > summary").first.click()
        page.locator(f".theme-III .fold-{name} .fold-body").first.wait_for()
    for column in (".side", ".curves", ".page"):
        wide = page.locator(column).evaluate("e => [e.scrollWidth, e.clientWidth]")
        assert wide[0] <= wide[1], column
    themes = page.locator(".fold-theme > summary").evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
    assert len(themes) == len(by_theme()) and max(themes) < 60.0, "titles of themes take two lines at most"


@pytest.mark.slow
def test_on_a_telephone_the_map_and_every_curve_have_room(opened):
    page = opened("form=2")
    page.set_viewport_size({"width": 390, "height": 844})
    for view in ("explore", "people"):
        page.locator(f".view-tab-{view}").click()
        page.locator(f".page-{view} .map-canvas").wait_for()
        page.wait_for_function("document.querySelector('.map-stage').clientHeight > 250")
        wide = page.locator(".page").evaluate("e => [e.scrollWidth, e.clientWidth]")
        assert wide[0] <= wide[1]
    page.locator(".view-tab-explore").click()
    page.locator(".chart-canvas").nth(5).wait_for()
    boxes = [chart.bounding_box() for chart in page.locator(".chart-canvas").all()]
    assert all(one["height"] >= 80 for one in boxes)
    assert all(a["y"] + a["height"] <= b["y"] for a, b in itertools.pairwise(boxes)), "no curve lies on another"
    note = page.locator(".curves .note").last.bounding_box()
    assert note["y"] >= boxes[-1]["y"] + boxes[-1]["height"], "what is said of the curves stands under them"


@pytest.mark.slow
def test_pause_step_and_restart(opened):
    page = opened()
    page.get_by_role("button", name="One month").click()
    wait_for_month(page, 1)
    page.wait_for_timeout(500)
    assert month(page) == 1
    page.get_by_role("button", name="Restart").click()
    wait_for_month(page, 1, before=True)


def test_a_home_is_read_by_keyboard_and_by_mouse(opened):
    page = opened()
    click_a_home(page)
    card = page.locator(".card").inner_text()
    assert "Household" in card and "kr/month" in card and "nobody real lives here" in card
    assert "Origin" not in card
    page.get_by_role("button", name="Close").click()
    page.locator(".card").wait_for(state="detached")
    x, y = page.evaluate(
        """() => {
          const canvas = document.querySelector(".map-canvas");
          const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
          const wanted = [223, 229, 239];
          for (let y = 60; y < canvas.height - 60; y++)
            for (let x = 60; x < canvas.width - 360; x++) {
              const corners = [[0, 0], [2, 0], [0, 2], [2, 2]];
              const square = corners.map(([a, b]) => 4 * ((y + b) * canvas.width + x + a));
              if (square.every((i) => wanted.every((w, c) => data[i + c] === w))) return [x + 1, y + 1];
            }
        }"""
    )
    box = page.locator(".map-canvas").bounding_box()
    page.mouse.click(box["x"] + x, box["y"] + y)
    page.locator(".card .facts-home").wait_for()
    expect(page.locator(".map-tooltip")).to_contain_text("none of five conditions")
    expect(page.locator(".card")).to_contain_text("0 / 5")


def test_the_page_speaks_danish(opened):
    page = opened("form=2&lang=da")
    assert page.evaluate("document.documentElement.lang") == "da"
    page.get_by_role("button", name="Afspil").wait_for()
    expect(page.locator(".map-legend")).to_contain_text("udsat", ignore_case=True)
    page.get_by_role("combobox", name="Sprog", exact=True).select_option("English")
    page.get_by_role("button", name="Play").wait_for()
    page.wait_for_url("**lang=en**")
    page.wait_for_function("document.documentElement.lang === 'en'")


@pytest.mark.slow
def test_the_page_can_be_heard(opened):
    page = opened("form=2&policy=second_chance")
    page.locator(".fold-numbers > summary").click()
    page.locator(".fold-more > summary").click()
    page.locator(".dose-second_chance-share").wait_for()
    assert page.locator("h1").count() == 1
    told = re.compile(r"Værebro Park.*three or more: \d", re.DOTALL)
    expect(page.locator(".map-canvas")).to_have_attribute("aria-label", told)
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, [role=button], [role=slider]")]
          .filter((e) => e.offsetParent !== null)
          .filter((e) => !(e.innerText || e.getAttribute("aria-label") || e.getAttribute("aria-labelledby")
            || e.labels?.length || e.closest("label") || e.title || e.closest("[role=button]")?.innerText))
          .map((e) => e.outerHTML.slice(0, 200))"""
    )
    assert nameless == []
    assert "user-scalable" not in page.locator("meta[name=viewport]").get_attribute("content")


@pytest.mark.slow
def test_a_closed_page_leaves_no_process(opened, server):
    server.all_gone()
    page = opened()
    assert len(server.models()) == 1
    page.goto("about:blank")
    server.all_gone()
    assert "Traceback" not in server.log()


@pytest.mark.slow
def test_two_pages_do_not_share_a_run(opened, chromium, server):
    page = opened("form=2&speed=25")
    context = chromium.new_context()
    other = context.new_page()
    other.goto(f"{server.base_url}/?form=2&lang=da&place=vollsmose")
    other.locator(".play:not([disabled])").wait_for(timeout=60_000)
    page.locator(".play").click()
    wait_for_month(page, 6)
    assert month(other) == 0
    expect(other.locator(".map-canvas")).to_have_attribute("aria-label", re.compile("Vollsmose"))
    context.close()


def test_a_wrong_port_is_told_in_one_line():
    command = [sys.executable, "-m", "dashboards", "--port", "many", "--no-open"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert "invalid int value: 'many'" in answer.stderr
