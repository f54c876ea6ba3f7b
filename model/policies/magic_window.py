"""Proposal 1, Et magisk vindue: one trained visitor for first-time families in need, until the child is two.

Pregnancy is not in the model, so families are asked in the month after the birth. The catalogue prints the criterion of
income as above 150,000 kr a year; it can only mean below, and is read so. It is offered in the estate; the catalogue
says that Værebro Park alone has too few births, and `outside` asks families of the rest of the municipality as well.
The visits come on top of the ordinary ones in the ledger.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.codes import Status
from agents.core import draws
from agents.core.calendar import LONG_AGO
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from agents.core.ties import KIN
from agents.participation import Subject
from model.mechanisms.income import net_of
from model.mechanisms.income import rates as income_rates
from model.mechanisms.ladder.growth import given_at_home
from model.policies.firstborn import firstborn
from model.policies.policy import Barrier, Offer, Policy, Text
from model.policies.standard import course, schedule
from model.world import World

NAME = "magic_window"
SCHOOL_START = 73
"""Mean age in months of children who start school in August of the year in which they turn six."""
DESCRIBED = 2.0
"""Visits a month of the programme whose effect `skill` is; fewer visits give less."""
P = Parameter
PARAMETERS = (
    *schedule(NAME, (12.0, 0.0, 36.0, "judgement", "judgement")),
    *course(
        NAME,
        months=(24.0, 12.0, 36.0, "catalogue2015", "catalogue"),
        uptake=(0.8, 0.5, 0.95, "familieivaerksaetterne2019", "trial"),
        places=(15.0, 2.0, 60.0, "judgement", "judgement"),
        reach=(0.41, 0.2, 1.0, "familieivaerksaetterne2019", "trial"),
        dropout=(0.2, 0.05, 0.6, "judgement", "judgement"),
    ),
    P(f"{NAME}.criteria", 2.0, 1.0, 5.0, "of five criteria", "catalogue2015", "catalogue",
      "how many of five must hold: low income, thin family network, young, no settled work or study, earlier trouble"),
    P(f"{NAME}.income_below", 150000.0, 100000.0, 200000.0, "kr a year", "catalogue2015", "catalogue",
      "income after tax of mother and partner under which it counts as low; printed as above, which is a misprint"),
    P(f"{NAME}.relatives", 1.0, 0.0, 4.0, "relatives", "judgement", "judgement",
      "relatives in other homes under which a mother who does not live with her own has a thin family network"),
    P(f"{NAME}.age_below", 20.0, 18.0, 25.0, "years", "catalogue2015", "catalogue",
      "age under which a mother is young"),
    P(f"{NAME}.settled", 6.0, 1.0, 24.0, "months", "judgement", "judgement",
      "months in work or study from which a mother's tie to them is settled"),
    P(f"{NAME}.outside", 0.0, 0.0, 1.0, "share", "judgement", "judgement",
      "first-time families of the rest of the municipality who are asked as well"),
    P(f"{NAME}.visits", 2.0, 0.5, 2.7, "visits a month", "catalogue2015", "catalogue",
      "mean over the course; the catalogue also quotes 64 in two years"),
    P(f"{NAME}.front", 1.6, 1.0, 2.0, "ratio", "judgement", "judgement",
      "visits just after birth over the mean; they taper evenly to the end"),
    P(f"{NAME}.skill", 0.15, 0.0, 0.3, "SD", "kitzman2019", "judgement",
      "skill at school start of a child whose parents have no education beyond school, with two visits a month; "
      "0.24-0.38 at 18 in Memphis where mothers had few resources, no early effects in England"),
    P(f"{NAME}.skill_trained", 0.05, 0.0, 0.15, "SD", "judgement", "judgement",
      "the same where a parent has a vocational or higher education"),
    P(f"{NAME}.relief", 0.05, 0.0, 0.2, "0..1 per year", "judgement", "judgement", "strain taken from the family"),
    P(f"{NAME}.door", 0.5, 0.0, 1.5, "logit", "judgement", "judgement",
      "coming into daycare: talks, joint visits and help to a free place"),
    P(f"{NAME}.volunteer", 0.5, 0.0, 0.9, "share", "judgement", "judgement",
      "families handed over to a volunteer family friend from outside the estate"),
    P(f"{NAME}.visit_kr", 900.0, 400.0, 1800.0, "kr per visit", "judgement", "judgement",
      "two hours of a health visitor with travel and notes"),
    P(f"{NAME}.training_kr", 15000.0, 0.0, 60000.0, "kr a month", "judgement", "judgement",
      "training and supervision, from the decision on"),
    P(f"{NAME}.volunteer_kr", 400.0, 100.0, 1500.0, "kr/month and participant", "judgement", "judgement",
      "finding and guiding a volunteer, for each family that gets one"),
)  # fmt: skip


def offered(world: World, rows: Rows) -> NDArray[np.bool_]:
    """Which of these households live where it is offered."""
    lot = draws.uniform(world.scenario.seed, f"{NAME}.outside", 0, world.households.key[rows])
    return np.asarray(world.in_estate[rows] | (lot < world.p(f"{NAME}.outside")))


def after_tax(world: World, rows: Rows) -> NDArray[np.float64]:
    """What each of these persons has left after tax, kr a month, shape as `rows`."""
    persons, rates = world.persons, income_rates(world.values)
    pairs = zip(persons.income[rows].tolist(), (persons.status[rows] == Status.EMPLOYED).tolist(), strict=True)
    return np.array([net_of(gross, working, rates) for gross, working in pairs])


def criteria(world: World, mothers: Rows) -> NDArray[np.int64]:
    """How many of the five criteria hold for each of these mothers, 0..5.

    The catalogue does not say whether income is before tax; what the parents have after it is taken. Trouble is hers or
    her partner's: illness, an open social case, a known conviction, or trouble as a youth.
    """
    persons, ties = world.persons, world.ties
    partner = persons.partner[mothers].astype(np.int64)
    other = np.where(partner >= 0, partner, mothers)
    own_income, other_income = (after_tax(world, who) for who in (mothers, other))
    income = own_income + np.where(partner >= 0, other_income, 0.0)
    held = np.arange(ties.other.shape[1])[None, :] < ties.count[mothers][:, None]
    relatives = (held & (ties.layer[mothers] == KIN)).sum(axis=1)
    own = persons.mother[mothers]
    at_home = (own >= 0) & (persons.household[np.maximum(own, 0)] == persons.household[mothers])
    active = np.isin(persons.status[mothers], (Status.CHILD, Status.STUDENT, Status.EMPLOYED))
    since = world.month - persons.status_since[mothers].astype(np.int64)
    troubled = persons.ill | persons.open_case | (persons.convicted > LONG_AGO)
    troubled |= persons.trouble >= world.p("trouble.threshold")
    return np.asarray(
        (income * 12.0 < world.p(f"{NAME}.income_below")).astype(np.int64)
        + ((relatives < world.p(f"{NAME}.relatives")) & ~at_home)
        + (world.month - persons.birth_month[mothers] < 12.0 * world.p(f"{NAME}.age_below"))
        + (~active | (since < world.p(f"{NAME}.settled")))
        + (troubled[mothers] | troubled[other])
    )


def need(world: World, rows: Rows) -> NDArray[np.float64]:
    """How many criteria hold for the mother of the newborn of each of these households."""
    persons, born = world.persons, firstborn(world)
    most = np.zeros(world.households.capacity)
    np.maximum.at(most, persons.household[born], criteria(world, persons.mother[born].astype(np.int64)))
    return most[rows]


def eligible(world: World) -> Rows:
    """Families whose first child was born last month, where enough criteria hold."""
    rows = np.unique(world.persons.household[firstborn(world)]).astype(np.int64)
    rows = rows[offered(world, rows)]
    return rows[need(world, rows) >= world.p(f"{NAME}.criteria")]


def bend(world: World) -> None:
    """Home learning by parents' schooling, relief, the door of daycare, and a volunteer at the end."""
    levers, own, values = world.levers, world.own_programme(NAME), world.values
    per_sd = world.p(f"{NAME}.visits") / DESCRIBED
    per_sd /= given_at_home(values, 1.0, 1.0 + world.p(f"{NAME}.months"), SCHOOL_START)
    skill, trained = world.p(f"{NAME}.skill"), world.p(f"{NAME}.skill_trained")
    levers.bend(NAME, "programme.home_learning", "shift", per_sd * skill, own)
    levers.bend(NAME, "programme.home_learning_trained", "shift", per_sd * (trained - skill), own)
    levers.bend(NAME, "programme.relief", "shift", world.p(f"{NAME}.relief"), own)
    levers.bend(NAME, "programme.daycare_door", "shift", world.p(f"{NAME}.door"), own)
    levers.bend(NAME, "programme.companion", "shift", world.p(f"{NAME}.volunteer"), own)


