"""What can be seen of a room at one moment: plain values that no page can change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboards.workshop.matters import Values
from dashboards.workshop.setting import Setting
from model.scenario import Scenario

STEPS = ("gather", "predict", "run", "compare", "budget", "reveal", "debrief")
"""The steps of a workshop in their order; in `run` and `reveal` the model works."""

Basket = tuple[str, ...]
"""A team's proposals, in the order of the catalogue."""


@dataclass(frozen=True)
class Guess:
    """A team's prediction of one outcome: -1 down, 0 no change, 1 up, and by how much (0 for no change)."""

    direction: int
    size: float

    @property
    def change(self) -> float:
        """The predicted change."""
        return self.direction * self.size


@dataclass(frozen=True)
class Team:
    """A team by the name it gave itself; None while it has not answered."""

    name: str
    guesses: Mapping[str, Guess] | None = None
    basket: Basket | None = None


@dataclass(frozen=True)
class Progress:
    """How far the runs of a step are."""

    done: int = 0
    total: int = 0
    share: float = 0.0

    @property
    def ready(self) -> bool:
        """Whether all are done."""
        return self.total > 0 and self.done == self.total


@dataclass(frozen=True)
class Seen:
    """A room as it is: `version` grows with every change.

    `runs` are finished runs by scenario (with its seed), `prices` what each proposal costs (million kr), `budget` the
    sum a team has, None while a price is missing. `guessed` and `spent` say that predictions and sets are closed.
    """

    code: str
    setting: Setting
    version: int = 0
    step: str = STEPS[0]
    teams: tuple[Team, ...] = ()
    guessed: bool = False
    spent: bool = False
    runs: Mapping[Scenario, Values] = field(default_factory=dict)
    prices: Mapping[str, float] = field(default_factory=dict)
    priced_here: frozenset[str] = frozenset()
    budget: float | None = None
    failure: str = ""
    closed: bool = False
    progress: Progress = field(default_factory=Progress)

    def values(self, question: Scenario) -> tuple[Values, ...] | None:
        """The runs of a question in the order of the seeds; None until the last one is done."""
        wanted = self.setting.pairs_of(question)
        if not all(one in self.runs for one in wanted):
            return None
        return tuple(self.runs[one] for one in wanted)

    def price(self, basket: Basket) -> float:
        """What a set costs, million kr: the sum of the prices of its proposals alone."""
        return sum(self.prices.get(name, 0.0) for name in basket)

    def baskets(self) -> dict[str, Basket]:
        """The sets of the teams that chose one."""
        return {team.name: team.basket for team in self.teams if team.basket is not None}

    @property
    def index(self) -> int:
        """The number of the step, from 0."""
        return STEPS.index(self.step)
