"""What a pack is about: a room's question with what was measured and what is known of prices before the room opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboards import measured
from dashboards.asked import Asked
from dashboards.workshop import prices
from dashboards.workshop.matters import FIRST_ASKED, MOST_ASKED, Matter, by_key
from dashboards.workshop.setting import MONTHS, Setting, proposals
from dashboards.workshop.told import end_year, question
from experiments.errors import InputError
from experiments.measured import Measured
from experiments.proposals import Proposal, find
from geodata import place
from model.scenario import Scenario

YEARS = tuple(months // 12 for months in MONTHS)
USUAL_YEARS = 5
USUAL_QUESTION = "second_chance"


@dataclass(frozen=True)
class About:
    """One pack in one language; `found` is what was measured in the place, None where nobody has measured anything."""

    language: str
    setting: Setting
    found: Measured | None
    prices: Mapping[str, float]

    @property
    def place(self) -> str:
        """The name of the place."""
        return self.setting.treated.place

    @property
    def title(self) -> str:
        """The estate as it is called."""
        return str(place.load(self.place).title)

    @property
    def years(self) -> int:
        """How far the room looks."""
        return self.setting.years

    @property
    def until(self) -> int:
        """The last calendar year of the runs."""
        return end_year(self.setting)

    @property
    def question(self) -> str:
        """What the room predicts, as on its screen."""
        return question(self.language, self.setting)

    @property
    def matters(self) -> tuple[Matter, ...]:
        """What is predicted, in the order of the screen."""
        return tuple(by_key()[key] for key in self.setting.asked)

    @property
    def budget(self) -> float | None:
        """What a team may spend, million kr; None while a price is not known."""
        return prices.budget(self.setting, self.prices)

    @property
    def game(self) -> tuple[Proposal, ...]:
        """The proposals of the budget game."""
        return tuple(map(find, proposals()))


def about(language: str, where: str, policy: str, years: int, asked: Sequence[str] = ()) -> About:
    """The pack of a room that asks this; raises InputError for what no room can ask."""
    if years not in YEARS:
        raise InputError(f"--years {years} is not offered in the workshop; allowed: {', '.join(map(str, YEARS))}")
    unknown = [key for key in asked if key not in by_key()]
    if unknown:
        raise InputError(f"--ask '{unknown[0]}' cannot be predicted; allowed: {', '.join(by_key())}")
    keys = set(asked or FIRST_ASKED)
    if len(keys) > MOST_ASKED:
        raise InputError(f"--ask was given {len(keys)} outcomes; a room predicts at most {MOST_ASKED}")
    policies = tuple((name, ()) for name in find(policy).policies)
    setting = Setting(
        Scenario(place=where, months=12 * years, policies=policies), asked=tuple(key for key in by_key() if key in keys)
    ).checked()
    return About(language, setting, measured.at(where, Asked()), prices.stored(setting))
