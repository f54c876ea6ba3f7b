"""Clicks on the page while it plays, and how long each waits for the picture that answers it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from experiments.page import browser as b

LIMIT_MS = 10_000
"""Longer than that nobody waits."""
BETWEEN_CLICKS_MS = 350
NEAR_THE_END = 60
"""Months before the end of the run at which it is begun anew."""

STOPWATCH = """
// Points of the map that lie on a home, found as a hand finds them: by what the map says there.
window.homes = (wanted) => {
  const canvas = document.querySelector(".map-canvas"), tip = document.querySelector(".map-tooltip");
  const { left, top, width, height } = canvas.getBoundingClientRect(), found = [];
  for (let k = 0; found.length < wanted && k < 4000; k++) {
    const x = left + width * ((0.5 + k * 0.7548776662) % 1), y = top + height * ((0.5 + k * 0.5698402909) % 1);
    canvas.dispatchEvent(new PointerEvent("pointermove", { clientX: x, clientY: y }));
    if (tip.style.display === "block" && document.elementFromPoint(x, y) === canvas) found.push([x, y]);
  }
  canvas.dispatchEvent(new PointerEvent("pointerleave"));
  return found;
};
// From the press of the button, as the browser was told of it, to the picture in which the answer is seen.
window.answered = (holds, limit) => new Promise((done) => {
  addEventListener("pointerup", (event) => {
    const look = () => {
      if (holds()) requestAnimationFrame(() => done(performance.now() - event.timeStamp));
      else if (performance.now() - event.timeStamp > limit) done(null);
      else requestAnimationFrame(look);
    };
    look();
  }, { once: true, capture: true });
});
"""

Act = Callable[[Any, int], tuple[str, str]]
"""Given the page and the number of the click: where to click ("" some home), and what holds once it is answered."""


def answers(page: Any, months: int, clicks: int, act: Act) -> list[float]:
    """Milliseconds from the press of the button to the picture with the answer, inf where there was none.

    The page is open at a run of so many months, with STOPWATCH in it.
    """
    b.play(page)
    page.wait_for_timeout(1500)
    found = []
    for k in range(clicks):
        _keep_playing(page, months)
        where, holds = act(page, k)
        page.evaluate(f"void (window.answer = answered(() => {holds}, {LIMIT_MS}))")
        if where:
            page.locator(where).first.click()
        else:
            page.mouse.click(*page.evaluate(f"homes({k + 1}).at(-1)"))
        ms = page.evaluate("answer")
        found.append(math.inf if ms is None else float(ms))
        page.wait_for_timeout(BETWEEN_CLICKS_MS)
    return found


def _keep_playing(page: Any, months: int) -> None:
    """Play, from the beginning when the end is near."""
    if b.month(page) > months - NEAR_THE_END:
        page.locator(".reset:not([disabled])").click()
        page.wait_for_function("document.querySelector('.play:not([disabled])')")
        page.wait_for_timeout(500)
    if page.locator(".play .mdi-pause").count() == 0:
        b.play(page)
        page.locator(".play .mdi-pause").wait_for()


def _name_home(page: Any, k: int) -> tuple[str, str]:
    return _another(page, "document.querySelector('.card .card-name')?.innerText ?? ''")


def _tell_of_home(page: Any, k: int) -> tuple[str, str]:
    rows = "[...document.querySelectorAll('.card .facts-home dd')].slice(0, 3)"
    return _another(page, f"{rows}.map((one) => one.innerText).join()")


def _another(page: Any, told: str) -> tuple[str, str]:
    """Click a home, until something else is told than before."""
    return "", f"![{page.evaluate(told)!r}, ''].includes({told})"


def _pause(page: Any, k: int) -> tuple[str, str]:
    return ".play", "document.querySelector('.play .mdi-play')"


def _fold(page: Any, k: int) -> tuple[str, str]:
    """Open a theme, or close it again."""
    number = k // 2 % page.locator(".fold-theme").count()
    theme = f"document.querySelectorAll('.fold-theme')[{number}]"
    is_open = f"({theme}.open && !!{theme}.querySelector('.fold-body'))"
    page.evaluate(f"{theme}.scrollIntoView({{ block: 'nearest' }})")
    return f":nth-match(.fold-theme > summary, {number + 1})", f"{is_open} === {'true' if k % 2 == 0 else 'false'}"


def _tab(page: Any, k: int) -> tuple[str, str]:
    """Go to another view and back, until its tab is marked and its own map tells the month."""
    name, shown = (("explore", ".explore"), ("share", ".sharing"))[(k + 1) % 2]
    marked = f"document.querySelector('.view-tab-{name}[aria-current]')"
    return f".view-tab-{name}", f"{marked} && document.querySelector('{shown} .map-month')?.textContent"


def _proposal(page: Any, k: int) -> tuple[str, str]:
    """Switch a proposal on or off among the cards; the run begins anew."""
    card = ".proposal-card-second_chance"
    on = page.evaluate(f"document.querySelector('{card}').classList.contains('proposal-on')")
    is_on = f"document.querySelector('{card}').classList.contains('proposal-on')"
    return f"{card} .v-input--selection-controls__ripple", f"{'!' if on else ''}{is_on}"


KINDS: tuple[tuple[str, str, Act], ...] = (
    ("pause", "explore", _pause),
    ("a home: its card opens", "explore", _name_home),
    ("a home: the model tells of it", "explore", _tell_of_home),
    ("a theme opens or closes", "explore", _fold),
    ("another view", "explore", _tab),
    ("a proposal among the cards", "policies", _proposal),
)
"""What is clicked, the view it is in, and how."""
