"""The statutory meter: how far the estate is from each criterion of the government's list, with and without origin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import reacton.ipyvuetify as v
import solara

from agents.core import calendar
from dashboards import text
from dashboards.beside import standing
from dashboards.beside.standing import CRITERIA, Count
from dashboards.beside.tab import Tab
from dashboards.branch import Branch
from dashboards.comparison.table import Row, table
from dashboards.desk import Desk
from dashboards.fold import Fold
from dashboards.people.answers import use_answer
from dashboards.state import METERS
from geodata import place

Pair = tuple[str, str]
SWITCH: Pair = ("Count the contested criterion (origin)", "Tæl det omstridte kriterium med (herkomst)")
HIDDEN: Pair = (
    "The criterion of origin can be counted and seen when “Offer origin” is on.",
    "Kriteriet om herkomst kan tælles med og ses, når “Vis herkomst” er slået til.",
)
WAITING: Pair = ("Not counted yet.", "Endnu ikke talt op.")
COUNTED: Pair = ("Count of {}.", "Opgørelse fra {}.")
NOW: Pair = ("{} alone: {}.", "{} alene: {}.")
AS_TABLE: Pair = ("Every count as a table", "Alle opgørelser som tabel")
CAPTION: Pair = ("{} against the criteria: value (threshold), %", "{} over for kriterierne: værdi (grænse), %")
COUNT: Pair = ("Count", "Opgørelse")
LISTED: Pair = ("On the list", "På listen")
YES: Pair = ("yes", "ja")
NO: Pair = ("no", "nej")
KEY: Pair = (
    "Bar: the count; upright line: the threshold, in the middle of every bar; diamond: the month shown.",
    "Søjle: opgørelsen; lodret streg: grænsen, midt i hver søjle; rude: den viste måned.",
)
NOTE: Pair = (
    "The estate is counted in January 2015 and each December. * A mean of two years, in the first count of one. A "
    "criterion is met above its threshold, income below it. Income is held against the municipality here, by the law "
    "against the region. Without the contested criterion as many of the others are asked for as the law names. One "
    "run, chance included.",
    "Området gøres op i januar 2015 og hver december. * Gennemsnit af to år, i den første opgørelse af ét. Et "
    "kriterium er opfyldt over sin grænse, indkomst under den. Indkomsten holdes her op mod kommunen, efter loven mod "
    "regionen. Uden det omstridte kriterium kræves lige så mange af de andre, som loven nævner. Én kørsel, med "
    "tilfældigheder.",
)


@solara.component
def Meter(desk: Desk, both: bool = False) -> None:
    """The switch, then for each branch the outcome in words and a bar for each criterion; with `both` branch b too."""
    session, origin = desk.session, desk.choices.origin
    answers = (use_answer(session.a, "list_criteria"), use_answer(session.b, "list_criteria", wanted=both))
    contested = origin and desk.choices.criteria == METERS[0]
    count = desk.choose("criteria")
    sides = (("A", session.a, answers[0]), ("B", session.b, answers[1]))[: 1 + both]
    with v.Html(tag="div", class_="beside beside-meter"):
        v.Html(tag="h2", class_="visually-hidden", children=[desk.of(TAB.title)])
        v.Switch(
            label=desk.of(SWITCH), v_model=contested, on_v_model=lambda on: count(METERS[not on]),
            disabled=not origin, dense=True, hide_details=True, class_="meter-contested",
        )  # fmt: skip
        if not origin:
            v.Html(tag="p", class_="note", children=[desk.of(HIDDEN)])
        with v.Html(tag="div", class_="meter-sides" + (" meter-both" if both else "")):
            for which, branch, answer in sides:
                Estate(desk, which if both else "", branch, answer, contested).key(which)
        v.Html(tag="p", class_="note meter-dispute", children=[desk.of(standing.DISPUTE)])
        v.Html(tag="p", class_="note", children=[f"{desk.of(KEY)} {desk.of(NOTE)}"])


@solara.component
def Estate(desk: Desk, which: str, branch: Branch, answer: Any, contested: bool) -> None:
    """The estate of one branch: on which list, why, and how far from each threshold."""
    language, shown = desk.language, branch.told.value.month
    counts: Sequence[Count] = answer["counts"] if answer else ()
    last = standing.counted(counts, shown)
    title = place.load(desk.choices.place).title
    with v.Html(tag="section", class_="meter-side", attributes={"aria-label": f"{which}: {title}" if which else title}):
        v.Html(tag="h3", children=[f"{which}: {title}" if which else title])
        if last is None:
            v.Html(tag="p", class_="meter-said", children=[desk.of(WAITING)])
            return
        v.Html(tag="p", class_="meter-said", children=[standing.headline(language, last, contested)])
        why = (
            desk.of(COUNTED).format(standing.when(language, last)),
            standing.tally(language, last, contested),
            standing.other_way(language, last, contested),
            standing.running(language, last),
        )
        v.Html(tag="p", class_="meter-why", children=[" ".join(filter(None, why))])
        now = dict(zip(answer["names"], answer["now"][min(shown, len(answer["now"]) - 1)], strict=True))
        with v.Html(tag="ul", class_="meter-rows"):
            for name in standing.shown(last, contested):
                _row(language, name, last, now[name], shown)
        residents = [text.number(language, last[key]) for key in ("residents", "minimum")]
        v.Html(tag="p", class_="note", children=[desk.of(standing.RESIDENTS).format(*residents)])
        past = [count for count in counts if count["month"] <= shown]
        Fold(desk.of(AS_TABLE), "", "meter-table", lambda: Numbers(desk, title, past, contested))


def _row(language: str, name: str, count: Count, now: float, shown: int) -> None:
    """One criterion: value and threshold, a bar, and in words how far it is and whether it is met."""
    value, limit, met = count["values"][name], count["thresholds"][name], name in count["met"]
    written = f"{standing.per_cent(language, name, value)} ({standing.threshold(language, name, limit)})"
    state = text.of(language, standing.MET if met else standing.NOT_MET)
    alone = text.of(language, NOW).format(calendar.label(shown), standing.per_cent(language, name, now))
    with v.Html(tag="li", class_=f"meter-row meter-{name} meter-{'met' if met else 'unmet'}"):
        with v.Html(tag="div", class_="meter-title"):
            v.Html(tag="span", children=[text.of(language, CRITERIA[name].title)])
            v.Html(tag="b", children=[written])
        side = "below" if name in standing.BELOW else "above"
        with v.Html(tag="div", class_=f"meter-bar meter-asks-{side}", attributes={"aria-hidden": "true"}):
            v.Html(tag="span", class_="meter-value", style_=f"width: {_place(value, limit)}")
            v.Html(tag="span", class_="meter-mark")
            v.Html(tag="span", class_="meter-now", style_=f"left: {_place(now, limit)}")
        with v.Html(tag="div", class_="meter-words"):
            v.Html(tag="b", children=[f"{'✓' if met else '–'} {state}"])
            v.Html(tag="span", children=[f", {standing.distance(language, name, value, limit)}. {alone}"])


def _place(share: float, limit: float) -> str:
    """Where a share lies on its bar, whose middle is the threshold; past the end at the end."""
    return f"{min(max(50.0 * share / limit, 0.0), 100.0):.1f}%"


@solara.component
def Numbers(desk: Desk, title: str, counts: Sequence[Count], contested: bool) -> None:
    """Every count so far: what was measured, the threshold, and whether it led to the list."""
    language = desk.language
    names = [name for name in CRITERIA if any(name in standing.shown(count, contested) for count in counts)]
    head = [desk.of(COUNT), *(desk.of(CRITERIA[name].title) for name in names), desk.of(LISTED)]
    rows: list[Row] = []
    for count in counts:
        cells = [_cell(language, name, count) for name in names]
        rows.append(([standing.when(language, count), *cells, _listed(desk, count, contested)], ""))
    caption = desk.of(CAPTION).format(title)
    with v.Html(
        tag="div", class_="figures-scroll", attributes={"tabindex": "0", "role": "region", "aria-label": caption}
    ):
        table(caption, head, rows, "meter")


def _cell(language: str, name: str, count: Count) -> str:
    if name not in count["values"]:
        return "–"
    limit = text.short(language, 100.0 * count["thresholds"][name], 2)
    return f"{text.number(language, 100.0 * count['values'][name], CRITERIA[name].digits)} ({limit})"


def _listed(desk: Desk, count: Count, contested: bool) -> str:
    found = standing.listed(count, contested)
    if found == "area":
        return standing.name_of(desk.language, found)
    return desk.of(YES if found else NO)


TAB = Tab("meter", 30, ("The list", "Listen"), Meter)
