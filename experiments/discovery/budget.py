"""What a budget buys: a screen that adds up single effects, and sets measured together where there are runs of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import tomli_w

from experiments.discovery import knapsack
from experiments.discovery.aims import Aim
from experiments.discovery.chance import again, points_again
from experiments.discovery.futures import FloatArray, Futures, Opened
from experiments.effects_values import SPENT
from experiments.errors import InputError
from experiments.measures import key_of
from experiments.net_present_value import MAIN
from experiments.proposals import WITH
from experiments.statistics import PairedDifference, paired_difference
from experiments.study.form import BASE, policies_of
from experiments.study.value import Study
from experiments.vocabulary import Vocabulary, vocabulary
from model.policies.conflicts import conflict

REDRAWN = 200
"""Studies drawn again to see how often the same set is best."""


@dataclass(frozen=True)
class Single:
    """One proposal alone: what it is spent by the payer (kr), and what it does to each outcome; pairs are seeds."""

    policy: str
    alternative: str
    cost: PairedDifference
    effects: tuple[PairedDifference, ...]


@dataclass(frozen=True)
class Together:
    """A set run together: cost and effects measured, and the part of each effect beyond the sum of its members'.

    `added` and `interaction` are on the measuring study's own seeds, None where it has not all members alone.
    """

    study: str
    seeds: int
    cost: PairedDifference
    effects: tuple[PairedDifference, ...]
    added: tuple[PairedDifference, ...] | None
    interaction: tuple[PairedDifference, ...] | None


@dataclass(frozen=True)
class BestSet:
    """The set that a ceiling buys for one outcome, by the screen.

    `cost` and `effects` are sums over its members, `again` is the share of studies drawn again in which the same set
    is best, `kept` for each member the share in which it is in the best set.
    """

    aim: Aim
    members: tuple[str, ...]
    cost: PairedDifference
    effects: tuple[PairedDifference, ...]
    again: float
    kept: tuple[float, ...]
    together: Together | None = None

    @property
    def alternative(self) -> str:
        """How a study names it; 'base' when nothing is bought."""
        return WITH.join(self.members) or BASE


class Screen:
    """Single effects and costs of a study, ready to be added up.

    Every alternative of one policy is an item; `payer` says whose spending counts. Raises InputError when the study
    has no base, no such alternative, or a single seed.
    """

    def __init__(self, opened: Opened, aims: Sequence[Aim], payer: str, words: Vocabulary | None = None) -> None:
        self.opened, self.aims, self.cost_key = opened, tuple(aims), key_of(SPENT, MAIN, payer)
        self.words = words or vocabulary()
        opened.check([BASE])
        alone = {name: policies_of(name, self.words) for name in opened.study.alternatives}
        self.items = tuple((name, members[0]) for name, members in alone.items() if len(members) == 1)
        if not self.items:
            raise InputError(f"the study '{opened.study.name}' has no alternative of a single proposal to choose among")
        self.futures = opened.futures(self._keys, [BASE, *(name for name, _ in self.items)])
        if len(self.futures.seeds) < 2:
            raise InputError("one seed cannot tell a difference from luck: sweep with replications = 2 or more")
        self.apart = tuple(
            (i, j)
            for (i, (_, one)), (j, (_, two)) in combinations(enumerate(self.items), 2)
            if conflict({one: {}, two: {}}) is not None
        )

    @property
    def _keys(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*(aim.key for aim in self.aims), self.cost_key)))

    def singles(self) -> list[Single]:
        """Every item with its cost and effects."""
        return [
            Single(policy, name, self._sum((k,), self.cost_key), tuple(self._sum((k,), aim.key) for aim in self.aims))
            for k, (name, policy) in enumerate(self.items)
        ]

    def _sum(self, members: Sequence[int], key: str) -> PairedDifference:
        return _added(self.futures, [self.items[k][0] for k in members], key)

    def best(self, ceiling: float, redrawn: int = REDRAWN) -> list[BestSet]:
        """For each outcome the set that does most for it under a ceiling in kr, with what it does to the others."""
        found = []
        costs = self.futures.values[self.cost_key]
        for aim in self.aims:
            effects = self.futures.values[aim.key]
            chosen = self._solve(effects.mean(axis=2), costs.mean(axis=2), aim, ceiling)
            others = []
            for k in range(redrawn):
                rows = points_again(effects.shape[1], k)
                others.append(set(self._solve(again(effects, k)[:, rows], again(costs, k)[:, rows], aim, ceiling)))
            shares = tuple(sum(one in other for other in others) / redrawn for one in chosen)
            same = sum(other == set(chosen) for other in others) / redrawn
            members = tuple(self.items[k][1] for k in chosen)
            effects_of = tuple(self._sum(chosen, one.key) for one in self.aims)
            found.append(
                BestSet(
                    aim, members, self._sum(chosen, self.cost_key), effects_of, same, shares, self.together(members)
                )
            )
        return found

    def front(self, aim: Aim) -> list[tuple[tuple[str, ...], PairedDifference, PairedDifference]]:
        """Sets that no other beats in both: members, cost and effect, from nothing to the most effect."""
        effects, costs = self._means(self.futures.values[aim.key].mean(axis=2)), self._costs
        sets = knapsack.front(aim.better * effects, costs, self.apart)
        return [
            (
                tuple(self.items[k][1] for k in one.members),
                self._sum(one.members, self.cost_key),
                self._sum(one.members, aim.key),
            )
            for one in sets
        ]

    @property
    def _costs(self) -> FloatArray:
        return self._means(self.futures.values[self.cost_key].mean(axis=2))

    @staticmethod
    def _means(means: FloatArray) -> FloatArray:
        """Each item's mean difference to the base over all futures, (n_items,), from means (1 + n_items, n_points)."""
        return np.asarray((means[1:] - means[:1]).mean(axis=1))

    def _solve(self, effects: FloatArray, costs: FloatArray, aim: Aim, ceiling: float) -> tuple[int, ...]:
        gains = aim.better * self._means(effects)
        return knapsack.best(gains, self._means(costs), ceiling, self.apart).members

    def together(self, members: Sequence[str]) -> Together | None:
        """What a set does when it is run together, from the study of the folder that knows most of it; None if none."""
        if len(members) < 2:
            return None
        found = [one for study in _hashes(self.opened) if (one := self._measured(study, members)) is not None]
        return max(found, key=lambda one: (one.interaction is not None, one.seeds), default=None)

    def _measured(self, study: str, members: Sequence[str]) -> Together | None:
        mine = self.opened
        try:
            other = Opened(mine.root, study, mine.year, mine.place)
        except InputError:
            return None
        sets = {name: frozenset(policies_of(name, self.words)) for name in other.study.alternatives}
        own = next((name for name, policies in sets.items() if policies == set(members)), None)
        if own is None or BASE not in sets or other.study.months != mine.study.months:
            return None
        alone = [next((name for name, policies in sets.items() if policies == {one}), None) for one in members]
        names = [name for name in alone if name is not None]
        try:
            futures = other.futures(self._keys, [BASE, *names, own])
        except InputError:
            return None
        if len(futures.seeds) < 2:
            return None
        effects = tuple(_added(futures, [own], aim.key) for aim in self.aims)
        added = beyond = None
        if len(names) == len(members):
            added = tuple(_added(futures, names, aim.key) for aim in self.aims)
            beyond = tuple(_beyond(futures, names, own, aim.key) for aim in self.aims)
        cost = _added(futures, [own], self.cost_key)
        return Together(other.study.name, len(futures.seeds), cost, effects, added, beyond)


