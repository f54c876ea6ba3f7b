"""How fast the page is for who sits before it: `boligliv bench --page`.

Frames are counted where they reach the screen: in the pictures of the whole page that the browser's own screen cast
delivers, those in which the map is unlike the one before. Months take longer than a frame, so homes fade from the old
colour to the new between two months.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from importlib.metadata import version
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from experiments.bench.machine import machine
from experiments.bench.sheets import MEASURED, Sheet
from experiments.cli_console import number, tell
from experiments.page import browser as b
from experiments.page import clicks, screen
from experiments.page.numbers import high_end, middle
from experiments.page.server import Server, served

FIRST_VIEW_SECONDS, FRAMES_A_SECOND, ANSWER_MS = 3.0, 20.0, 200.0
"""What is wanted."""
SIZE = (1440, 900)
VIEWS, CLICKS, PLAYED_SECONDS = 5, 12, 15.0
MONTHS = 240
SPEED = 25
"""The fastest of the page: months follow each other as fast as the model lives them."""

FIRST_VIEW = """
window.stopwatch = { first: 0 };
{
  const look = () => {
    const shown = document.querySelector(".map-month")?.textContent && document.querySelector(".play:not([disabled])");
    if (shown) window.stopwatch.first = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
"""


def run(place: str, quiet: bool = False) -> dict[str, Any]:
    """Every measurement, on a server that one page has been opened on before.

    `first_view_seconds` are from the address to a map and a run that can be played, nothing stored before;
    `frames_a_second` those of the map; `answers` by what was clicked, milliseconds to the picture that answers, while
    the run plays.
    """
    note = (lambda text: None) if quiet else tell
    about = machine()
    with b.chromium("boligliv bench --page") as browser:
        note("starting the page")
        with served() as server:
            about |= {"chromium": browser.version, "solara": version("solara")}
            note(f"first view, {VIEWS} times")
            first = _first_views(browser, server, place)
            note(f"playing {place} for {PLAYED_SECONDS:.0f} seconds")
            played = _played(browser, server, place)
            answers = {}
            for kind, view, act in clicks.KINDS:
                note(f"{kind}, {CLICKS} times while it plays")
                page = _opened(browser, server, place, view)
                answers[kind] = clicks.answers(page, MONTHS, CLICKS, act)
                page.context.close()
    every = [ms for found in answers.values() for ms in found]
    return {
        "machine": about,
        "place": place,
        "first_view_seconds": middle(first),
        "every_first_view_seconds": first,
        **played,
        "answer_ms": {"median": middle(every), "high": high_end(every)},
        "answers": {
            kind: {"median": middle(found), "high": high_end(found), "every": found} for kind, found in answers.items()
        },
    }


def _opened(browser: Any, server: Server, place: str, view: str = "explore") -> Any:
    asked = {"form": 2, "lang": "en", "view": view, "place": place, "months": MONTHS, "speed": SPEED}
    page = b.opened(browser, "about:blank", *SIZE)
    page.add_init_script(FIRST_VIEW + clicks.STOPWATCH)
    page.goto(f"{server.url}/?{urlencode(asked)}")
    return page


def _first_views(browser: Any, server: Server, place: str) -> list[float]:
    seconds = []
    for again in range(VIEWS + 1):
        page = _opened(browser, server, place)
        page.wait_for_function("stopwatch.first > 0")
        if again:
            seconds.append(page.evaluate("stopwatch.first") / 1000.0)
        page.context.close()
        time.sleep(1.0)
    return seconds


def _played(browser: Any, server: Server, place: str) -> dict[str, Any]:
    page = _opened(browser, server, place)
    b.play(page)
    page.wait_for_timeout(2000)
    box = page.locator(".map-canvas").bounding_box()
    first = b.month(page)
    pictures, seconds = screen.cast(page, SIZE, PLAYED_SECONDS)
    months = b.month(page) - first
    page.context.close()
    times = screen.changes(pictures, box)
    gaps = [1000.0 * (after - before) for before, after in pairwise(times)]
    return {
        "months_a_second": months / seconds,
        "frames_a_second": len(times) / seconds,
        "high_gap_ms": high_end(gaps),
    }


def sheets(found: Mapping[str, Any]) -> list[Sheet]:
    """What was measured beside what is wanted."""
    first = found["every_first_view_seconds"]
    rows = [
        (
            "first view on a warm server (s)",
            f"{number(found['first_view_seconds'], 2)} (each: {', '.join(number(one, 2) for one in first)})",
            f"<= {FIRST_VIEW_SECONDS:g}",
        ),
        ("months a second while it plays", number(found["months_a_second"], 1), ""),
        ("frames of the map a second on the screen", number(found["frames_a_second"], 1), f">= {FRAMES_A_SECOND:g}"),
        ("longest wait for a frame, but for 5 % (ms)", number(found["high_gap_ms"], 0), ""),
    ]
    for kind, ms in found["answers"].items():
        rows.append((f"answer to a click, {kind} (ms; 95 % within)", _both(ms), f"<= {ANSWER_MS:g}"))
    rows.append(("answer to any click (ms; 95 % within)", _both(found["answer_ms"]), f"<= {ANSWER_MS:g}"))
    note = "A frame is a picture of the map unlike the one before: between two months homes fade to new colours."
    return [Sheet(f"The page with {found['place']} at full scale", MEASURED, tuple(rows), (note,))]


def _both(ms: Mapping[str, float]) -> str:
    return f"{number(ms['median'], 0)} ({number(ms['high'], 0)})"
