"""Residents of January 2015 in two runs on the same draws: what became of each group, and who fared otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.codes import Status
from dashboards.attributes import by_name
from dashboards.questions.residents import ABROAD, DEAD, DENMARK, ESTATE, TOWN

Pair = tuple[str, str]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

KINDS = {
    "key": "u8", "home": "i4", "birth": "i2", "origin": "u1", "score": "u1", "type": "u1", "place": "u1",
    "status": "u1", "income": "f4",
}  # fmt: skip
ADULT, OLD = 18, 65
NOTICED_KR = 1000.0
"""A person's income counts as higher or lower from this difference a month on."""
AGES = ((0, 6), (6, 18), (18, 30), (30, 50), (50, 65), (65, 200))


@dataclass(frozen=True)
class Residents:
    """The residents of the start in one run, one row each: who they were, and what is so after `month` months."""

    columns: dict[str, NDArray[Any]]
    month: int
    lived: int

    @classmethod
    def of(cls, told: dict[str, Any]) -> Residents:
        """From the answer to the question `residents`."""
        columns = {name: np.frombuffer(told[name], dtype=kind) for name, kind in KINDS.items()}
        return cls(columns, told["month"], told["lived"])

    def age(self, month: int) -> NDArray[np.int64]:
        """Whole years of age in a month, also of the dead."""
        return np.asarray((month - self.columns["birth"].astype(np.int64)) // 12)


@dataclass(frozen=True)
class Group:
    """Some of the residents, by what they were in January 2015; `heading` is what kind of group it is."""

    heading: Pair
    title: Pair
    members: Bools


def groups(people: Residents, origin: bool) -> Iterator[Group]:
    """All, then by age, by household type, by vulnerability, and by origin where that is shown; empty ones left out."""
    n = len(people.columns["key"])
    age = people.age(0)
    found = [Group(("", ""), ("All residents of January 2015", "Alle beboere i januar 2015"), np.ones(n, dtype=bool))]
    heading = ("Age in January 2015", "Alder i januar 2015")
    for low, high in AGES:
        title = (f"{low}-{high - 1}", f"{low}-{high - 1} år") if high < 200 else (f"{low} or more", f"{low} år og over")
        found.append(Group(heading, title, (age >= low) & (age < high)))
    kinds = [
        ("household_type", "type", ("Household then", "Husstand dengang")),
        ("vulnerability", "score", ("Vulnerability then", "Udsathed dengang")),
        ("origin", "origin", ("Origin", "Herkomst")),
    ]
    for attribute, column, heading in kinds if origin else kinds[:-1]:
        for code, title in enumerate(by_name(attribute).labels):
            found.append(Group(heading, title, people.columns[column] == code))
    return (group for group in found if group.members.any())


@dataclass(frozen=True)
class Outcome:
    """What may have become of somebody: yes or no, or with `money` an amount; `of(people)` gives nan where it cannot
    be said (not the age for it, or dead).
    """

    name: str
    title: Pair
    of: Callable[[Residents], Floats]
    money: bool = False


def _in(*places: int) -> Callable[[Residents], Floats]:
    return lambda people: np.isin(people.columns["place"], places).astype(float)


def _busy(people: Residents) -> Floats:
    age = people.age(people.month)
    asked = (age >= ADULT) & (age < OLD) & (people.columns["place"] != DEAD)
    busy = np.isin(people.columns["status"], (Status.STUDENT, Status.EMPLOYED))
    return np.where(asked, busy.astype(float), np.nan)


def _income(people: Residents) -> Floats:
    grown = people.age(people.lived) >= ADULT
    return np.where(grown, people.columns["income"].astype(float), np.nan)


OUTCOMES = (
    Outcome("estate", ("Still in the estate", "Bor stadig i området"), _in(ESTATE)),
    Outcome("town", ("Moved elsewhere in the municipality", "Flyttet til resten af kommunen"), _in(TOWN)),
    Outcome("denmark", ("Moved elsewhere in Denmark", "Flyttet til resten af Danmark"), _in(DENMARK)),
    Outcome("abroad", ("Moved abroad", "Flyttet til udlandet"), _in(ABROAD)),
    Outcome("dead", ("Died", "Døde"), _in(DEAD)),
    Outcome("busy", ("In work or education, aged 18-64", "I arbejde eller uddannelse, 18-64 år"), _busy),
    Outcome(
        "income",
        ("Income before tax, aged 18 or more, kr/month", "Indkomst før skat, 18 år og over, kr./md."),
        _income,
        money=True,
    ),
)


@dataclass(frozen=True)
class Fate:
    """An outcome for a group in both runs: `n` persons of whom it can be said in both, `a` and `b` (how many, or mean
    kr), `more` persons for whom it holds in B alone (or is higher there), `fewer` in A alone; `chance` is twice the
    standard error of b - a if homes had fared by tossing coins, nan where nobody differs.
    """

    group: Group
    n: int
    a: float
    b: float
    more: int
    fewer: int
    chance: float

    @property
    def difference(self) -> float:
        """B minus A."""
        return self.b - self.a

    @property
    def beyond(self) -> bool:
        """Whether the difference is larger than tossing coins would give nineteen times in twenty."""
        return bool(np.isfinite(self.chance) and abs(self.difference) > self.chance > 0)


def same_people(a: Residents, b: Residents) -> bool:
    """Whether both runs began with the same people, so that each can be compared with himself or herself."""
    return np.array_equal(a.columns["key"], b.columns["key"])


def fates(a: Residents, b: Residents, outcome: Outcome, origin: bool) -> list[Fate]:
    """The outcome for every group; raises ValueError when the runs did not begin with the same people."""
    if not same_people(a, b):
        raise ValueError("the two runs did not begin with the same people")
    first, second = outcome.of(a), outcome.of(b)
    return [_fate(group, a.columns["home"], first, second, outcome.money) for group in groups(a, origin)]


def _fate(group: Group, home: NDArray[Any], first: Floats, second: Floats, money: bool) -> Fate:
    told = group.members & np.isfinite(first) & np.isfinite(second)
    n, change = int(told.sum()), second[told] - first[told]
    scale = 1.0 / max(n, 1) if money else 1.0
    # Those of one home move and earn together: chance is reckoned between homes.
    by_home = np.bincount(home[told], weights=change) if n else np.zeros(1)
    spread = 2.0 * float(np.sqrt((by_home**2).sum())) * scale
    least = NOTICED_KR if money else 0.5
    return Fate(
        group,
        n,
        float(first[told].sum()) * scale,
        float(second[told].sum()) * scale,
        int((change >= least).sum()),
        int((change <= -least).sum()),
        spread if spread > 0 else float("nan"),
    )
