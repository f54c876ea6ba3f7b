"""Waiting, refusals and the cost of empty homes in both runs, by letting rule and year."""

from __future__ import annotations

import numpy as np
import reacton.ipyvuetify as v
import solara

from agents.core import calendar
from dashboards import text
from dashboards.attributes import MUTED
from dashboards.charts import LineChart
from dashboards.comparison.asking import Heard, use_answers
from dashboards.comparison.lettings import MEASURES, Measure, steps
from dashboards.comparison.table import Row, table
from dashboards.comparison.who import bar, waiting
from dashboards.desk import Desk
from dashboards.fold import Fold
from dashboards.menu import Menu

Pair = tuple[str, str]

RULES: dict[str, Pair] = {
    "second chance": ("Second chance", "Second chance"),
    "municipal assignment": ("Municipal assignment", "Kommunal anvisning"),
    "flexible letting": ("Flexible letting", "Fleksibel udlejning"),
    "internal list": ("Internal list", "Intern oprykningsliste"),
    "ordinary waiting list": ("Ordinary waiting list", "Almindelig venteliste"),
}
COLOURS = dict(zip(RULES, (MUTED[5], MUTED[0], MUTED[2], MUTED[3], MUTED[4]), strict=True))
"""The same colours as on the map."""
ALL: Pair = ("All", "Alle")
UNTAKEN: Pair = ("Months in which nobody took the home", "Måneder, hvor ingen tog boligen")
MEASURE: Pair = ("What is shown", "Hvad der vises")
HEAD: tuple[Pair, ...] = (
    ("Letting rule", "Udlejningsregel"), ("A", "A"), ("B", "B"), ("B minus A", "B minus A"),
)  # fmt: skip
CAPTION: Pair = ("{}, {}, from January 2015 to {}", "{}, {}, fra januar 2015 til {}")
YEARS: Pair = ("Year by year, as a table", "År for år, som tabel")
YEAR: Pair = ("Year", "År")
NOTE: Pair = (
    "One run of A and one of B, chance included. Every offer of a home in the estate is on record. Waiting is told of "
    "those who got a home; who still waits is not in it. Rent is lost while offers are refused (a day a refusal) and "
    "in months in which nobody takes the home.",
    "Én kørsel af A og én af B, med tilfældigheder. Hvert tilbud om en bolig i området er noteret. Ventetiden gælder "
    "dem, der fik en bolig; de, der stadig venter, er ikke med. Husleje tabes, mens tilbud afslås (en dag pr. afslag), "
    "og i måneder, hvor ingen tager boligen.",
)


@solara.component
def Keys(desk: Desk) -> None:
    """The menu of measures, the table by rule, and the curve by year."""
    chosen, choose_one = solara.use_state(MEASURES[0].name)
    measure = next(one for one in MEASURES if one.name == chosen)
    chart = solara.use_memo(lambda: LineChart(at_least=[0.0, 1.0]), [])
    solara.use_effect(lambda: chart.close, [])
    heard = use_answers(desk, "lettings")
    solara.use_effect(lambda: draw(chart, desk, measure, heard), [heard, chosen, desk.language])
    with v.Html(tag="div", class_="cmp-part cmp-keys"):
        Menu(desk.of(MEASURE), [(desk.of(one.title), one.name) for one in MEASURES], chosen, choose_one, "measure")
        if waiting(desk, heard):
            return
        assert heard is not None
        with v.Html(tag="div", class_="cmp-beside"):
            ByRule(desk, measure, heard)
            v.Html(tag="div", class_="cmp-years", children=[chart])
        Fold(desk.of(YEARS), "", "years", lambda: ByYear(desk, measure, heard))
        v.Html(tag="p", class_="note", children=[desk.of(NOTE)])


def titles(desk: Desk, measure: Measure, rules: list[str]) -> list[str]:
    """Names of the columns of a measure."""
    known = [desk.of(RULES.get(rule, (rule, rule))) for rule in rules]
    return [*known, *([desk.of(UNTAKEN)] if measure.untaken else []), desk.of(ALL)]


@solara.component
def ByRule(desk: Desk, measure: Measure, heard: Heard) -> None:
    """A, B and the difference for each rule that let a home in either."""
    a, b = measure.whole(heard.a), measure.whole(heard.b)
    difference = b - a
    widest = float(np.nanmax(np.abs(difference), initial=0.0)) if np.isfinite(difference).any() else 0.0
    rows: list[Row] = []
    for k, words in enumerate(titles(desk, measure, heard.a["rules"])):
        if not np.nan_to_num([a[k], b[k]]).any():
            continue
        cells = [_number(desk, x, measure.digits) for x in (a[k], b[k])]
        kind = "cmp-all" if k == len(a) - 1 else ""
        rows.append(([words, *cells, bar(desk.language, float(difference[k]), widest, measure.digits)], kind))
    caption = desk.of(CAPTION).format(desk.of(measure.title), desk.of(measure.unit), calendar.label(heard.month))
    table(caption, [desk.of(words) for words in HEAD], rows, "keys")


@solara.component
def ByYear(desk: Desk, measure: Measure, heard: Heard) -> None:
    """The numbers behind the curve: A and B by year for every rule."""
    a, b = measure.of(heard.a), measure.of(heard.b)
    names = titles(desk, measure, heard.a["rules"])
    used = [k for k in range(len(names)) if np.nan_to_num(np.concatenate([a[:, k], b[:, k]])).any()]
    head = [desk.of(YEAR), *(f"{names[k]}, {which}" for k in used for which in "AB")]
    rows: list[Row] = [
        ([str(year), *(_number(desk, x[i, k], measure.digits) for k in used for x in (a, b))], "")
        for i, year in enumerate(heard.a["years"])
    ]
    caption = f"{desk.of(measure.title)}, {desk.of(measure.unit)}"
    table(caption, head, rows, "years")


def draw(chart: LineChart, desk: Desk, measure: Measure, heard: Heard | None) -> None:
    """Steps by year: A solid, B dashed, a colour for each rule."""
    if heard is None or heard.failure:
        return
    a, b = measure.of(heard.a), measure.of(heard.b)
    names = titles(desk, measure, heard.a["rules"])
    colours = [*(COLOURS.get(rule, MUTED[1]) for rule in heard.a["rules"]), *(["#4d4d4d"] * measure.untaken), MUTED[1]]
    used = [k for k in range(len(names)) if np.nan_to_num(np.concatenate([a[:, k], b[:, k]])).any()]
    with chart.hold_sync():
        chart.title, chart.unit = f"{desk.of(measure.title)}: A, – – B", desk.of(measure.unit)
        chart.locale, chart.horizon = desk.language, desk.choices.months
        chart.lines = [{"label": names[k], "colour": colours[k]} for k in used]
        chart.data, chart.before = (steps(x[:, used], told["months"]) for x, told in ((a, heard.a), (b, heard.b)))


def _number(desk: Desk, value: float, digits: int) -> str:
    return text.number(desk.language, float(value), digits) if np.isfinite(value) else "–"
