"""The catalogue's wheel of a proposal: its effect on each zone, of persons and of the place, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.effects import paired_runs, size
from experiments.effects_store import StudyStore
from experiments.measures import Values
from experiments.proposals import Proposal
from experiments.statistics import PairedDifference, paired_difference
from experiments.zones import SIDES, ZONES, Zone
from model.scenario import Scenario


@dataclass(frozen=True)
class Sector:
    """The effect on one zone at one horizon, of one side (`persons` or `place`), in standard units; more is better.

    `measures` are the effects of its single measures.
    """

    zone: Zone
    side: str
    year: int
    pair: PairedDifference
    measures: tuple[tuple[str, str, PairedDifference], ...]

    @property
    def told(self) -> bool:
        """Whether the effect can be told from none."""
        return self.pair.verdict == "distinguishable"


@dataclass(frozen=True)
class Wheel:
    """All sectors of a proposal in one place, from `pairs` paired runs."""

    base: Scenario
    proposal: Proposal
    pairs: int
    years: tuple[int, ...]
    sectors: tuple[Sector, ...]

    def rows(self, spoken: int = 0) -> list[dict[str, Any]]:
        """Every sector, and below it its single measures, as plain rows; `spoken` 0 English, 1 Danish."""
        found = []
        for sector in self.sectors:
            shared = {"year": sector.year, "zone": sector.zone.title[spoken], "of": SIDES[sector.side][spoken]}
            names = "; ".join(titles[spoken] for *titles, _ in sector.measures)
            found.append(shared | _numbers(sector.pair) | {"measures": names})
            if len(sector.measures) > 1:
                for *titles, pair in sector.measures:
                    found.append(shared | {"zone": f"  {titles[spoken]}"} | _numbers(pair) | {"measures": ""})
        return found


def _numbers(pair: PairedDifference) -> dict[str, Any]:
    return {
        "effect": pair.mean, "mcse": pair.standard_error, "low": pair.low, "high": pair.high, "pairs": pair.n,
        "verdict": pair.verdict, "size": size(pair, pair.mean),
    }  # fmt: skip


def wheel_of(
    store: StudyStore, base: Scenario, proposal: Proposal, years: Sequence[int], seeds: Sequence[int]
) -> Wheel:
    """The wheel from the runs that base and proposal have both finished."""
    _, (before, after) = paired_runs(store, base, proposal, years, seeds)
    sectors = [
        sector(zone, side, year, [run[str(year)] for run in before], [run[str(year)] for run in after])
        for year in years
        for zone in ZONES
        for side in SIDES
        if zone.measures(side)
    ]
    return Wheel(base, proposal, len(before), tuple(years), tuple(sectors))


def sector(zone: Zone, side: str, year: int, base: Sequence[Values], treated: Sequence[Values]) -> Sector:
    """One sector from runs paired by seed."""
    whole = _against_none(zone.effect(side, base, treated))
    single = tuple(
        (one.title.en, one.title.da, _against_none(one.effect(base, treated))) for one in zone.measures(side)
    )
    return Sector(zone, side, year, whole, single)


def _against_none(effect: np.ndarray) -> PairedDifference:
    return paired_difference(np.zeros_like(effect), effect)
