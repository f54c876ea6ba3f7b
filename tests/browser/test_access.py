"""Every view by axe-core, English and light, Danish and dark; and the colours of the page as asked."""

from __future__ import annotations

import pytest

from dashboards import views
from dashboards.serve import environment

pytestmark = pytest.mark.slow

SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def server(serve):
    return serve("dashboards.app", environment=environment())


@pytest.fixture
def opened(page, server):
    def open_at(query: str):
        page.goto(f"{server.base_url}/?form=2&{query}")
        page.locator(".status .month").wait_for(timeout=60_000)
        return page

    return open_at


def obstacles(page) -> list[str]:
    """What axe-core finds serious, as 'rule: element'."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{one['id']}: {node['html'][:200]} ({(node['any'] or node['all'] or node['none'])[0]['message'][:200]})"
        for one in found
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("da", "dark")])
def test_axe_finds_nothing_serious(opened, language, theme):
    page = opened(f"lang={language}&theme={theme}&policy=second_chance")
    for name in views.names():
        tab = page.locator(f".view-tab-{name}")
        tab.click()
        page.locator(f".page-{name}").wait_for()
        page.wait_for_timeout(300)
        assert obstacles(page) == [], name


def wait_until(page, theme: str) -> None:
    """Until the page, the library's fields, our menus and the map all are light or dark."""
    page.wait_for_function(
        """(theme) => {
          const corner = document.querySelector(".map-canvas")?.getContext("2d").getImageData(3, 3, 1, 1).data[0];
          const menu = document.querySelector(".choice-place select"), field = document.querySelector(".choice-seed");
          if (corner === undefined || !menu || !field) return false;
          const paper = Number(getComputedStyle(menu).backgroundColor.match(/\\d+/)[0]);
          const seen = [document.documentElement.dataset.theme === "dark", field.classList.contains("theme--dark"),
            paper < 128, corner < 128];
          return seen.every((one) => one === (theme === "dark"));
        }""",
        arg=theme,
    )


def test_colours_follow_the_system_and_the_switch(opened):
    page = opened("lang=en")
    wait_until(page, "light")
    page.emulate_media(color_scheme="dark")
    wait_until(page, "dark")
    assert "theme" not in page.url
    page.locator(".theme-switch").click()
    page.wait_for_url("**theme=light**")
    wait_until(page, "light")
    page.emulate_media(color_scheme="light")
    page.locator(".theme-switch").click()
    page.wait_for_url("**theme=dark**")
    wait_until(page, "dark")
    page.reload()
    wait_until(page, "dark")


def test_the_statement_is_reached_by_keyboard_from_the_foot(opened):
    page = opened("lang=en")
    page.locator(".foot .view-tab-access").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**view=access**")
    assert "Tilgængelighedserklæring (udkast)" in page.locator(".statement h2").inner_text()
    assert page.locator(".views .view-tab-access").count() == 0


def test_the_keyboard_goes_through_head_buttons_map_in_that_order(opened):
    page = opened("lang=en")
    order = []
    for _ in range(60):
        page.keyboard.press("Tab")
        order.append(
            page.evaluate(
                "document.activeElement.className || document.activeElement.closest('.choice')?.className || ''"
            )
        )
        if "map-canvas" in order[-1]:
            break
    first = [
        next(i for i, names in enumerate(order) if name in names)
        for name in ("view-tab", "theme-switch", "play", "map-canvas")
    ]
    assert first == sorted(first)
