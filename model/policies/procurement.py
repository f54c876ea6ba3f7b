"""Seven ways in which a builder may buy socially, and how much of the hours it aims at each lets it secure.

The sums of contracts spread log-normally. How far the builder gets follows from the limits of 2015 between which a
contract lies [@catalogue2015]; expectations are worked out in closed form, nothing is drawn. To ask for local people is
against the law; to make it easy to take them on is not.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from agents.core.parameter import Parameter
from model.world import World

P = Parameter


def parameters(name: str) -> tuple[Parameter, ...]:
    """The numbers of procurement, of the policy of this name."""
    return (
        P(f"{name}.kr_per_job_year", 1200000.0, 700000.0, 2500000.0, "kr", "judgement", "judgement",
          "what is paid for a job-year of work on the site, materials included"),
        P(f"{name}.contract_median", 1500000.0, 200000.0, 20000000.0, "kr", "judgement", "judgement",
          "sum of the middle contract; half are smaller"),
        P(f"{name}.contract_spread", 1.6, 0.5, 2.5, "log sum, SD", "judgement", "judgement",
          "spread of the sums of contracts, log-normal"),
        P(f"{name}.consulting", 0.10, 0.0, 0.3, "share", "judgement", "judgement", "contracts that buy consulting"),
        P(f"{name}.direct_limit", 300000.0, 100000.0, 1000000.0, "kr", "catalogue2015", "catalogue",
          "sum below which a contract may be awarded directly"),
        P(f"{name}.consulting_limit", 500000.0, 100000.0, 1500000.0, "kr", "catalogue2015", "catalogue",
          "the same for consulting"),
        P(f"{name}.chosen_limit", 3000000.0, 1000000.0, 10000000.0, "kr", "catalogue2015", "catalogue",
          "sum below which bids from two chosen contractors do"),
        P(f"{name}.tender_limit", 38691190.0, 20000000.0, 60000000.0, "kr", "catalogue2015", "catalogue",
          "sum from which a contract must be put out to tender in the whole EU"),
        P(f"{name}.bidders", 5.0, 3.0, 10.0, "bids", "catalogue2015", "catalogue",
          "bids asked for in a restricted tender, from a list of committed firms"),
        P(f"{name}.part_share", 0.20, 0.0, 0.4, "share", "catalogue2015", "catalogue",
          "part of an EU tender that may be put out by itself, in part deliveries"),
        P(f"{name}.part_limit", 7449106.0, 1000000.0, 15000000.0, "kr", "catalogue2015", "catalogue",
          "largest part delivery"),
        P(f"{name}.by_direct", 0.9, 0.3, 1.0, "share", "judgement", "judgement",
          "hours aimed at that a direct award secures"),
        P(f"{name}.by_chosen", 0.8, 0.2, 1.0, "share", "judgement", "judgement",
          "hours that bids from two chosen contractors secure"),
        P(f"{name}.by_restricted", 0.6, 0.1, 0.9, "share", "judgement", "judgement",
          "hours that a restricted tender from a positive list secures"),
        P(f"{name}.by_parts", 0.15, 0.05, 0.5, "share of hours", "judgement", "judgement",
          "hours of a part delivery that can be kept for the young"),
        P(f"{name}.by_clause", 0.3, 0.0, 0.6, "share", "judgement", "judgement",
          "of what is left, hours that a social clause secures"),
        P(f"{name}.by_agreement", 0.15, 0.0, 0.4, "share", "judgement", "judgement",
          "of what is then left, hours that a voluntary agreement after the award secures"),
        P(f"{name}.by_foundation", 0.0, 0.0, 0.5, "share of volume", "judgement", "judgement",
          "contracts given to a foundation, which chooses whom it will"),
        P(f"{name}.bid_kr", 15000.0, 0.0, 60000.0, "kr per bid", "judgement", "judgement",
          "extra work of the builder with social terms in each bid"),
    )  # fmt: skip


DANISH = {
    "kr_per_job_year": "pris for et årsværk på byggepladsen, materialer medregnet",
    "contract_median": "kontraktsum, som halvdelen af kontrakterne ligger under",
    "contract_spread": "spredning i kontraktsummerne (lognormal)",
    "consulting": "andel af kontrakterne, der gælder rådgivning",
    "direct_limit": "kontraktsum, under hvilken der kan tildeles direkte",
    "consulting_limit": "det samme for rådgivning",
    "chosen_limit": "kontraktsum, under hvilken tilbud fra to udvalgte entreprenører er nok",
    "tender_limit": "kontraktsum, fra hvilken der skal holdes EU-udbud",
    "bidders": "antal tilbud i en begrænset licitation, indhentet fra en positivliste",
    "part_share": "del af et EU-udbud, der må udbydes særskilt som delarbejder",
    "part_limit": "største delarbejde, der må udbydes særskilt",
    "by_direct": "andel af de ønskede timer, som direkte tildeling sikrer",
    "by_chosen": "andel af de ønskede timer, som tilbud fra to udvalgte sikrer",
    "by_restricted": "andel af de ønskede timer, som begrænset licitation fra en positivliste sikrer",
    "by_parts": "timer i et delarbejde, der kan forbeholdes de unge",
    "by_clause": "andel af de resterende timer, som en social klausul sikrer",
    "by_agreement": "andel af de timer, der derefter er tilbage, som en frivillig aftale sikrer",
    "by_foundation": "kontrakter, der overdrages til en fond, som frit vælger, hvem der bygger",
    "bid_kr": "bygherrens ekstra arbejde med sociale vilkår i hvert tilbud",
}
"""Danish wording of these numbers, by short name."""


class Bands(NamedTuple):
    """Shares of contracts awarded directly, by two chosen bids, by restricted tender and in the whole EU; 1 in all."""

    direct: float
    chosen: float
    restricted: float
    eu: float


def below(limit: float, median: float, spread: float, by_sum: bool) -> float:
    """Share of contracts below a limit, of their number or (`by_sum`) of their kr, when sums spread log-normally.

    The kr are log-normal with the same spread round a median larger by spread squared:

    >>> round(below(1.5e6, 1.5e6, 1.6, False), 3), round(below(1.5e6, 1.5e6, 1.6, True), 3)
    (0.5, 0.055)
    """
    z = (math.log(limit / median) - (spread**2 if by_sum else 0.0)) / spread
    return 0.5 * math.erfc(-z / math.sqrt(2.0))


def bands(world: World, name: str, by_sum: bool) -> Bands:
    """How contracts spread over the four sizes that the law tells apart, by number or by kr."""
    median, spread = world.p(f"{name}.contract_median"), world.p(f"{name}.contract_spread")
    direct, consulting, chosen, tender = (
        below(world.p(f"{name}.{limit}"), median, spread, by_sum)
        for limit in ("direct_limit", "consulting_limit", "chosen_limit", "tender_limit")
    )
    advice = world.p(f"{name}.consulting")
    first = (1.0 - advice) * direct + advice * consulting
    return Bands(first, max(chosen - first, 0.0), tender - max(chosen, first), 1.0 - tender)


def reached(world: World, name: str, wanted: float) -> float:
    """Share of the hours aimed at that the seven ways secure together, 0..1; `wanted` is the share of all hours."""
    share = bands(world, name, True)
    parts = world.p(f"{name}.part_share") * world.p(f"{name}.by_parts") / max(wanted, 1e-9)
    first = (*(world.p(f"{name}.by_{way}") for way in ("direct", "chosen", "restricted")), min(parts, 1.0))
    later = (1.0 - world.p(f"{name}.by_clause")) * (1.0 - world.p(f"{name}.by_agreement"))
    bought = sum(part * (1.0 - (1.0 - way) * later) for part, way in zip(share, first, strict=True))
    given = world.p(f"{name}.by_foundation")
    return float(given + (1.0 - given) * bought)


def bids(world: World, name: str, volume_kr: float) -> float:
    """Bids with social terms for contracts of so many kr: one, two, so many as a restricted tender asks, and as many
    for each part delivery.
    """
    median, spread = world.p(f"{name}.contract_median"), world.p(f"{name}.contract_spread")
    volume = volume_kr * (1.0 - world.p(f"{name}.by_foundation"))
    contracts = volume / (median * math.exp(0.5 * spread**2))
    number, asked = bands(world, name, False), world.p(f"{name}.bidders")
    parts = volume * bands(world, name, True).eu * world.p(f"{name}.part_share") / world.p(f"{name}.part_limit")
    return contracts * (number.direct + 2.0 * number.chosen + asked * number.restricted) + asked * parts
