"""Small parts that the steps share: words, buttons, tables, messages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import reacton.ipyvuetify as v
import solara

from dashboards import text
from dashboards.workshop.seen import Seen
from dashboards.workshop.words import say


def heading(words: str, level: int = 2) -> None:
    """A heading."""
    v.Html(tag=f"h{level}", children=[words])


def line(words: str, name: str = "") -> None:
    """A paragraph; what is typed by people is text in it, never markup."""
    v.Html(tag="p", class_=name, children=[words])


@solara.component
def Message(words: str) -> None:
    """Why something was refused; said aloud by screen readers."""
    with v.Html(tag="div", class_="workshop-refused", attributes={"role": "alert"}):
        if words:
            v.Html(tag="p", children=[words])


@solara.component
def Press(words: str, on_click: Callable[[], object], name: str, main: bool = False, disabled: bool = False) -> None:
    """A button; `name` marks it for tests and style sheets."""
    solara.Button(
        words,
        on_click=on_click,
        disabled=disabled,
        color="var(--accent)" if main and not disabled else None,
        outlined=not main,
        classes=[f"workshop-{name}", "workshop-button", *(["workshop-main-button"] if main else [])],
    )


def table(head: Sequence[str], body: Iterable[Sequence[str]], caption: str) -> None:
    """A table with headings for columns and rows."""
    with (
        v.Html(
            tag="div", class_="workshop-table", attributes={"tabindex": "0", "role": "group", "aria-label": caption}
        ),
        v.Html(tag="table"),
    ):
        v.Html(tag="caption", class_="visually-hidden", children=[caption])
        with v.Html(tag="thead"), v.Html(tag="tr"):
            for cell in head:
                v.Html(tag="th", attributes={"scope": "col"}, children=[cell])
        with v.Html(tag="tbody"):
            for row in body:
                with v.Html(tag="tr"):
                    for number, cell in enumerate(row):
                        own = {"scope": "row"} if number == 0 else {}
                        v.Html(tag="td" if number else "th", attributes=own, children=[cell])


@solara.component
def Runs(seen: Seen, language: str, again: Callable[[], object] | None) -> None:
    """How far the runs are, seen by all; the facilitator may try again what failed."""
    progress = seen.progress
    done = say(language, "runs_done", progress.done, progress.total)
    words = say(language, "all_done") if progress.ready else done
    with v.Html(tag="div", class_="workshop-runs"):
        v.ProgressLinear(
            value=round(100 * (1.0 if progress.ready else progress.share)),
            height=10,
            color="var(--accent)",
            attributes={"aria-label": words},
        )
        v.Html(tag="p", class_="workshop-progress", attributes={"role": "status"}, children=[words])
        if seen.failure and not progress.ready:
            line(say(language, "run_failed", seen.failure), "failure")
            if again is not None:
                Press(say(language, "try_again"), again, "again")


def amount(language: str, millions: float) -> str:
    """A sum in million kr."""
    return text.number(language, millions, 1)