def visits(world: World) -> float:
    """Visits of this month to all families, more to those whose child is just born."""
    part = world.participation
    entries = part.entries(NAME, Subject.HOUSEHOLD)
    gone = world.month - part.table.since[entries].astype(np.int64)
    # Whole months are added up, so that no order of families rounds differently.
    progress = (float(gone.sum()) + 0.5 * len(gone)) / world.p(f"{NAME}.months")
    front = world.p(f"{NAME}.front")
    return max(world.p(f"{NAME}.visits") * (front * len(gone) + (2.0 - 2.0 * front) * progress), 0.0)


def bill(world: World) -> None:
    """Visits, training, and the volunteers' organisation, which a fund pays."""
    families = world.participation.number(NAME)
    world.costs.book(NAME, "visits", "municipality", world.p(f"{NAME}.visit_kr") * visits(world))
    world.costs.book(NAME, "training", "municipality", world.p(f"{NAME}.dose") * world.p(f"{NAME}.training_kr"))
    matched = world.p(f"{NAME}.volunteer") * families
    world.costs.book(NAME, "volunteers", "fund", world.p(f"{NAME}.volunteer_kr") * matched)


POLICY = Policy(
    name=NAME,
    number=1,
    theme="I",
    title=Text("A magic window", "Et magisk vindue"),
    summary=Text(
        "First-time families in need are visited by one specially trained health visitor from birth until the child is "
        "two, are helped into daycare and to support that fits them, and are handed over to a volunteer family friend.",
        "Førstegangsfamilier med behov besøges af den samme særligt uddannede sundhedsplejerske, fra barnet fødes, til "
        "det er to år, får hjælp til at komme godt i gang i dagtilbud og overdrages til en frivillig familieven.",
    ),
    eligible=Text(
        "Mothers of a first child in the estate where two of five criteria hold: low income, thin family network, "
        "under twenty, no settled work or study, earlier trouble.",
        "Førstegangsmødre i området, der opfylder to af fem kriterier: lav indkomst, tyndt familienetværk, "
        "under tyve år, ingen fast tilknytning til arbejde eller uddannelse, tidligere vanskeligheder.",
    ),
    actors=("municipality", "health visitors", "daycare", "associations"),
    payers=("municipality", "fund"),
    barriers=(
        Barrier(
            Text("Staff who leave break long courses.", "Lange forløb bliver afbrudt, når personale skifter job."),
            f"{NAME}.dropout",
        ),
        Barrier(
            Text("Families who move cannot go on.", "Familier, der flytter, kan ikke fortsætte."), f"{NAME}.outside"
        ),
        Barrier(
            Text(
                "Language keeps families with little Danish away.",
                "Sproget holder familier, der taler lidt dansk, fra at tage imod tilbuddet.",
            ),
            f"{NAME}.reach",
        ),
        Barrier(
            Text(
                "Volunteers must be found and must stay.", "Der skal findes frivillige familievenner, som bliver ved."
            ),
            f"{NAME}.volunteer",
        ),
        Barrier(
            Text(
                "Orders to parents are rarely used and a poor tool.",
                "Forældrepålæg bruges sjældent og er et dårligt redskab.",
            )
        ),
    ),
    alone=Text(
        "Vollsmose has births enough to try it; Værebro Park has too few and must join with other areas.",
        "Vollsmose har fødsler nok til, at det kan prøves; Værebro Park har for få og må gå sammen med andre områder.",
    ),
    alone_in=("vollsmose",),
    parameters=PARAMETERS,
    danish={
        "criteria": "hvor mange af de fem kriterier der skal være opfyldt",
        "income_below": "grænse, under hvilken mors og partners årsindkomst efter skat regnes for lav",
        "relatives": "antal slægtninge i andre hjem, under hvilket familienetværket regnes for tyndt",
        "age_below": "alder, under hvilken moren regnes for ung",
        "settled": "måneder i arbejde eller uddannelse, før tilknytningen regnes for fast",
        "outside": "andel af førstegangsfamilier i resten af kommunen, der også får tilbuddet",
        "visits": "besøg om måneden i gennemsnit over hele forløbet",
        "front": "besøg lige efter fødslen, i forhold til gennemsnittet; derefter aftager de jævnt",
        "skill": (
            "fremgang i barnets færdigheder ved skolestart, når ingen af forældrene har uddannelse ud over skolen"
        ),
        "skill_trained": "det samme, når en af forældrene har erhvervs- eller videregående uddannelse",
        "relief": "belastning, der tages fra familien på et år",
        "door": "hjælp til at komme i dagtilbud",
        "volunteer": "andel af familierne, der overdrages til en frivillig familieven uden for området",
        "visit_kr": "udgift til et besøg: to timer med transport og notater",
        "training_kr": "uddannelse og supervision, fra beslutningen",
        "volunteer_kr": "at finde og støtte en frivillig, for hver familie, der får en",
    },
    bend=bend,
    bill=bill,
    offers=(Offer(Subject.HOUSEHOLD, eligible, offered, need),),
)
