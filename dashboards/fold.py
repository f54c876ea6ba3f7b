"""Something folded away under a line that opens it."""

from __future__ import annotations

from collections.abc import Callable

import reacton.ipyvuetify as v
import solara


@solara.component
def Fold(title: str, aside: str, name: str, body: Callable[[], object], at_first: bool = False) -> None:
    """A line that opens and closes `body`, which is made when it is first opened: a page has hundreds of sliders.

    `aside` stands beside the title, `name` marks it for tests and style sheets, `at_first` opens it with the page.
    """
    start = solara.use_memo(lambda: at_first, [])
    made, make = solara.use_state(start)
    with v.Html(tag="details", class_=f"fold fold-{name}", attributes={"open": True} if start else {}):
        with v.Html(tag="summary") as head:
            v.Html(tag="span", class_="fold-title", children=[title])
            if aside:
                v.Html(tag="span", class_="fold-aside", children=[aside])
        v.use_event(head, "click", lambda *_: make(True))
        if made:
            with v.Html(tag="div", class_="fold-body"):
                body()