def study_of(study: Study, place: str, sets: Sequence[BestSet], ceiling: str) -> Study | None:
    """The study that measures chosen sets together, with base and members alone, on seeds not used to choose them.

    A set chosen for its luck loses it on new seeds. None when no set has two members.
    """
    together = list(dict.fromkeys(one.alternative for one in sets if len(one.members) > 1))
    if not together:
        return None
    alone = list(dict.fromkeys(member for one in sets if len(one.members) > 1 for member in one.members))
    return replace(
        _without_others(study, alone), name=f"{study.name}: sets under {ceiling}", places=(place,),
        alternatives=(BASE, *alone, *together), seed=study.seeds[-1] + 1, maps=(),
        outcomes=tuple(dict.fromkeys(one.aim.key for one in sets)),
    )  # fmt: skip


def _without_others(study: Study, kept: Sequence[str]) -> Study:
    """The study without numbers of policies that are not asked any more."""
    others = set(vocabulary().policies) - set(kept)

    def stays(name: str) -> bool:
        return name.partition(".")[0] not in others

    levers, uncertainties = (tuple(one for one in t if stays(one.name)) for t in (study.levers, study.uncertainties))
    fixed, design = tuple(pair for pair in study.fixed if stays(pair[0])), study.design
    if design is not None and design.points:
        points = (tuple(pair for pair in point if stays(pair[0])) for point in design.points)
        design = replace(design, points=tuple(dict.fromkeys(points)))
    return replace(
        study,
        levers=levers,
        uncertainties=uncertainties,
        fixed=fixed,
        design=design if levers or uncertainties else None,
    )


def as_file(study: Study) -> str:
    """The text of a study file, with a word on what it is for."""
    return (
        "# Written by `boligliv discover --budget`: the chosen sets run together, beside their members alone and the\n"
        "# base, on seeds that were not used to choose them. Sweep it into the same folder and ask again.\n"
        + tomli_w.dumps(study.as_dict())
    )


def _added(futures: Futures, names: Sequence[str], key: str) -> PairedDifference:
    """The sum of what alternatives change against the base, mean over futures; pairs are seeds."""
    base = futures.of(BASE, key).mean(axis=0)
    return paired_difference(
        np.zeros_like(base), sum((futures.of(n, key).mean(axis=0) - base for n in names), 0 * base)
    )


def _beyond(futures: Futures, names: Sequence[str], own: str, key: str) -> PairedDifference:
    """What a set changes beyond the sum of what its members change alone, seed by seed."""
    base = futures.of(BASE, key).mean(axis=0)
    added = sum((futures.of(name, key).mean(axis=0) - base for name in names), 0 * base)
    return paired_difference(added, futures.of(own, key).mean(axis=0) - base)


def _hashes(opened: Opened) -> list[str]:
    return [str(one) for one in opened.answers.ask("select study from studies order by began")["study"]]
