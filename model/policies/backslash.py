r"""Proposal 10, \BACKSLASH\: young residents make media about their estate, with editorial offices behind them.

Each resident is asked in the one year of age, between the first and the last, that falls to them by lot, so nobody
takes the course twice. The makers gain most: belief in their own power to act, and Danish. The outside effect is a
share of the gap between the estate's name and an ordinary one that is closed in five years; no evaluation was found,
and the catalogue itself expects little and late.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.core import calendar, draws
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from agents.participation import Subject
from model.policies.policy import Barrier, Offer, Policy, Text
from model.policies.standard import course, schedule
from model.world import World

NAME = "backslash"
P = Parameter
STEP = 0.02
"""Names are seen in steps of this size: one person more or less does not move the media."""
YEARS = 5
"""Years in which the share of the gap is closed, as it is stated."""
ACTIVITIES = {
    "course": ("short documentary course", 0.10, 8000.0),
    "social_media": ("social media run by the young", 0.20, 6000.0),
    "local_paper": ("local paper, printed or not", 0.15, 10000.0),
    "outreach": ("good stories brought to local, trade and national press", 0.35, 12000.0),
    "quick_response": ("errors found, corrections sought, journalists invited", 0.20, 8000.0),
}
"""The five activities: what they are, their usual weight outside, and what they usually cost, kr a month."""
PARAMETERS = (
    *schedule(NAME, (9.0, 0.0, 24.0, "judgement", "judgement")),
    *course(
        NAME,
        months=(12.0, 12.0, 24.0, "judgement", "judgement"),
        uptake=(0.4, 0.1, 0.7, "judgement", "judgement"),
        places=(12.0, 3.0, 40.0, "judgement", "judgement"),
        reach=(0.7, 0.3, 1.0, "judgement", "judgement"),
        dropout=(0.3, 0.0, 1.0, "judgement", "judgement"),
    ),
    P(f"{NAME}.age_from", 15.0, 13.0, 18.0, "years", "judgement", "judgement", "youngest makers"),
    P(f"{NAME}.age_to", 25.0, 20.0, 29.0, "years", "judgement", "judgement", "oldest makers"),
    P(f"{NAME}.agency", 0.1, 0.0, 0.2, "SD", "judgement", "judgement",
      "belief in one's own power to act that a whole course gives a maker; by analogy to after-school programmes"),
    P(f"{NAME}.language", 0.03, 0.0, 0.1, "share of gap", "judgement", "judgement",
      "what is missing to full Danish that a course of writing, filming and interviewing closes"),
    P(f"{NAME}.group_size", 8.0, 4.0, 15.0, "persons", "judgement", "judgement", "makers in one editorial group"),
    P(f"{NAME}.name_gap", 0.03, 0.0, 0.1, "share", "judgement", "judgement",
      "of the gap between the estate's name and an ordinary one, what is closed in five years with all activities; 0 "
      "when the media do not listen; no evidence found"),
    P(f"{NAME}.build_up", 2.0, 0.0, 5.0, "years", "judgement", "judgement",
      "years from the first story until editors know the source and use it in full"),
    *(P(f"{NAME}.{activity}", 1.0, 0.0, 1.0, "share of the whole", "judgement", "judgement",
        f"how much is carried out: {what}") for activity, (what, _, _) in ACTIVITIES.items()),
    *(P(f"{NAME}.{activity}_weight", weight, 0.0, 2.0 * weight, "share", "judgement", "judgement",
        f"part of the outside effect when carried out in full: {what}")
      for activity, (what, weight, _) in ACTIVITIES.items()),
    *(P(f"{NAME}.{activity}_kr", kr, 0.0, 3.0 * kr, "kr a month", "judgement", "judgement", what)
      for activity, (what, _, kr) in ACTIVITIES.items()),
    P(f"{NAME}.maker_kr", 800.0, 0.0, 3000.0, "kr/month and participant", "judgement", "judgement",
      "pay of a maker's leisure job"),
    P(f"{NAME}.local_office_kr", 40000.0, 15000.0, 90000.0, "kr a month", "judgement", "judgement",
      "editor and room of the local editorial office"),
    P(f"{NAME}.national_office_kr", 15000.0, 0.0, 60000.0, "kr a month", "judgement", "judgement",
      "the estate's part of a national editorial office"),
)  # fmt: skip


def eligible(world: World) -> Rows:
    """Young residents of the estate in the year of age in which they are asked."""
    persons = world.persons
    rows = np.flatnonzero(persons.alive & world.lives_in_estate)
    age = (world.month - persons.birth_month[rows].astype(np.int64)) // 12
    first, last = int(world.p(f"{NAME}.age_from")), int(world.p(f"{NAME}.age_to"))
    young = (age >= first) & (age <= last)
    rows, age = rows[young], age[young]
    lot = draws.uniform(world.scenario.seed, f"{NAME}.age", 0, persons.key[rows])
    return rows[age == first + np.floor(lot * (last - first + 1)).astype(np.int64)]


def keeps(world: World, rows: Rows) -> NDArray[np.bool_]:
    """Whoever moves out of the estate no longer makes its media."""
    return np.asarray(world.lives_in_estate[rows])


def group(world: World, rows: Rows) -> NDArray[np.int64]:
    """Editorial groups of about the stated size, by a lasting lot."""
    makers = world.p(f"{NAME}.places") * world.place.n_estate / 1000.0
    groups = max(round(makers / world.p(f"{NAME}.group_size")), 1)
    return draws.integer(world.scenario.seed, f"{NAME}.group", 0, world.persons.key[rows], groups)


def carried_out(world: World) -> float:
    """How much of the outside effect the activities give, about 0..1: what is carried out, each by its weight."""
    return sum(world.p(f"{NAME}.{activity}") * world.p(f"{NAME}.{activity}_weight") for activity in ACTIVITIES)


def heard(month: int, build_up: float) -> float:
    """How far editors have come to use the source in a month after the first story (0: that month), 0..1."""
    return min((month + 1) / (12.0 * build_up), 1.0) if build_up > 0.0 else 1.0


def closed_in_time(speed: float, build_up: float) -> float:
    """What a name has taken up in five years of one unit more to be told of it, given how it builds up, 0..1.

    `speed` is the share of its gap that a name closes in a year.
    """
    share, name = 1.0 - (1.0 - speed) ** (1.0 / 12.0), 0.0
    for month in range(12 * YEARS):
        name += share * (heard(month, build_up) - name)
    return name


def bend(world: World) -> None:
    """Makers gain; the estate is spoken of a little better, the more the worse its name, and more as years pass."""
    levers, dose, here = world.levers, world.p(f"{NAME}.dose"), world.own_programme(NAME)
    courses = 12.0 / world.p(f"{NAME}.months")
    levers.bend(NAME, "programme.agency", "shift", courses * world.p(f"{NAME}.agency"), here)
    levers.bend(NAME, "programme.language", "shift", courses * world.p(f"{NAME}.language"), here)
    build_up = world.p(f"{NAME}.build_up")
    begun = round((world.p(f"{NAME}.from_year") - calendar.START_YEAR) * 12.0) + world.p(f"{NAME}.start_up")
    now = heard(max(world.month - int(np.ceil(begun)), 0), build_up)
    gap = np.maximum(world.p("moving.name_reference") - np.rint(world.reputation / STEP) * STEP, 0.0)
    told = world.p(f"{NAME}.name_gap") * gap / closed_in_time(world.p("name.speed"), build_up)
    levers.bend(NAME, "name.media", "shift", dose * carried_out(world) * now * told, world.estate_areas)


def bill(world: World) -> None:
    """Local office by the housing association, national office by funds, leisure jobs and activities by the town."""
    dose, costs = world.p(f"{NAME}.dose"), world.costs
    makers = world.participation.number(NAME) * world.p(f"{NAME}.maker_kr")
    work = sum(world.p(f"{NAME}.{activity}") * world.p(f"{NAME}.{activity}_kr") for activity in ACTIVITIES)
    costs.book(NAME, "leisure jobs", "municipality", makers)
    costs.book(NAME, "activities", "municipality", dose * work)
    costs.book(NAME, "local editorial office", "housing association", dose * world.p(f"{NAME}.local_office_kr"))
    costs.book(NAME, "national editorial office", "fund", dose * world.p(f"{NAME}.national_office_kr"))


IN_DANISH = {
    "course": "kort dokumentarkursus",
    "social_media": "sociale medier drevet af unge",
    "local_paper": "lokalavis på papir eller nettet",
    "outreach": "opsøgende pressearbejde",
    "quick_response": "hurtige svar på fejl i medierne",
}
POLICY = Policy(
    name=NAME,
    number=10,
    theme="IV",
    title=Text("\\BACKSLASH\\", "\\BACKSLASH\\"),
    summary=Text(
        "Young residents make films, posts and articles about their estate, find errors in the press and invite "
        "journalists, with a local editorial office and a national one behind it.",
        "Unge beboere laver film, opslag og artikler om deres område, finder fejl i pressen og inviterer "
        "journalister, med en lokal redaktion og en landsredaktion i ryggen.",
    ),
    eligible=Text(
        "Young residents of the estate from 15 to 25 years.",
        "Unge på 15-25 år, der bor i området.",
    ),
    actors=("residents", "municipality", "housing association", "schools", "fund"),
    payers=("municipality", "housing association", "fund"),
    barriers=(
        Barrier(Text("It is mostly a cost.", "Det er først og fremmest en udgift."), f"{NAME}.local_office_kr"),
        Barrier(
            Text("The media may not listen.", "Medierne lytter måske ikke."),
            f"{NAME}.name_gap",
        ),
        Barrier(
            Text(
                "A name changes slowly and with much work.",
                "Et omdømme ændrer sig langsomt og med meget arbejde.",
            ),
            f"{NAME}.build_up",
        ),
        Barrier(
            Text(
                "It takes professional editors who can draw in the young.",
                "Det kræver professionelle redaktører, der kan inddrage de unge.",
            ),
            f"{NAME}.dropout",
        ),
    ),
    alone=Text(
        "Both, as a local editorial office in each; the national one serves both.",
        "Begge, med en lokal redaktion hvert sted; landsredaktionen støtter begge.",
    ),
    alone_in=("vollsmose", "vaerebro"),
    parameters=PARAMETERS,
    danish={
        "age_from": "deltagernes laveste alder",
        "age_to": "deltagernes højeste alder",
        "agency": "handlekraft vundet ved et helt forløb",
        "language": "del af afstanden til flydende dansk, som et forløb indhenter",
        "group_size": "antal unge i en redaktionsgruppe",
        "name_gap": "del af forskellen mellem områdets omdømme og et almindeligt, der indhentes på fem år",
        "build_up": "år fra den første historie, til redaktionerne bruger kilden fuldt ud",
        **{activity: f"hvor meget der gennemføres: {what}" for activity, what in IN_DANISH.items()},
        **{f"{activity}_weight": f"del af virkningen udadtil: {what}" for activity, what in IN_DANISH.items()},
        **{f"{activity}_kr": f"udgift: {what}" for activity, what in IN_DANISH.items()},
        "maker_kr": "løn for et fritidsjob",
        "local_office_kr": "redaktør og lokale til den lokale redaktion",
        "national_office_kr": "områdets andel af udgiften til en landsredaktion",
    },
    bend=bend,
    bill=bill,
    offers=(Offer(Subject.PERSON, eligible, keeps, group=group),),
)
