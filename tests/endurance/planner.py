"""What a planner does at the page all day, one deed after another, as clicks, keys and files of a real browser."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from playwright.sync_api import TimeoutError

REST = "form=2&lang=en&view=explore&place=vaerebro&months=60&speed=25"
"""Where the page is brought before it is measured, so that like is compared with like."""
PLACES = ("vaerebro", "vollsmose")
PROPOSALS = ("second_chance", "cooperative_letting", "estate_assistants", "mobility_bonus", "parent_networks")
VIEWS = ("explore", "compare", "ensemble", "people", "policies", "share", "story", "evidence", "assumptions", "access")
PATIENCE_MS = 120_000
RUNS_PATIENCE_MS = 30_000
LAWS = ("2010", "2015", "2018", "2021")


class Planner:
    """One who sits before a page; `choose` draws what comes next."""

    def __init__(self, page: Any, url: str, choose: random.Random) -> None:
        self.page, self.url, self.choose = page, url, choose
        self.deeds: dict[str, tuple[int, Callable[[], None]]] = {
            "plays": (8, self.plays),
            "steps a month": (4, self.steps),
            "goes back in time": (5, self.rewinds),
            "opens another view": (8, self.opens_view),
            "reads of a home": (6, self.clicks_homes),
            "colours by something else": (4, self.colours),
            "begins anew": (3, self.begins_anew),
            "switches a proposal": (5, self.switches_proposal),
            "goes to another estate": (2, self.goes_to_estate),
            "compares": (4, self.compares),
            "has a few runs done": (1, self.has_runs_done),
            "has many runs done and stops them": (1, self.stops_runs),
            "changes the language": (3, self.changes_language),
            "changes the colours of the page": (2, self.changes_theme),
            "saves and opens": (2, self.saves_and_opens),
            "goes back and forward in the browser": (2, self.back_and_forward),
            "opens a second tab and closes it": (2, self.second_tab),
        }
        """How often each is done, relative to the others."""
        self.never_done = choose.sample(list(self.deeds), len(self.deeds))

    def does_something(self) -> str:
        """Do the next thing and say what it was: everything once, so that all is loaded, and then by chance."""
        often = [often for often, _ in self.deeds.values()]
        name = self.never_done.pop() if self.never_done else self.choose.choices(list(self.deeds), often)[0]
        self.deeds[name][1]()
        return name

    def rests(self) -> None:
        """Go to Explore, Værebro Park, today's rules, three months lived, nothing playing."""
        self.goes(REST)
        self._there("explore")
        self._ready().locator(".reset").first.click()
        self.page.get_by_text("month 0 of 60").wait_for()
        for month in range(1, 4):
            self._ready().locator(".step").first.click()
            self.page.get_by_text(f"month {month} of 60").wait_for()

    def goes(self, query: str) -> None:
        """Ask for what an address says in the page that is open, as the browser's own buttons do."""
        self.page.evaluate(
            "query => { history.pushState(null, '', `?${query}`); dispatchEvent(new PopStateEvent('popstate')); }",
            query,
        )

    def plays(self) -> None:
        """Play for some seconds."""
        self._in_explore()
        self._press_play()
        self.page.wait_for_timeout(self.choose.uniform(300, 2000))
        self._pause()

    def steps(self) -> None:
        """One month on, where there is one."""
        self._in_explore()
        if self.page.locator(".step:not([disabled])").count():
            self.page.locator(".step:not([disabled])").first.click()

    def rewinds(self) -> None:
        """Some months back on the slider, or to the first."""
        self._in_explore()
        slider = self.page.locator(".timeline-slider [role=slider]").first
        slider.focus()
        for _ in range(self.choose.randint(1, 6)):
            slider.press(self.choose.choice(("ArrowLeft", "ArrowLeft", "ArrowLeft", "Home")))

    def opens_view(self) -> None:
        """Another view by its tab."""
        name = self.choose.choice(VIEWS)
        self.page.locator(f".view-tab-{name}").click()
        self._there(name)

    def clicks_homes(self) -> None:
        """Some homes by the keyboard, then the card is closed again."""
        self._in_explore()
        self.page.locator(".map-canvas").first.focus()
        for _ in range(self.choose.randint(1, 5)):
            self.page.keyboard.press("ArrowRight")
        self.page.locator(".card .facts-home").first.wait_for()
        self.page.keyboard.press("Escape")

    def colours(self) -> None:
        """Another colour of the map."""
        self._in_explore()
        self._pick("attribute")

    def begins_anew(self) -> None:
        """The run from January 2015."""
        self._in_explore()
        self.page.locator(".reset:not([disabled])").first.click()
        self._ready()

    def switches_proposal(self) -> None:
        """A proposal on or off among the cards; the run begins anew and is played."""
        self.page.locator(".view-tab-policies").click()
        self._there("policies")
        card = f".proposal-card-{self.choose.choice(PROPOSALS)}"
        self.page.locator(f"{card} .v-input--selection-controls__ripple").first.click()
        self.plays()

    def goes_to_estate(self) -> None:
        """The other estate, played."""
        other = PLACES[f"place={PLACES[0]}" in self.page.url]
        self.goes(re.sub(r"place=\w+", f"place={other}", self.page.url.partition("?")[2]))
        self.page.wait_for_url(f"**place={other}**")
        self.plays()

    def compares(self) -> None:
        """Two rules side by side, played."""
        law, proposal = self.choose.choice(LAWS), self.choose.choice(PROPOSALS)
        self.goes(f"{REST}&b.policy={proposal}&b.law={law}".replace("view=explore", "view=compare"))
        self._there("compare")
        self.page.locator(".cmp-map .map-canvas").nth(2).wait_for()
        self._press_play()
        self.page.wait_for_timeout(self.choose.uniform(500, 1500))
        for tab in ("who", "keys", "flows"):
            self.page.locator(f".cmp-tab-{tab}").click()
        self._pause()

    def has_runs_done(self) -> None:
        """A few short runs to their end, or to the end of one's patience."""
        self._asks_for_runs(12)
        with suppress(TimeoutError):
            self.page.get_by_text(re.compile("All .* have ended")).wait_for(timeout=RUNS_PATIENCE_MS)
        with suppress(TimeoutError):
            self.page.locator(".ensemble-stop").click(timeout=500)

    def stops_runs(self) -> None:
        """Many long runs, stopped before they end."""
        self._asks_for_runs(240)
        self.page.wait_for_timeout(self.choose.uniform(200, 2000))
        self.page.locator(".ensemble-stop").click()
        self.page.locator(".ensemble-start").wait_for()

    def changes_language(self) -> None:
        """English or Danish by the menu."""
        self._pick("language")

    def changes_theme(self) -> None:
        """The next colours of the page."""
        self.page.locator(".theme-switch").click()

    def saves_and_opens(self) -> None:
        """Take a scenario file and the table along, and open the file."""
        self.page.locator(".view-tab-share").click()
        self._there("share")
        with self.page.expect_download() as download:
            self.page.locator(".share-download").first.click()
        self.page.locator("#share-file").set_input_files(download.value.path())
        download.value.delete()
        self.page.locator(".share-text-link").wait_for()

    def back_and_forward(self) -> None:
        """Back to the page before and forward again."""
        self.page.evaluate("history.back()")
        self.page.wait_for_timeout(400)
        self.page.evaluate("history.forward()")

    def second_tab(self) -> None:
        """Another tab with a run of its own, played for a moment and closed."""
        tab = self.page.context.new_page()
        tab.goto(f"{self.url}/?{REST}&seed={self.choose.randint(2, 9)}")
        other = Planner(tab, self.url, self.choose)
        other.plays()
        tab.close(run_before_unload=False)

    def _asks_for_runs(self, months: int) -> None:
        # Another seed each time: runs that are there are not done again.
        seed = self.choose.randint(10, 10_000)
        self.goes(
            f"{REST}&seed={seed}".replace("view=explore", "view=ensemble").replace("months=60", f"months={months}")
        )
        self._there("ensemble")
        self.page.wait_for_url(f"**seed={seed}**")
        self._pick("replications", first=True)
        self.page.locator(".ensemble-start:not([disabled])").click()

    def _in_explore(self) -> None:
        if self.page.locator(".view-tab-explore[aria-current]").count() == 0:
            self.page.locator(".view-tab-explore").click()
            self._there("explore")
        self._ready()

    def _there(self, view: str) -> None:
        self.page.locator(f".view-tab-{view}[aria-current]").wait_for()
        self.page.locator(f".page-{view}").wait_for()

    def _ready(self) -> Any:
        """Wait until the run can be begun anew, which it can whenever it is loaded."""
        self.page.locator(".reset:not([disabled])").first.wait_for()
        return self.page

    def _press_play(self) -> None:
        self._in_explore() if "view=compare" not in self.page.url else self._ready()
        if self.page.locator(".play[disabled]").count():
            self.page.locator(".reset:not([disabled])").first.click()
        self.page.locator(".play:not([disabled])").first.click()

    def _pause(self) -> None:
        """Pause, unless the run has come to its end."""
        with suppress(TimeoutError):
            self.page.locator(".play .mdi-pause").first.click(timeout=1000)

    def _pick(self, menu: str, first: bool = False) -> None:
        """Choose an item of a menu; a page drawn anew may take the menu away, so it is tried until one was chosen."""
        select = self.page.locator(f".choice-{menu} select").first
        for _ in range(20):
            with suppress(TimeoutError):
                count = select.locator("option").count()
                select.select_option(index=0 if first or not count else self.choose.randrange(count), timeout=3000)
                return
        raise AssertionError(f"nothing can be chosen from the menu {menu}")
