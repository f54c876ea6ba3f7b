"""Some municipalities of a country that live in one process, month by month, and hand on who leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from agents.core import draws
from geodata import denmark, denmark_place
from geodata.place import Place
from geodata.surroundings import TENURES
from model.country.crossroads import Crossroads
from model.country.municipality import Municipality, neighbours
from model.country.numbers import country_values
from model.country.party import ANYWHERE, Party
from model.country.tally import Tally
from model.parameters import scenario_values
from model.scenario import Pairs, Scenario
from model.world import World

MOVING = ("moving.owner", "moving.private_rental", "moving.cooperative", "moving.almene")


@dataclass(frozen=True)
class Asked:
    """One question to the country: a scenario (its place is not used), the share of homes, the municipalities by code
    (none: all of them), and changed numbers of the country.
    """

    scenario: Scenario
    share: float = 1.0
    codes: tuple[str, ...] = ()
    numbers: Pairs = ()

    @cached_property
    def chosen(self) -> tuple[int, ...]:
        """Rows of the country's table, ascending; raises GeodataError for an unknown municipality."""
        land = denmark.country()
        return tuple(sorted({land.position(code) for code in self.codes})) or tuple(range(len(land.municipalities)))

    @cached_property
    def crossroads(self) -> Crossroads:
        """Who goes where between these municipalities."""
        table = denmark.country().municipalities.iloc[list(self.chosen)]
        values = scenario_values(self.scenario)
        rates = np.array([values[name] for name in MOVING])
        mix = table[[f"share_{tenure}" for tenure in TENURES]].to_numpy(dtype=float)
        movers = table["homes"].to_numpy(dtype=float) * (mix @ rates)
        east, north, study = (table[name].to_numpy(dtype=float) for name in ("e", "n", "study"))
        return Crossroads(east, north, movers, study, country_values(dict(self.numbers)))

    def seed_of(self, code: str) -> int:
        """Each municipality has draws of its own, so that luck is not shared by all firms of the country."""
        return int(
            draws.bits(self.scenario.seed, "country.seed", 0, np.array([draws.key_of(code)]))[0] >> np.uint64(33)
        )

    def ground(self, position: int) -> Place:
        """The place of the municipality at this position, with the others as places outside."""
        land = denmark.country().municipalities.iloc[list(self.chosen)].reset_index(drop=True)
        others = [k for k in range(len(land)) if k != position]
        homes = land["homes"].to_numpy(dtype=float) * np.array(
            [denmark_place.kept_share(row, self.share) for _, row in land.iterrows()]
        )
        abroad = denmark.facts_of(str(land["people_after"].iloc[position])).number("abroad_weight")
        table = neighbours(
            land["name"].iloc[others].tolist(), homes[others], land["share_almene"].to_numpy()[others],
            self.crossroads.open_to()[others, position], abroad,
        )  # fmt: skip
        return denmark_place.municipality(str(land["code"].iloc[position]), self.share, table)

    def municipality(self, position: int) -> Municipality:
        """The municipality at this position on 1 January 2015."""
        code = str(denmark.country().municipalities["code"].iloc[self.chosen[position]])
        scenario = self.scenario.but(place=denmark_place.name_of(code, self.share), seed=self.seed_of(code))
        others = [k for k in range(len(self.chosen)) if k != position]
        return Municipality(scenario, self.ground(position), position, np.array([*others, ANYWHERE, ANYWHERE]))


class Group:
    """The municipalities at some positions of a country."""

    def __init__(self, asked: Asked, positions: Sequence[int]) -> None:
        self.positions = tuple(positions)
        self.models = [asked.municipality(position) for position in self.positions]
        self._tallies = [Tally() for _ in self.models]

    def live(self, inboxes: Sequence[Party], take: bool) -> list[tuple[Party, int, dict[str, float] | None]]:
        """One month in each: who is on the way, heads that live there (those on the way apart), and with `take` what
        was counted since last time.
        """
        out = []
        for model, tally, inbox in zip(self.models, self._tallies, inboxes, strict=True):
            leaving = model.live(inbox)
            tally.month(model, inbox.heads - int(_again(leaving)))
            out.append((leaving, len(model.world.persons), tally.take(model) if take else None))
        return out

    def start(self) -> list[dict[str, float]]:
        """What is counted on 1 January 2015."""
        return [tally.take(model) for model, tally in zip(self.models, self._tallies, strict=True)]

    @property
    def worlds(self) -> list[World]:
        """The worlds, in the order of positions."""
        return [model.world for model in self.models]


def _again(party: Party) -> int:
    return int(party.again[party.persons["household"]].sum())
