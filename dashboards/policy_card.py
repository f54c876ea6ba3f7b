"""The card of one proposal: what it is, its switch and dose, what it costs whom, and what it was measured to do."""

from __future__ import annotations

from html import escape

import reacton.ipyvuetify as v
import solara

from agents.core import calendar
from dashboards import measured, text, wheel_drawing
from dashboards.budget import MILLION, ByPayer
from dashboards.desk import Desk
from dashboards.doses import Numbers, dose_text
from dashboards.fold import Fold
from dashboards.policies_words import WORDS
from dashboards.switches import About, Toggle, heading
from experiments.measured import ZONE, Effect, Measured
from experiments.proposals import Proposal
from geodata import place
from model.policies import discover
from model.policies.policy import PAYERS, Policy

Cost = tuple[str, int, tuple[tuple[str, float], ...]]
"""Branch, months run, and kr so far by payer."""


@solara.component
def PolicyCard(desk: Desk, proposal: Proposal, year: int, costs: tuple[Cost, ...]) -> None:
    """One card; `year` is the horizon of the wheel, `costs` what the runs shown have spent on it."""
    language, policy = desk.language, discover()[proposal.name]
    branches = ("a", "b") if desk.choices.b is not None else ("a",)
    on = [branch for branch in branches if proposal.name in desk.asked(branch).policies]
    title = heading(proposal, language)
    kind = f"proposal-card proposal-card-{proposal.name}" + (" proposal-on" if on else "")
    before = tuple(f"{policy.name}.{short}" for short in (("dose",) if policy.number else ("dose", "c")))
    with v.Html(tag="article", class_=kind, attributes={"aria-label": title}):
        with v.Html(tag="div", class_="proposal-words"):
            with v.Html(tag="div", class_="proposal-head"):
                v.Html(tag="h4", children=[title])
                for branch in branches:
                    Switch(desk, proposal, branch, len(branches) > 1).key(branch)
            v.Html(tag="p", class_="proposal-summary", children=[text.of(language, policy.summary)])
            for branch in on:
                if len(branches) > 1:
                    v.Html(tag="p", class_="proposal-branch", children=[branch.upper()])
                asked, ask = desk.asked(branch), desk.ask(branch)
                Numbers(policy, language, asked, ask, before=before).key(f"numbers-{branch}")
            Money(desk, policy, year, costs).key("money")
            v.Html(tag="p", class_="alone", children=[alone_in(policy, language)])
            Fold(desk.of(WORDS["facts"]), "", "about", lambda: About(policy, language, False)).key("about")
        Wheel(desk, proposal, year).key("wheel")


@solara.component
def Switch(desk: Desk, proposal: Proposal, branch: str, named: bool) -> None:
    """The switch in one branch: labelled with the branch where there are two, else with its state."""
    title, asked = heading(proposal, desk.language), desk.asked(branch)
    label = branch.upper() if named else desk.of(WORDS["on" if proposal.name in asked.policies else "off"])
    spoken = desk.of(WORDS["switch_in"]).format(title, branch.upper()) if named else title
    Toggle(proposal, desk.language, asked, desk.ask(branch), label, spoken)


@solara.component
def Money(desk: Desk, policy: Policy, year: int, costs: tuple[Cost, ...]) -> None:
    """What it costs whom: measured, so far in the runs shown, and the price of each unit."""
    language = desk.language
    found = measured.at(desk.choices.place, desk.choices.a)
    spent = found.spent(policy.name, year) if found is not None else {}
    lines = [measured_cost(language, spent, found.whole_cost(policy.name, year) if found is not None else None, year)]
    for branch, months, kr in costs:
        lines.append(run_cost(language, branch if desk.choices.b is not None else "", months, dict(kr)))
    with v.Html(tag="div", class_="money"):
        for line in lines:
            v.Html(tag="p", children=[line])
        units = unit_costs(policy, language, dict(desk.choices.a.doses))
        if units:
            body = "".join(f"<li>{escape(line)}</li>" for line in units)
            Fold(
                desk.of(WORDS["unit_costs"]).format(len(units)), "", "units",
                lambda: solara.HTML(tag="ul", unsafe_innerHTML=body, classes=["unit-costs"]),
            )  # fmt: skip


