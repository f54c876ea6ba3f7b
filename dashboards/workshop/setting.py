"""What a room is about: one question against its base on the same draws, what is predicted, and how much there is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboards.workshop.matters import FIRST_ASKED, MOST_ASKED, by_key
from dashboards.workshop.typed import Refused
from experiments.proposals import catalogue
from model.scenario import Scenario

PAIRS = (3, 5, 8, 12, 20)
MONTHS = (24, 60, 120, 240)
PARTS = (0.2, 0.35, 0.5)
"""Of what all sixteen proposals cost: how much a team has to spend."""


@dataclass(frozen=True)
class Setting:
    """`treated` is the room's scenario; every question of the room is run on the same `pairs` seeds."""

    treated: Scenario
    pairs: int = 5
    asked: tuple[str, ...] = FIRST_ASKED
    part: float = PARTS[1]

    @property
    def base(self) -> Scenario:
        """The same without any proposal."""
        return replace(self.treated, policies=())

    @property
    def years(self) -> int:
        """The horizon in whole years."""
        return self.treated.months // 12

    def chosen(self, policies: tuple[str, ...]) -> Scenario:
        """The base with these proposals, each carried out in full."""
        return replace(self.base, policies=tuple((name, ()) for name in policies))

    def pairs_of(self, scenario: Scenario) -> tuple[Scenario, ...]:
        """A question on every seed of the room, in their order."""
        return tuple(scenario.with_seed(self.treated.seed + k) for k in range(self.pairs))

    def checked(self) -> Setting:
        """The same, or Refused when it cannot be asked."""
        if not self.treated.policies:
            raise Refused("nothing_asked")
        if self.pairs not in PAIRS or self.part not in PARTS:
            raise Refused("setting")
        if not 24 <= self.treated.months <= max(MONTHS):
            raise Refused("months")
        if not 1 <= len(set(self.asked)) <= MOST_ASKED or len(set(self.asked)) != len(self.asked):
            raise Refused("how_many", MOST_ASKED)
        if not set(self.asked) <= by_key().keys():
            raise Refused("setting")
        return self


def proposals() -> tuple[str, ...]:
    """The sixteen proposals of the catalogue in its order; the principle of common direction has no price of its own
    in the game and is left out.
    """
    return tuple(one.name for one in catalogue() if one.number)
