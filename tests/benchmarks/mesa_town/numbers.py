"""The numbers of the rules, read once from the model's own `Parameter` declarations and kept as plain Python floats."""

from __future__ import annotations

import math
from collections.abc import Mapping

from model.letting import choice
from model.mechanisms import births, couples, deaths, homes_wanted, income, newcomers, trouble, wishes
from model.mechanisms.labour import hazards, hours, retirement
from model.mechanisms.ladder import growth, home, marking
from model.mechanisms.mirror import Weights as Mirror
from model.mechanisms.ties.clubs import Weights as Clubs
from model.mechanisms.ties.meeting import Likeness

LAYERS = ("kin", "stairway", "school", "work", "programme")


def chance(logit: float) -> float:
    """The chance that belongs to log odds."""
    return 1.0 / (1.0 + math.exp(-logit))


def _plain(numbers):
    """A named tuple with Python's own numbers instead of NumPy's, which are slow one at a time."""
    return type(numbers)(*(x if isinstance(x, bool | int) else float(x) for x in numbers))


class Numbers:
    """Numbers by mechanism, and tables by age where the rule asks for one; `p` gives any other by its full name."""

    def __init__(self, values: Mapping[str, float], town: str, behaviour: str = "avoidance") -> None:
        self.p = {name: float(values[name]) for name in values}
        self.dying = [row[::12] for row in deaths.chances(values).tolist()]
        self.bearing = [[[r / 12.0 for r in ages] for ages in partner] for partner in births.rates(values).tolist()]
        self.meeting = couples.chances(values).tolist()
        self.leaving = [(age, self.p[f"home.leave_from_{age}"] / 12.0) for age in reversed(homes_wanted.BANDS)]
        self.parting = tuple(self.p[f"couples.part_{k}"] / 12.0 for k in ("without_children", "with_children"))
        self.parting_old = self.p["couples.part_age_60"]
        self.income = _plain(income.rates(values))
        self.growth = _plain(growth.numbers(values))
        found, taught = home.numbers(values)
        self.home = _plain(found)
        self.taught = [x / home.FINE for x in taught.tolist()]
        self.assessment = _plain(marking.assessment(values))
        self.grading = _plain(marking.grading(values))
        self.work = _plain(hazards.numbers(values))
        self.hours = _plain(hours.numbers(values))
        self.retirement = {name: self.p[f"retirement.{name}"] for name in retirement.Ages._fields[2:]}
        self.mirror = Mirror(*(self.p[f"mirror.{field}"] for field in Mirror._fields))
        self.clubs = Clubs(*(self.p[f"clubs.{field}"] for field in Clubs._fields))
        self.trouble = _plain(trouble.weights(values))
        self.crime = _plain(trouble.crime(values))
        self.choice = choice.weights(values, behaviour)
        self.newcomers = _plain(newcomers.numbers(values, town))
        self.like = Likeness(
            self.p["ties.same_origin"], self.p["ties.near_in_age"], self.p["ties.inward"],
            self.p["ties.ordinary_name"], 1.0, int(self.p["ties.new"]),
        )  # fmt: skip
        self.grow = [0, *(int(self.p[f"ties.grow_{layer}"]) for layer in LAYERS[1:])]
        self.fade = [0, *(int(self.p[f"ties.fade_{layer}"]) for layer in LAYERS[1:])]
        self._moving()

    def _moving(self) -> None:
        p = self.p
        self.move_base = [p[f"moving.{kind}"] for kind in wishes.KINDS[:5]]
        ages, years = list(wishes.AGE_BANDS), list(wishes.YEAR_BANDS)
        self.move_by_age = [
            p[f"moving.from_age_{max((a for a in ages if a <= age), default=ages[0])}"] for age in range(130)
        ]
        self.move_by_year = [p[f"moving.after_{max(y for y in years if y <= year)}_years"] for year in range(130)]
