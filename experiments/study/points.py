"""The points of a study: each combination of its factors at each point of its design, and the scenario that asks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from experiments.errors import InputError
from experiments.study.form import policies_of
from experiments.study.value import Pairs, Study
from experiments.vocabulary import Vocabulary, vocabulary
from model.policies.conflicts import conflict
from model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Point:
    """One question of a study. `id` counts from 0 in the study's order; `values` are the varied numbers by full name.

    `scenario` has the study's first seed. Two points may have the same scenario: a lever of a policy that is not
    switched on changes nothing.
    """

    id: int
    place: str
    behaviour: str
    law: str
    alternative: str
    values: Pairs
    scenario: Scenario


def points(study: Study, words: Vocabulary | None = None) -> tuple[Point, ...]:
    """Every point of a study: the whole design in the first combination of its factors, then in the next.

    The design is the same in each combination, so that they are compared at the same numbers. Raises InputError where
    two policies cannot be at work together.
    """
    words = words or vocabulary()
    known = {one.name: one for group in (words.parameters, *words.policies.values()) for one in group.values()}
    design = study.design_values()
    found: list[Point] = []
    for place, behaviour, law, alternative in product(study.places, study.behaviours, study.laws, study.alternatives):
        policies = policies_of(alternative, words)
        for values in design:
            changed = [(name, value) for name, value in (*study.fixed, *values) if value != known[name].value]
            doses, parameters = _sorted_out(changed, policies, words)
            if len(found) < len(design) * len(study.alternatives):
                _agree(alternative, doses, values)
            scenario = Scenario(
                place=place,
                law=law,
                policies=tuple((name, tuple(pairs)) for name, pairs in doses.items()),
                parameters=parameters,
                behaviour=behaviour,
                seed=study.seed,
                months=study.months,
            )
            found.append(Point(len(found), place, behaviour, law, alternative, values, scenario))
    return tuple(found)


def runs(study: Study, chosen: Sequence[Point]) -> Iterator[tuple[Point, Scenario]]:
    """What is to be run: all points on the first seed, then all on the second, and so on.

    So a study that is stopped early has compared all its points on the seeds that are there.
    """
    if len(set(study.seeds)) != study.replications:
        raise ValueError(f"{study.name}: {study.replications} replications on {len(set(study.seeds))} seeds")
    for seed in study.seeds:
        for point in chosen:
            yield point, point.scenario.with_seed(seed)


def _sorted_out(
    changed: Sequence[tuple[str, float]], policies: Sequence[str], words: Vocabulary
) -> tuple[dict[str, list[tuple[str, float]]], Pairs]:
    """Doses of the policies that are on, by short name, and numbers of the model; other policies' numbers are left."""
    doses: dict[str, list[tuple[str, float]]] = {name: [] for name in policies}
    parameters = []
    for full, value in changed:
        policy, _, short = full.partition(".")
        if full in words.parameters:
            parameters.append((full, value))
        elif policy in doses:
            doses[policy].append((short, value))
    return doses, tuple(parameters)


def _agree(alternative: str, doses: Mapping[str, Sequence[tuple[str, float]]], values: Pairs) -> None:
    clash = conflict({name: dict(pairs) for name, pairs in doses.items()})
    if clash is not None:
        at = f" at {', '.join(f'{name} = {value:g}' for name, value in values)}" if values else ""
        raise InputError(f"alternative '{alternative}'{at}: {clash}")
