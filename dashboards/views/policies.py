"""The catalogue's proposals as cards by theme: what each is, asks for, costs and does, and what they cost together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import reacton.ipyvuetify as v
import solara

from dashboards import measured, text
from dashboards.branch import Branch
from dashboards.budget import Spent, of_policy
from dashboards.budget_panel import Budget
from dashboards.controls import RunButtons, place_title
from dashboards.desk import Desk
from dashboards.fold import Fold
from dashboards.menu import Menu
from dashboards.messages import Reply
from dashboards.one_proposal import desk_of
from dashboards.policies_words import WORDS
from dashboards.policy_card import Cost, PolicyCard
from dashboards.views.view import View
from dashboards.wheel_drawing import signed
from experiments.measured import Measured
from experiments.proposals import THEMES, by_theme
from experiments.zones import LOST, SIDES
from geodata import place
from model.policies.bundles import bundles

YEAR = 12
Paid = dict[str, tuple[int, Spent]]
"""Months run, and costs so far, by branch."""


@solara.component
def Policies(desk: Desk) -> None:
    """Run and budget to the left, bundles and cards to the right."""
    paid: solara.Reactive[Paid] = solara.use_reactive({})
    found = measured.at(desk.choices.place, desk.choices.a)
    years = found.years if found is not None else (20,)
    chosen, choose_year = solara.use_state(0)
    year = chosen if chosen in years else years[-1]
    branches = ("a", "b") if desk.choices.b is not None else ("a",)
    spent = {branch: paid.value[branch] for branch in branches if branch in paid.value}
    with v.Html(tag="div", class_="policies"):
        for branch in branches:
            Costs(desk, branch, paid).key(f"costs-{branch}")
        with v.Html(tag="div", class_="side"):
            RunButtons(desk)
            with v.Html(tag="section", class_="panel", attributes={"aria-label": desk.say("estate")}):
                estates = [(place_title(name), name) for name in place.names()]
                Menu(desk.say("estate"), estates, desk.choices.place, desk.choose("place"), "place")
            Budget(desk, year, spent)
        with v.Html(tag="main", class_="cards"):
            v.Html(tag="h2", children=[desk.of(WORDS["proposals"])])
            for branch in branches:
                Bundles(desk, branch).key(f"bundles-{branch}")
            Reading(desk, found, year, choose_year)
            for theme, group in sorted(by_theme().items()):
                title = text.of(desk.language, THEMES[theme]) if theme in THEMES else desk.of(WORDS["lever_c"])
                with v.Html(tag="section", class_=f"card-theme card-theme-{theme or 'none'}"):
                    on = sum(one.name in desk.choices.a.policies for one in group)
                    count = f" ({desk.say('on_count').format(on)})" if on else ""
                    v.Html(tag="h3", children=[(f"{theme}. {title}" if theme else title) + count])
                    with v.Html(tag="div", class_="card-grid"):
                        for one in group:
                            PolicyCard(desk_of(desk, one.name), one, year, _costs(spent, one.name)).key(one.name)


def _costs(paid: Paid, policy: str) -> tuple[Cost, ...]:
    """What the runs shown have spent on one proposal; nothing where a run has not asked for it."""
    found = ((branch, months, tuple(of_policy(spent, policy).items())) for branch, (months, spent) in paid.items())
    return tuple(one for one in found if one[2])


@solara.component
def Costs(desk: Desk, branch: str, paid: solara.Reactive[Paid]) -> None:
    """Asks the run what the proposals have cost by the month shown; while it plays, once for every year of it."""
    own: Branch = desk.session.a if branch == "a" else desk.session.b
    told = own.told.value
    month = told.month // YEAR * YEAR if told.playing else told.month
    ready = not (told.loading or told.failure)

    def heard(run: int, reply: Reply) -> None:
        if run == own.run and not reply.failure and reply.data is not None:
            paid.value = {**paid.value, branch: (month, tuple(reply.data))}

    def ask() -> None:
        if ready:
            own.question("costs", partial(heard, own.run), month=month)
        else:
            paid.value = {name: found for name, found in paid.value.items() if name != branch}

    solara.use_effect(ask, [month, ready, own.run])
    v.Html(tag="span", class_="visually-hidden")


@solara.component
def Reading(desk: Desk, found: Measured | None, year: int, choose_year: Callable[[int], None]) -> None:
    """What the wheels show, on what they rest, and the choice of horizon."""
    title = place.load(desk.choices.place).title
    with v.Html(tag="div", class_="reading"):
        if found is None:
            words = desk.of(WORDS["nothing_measured"]).format(title, desk.choices.place)
            v.Html(tag="p", class_="not-measured", children=[words])
            return
        years = [(desk.of(WORDS["years"]).format(one), one) for one in found.years]
        Menu(desk.of(WORDS["horizon"]), years, year, choose_year, "horizon")
        with v.Html(tag="div", class_="reading-words"):
            with v.Html(tag="ul", class_="wheel-key"):
                for side, whose in SIDES.items():
                    with v.Html(tag="li"):
                        v.Html(tag="span", class_=f"swatch wheel-{side}")
                        v.Html(tag="span", children=[text.of(desk.language, whose)])
                with v.Html(tag="li"):
                    v.Html(tag="span", class_="swatch wheel-untold")
                    v.Html(tag="span", children=[desk.of(WORDS["untold"])])
            v.Html(tag="p", children=[" ".join(_rests_on(desk, found, title))])
            Fold(desk.of(WORDS["how_to_read"]), "", "reading", lambda: HowToRead(desk, measured.rim(found, year)))


@solara.component
def HowToRead(desk: Desk, rim: float) -> None:
    """The rings, the intervals, and that the catalogue's own wheels are lost."""
    rings = signed(desk.language, rim, 1).replace("+", "±")
    with v.Html(tag="div"):
        v.Html(tag="p", children=[desk.of(WORDS["reading"]).format(rings)])
        v.Html(tag="p", children=[text.of(desk.language, LOST)])


