"""Proposal 13, Boligkarriere: tenants with few but steady means save up a part of their home, and later all of it.

*Social andelsbolig*: no deposit is paid on moving in; it is saved up through the rent, makes the household a part-owner
and after many years an owner. The clock follows the home: a move inside the estate ends it, and what was saved is paid
out. Beside it there are homes at a lower rent for upkeep by residents (*AlmenBolig+*), more types of homes, and a
better right to another home inside the estate. Not aimed at changing who lives there; mixed tenure by itself gave no
social capital in 27 British studies [@sautkina2012]. What owners' homes are worth to the association after the loans
are paid is not booked.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.codes import Need, Status, Tenure, Wish
from agents.core import calendar, draws
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from agents.participation import Subject
from model.mechanisms import tenure
from model.policies.policy import Barrier, Offer, Policy, Text
from model.policies.standard import course, schedule
from model.world import World

NAME = "housing_career"
P = Parameter
PARAMETERS = (
    *schedule(NAME, (24.0, 0.0, 60.0, "judgement", "judgement")),
    *course(
        NAME,
        months=(330.0, 300.0, 360.0, "catalogue2015", "catalogue"),
        uptake=(0.5, 0.1, 0.9, "judgement", "judgement"),
        places=(150.0, 20.0, 400.0, "judgement", "judgement"),
        reach=(0.8, 0.4, 1.0, "judgement", "judgement"),
        dropout=(0.02, 0.0, 0.1, "judgement", "judgement"),
    ),
    P(f"{NAME}.part_owner_after", 10.0, 5.0, 15.0, "years", "catalogue2015", "catalogue",
      "years of saving up through the rent until a household owns a part of its home"),
    P(f"{NAME}.stays", 0.6, 0.3, 0.9, "ratio", "boligen2016", "observational",
      "wanting to move while on the clock, over what it else would be; 0-5 % left AlmenBolig+ in the first year "
      "against 25-40 % other new homes, but these chose themselves"),
    P(f"{NAME}.income_from", 10000.0, 6000.0, 16000.0, "kr/month after tax", "judgement", "judgement",
      "least income of a household with steady means"),
    P(f"{NAME}.income_to", 35000.0, 22000.0, 50000.0, "kr/month after tax", "judgement", "judgement",
      "highest income of a household with few means"),
    P(f"{NAME}.steady_months", 12.0, 3.0, 36.0, "months", "judgement", "judgement",
      "months that somebody of the household has been in the present job"),
    P(f"{NAME}.phase_years", 5.0, 1.0, 10.0, "years", "judgement", "judgement",
      "years until all households have been asked once, as homes are done up stairway by stairway"),
    P(f"{NAME}.withdrawn", 1.0, 0.0, 1.0, "share", "judgement", "judgement",
      "of the homes meant for part-owners, those no longer there for municipal assignment; 0 when as many are built "
      "elsewhere"),
    P(f"{NAME}.internal_share", 0.2, 0.0, 0.5, "share of vacancies", "judgement", "judgement",
      "the estate's vacancies offered first to tenants of the organisation, beside today's, and taken out of flexible "
      "letting"),
    P(f"{NAME}.appeal", 0.1, 0.0, 0.5, "logit", "judgement", "judgement",
      "appeal of more types of homes: for families, the young, the old, and in fellowships"),
    P(f"{NAME}.plus_share", 0.1, 0.0, 0.3, "share of homes", "judgement", "judgement",
      "homes let at a lower rent for upkeep by residents, as they fall vacant"),
    P(f"{NAME}.plus_rent", 0.75, 0.65, 0.95, "ratio", "recalled", "recalled",
      "rent of these homes, over what it else would be"),
    P(f"{NAME}.plus_saving", 0.8, 0.5, 1.0, "share", "judgement", "judgement",
      "of the lower rent, what the residents' upkeep saves on operations; 1 bears no extra cost"),
    P(f"{NAME}.plus_order", 0.05, 0.0, 0.2, "order, 0..1", "judgement", "judgement",
      "order of an area where all homes are kept up by those who live there, over today's"),
    P(f"{NAME}.cohesion", 0.0, -0.3, 0.3, "share", "sautkina2012", "observational",
      "change in joining associations where all homes are meant for part-owners; 27 British studies of mixed tenure "
      "found none"),
    P(f"{NAME}.deposit_kr", 300000.0, 100000.0, 600000.0, "kr per home", "catalogue2015", "catalogue",
      "deposit that is saved up through the rent"),
    P(f"{NAME}.depreciation", 0.2, 0.0, 0.5, "share", "judgement", "judgement",
      "of what was saved, what is kept back when the household leaves"),
    P(f"{NAME}.fitting", 0.2, 0.0, 0.2, "share of the home's cost", "catalogue2015", "catalogue",
      "individual fitting of the home for those who join"),
    P(f"{NAME}.home_kr", 400000.0, 150000.0, 1000000.0, "kr per home", "judgement", "judgement",
      "cost of doing up a home, of which the fitting is a part"),
    P(f"{NAME}.fund_part", 0.5, 0.0, 0.9, "share", "judgement", "judgement",
      "fitting and adviser paid by Landsbyggefonden; the housing association pays the rest"),
    P(f"{NAME}.adviser_kr", 40000.0, 10000.0, 120000.0, "kr a month", "judgement", "judgement",
      "adviser for residents' meetings, contracts and trade"),
)  # fmt: skip


def begun(world: World) -> float:
    """The month in which the proposal takes effect."""
    return round((world.p(f"{NAME}.from_year") - calendar.START_YEAR) * 12.0) + world.p(f"{NAME}.start_up")


def eligible(world: World) -> Rows:
    """Households who rent in the estate and want to stay, with few but steady means, somebody of them in a job."""
    households, persons, stock = world.households, world.persons, world.dwellings
    income = households.income
    fits = households.alive & world.in_estate & (households.wish == Wish.NONE) & (households.need == Need.NONE)
    fits &= (income >= world.p(f"{NAME}.income_from")) & (income <= world.p(f"{NAME}.income_to"))
    fits &= households.since < world.month
    rows = np.flatnonzero(fits)
    turn = draws.uniform(world.scenario.seed, f"{NAME}.turn", 0, households.key[rows])
    rows = rows[turn * 12.0 * world.p(f"{NAME}.phase_years") <= world.month - begun(world)]
    home = households.dwelling[rows]
    rows = rows[(stock.tenure[home] == Tenure.ALMENE) & ~stock.youth[home]]
    members = world.members(rows)
    long = world.month - persons.status_since[members].astype(np.int64) >= world.p(f"{NAME}.steady_months")
    steady = np.zeros(households.capacity, dtype=bool)
    steady[persons.household[members[long & (persons.status[members] == Status.EMPLOYED)]]] = True
    return rows[steady[rows]]


def keeps(world: World, rows: Rows) -> NDArray[np.bool_]:
    """The clock ends with a move, and when the household owns its home."""
    return tenure.same_home(world, NAME, rows)


def rent_cut(world: World) -> float:
    """What is taken off the rent of homes kept up by residents, as a share of it."""
    return world.p(f"{NAME}.dose") * (1.0 - world.p(f"{NAME}.plus_rent"))


def bend(world: World) -> None:
    """Start the clocks, hold back some homes from assignment, widen the internal queue, and let some at lower rent."""
    levers, dose, here = world.levers, world.p(f"{NAME}.dose"), world.own_programme(NAME)
    estate, areas = world.estate_departments, world.estate_areas
    meant = dose * world.p(f"{NAME}.places") / 1000.0
    plus = dose * world.p(f"{NAME}.plus_share")
    internal = dose * world.p(f"{NAME}.internal_share")
    levers.bend(NAME, "programme.stays", "scale", world.p(f"{NAME}.stays"), here)
    levers.bend(NAME, "tenure.part_owner_after", "cap", 12.0 * world.p(f"{NAME}.part_owner_after"), here)
    levers.bend(NAME, "tenure.owner_after", "cap", world.p(f"{NAME}.months"), here)
    levers.bend(NAME, "tenure.upkeep_share", "shift", plus, estate)
    levers.bend(NAME, "tenure.upkeep_rent", "scale", 1.0 - rent_cut(world), estate)
    levers.bend(NAME, "letting.assignment_share", "scale", 1.0 - meant * world.p(f"{NAME}.withdrawn"), estate)
    levers.bend(NAME, "letting.internal_share", "shift", internal, estate)
    levers.bend(NAME, "letting.flexible_factor", "scale", 1.0 - internal, estate)
    levers.bend(NAME, "choice.appeal", "shift", dose * world.p(f"{NAME}.appeal"), estate)
    levers.bend(NAME, "order.shift", "shift", plus * world.p(f"{NAME}.plus_order"), areas)
    levers.bend(NAME, "clubs.join", "scale", 1.0 + meant * world.p(f"{NAME}.cohesion"), areas)


def months_left_with(world: World, saving: int) -> float:
    """Months of saving that households who left since last month take with them; the sum of all is kept as a count."""
    part = world.participation
    since = part.table.since[part.entries(NAME)].astype(np.int64)
    before = world.last_counters.get(f"{NAME}_months_saved", 0.0)
    before -= saving * world.last_counters.get("homes_owned_after_renting", 0.0)
    world.counters[f"{NAME}_months_saved"] = int(np.minimum(world.month - since, saving).sum())
    stayed = since[since < world.month]
    return max(before - int(np.minimum(world.month - 1 - stayed, saving).sum()), 0.0)


def let_for_upkeep(world: World) -> Rows:
    """Homes of the estate at a lower rent whose households came since the proposal took effect."""
    households = world.households
    rows = np.flatnonzero(households.alive & world.in_estate & (households.since >= begun(world)))
    homes = np.sort(households.dwelling[rows].astype(np.int64))
    return homes[tenure.kept_up_by_residents(world, homes)]


def bill(world: World) -> None:
    """Savings of those who left and fitting for those who joined last month, rent forgone beyond what upkeep saves,
    and advice.
    """
    part, costs, fund = world.participation, world.costs, world.p(f"{NAME}.fund_part")
    saving = round(12.0 * world.p(f"{NAME}.part_owner_after"))
    a_month = world.p(f"{NAME}.deposit_kr") / saving * (1.0 - world.p(f"{NAME}.depreciation"))
    left = world.last_counters.get(f"{NAME}_months_left_with", 0.0)
    world.counters[f"{NAME}_months_left_with"] = months_left_with(world, saving)
    costs.book(NAME, "savings paid out", "housing association", a_month * left)
    new = int((part.table.since[part.entries(NAME, Subject.HOUSEHOLD)] == world.month - 1).sum())
    fitting = new * world.p(f"{NAME}.fitting") * world.p(f"{NAME}.home_kr")
    advice = world.p(f"{NAME}.dose") * world.p(f"{NAME}.adviser_kr")
    for purpose, kr in (("fitting", fitting), ("adviser", advice)):
        costs.book(NAME, purpose, "fund", kr * fund)
        costs.book(NAME, purpose, "housing association", kr * (1.0 - fund))
    rent = float(world.dwellings.rent[let_for_upkeep(world)].astype(np.float64).sum())
    forgone = rent * rent_cut(world) * (1.0 - world.p(f"{NAME}.plus_saving"))
    costs.book(NAME, "lower rent beyond upkeep saved", "housing association", forgone)


POLICY = Policy(
    name=NAME,
    number=13,
    theme="V",
    title=Text("Housing career", "Boligkarriere"),
    summary=Text(
        "Residents with few but steady means save up a part of their home through the rent, own a part after ten years "
        "and all of it after 25 to 30; they come first to other homes inside the estate, and some homes have a lower "
        "rent because those who live there do the upkeep.",
        "Beboere med beskedne, men stabile midler sparer op til deres bolig gennem huslejen, ejer en andel "
        "efter ti år og hele boligen efter 25-30 år; de har fortrin til andre boliger i området, og nogle "
        "boliger har lavere husleje, fordi beboerne selv står for vedligeholdelsen.",
    ),
    eligible=Text(
        "Households of the estate with a low but steady income, somebody of them in work, who want to stay.",
        "Husstande i området med en lav, men stabil indkomst, hvor mindst én er i arbejde, og som gerne vil blive.",
    ),
    actors=("housing association", "municipality", "residents", "fund", "state"),
    payers=("housing association", "fund"),
    barriers=(
        Barrier(
            Text(
                "It takes the will of association, council and residents' meeting.",
                "Det kræver vilje hos boligorganisation, kommunalbestyrelse og afdelingsmøde.",
            ),
            f"{NAME}.places",
        ),
        Barrier(
            Text(
                "Fewer homes are left for municipal assignment unless new ones are built elsewhere.",
                "Der bliver færre boliger til kommunal anvisning, medmindre der bygges nye andre steder.",
            ),
            f"{NAME}.withdrawn",
        ),
        Barrier(
            Text(
                "Cohesion may weaken when some become owners.",
                "Sammenholdet kan svækkes, når nogle bliver ejere.",
            ),
            f"{NAME}.cohesion",
        ),
    ),
    alone=Text(
        "Both: it can be tried in any department, first in neglected estates; in Værebro Park the tenants of the "
        "organisation come first already.",
        "Begge: det kan prøves i enhver afdeling, først i udsatte områder; i Værebro Park står organisationens lejere "
        "allerede forrest i køen.",
    ),
    alone_in=("vollsmose", "vaerebro"),
    parameters=PARAMETERS,
    danish={
        "part_owner_after": "år med opsparing gennem huslejen, før husstanden ejer en andel",
        "stays": "ønske om at flytte, mens man sparer op, i forhold til uden",
        "income_from": "laveste indkomst i en husstand med stabile midler",
        "income_to": "højeste indkomst i en husstand med beskedne midler",
        "steady_months": "måneder, mindst én i husstanden har haft sit nuværende job",
        "phase_years": "år, til alle husstande er spurgt én gang",
        "withdrawn": "andel af opsparingsboliger, der ikke længere kan bruges til kommunal anvisning",
        "internal_share": "ledige boliger, der ud over de nuværende først tilbydes organisationens egne lejere",
        "appeal": "øget tiltrækning ved flere boligtyper",
        "plus_share": "boliger med lavere husleje mod beboernes egen vedligeholdelse",
        "plus_rent": "husleje i disse boliger, i forhold til den, de ellers ville have",
        "plus_saving": "del af den lavere husleje, som beboernes vedligeholdelse sparer på driften",
        "plus_order": "orden, hvor alle boliger vedligeholdes af beboerne, ud over den nuværende",
        "cohesion": "ændring i tilgang til foreninger, hvor alle boliger er opsparingsboliger",
        "deposit_kr": "indskud, der spares op gennem huslejen",
        "depreciation": "del af opsparingen, der holdes tilbage ved fraflytning",
        "fitting": "individuel indretning af boligen for dem, der begynder at spare op",
        "home_kr": "istandsættelse af en bolig, hvoraf indretningen er en del",
        "fund_part": "Landsbyggefondens andel af indretning og rådgiver; boligorganisationen betaler resten",
        "adviser_kr": "rådgiver til beboermøder, kontrakter og salg",
    },
    bend=bend,
    bill=bill,
    offers=(Offer(Subject.HOUSEHOLD, eligible, keeps),),
)
