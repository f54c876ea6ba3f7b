"""The budget beside the cards: a ceiling, what is switched on by payer, and whether it keeps within."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

import reacton.ipyvuetify as v
import solara

from agents.core import calendar
from dashboards import budget, measured, text
from dashboards.budget import MILLION, WHOLE, YEAR, Spent, Total, Verdict
from dashboards.desk import Desk
from dashboards.menu import Menu
from dashboards.policies_words import WORDS
from dashboards.policy_card import millions, payer_name
from dashboards.state import HIGHEST_CEILING
from model.policies import discover


@solara.component
def Budget(desk: Desk, year: int, spent: dict[str, tuple[int, Spent]]) -> None:
    """The ceiling, and a table for each branch; `spent` has months run and costs by branch, `year` the horizon."""
    wrong, tell = solara.use_state(False)
    choices = desk.choices

    def set_ceiling(*event: Any) -> None:
        try:
            value = float(str(event[-1] or 0).replace(",", "."))
        except ValueError:
            value = -1.0
        tell(not 0.0 <= value <= HIGHEST_CEILING)
        if 0.0 <= value <= HIGHEST_CEILING:
            desk.change(replace(choices, ceiling=value))

    with v.Html(tag="section", class_="panel budget", attributes={"aria-label": desk.of(WORDS["budget"])}):
        v.Html(tag="h2", children=[desk.of(WORDS["budget"])])
        field = v.TextField(
            label=desk.of(WORDS["ceiling"]),
            v_model=f"{choices.ceiling:g}" if choices.ceiling else "",
            type="number",
            attributes={"min": 0},
            dense=True,
            outlined=True,
            hide_details=True,
            class_="choice choice-ceiling",
        )
        v.use_event(field, "change", set_ceiling)
        kinds = [(desk.of(WORDS[kind]), kind) for kind in (WHOLE, YEAR)]
        Menu(desk.of(WORDS["ceiling_of"]), kinds, choices.ceiling_of, desk.choose("ceiling_of"), "ceiling-of")
        if wrong:
            v.Html(
                tag="p", class_="budget-wrong", attributes={"role": "alert"}, children=[desk.of(WORDS["bad_ceiling"])]
            )
        for branch in ("a", "b") if choices.b is not None else ("a",):
            months, costs = spent.get(branch, (0, ()))
            BudgetOf(desk, branch, year, months, costs).key(branch)
        v.Html(tag="p", class_="note", children=[desk.of(WORDS["only_programmes"])])


@solara.component
def BudgetOf(desk: Desk, branch: str, year: int, months: int, spent: Spent) -> None:
    """One branch: measured and run side by side, and the verdict."""
    choices, language, asked = desk.choices, desk.language, desk.asked(branch)
    found = measured.at(choices.place, asked)
    told = budget.measured_total(found, asked, year, choices.ceiling_of)
    run = budget.run_total(spent, choices.ceiling_of)
    with v.Html(tag="div", class_=f"budget-of budget-{branch}"):
        if choices.b is not None:
            v.Html(tag="h3", children=[desk.of(WORDS["budget_of"]).format(branch.upper())])
        if not asked.policies:
            v.Html(tag="p", children=[desk.of(WORDS["nothing_on"])])
            return
        ceiling = choices.ceiling * MILLION
        against = budget.verdict(ceiling, told, run, months, months >= choices.months)
        if not choices.ceiling:
            v.Html(tag="p", class_="budget-none", children=[desk.of(WORDS["no_ceiling"])])
        elif against is None:
            v.Html(tag="p", class_="budget-unknown", children=[desk.of(WORDS["unknown"])])
        else:
            Against(against, ceiling, language, year, months)
        solara.HTML(unsafe_innerHTML=_table(told, run, months, language), classes=["budget-table"])
        if choices.ceiling_of == YEAR:
            when = str(run.year) if run.year else "–"
            note = desk.of(WORDS["basis_year"]).format(year, when)
        else:
            note = desk.of(WORDS["basis_whole"]).format(year)
        notes = [note, *([desk.of(WORDS["together"])] if told.together else []), *_left_out(told, language)]
        v.Html(tag="p", class_="note", children=[" ".join(notes)])


@solara.component
def Against(found: Verdict, ceiling: float, language: str, year: int, months: int) -> None:
    """Over the ceiling or within it, in words and as a bar."""
    key = ("over" if found.final else "over_at_least") if found.over else "within" if found.final else "within_so_far"
    words = text.of(language, WORDS[key]).format(millions(language, abs(found.room)))
    if found.basis == "measured":
        basis = text.of(language, WORDS["by_measured"]).format(year)
    else:
        basis = text.of(language, WORDS["by_run"]).format(calendar.label(months))
    share = 100.0 if found.over else 100.0 * found.kr / ceiling
    with v.Html(tag="div", class_=f"verdict {'verdict-over' if found.over else 'verdict-within'}"):
        v.Html(tag="p", attributes={"role": "status"}, children=[f"{'▲' if found.over else '✓'} {words}, {basis}."])
        with v.Html(tag="div", class_="verdict-bar", attributes={"aria-hidden": "true"}):
            v.Html(tag="div", class_="verdict-fill", style_=f"width: {share:.1f}%")


def _table(told: Total, run: Total, months: int, language: str) -> str:
    """Payers with what was measured and what the run shown has spent, million kr."""
    known, lived = dict(told.by_payer), dict(run.by_payer)
    names = list(dict.fromkeys((*known, *lived)))

    def cell(values: dict[str, float], payer: str, there: bool) -> str:
        return f"<td>{millions(language, values.get(payer, 0.0)) if there else '–'}</td>"

    heads = "".join(
        f'<th scope="col">{escape(text.of(language, WORDS[k]))}</th>' for k in ("payer", "measured", "run_shown")
    )
    rows = [
        f'<tr><th scope="row">{escape(payer_name(language, payer))}</th>'
        f"{cell(known, payer, bool(known))}{cell(lived, payer, months > 0)}</tr>"
        for payer in names
    ]
    whole, lived_whole = "–", millions(language, run.kr) if months > 0 else "–"
    if known:
        error = millions(language, told.error)
        whole = millions(language, told.kr) + (f" ± {error}" if told.error else "")
    last = (
        f'<tr class="total"><th scope="row">{escape(text.of(language, WORDS["total"]))}</th>'
        f"<td>{whole}</td><td>{lived_whole}</td></tr>"
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}{last}</tbody></table>"


def _left_out(told: Total, language: str) -> list[str]:
    """Which proposals the measured total leaves out, and why; nothing when it covers all."""
    if not told.left_out:
        return []
    names = [
        text.of(language, WORDS["left_changed" if name in told.changed else "left_unmeasured"]).format(
            text.of(language, discover()[name].title)
        )
        for name in told.left_out
    ]
    return [text.of(language, WORDS["left_out"]).format(", ".join(names))]
