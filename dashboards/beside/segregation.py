"""Segregation with its chance band: whether groups live further apart than random dealing of the homes would bring."""

from __future__ import annotations

from typing import Any

import reacton.ipyvuetify as v
import solara

from dashboards import text
from dashboards.beside import apart
from dashboards.beside.apart import LEVELS, MEASURES, Measure, Told
from dashboards.beside.tab import Tab
from dashboards.branch import Branch
from dashboards.charts import ESTATE_COLOUR
from dashboards.comparison.table import Row, table
from dashboards.desk import Desk
from dashboards.fold import Fold
from dashboards.menu import Menu
from dashboards.people.answers import use_answer
from dashboards.replications.band_chart import BandChart

Pair = tuple[str, str]
CHANCE_COLOUR = "#8a8a80"
MEASURE: Pair = ("Measure", "Mål")
GROUP: Pair = ("Who", "Hvem")
CHANCE: Pair = ("chance", "tilfældigt")
MEASURED: Pair = ("measured", "målt")
NOT_YET: Pair = (
    "Not counted yet: for the first time at the end of January 2015.",
    "Endnu ikke talt op: første gang ved udgangen af januar 2015.",
)
NOTE: Pair = (
    "Grey: where 95 of 100 random dealings of the same households over the same homes would lie, households kept "
    "together. Counted over the whole municipality at the end of January 2015 and of each December. Of twenty such "
    "comparisons about one falls outside by chance. One run, chance included.",
    "Gråt: dér ville 95 af 100 tilfældige fordelinger af de samme husstande på de samme boliger ligge; husstande "
    "holdes samlet. Talt op for hele kommunen ved udgangen af januar 2015 og hver december. Af tyve sådanne "
    "sammenligninger falder omtrent én udenfor ved et tilfælde. Én kørsel, med tilfældigheder.",
)
AS_TABLE: Pair = ("As a table", "Som tabel")
CAPTION: Pair = ("{}: {}", "{}: {}")
HEAD: tuple[Pair, ...] = (
    ("Count", "Optælling"),
    ("Measured", "Målt"),
    ("Chance, 95 %", "Tilfældigt, 95 %"),
    ("Of the way from chance to wholly apart, %", "Af vejen fra tilfældigt til helt adskilt, %"),
    ("Of the group in units under ten, %", "Af gruppen i enheder under ti, %"),
)


@solara.component
def Segregation(desk: Desk, both: bool = False) -> None:
    """Menus, and for each level a chart with a sentence; with `both` branch b too."""
    session = desk.session
    answers = (use_answer(session.a, "segregation"), use_answer(session.b, "segregation", wanted=both))
    name, wanted = desk.choices.measure, desk.choices.apart
    measure = next(one for one in MEASURES if one.name == name)
    offered = apart.groups(desk.choices.origin)
    group = wanted if wanted in offered else offered[0]
    sides: list[tuple[str, Branch, Told]] = [("A", session.a, answers[0] or ())]
    if both:
        sides.append(("B", session.b, answers[1] or ()))
    with v.Html(tag="div", class_="beside beside-segregation" + (" beside-wide" if both else "")):
        v.Html(tag="h2", class_="visually-hidden", children=[desk.of(TAB.title)])
        with v.Html(tag="div", class_="beside-menus"):
            indices = [(desk.of(one.title), one.name) for one in MEASURES]
            Menu(desk.of(MEASURE), indices, name, desk.choose("measure"), "measure")
            if len(offered) > 1:
                menu = [(desk.of(apart.GROUPS[one][0]), one) for one in offered]
                Menu(desk.of(GROUP), menu, group, desk.choose("apart"), "group")
        v.Html(tag="p", class_="note", children=[desk.of(measure.meaning)])
        v.Html(tag="p", class_="apart-when", children=[_heading(desk, measure, group, sides)])
        with v.Html(tag="div", class_="apart-levels"):
            for level in LEVELS:
                Level(desk, measure, level, group, sides).key(level)
        Fold(desk.of(AS_TABLE), "", "apart-table", lambda: Numbers(desk, measure, group, sides))
        v.Html(tag="p", class_="note", children=[desk.of(NOTE)])


