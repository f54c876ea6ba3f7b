"""Many runs in the background: what is chance, and what can be told from it."""

from __future__ import annotations

from dataclasses import replace

import reacton.ipyvuetify as v
import solara

from dashboards.charts import CHARTS
from dashboards.controls import Asking, place_title
from dashboards.desk import Desk
from dashboards.fold import Fold
from dashboards.menu import Menu
from dashboards.replications import words
from dashboards.replications.band_chart import BandChart, fill
from dashboards.replications.drawn import Numbers, usable
from dashboards.replications.ensemble import MOST, Progress
from dashboards.replications.map_panel import ProbabilityMap
from dashboards.replications.tables import CurveTable, Figures
from dashboards.titles import scenario_title
from dashboards.views.view import View
from geodata import place

NUMBERS = (5, 10, 20, 40, MOST)
AT_FIRST = 10


@solara.component
def EnsembleView(desk: Desk) -> None:
    """Controls and progress, figures and map, curves."""
    now = desk.session.ensemble.told.value
    with v.Html(tag="div", class_="ensemble"):
        with v.Html(tag="div", class_="side"):
            Runs(desk, now)
            Asking(desk)
        with v.Html(tag="main", class_="ensemble-middle"):
            v.Html(tag="h2", children=[words.say(desk.language, "numbers")])
            if now.summary is None:
                v.Html(tag="p", class_="ensemble-nothing", children=[words.say(desk.language, "nothing")])
            else:
                Figures(desk.language, now.summary, desk.choices.origin)
                ProbabilityMap(desk, now)
        with v.Html(tag="aside", class_="curves", attributes={"aria-label": words.say(desk.language, "curves")}):
            if now.summary is not None:
                BandCurves(desk.language, now)


@solara.component
def Runs(desk: Desk, now: Progress) -> None:
    """What A and B are, how many runs, start and stop, and how far they are."""
    language, choices, ensemble = desk.language, desk.choices, desk.session.ensemble
    say = lambda key: words.say(language, key)  # noqa: E731
    number, set_number = solara.use_state(AT_FIRST)
    chosen, take = solara.use_state("")
    plain = tuple(one for one in (choices.scenario(), choices.other()) if one is not None)
    posterior = usable(chosen, plain)
    a, *others = (replace(one, posterior=posterior) for one in plain)
    b = others[0] if others else None
    same = (now.a, now.b) == (a, b)
    with v.Html(tag="section", class_="panel ensemble-runs", attributes={"aria-label": say("runs")}):
        v.Html(tag="h2", children=[say("runs")])
        estates = [(place_title(name), name) for name in place.names()]
        Menu(desk.say("estate"), estates, choices.place, desk.choose("place"), "place")
        with v.Html(tag="dl", class_="ensemble-asked"):
            for name, scenario in (("A", a), ("B", b)):
                if scenario is not None:
                    v.Html(tag="dt", children=[name])
                    v.Html(tag="dd", children=[scenario_title(language, scenario)])
        if b is None:
            v.Html(tag="p", class_="note", children=[say("no_b")])
            if choices.a.policies:
                today = replace(choices, a=choices.a.only(()), b=choices.a)
                solara.Button(
                    say("against"), outlined=True, on_click=lambda: desk.change(today), classes=["ensemble-against"]
                )
        Numbers(language, plain, posterior, take)
        Menu(say("replications"), [(str(n), n) for n in NUMBERS], number, set_number, "replications")
        with v.Html(tag="div", class_="buttons"):
            if now.busy:
                solara.Button(say("stop"), icon_name="mdi-stop", on_click=ensemble.stop, classes=["ensemble-stop"])
            else:
                solara.Button(
                    say("more" if same and now.runs else "start"), icon_name="mdi-play", color="primary",
                    on_click=lambda: ensemble.start(a, b, number), classes=["play", "ensemble-start"],
                    disabled=same and now.state == "done" and number <= now.wanted,
                )  # fmt: skip
        share = 100.0 * now.months / now.of_months if now.of_months else 0.0
        with v.Html(tag="div", class_="ensemble-status", attributes={"role": "status"}):
            if now.busy:
                v.ProgressLinear(value=share, attributes={"aria-label": words.status(language, now)})
            v.Html(tag="span", children=[words.status(language, now)])
        if now.a is not None and not same:
            asked = " / ".join(scenario_title(language, one) for one in (now.a, now.b) if one is not None)
            v.Html(tag="p", class_="ensemble-other", children=[say("other").format(asked)])
        v.Html(tag="p", class_="note", children=[say("note")])


@solara.component
def BandCurves(language: str, now: Progress) -> None:
    """The main monthly series: both sides with the spread of runs, or their difference with its interval."""
    say = lambda key: words.say(language, key)  # noqa: E731
    shown, show = solara.use_state("difference")
    difference = shown == "difference" and now.b is not None
    widgets = solara.use_memo(lambda: tuple(BandChart() for _ in CHARTS), [])

    def draw() -> None:
        for widget, chart in zip(widgets, CHARTS, strict=True):
            fill(widget, chart, now.summary, difference, language)

    def close() -> None:
        for widget in widgets:
            widget.close()

    solara.use_effect(lambda: close, [])
    solara.use_effect(draw, [now.summary, difference, language])
    with v.Html(tag="div", class_="ensemble-curves"):
        v.Html(tag="h2", children=[say("curves")])
        if now.b is not None:
            Menu(say("curves"), [(say(one), one) for one in ("difference", "levels")], shown, show, "bands")
        v.Html(tag="div", class_="charts", children=list(widgets))
        v.Html(tag="p", class_="note", children=[say("differences_note" if difference else "levels_note")])
        if now.summary is not None:
            summary = now.summary
            Fold(say("curve_table"), "", "curve-table", lambda: CurveTable(language, summary, difference))


VIEW = View("ensemble", 50, ("Many runs", "Mange kørsler"), EnsembleView)
