"""Proposal 16, Strukturel udligning af boligmarkedet: owners and renters are taxed alike, so that quality decides."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from agents.core.parameter import Parameter
from model.offers import month_of
from model.policies.policy import Barrier, Policy, Text
from model.policies.standard import schedule
from model.world import World

NAME = "tax_equalisation"
P = Parameter
PARAMETERS = (
    *schedule(NAME, (24.0, 0.0, 60.0, "judgement", "judgement")),
    P(f"{NAME}.property_tax", 1.0, 0.0, 1.0, "share of the element", "catalogue2015", "catalogue",
      "first element: how far the tax freeze (skattestop) ends and one current housing tax takes its place"),
    P(f"{NAME}.property_years", 8.0, 0.0, 20.0, "years", "judgement", "judgement", "years in which it is phased in"),
    P(f"{NAME}.property_rate", 0.005, 0.0, 0.01, "share of price a year", "recalled", "recalled",
      "what a current housing tax takes beyond the frozen one"),
    P(f"{NAME}.deduction", 1.0, 0.0, 1.0, "share of the element", "catalogue2015", "catalogue",
      "second element: how far the deduction of mortgage interest is phased out"),
    P(f"{NAME}.deduction_years", 10.0, 0.0, 20.0, "years", "judgement", "judgement", "years in which it is phased out"),
    P(f"{NAME}.deduction_value", 0.30, 0.25, 0.34, "share of interest", "recalled", "recalled",
      "tax saved by the deduction of interest"),
    P(f"{NAME}.interest", 0.03, 0.01, 0.05, "per year", "judgement", "judgement",
      "interest on a mortgage, contributions included, before tax"),
    P(f"{NAME}.loan", 0.65, 0.4, 0.9, "share of price", "judgement", "judgement", "mortgage of an average buyer"),
    P(f"{NAME}.gains_tax", 1.0, 0.0, 1.0, "share of the element", "catalogue2015", "catalogue",
      "third element: how far gains from sale are taxed"),
    P(f"{NAME}.gains_years", 10.0, 0.0, 20.0, "years", "judgement", "judgement", "years in which it is phased in"),
    P(f"{NAME}.gains_rate", 0.25, 0.1, 0.42, "share of gain", "judgement", "judgement", "tax on the gain from a sale"),
    P(f"{NAME}.gain", 0.015, 0.0, 0.04, "share of price a year", "judgement", "judgement",
      "gain that an owner reckons with"),
    P(f"{NAME}.capitalisation", 1.0, 0.8, 1.2, "share of present value", "hoj2018", "recalled",
      "part of all taxes to come that the price falls by; at 1 a buyer's yearly cost stays as it is"),
    P(f"{NAME}.years_owned", 15.0, 8.0, 25.0, "years", "judgement", "judgement",
      "how long an owner stays on average: how fast those who bought before the fall in price are replaced"),
    P(f"{NAME}.administration_kr", 100.0, 0.0, 500.0, "kr a year and home that is bought", "judgement", "judgement",
      "valuation and collection"),
)  # fmt: skip


class Change(NamedTuple):
    """What the taxes have changed by a month: user cost (share of price a year), price (ratio), equity (share)."""

    user_cost: float
    price: float
    equity: float


def years_on(world: World) -> float:
    """Years since the first tax changed, this month included; 0 before."""
    first = month_of(world.p(f"{NAME}.from_year")) + np.ceil(world.p(f"{NAME}.start_up"))
    return max((world.month + 1 - first) / 12.0, 0.0)


def phased_in(world: World, element: str, years: str) -> float:
    """How far an element has come, 0..1: its share, times the years gone of those of its phasing in."""
    span = world.p(f"{NAME}.{years}")
    gone = 1.0 if span == 0.0 else min(years_on(world) / span, 1.0)
    return world.p(f"{NAME}.dose") * world.p(f"{NAME}.{element}") * gone


def change(world: World) -> Change:
    """What owning costs more, what the price falls to, and what owners lose of their equity.

    With user cost u and added taxes t, a fully capitalised price falls to u / (u + t), where a year of owning costs
    what it did [@hoj2018]. Owners who bought before the fall keep their debt and lose the fall; they are replaced as
    homes change hands. The tax on gains is also taken from what a seller keeps, as far as there is a gain left. Homes
    of cooperatives that are bought count as others. The stock of each tenure is fixed here, so who owns can change but
    not how many: a precise zero, as found in Denmark [@gruber2021]; elsewhere cheaper entry was reckoned to bring more
    owners [@sommer2018], which here shows as tenants whom banks will lend to.
    """
    before = world.p("market.user_cost")
    gains = phased_in(world, "gains_tax", "gains_years") * world.p(f"{NAME}.gains_rate") * world.p(f"{NAME}.gain")
    interest = world.p(f"{NAME}.deduction_value") * world.p(f"{NAME}.interest") * world.p(f"{NAME}.loan")
    added = (
        phased_in(world, "property_tax", "property_years") * world.p(f"{NAME}.property_rate")
        + phased_in(world, "deduction", "deduction_years") * interest
        + gains
    )
    price = 1.0 - world.p(f"{NAME}.capitalisation") * added / (before + added)
    years_owned = world.p(f"{NAME}.years_owned")
    still_here = float(np.exp(-years_on(world) / years_owned))
    lost = still_here * (1.0 - world.p("market.equity")) * (1.0 - price) / price
    taxed = max(world.p(f"{NAME}.gain") * years_owned - still_here * (1.0 - price), 0.0)
    on_sale = phased_in(world, "gains_tax", "gains_years") * world.p(f"{NAME}.gains_rate") * taxed
    return Change(added, price, lost + on_sale)


def bend(world: World) -> None:
    """Owning is taxed more, prices fall by what buyers will pay in tax, and owners of before have lost equity."""
    now = change(world)
    world.levers.bend(NAME, "market.user_cost", "shift", now.user_cost)
    world.levers.bend(NAME, "market.price", "scale", now.price)
    world.levers.bend(NAME, "market.equity", "shift", -now.equity)


def bill(world: World) -> None:
    """The state pays valuation and collection; what the taxes bring in is counted and given back.

    The revenue is no cost to anybody taken together: it is returned through other taxes, and households' incomes here
    stay as they are. It stands in the counter `tax_equalisation_revenue_kr`, kr a month of the whole municipality.
    """
    price = world.dwellings.price.astype(np.float64)
    now = change(world)
    started = years_on(world) > 0.0
    revenue = now.user_cost * now.price * float(price.sum()) / 12.0 if started else 0.0
    world.counters[f"{NAME}_revenue_kr"] = revenue
    homes = float(np.count_nonzero(price > 0.0))
    yearly = world.p(f"{NAME}.dose") * world.p(f"{NAME}.administration_kr") * homes
    world.costs.book(NAME, "valuation and collection", "state", yearly / 12.0)


POLICY = Policy(
    name=NAME,
    number=16,
    theme="V",
    title=Text("Structural equalisation of the housing market", "Strukturel udligning af boligmarkedet"),
    summary=Text(
        "Parliament ends the freeze of property tax, phases out the deduction of mortgage interest and taxes gains "
        "from sale, and gives the revenue back through other taxes. Danish evidence expects prices to fall and hardly "
        "anybody to choose to rent instead: the price takes up the tax, so that buying costs a year what it did.",
        "Folketinget ophæver skattestoppet for boliger, udfaser rentefradraget, beskatter gevinst ved salg og "
        "giver provenuet tilbage gennem andre skatter. Ifølge danske undersøgelser må man forvente, at priserne "
        "falder, og at næsten ingen vælger at leje i stedet: skatten slår ud i lavere priser, så en køber "
        "betaler det samme om året som før.",
    ),
    eligible=Text(
        "All homes that are bought; above all better-off households with credit, near large cities.",
        "Alle boliger, der købes; især bedre stillede husstande, der kan låne, nær de store byer.",
    ),
    actors=("state",),
    payers=("state",),
    barriers=(
        Barrier(
            Text(
                "Strong interests: elements may be given up or watered down.",
                "Der er stærke interesser på spil: dele kan blive opgivet eller udvandet.",
            ),
            f"{NAME}.property_tax",
        ),
        Barrier(
            Text(
                "Some owners lose as prices fall, the more the shorter the phasing in.",
                "Nogle ejere taber, når priserne falder, især ved kort indfasning.",
            ),
            f"{NAME}.property_years",
        ),
        Barrier(
            Text(
                "Prices may take up the whole tax, and then owning is not dearer than before.",
                "Hele skatten kan slå ud i lavere priser, og så bliver det ikke dyrere at eje.",
            ),
            f"{NAME}.capitalisation",
        ),
        Barrier(
            Text("It takes political courage to make a law.", "Det kræver politisk mod at lovgive."),
            f"{NAME}.start_up",
        ),
    ),
    alone=Text(
        "Neither: only parliament can do it, for the whole country at once.",
        "Ingen af dem: kun Folketinget kan gøre det, for hele landet på én gang.",
    ),
    alone_in=(),
    parameters=PARAMETERS,
    danish={
        "property_tax": "hvor meget af skattestoppet der ophæves, så én løbende boligskat træder i stedet",
        "property_years": "år, boligskatten indfases over",
        "property_rate": "hvad en løbende boligskat tager ud over den fastfrosne",
        "deduction": "hvor meget af rentefradraget der udfases",
        "deduction_years": "år, rentefradraget udfases over",
        "deduction_value": "skat, der spares ved at trække renter fra",
        "interest": "rente og bidrag på et boliglån før skat",
        "loan": "en gennemsnitlig købers boliglån",
        "gains_tax": "hvor meget af beskatningen af gevinst ved salg der gennemføres",
        "gains_years": "år, skatten på gevinst indfases over",
        "gains_rate": "skat af gevinst ved salg",
        "gain": "prisstigning, en ejer regner med",
        "capitalisation": (
            "del af de kommende skatter, der slår ud i lavere pris; ved 1 koster det en køber det samme om året"
        ),
        "years_owned": "hvor længe en ejer i gennemsnit bliver boende",
        "administration_kr": "vurdering og opkrævning",
    },
    bend=bend,
    bill=bill,
)
