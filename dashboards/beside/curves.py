"""The curves of the run, month by month."""

from __future__ import annotations

import reacton.ipyvuetify as v
import solara

from dashboards.beside.tab import Tab
from dashboards.desk import Desk
from dashboards.titles import scenario_title


@solara.component
def Curves(desk: Desk) -> None:
    """All curves on one screen."""
    with v.Html(tag="div", class_="beside beside-curves"):
        v.Html(tag="h2", class_="visually-hidden", children=[desk.say("curves")])
        v.Html(tag="div", class_="charts", children=list(desk.session.charts))
        RunKey(desk)


@solara.component
def RunKey(desk: Desk) -> None:
    """What solid and dashed curves are, and what one run is worth."""
    before = desk.session.before.value
    parts = [desk.say("now")]
    if before is not None:
        parts.append(desk.say("before").format(scenario_title(desk.language, before)))
    with v.Html(tag="p", class_="note run-key"):
        v.Html(tag="strong", children=["; ".join(parts) + ". "])
        v.Html(tag="span", children=[f"{desk.say('elsewhere_note')} {desk.say('one_run_note')}"])


TAB = Tab("curves", 10, ("Curves", "Kurver"), Curves)