@solara.component
def Wheel(desk: Desk, proposal: Proposal, year: int) -> None:
    """The measured wheel with its table, or that it has not been measured."""
    language = desk.language
    found = measured.at(desk.choices.place, desk.choices.a)
    effects = found.of(proposal.name, ZONE, year) if found is not None else ()
    if found is None or not effects:
        words = desk.of(WORDS["not_measured_here"]).format(place.load(desk.choices.place).title)
        v.Html(tag="p", class_="not-measured proposal-wheel", children=[words])
        return
    title = heading(proposal, language)
    spoken = wheel_drawing.spoken_title(found, proposal.name, title, year, language)
    picture = wheel_drawing.svg(effects, measured.rim(found, year), spoken, language)
    notes = [wheel_note(found, proposal.name, year, language)]
    if any(
        proposal.name in asked.policies and not measured.as_measured(asked, proposal.name)
        for asked in (desk.choices.a, desk.choices.b)
        if asked is not None
    ):
        notes.append(desk.of(WORDS["other_numbers"]))

    def rows() -> str:
        return wheel_drawing.table(found, proposal.name, year, language)

    with v.Html(tag="div", class_="proposal-wheel"):
        solara.HTML(unsafe_innerHTML=picture, classes=["wheel-box"])
        v.Html(tag="p", class_="wheel-note", children=["; ".join(notes) + "."])
        Fold(
            desk.of(WORDS["as_table"]), "", "table",
            lambda: solara.HTML(unsafe_innerHTML=rows(), classes=["effects-place"]),
        )  # fmt: skip


def wheel_note(found: Measured, name: str, year: int, language: str) -> str:
    """Horizon and number of pairs, as under the picture."""
    years = text.of(language, WORDS["years"]).format(year)
    return f"{years}, {text.of(language, WORDS['pairs']).format(found.runs[name].pairs)}"


def measured_cost(language: str, spent: ByPayer, whole: Effect | None, year: int) -> str:
    """What was measured as spent, with its 95 % interval, by payer; or that nobody has measured it."""
    if not spent:
        return f"{text.of(language, WORDS['cost_not_measured'])}."
    shown = millions(language, sum(spent.values()))
    if whole is not None and whole.high - whole.low > 0.0:
        low, high = (millions(language, MILLION * end) for end in (whole.low, whole.high))
        shown += f" [{low}; {high}]" if low != high else ""
    return f"{text.of(language, WORDS['cost_measured']).format(shown, year)} ({payers(language, spent)})."


def run_cost(language: str, branch: str, months: int, spent: ByPayer) -> str:
    """What one run shown has spent so far, kr of the day; `branch` is named where there are two."""
    which = "cost_run_of" if branch else "cost_run"
    parts = [branch.upper()] if branch else []
    words = text.of(language, WORDS[which])
    line = words.format(*parts, calendar.label(months), millions(language, sum(spent.values())))
    return f"{line} ({payers(language, spent)})." if spent else f"{line}."


def payers(language: str, spent: ByPayer) -> str:
    """Million kr by payer, those who pay nothing left out.

    >>> payers("en", {"fund": 2.5e6, "state": 0.0})
    'funds 2.5'
    """
    return ", ".join(f"{payer_name(language, who)} {millions(language, kr)}" for who, kr in spent.items() if kr)


def payer_name(language: str, payer: str) -> str:
    """A payer in words; one that is not a proposal's stays as it is written."""
    return text.of(language, PAYERS[payer]) if payer in PAYERS else payer


def millions(language: str, kr: float) -> str:
    """Million kr: with one decimal, two below one million."""
    return text.number(language, kr / MILLION, 2 if abs(kr) < MILLION and kr else 1).replace("-", "−")


def unit_costs(policy: Policy, language: str, doses: dict[str, float]) -> list[str]:
    """The proposal's numbers in kr: meaning and value, as chosen."""
    lines = []
    for one in policy.parameters:
        if one.unit.split("/")[0].split(" ")[0] == "kr":
            meaning = text.parameter(language, one.name, one.meaning)
            value = dose_text(language, one, doses.get(one.name, one.value))
            lines.append(f"{meaning[:1].upper()}{meaning[1:]}: {value}")
    return lines


def alone_in(policy: Policy, language: str) -> str:
    """The estates in which it can stand alone, in a few words."""
    titles = [place.load(name).title for name in place.names() if name in policy.alone_in]
    words = text.of(language, WORDS["alone_in" if titles else "alone_nowhere"])
    return f"{words.format(text.listed(language, titles))}."