def _heading(desk: Desk, measure: Measure, group: str, sides: list[tuple[str, Branch, Told]]) -> str:
    _, branch, told = sides[0]
    last = apart.latest(apart.counted(told, measure.name, "cell", group), branch.told.value.month)
    if last is None:
        return desk.of(NOT_YET)
    return desk.of(apart.GROUPS[group][1]).format(apart.when(desk.language, last[0]))


@solara.component
def Level(desk: Desk, measure: Measure, level: str, group: str, sides: list[tuple[str, Branch, Told]]) -> None:
    """The chart of one level, and whether what is seen there in the month shown differs from chance."""
    chart = solara.use_memo(lambda: BandChart(sparse=True), [])
    solara.use_effect(lambda: chart.close, [])
    rows = [apart.counted(told, measure.name, level, group) for _, _, told in sides]
    view = sides[0][1].told.value
    cursor = view.month if view.month < view.lived else -1
    horizon = desk.choices.months

    def draw() -> None:
        values = apart.drawn(rows)
        with chart.hold_sync():
            chart.title, chart.unit = desk.of(LEVELS[level][0]), desk.of(measure.title)
            chart.locale, chart.horizon, chart.at_least = desk.language, horizon, list(measure.at_least)
            chart.lines = [_line(desk, which if len(sides) > 1 else "") for which, _, _ in sides]
            chart.data, chart.cursor = values.tobytes(), cursor

    solara.use_effect(draw, [rows, measure, desk.language, horizon, cursor, len(sides)])
    with v.Html(tag="div", class_=f"apart-level apart-{level}"):
        v.Html(tag="div", class_="apart-chart", children=[chart])
        for (which, branch, _), counts in zip(sides, rows, strict=True):
            last = apart.latest(counts, branch.told.value.month)
            if last is not None:
                said = apart.sentence(desk.language, measure, level, last[1])
                v.Html(tag="p", class_="apart-said", children=[f"{which}: {said}" if len(sides) > 1 else said])


def _line(desk: Desk, which: str) -> dict[str, Any]:
    label = f"{which}, {desk.of(MEASURED)}" if which else desk.of(MEASURED)
    return {
        "label": label,
        "colour": ESTATE_COLOUR,
        "dash": which == "B",
        "band": CHANCE_COLOUR,
        "spread": desk.of(CHANCE),
    }


@solara.component
def Numbers(desk: Desk, measure: Measure, group: str, sides: list[tuple[str, Branch, Told]]) -> None:
    """Every count made by the month shown, level by level."""
    rows: list[Row] = []
    for level in LEVELS:
        for which, branch, told in sides:
            title = desk.of(LEVELS[level][0])
            rows.append(([f"{which}: {title}" if len(sides) > 1 else title], ""))
            for month, parts in apart.counted(told, measure.name, level, group):
                if month < branch.told.value.month:
                    rows.append(([apart.when(desk.language, month), *_cells(desk.language, parts)], ""))
    caption = desk.of(CAPTION).format(desk.of(apart.GROUPS[group][0]), desk.of(measure.title))
    with v.Html(
        tag="div", class_="figures-scroll", attributes={"tabindex": "0", "role": "region", "aria-label": caption}
    ):
        table(caption, [desk.of(words) for words in HEAD], rows, "apart")


def _cells(language: str, parts: apart.Parts) -> list[str]:
    def write(value: float, digits: int = apart.DIGITS) -> str:
        return text.number(language, value, digits) if value == value else "–"

    return [
        write(parts["value"]),
        f"{write(parts['low'])}–{write(parts['high'])}",
        write(100.0 * parts["corrected"], 1),
        write(100.0 * parts["small_units_share"], 1),
    ]


TAB = Tab("segregation", 20, ("Segregation", "Segregation"), Segregation)