def _rests_on(desk: Desk, found: Measured, title: str) -> list[str]:
    counts = sorted({runs.pairs for runs in found.runs.values()})
    key, ends = ("pairs", counts[:1]) if len(counts) == 1 else ("pairs_from", [counts[0], counts[-1]])
    lines = [desk.of(WORDS["measured_on"]).format(title, found.law, desk.of(WORDS[key]).format(*ends))]
    if not all(measured.of_today(runs) for runs in found.runs.values()):
        lines.append(desk.of(WORDS["earlier_model"]))
    if not measured.same_question(found, desk.choices.a):
        lines.append(desk.of(WORDS["other_question"]))
    return lines


@solara.component
def Bundles(desk: Desk, branch: str) -> None:
    """Each theme, the whole catalogue, the whole with common direction, or nothing: exactly these are then on."""
    asked = desk.asked(branch)
    title = desk.of(WORDS["bundles"])
    if desk.choices.b is not None:
        title = desk.of(WORDS["bundles_of"]).format(branch.upper())
    sets: list[tuple[str, str, tuple[str, ...]]] = [("none", desk.of(WORDS["nothing"]), ())]
    sets += [(one.name, text.of(desk.language, one.title), one.members) for one in bundles().values()]

    def only(members: tuple[str, ...]) -> None:
        desk.ask(branch)(asked.only(members))

    with v.Html(tag="section", class_=f"bundles bundles-{branch}", attributes={"aria-label": title}):
        v.Html(tag="h3", children=[title])
        for name, words, members in sets:
            here = set(asked.policies) == set(members)
            solara.Button(
                words[:1].upper() + words[1:],
                outlined=True,
                on_click=partial(only, members),
                classes=["bundle", f"bundle-{name}", *(["bundle-here"] if here else [])],
                attributes={"aria-pressed": "true" if here else "false"},
            )


VIEW = View("policies", 30, ("Policies", "Forslag"), Policies, branches=2)
