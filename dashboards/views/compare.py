"""The second view: two scenarios side by side on the same draws and one clock, and what differs between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import reacton.ipyvuetify as v
import solara

from dashboards.beside.meter import Meter
from dashboards.beside.segregation import Segregation
from dashboards.comparison import differs
from dashboards.comparison.asked import Differences
from dashboards.comparison.card import ComparedHome
from dashboards.comparison.curves import DifferenceCurves
from dashboards.comparison.flows import Flows
from dashboards.comparison.homes import DifferenceMap
from dashboards.comparison.keys import Keys
from dashboards.comparison.who import Who
from dashboards.controls import RunButtons, Showing, Timeline
from dashboards.desk import Desk
from dashboards.titles import scenario_title
from dashboards.views.view import View
from geodata import place as places

Pair = tuple[str, str]

MAP_NOTE: Pair = (
    "A home differs when others live there, or when the same household fares otherwise. Maps zoom and point together.",
    "En bolig er forskellig, når andre bor der, eller når den samme husstand har det anderledes. Kortene følges ad.",
)
BETWEEN: Pair = ("Where they differ", "Hvor de er forskellige")
CURVES_NOTE: Pair = (
    "Above: A solid, B dashed. Below: B minus A; on the grey line there is no difference. One run of each: curves that "
    "cross and part again are chance.",
    "Øverst: A fuldt optrukket, B stiplet. Nederst: B minus A; på den grå streg er der ingen forskel. Én kørsel af "
    "hver: kurver, der krydser hinanden frem og tilbage, er tilfældigheder.",
)
PARTS: tuple[tuple[str, Pair], ...] = (
    ("curves", ("Curves", "Kurver")),
    ("who", ("Who gains, who loses", "Hvem vinder, hvem taber")),
    ("keys", ("Waiting, refusals, empty homes", "Ventetid, afslag, tomme boliger")),
    ("flows", ("Where they went", "Hvor de flyttede hen")),
    ("segregation", ("Segregation", "Segregation")),
    ("meter", ("The list", "Listen")),
)
PARTS_NAME: Pair = ("What is compared", "Hvad der sammenlignes")


@solara.component
def Compare(desk: Desk) -> None:
    """What is asked on the left, three maps on one clock, and under them one comparison at a time."""
    session, choices = desk.session, desk.choices

    def ask_of_b() -> None:
        if choices.b is None:
            desk.change(replace(choices, b=choices.a))

    solara.use_effect(ask_of_b, [choices.b is None])
    between = solara.use_memo(lambda: DifferenceMap(session), [])
    solara.use_effect(lambda: between.close, [])
    solara.use_effect(lambda: between.word(desk.language), [desk.language, choices.place])
    part, open_part = solara.use_state("curves")
    with v.Html(tag="div", class_="compare"):
        with v.Html(tag="div", class_="side"):
            RunButtons(desk)
            Differences(desk)
            Showing(desk)
        with v.Html(tag="main", class_="cmp-main"):
            v.Html(tag="h2", class_="visually-hidden", children=[desk.say("map")])
            with v.Html(tag="div", class_="cmp-maps"):
                Side(desk, "a")
                with v.Html(tag="section", class_="cmp-map cmp-map-between"):
                    v.Html(tag="h3", children=[desk.of(BETWEEN)])
                    v.Html(tag="div", class_="map-place", children=[between.map])
                Side(desk, "b")
            schematic = desk.say("schematic") if places.load(choices.place).schematic else ""
            notes = (desk.of(MAP_NOTE), schematic, desk.say("synthetic"))
            v.Html(tag="p", class_="note cmp-map-note", children=[" ".join(filter(None, notes))])
            ComparedHome(desk)
            Timeline(desk)
            Parts(desk, part, open_part)
            v.Html(tag="h2", class_="visually-hidden", children=[desk.of(dict(PARTS)[part])])
            SHOWN[part](desk).key(part)


@solara.component
def Side(desk: Desk, which: str) -> None:
    """The map of one branch under its name and what it asks."""
    branch = desk.session.a if which == "a" else desk.session.b
    asked = desk.asked(which)
    title = scenario_title(desk.language, asked.scenario(desk.choices.place, desk.choices.seed))
    told = branch.told.value
    with v.Html(tag="section", class_=f"cmp-map cmp-map-{which}", attributes={"aria-label": which.upper()}):
        # The seed is the same in both and stands beside them.
        words = f"{which.upper()}: {title.rpartition('; ')[0]}"
        if which == "b" and differs.alike(desk.asked("a"), asked):
            words += f" {desk.of(('(as A)', '(som A)'))}"
        v.Html(tag="h3", children=[words], attributes={"title": words})
        with v.Html(tag="div", class_="map-place"):
            v.Html(tag="div", class_="cmp-holder", children=[branch.map])
            if told.loading and which == "b":
                v.ProgressLinear(indeterminate=True, attributes={"aria-label": desk.say("loading").format("B")})


@solara.component
def Parts(desk: Desk, part: str, open_part: object) -> None:
    """Which comparison stands under the maps."""
    with v.Html(tag="nav", class_="cmp-parts", attributes={"aria-label": desk.of(PARTS_NAME)}):
        for name, title in PARTS:
            Part(desk.of(title), name, name == part, open_part).key(name)


@solara.component
def Part(title: str, name: str, here: bool, open_part: object) -> None:
    """One name among the comparisons."""
    tab = v.Html(
        tag="button",
        class_=f"view-tab cmp-tab-{name}" + (" view-open" if here else ""),
        attributes={"type": "button", **({"aria-current": "true"} if here else {})},
        children=[title],
    )
    v.use_event(tab, "click", lambda *_: open_part(name))  # type: ignore[operator]


@solara.component
def Curves(desk: Desk) -> None:
    """The curves of both runs, and under each the difference."""
    session = desk.session
    differences = solara.use_memo(lambda: DifferenceCurves(session), [])
    solara.use_effect(lambda: differences.close, [])
    solara.use_effect(lambda: differences.word(desk.language), [desk.language])
    with v.Html(tag="div", class_="cmp-part cmp-curves"):
        with v.Html(tag="div", class_="cmp-charts"):
            for both, minus in zip(session.charts, differences.charts, strict=True):
                v.Html(tag="div", class_="cmp-chart", children=[both, minus])
        v.Html(tag="p", class_="note", children=[f"{desk.of(CURVES_NOTE)} {desk.say('elsewhere_note')}"])


SHOWN: dict[str, Callable[[Desk], Any]] = {
    "curves": Curves,
    "who": Who,
    "keys": Keys,
    "flows": Flows,
    "segregation": lambda desk: Segregation(desk, True),
    "meter": lambda desk: Meter(desk, True),
}
VIEW = View("compare", 20, ("Compare", "Sammenlign"), Compare, branches=2)
