"""From a folder of runs to what the report needs: one bundle for each comparison that the runs make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from agents.core.parameter import Parameter
from experiments.comparing import compare
from experiments.errors import InputError
from experiments.report_data import PlaceReport, Side
from experiments.store import Store
from geodata import place as places
from geodata.place import Place
from model.parameters import registry, scenario_values
from model.policies import discover
from model.scenario import Scenario


def read(store_dir: Path, any_version: bool = False, official_groups: bool = True) -> tuple[PlaceReport, ...]:
    """One bundle for each comparison in the folder; bundled places first, in the order of the data.

    Scenarios of one place, horizon and posterior that differ in policies alone are compared with the one without. A
    lone scenario of another law, behaviour or number is held against the same base. Raises InputError when
    there is no finished run.
    """
    store = Store(store_dir, any_version)
    questions = store.questions() if store.runs.is_dir() else ()
    if not questions:
        raise InputError(f"{store_dir} holds no finished run; give the folder that `boligliv compare -o` wrote")
    groups = grouped([_scenario(store, question) for question in questions])
    return tuple(bundle(store, scenarios, official_groups) for scenarios in groups)


def grouped(scenarios: Sequence[Scenario]) -> list[list[Scenario]]:
    """The scenarios in comparisons, each with its base first."""
    ground: dict[tuple[str, int, str], dict[Scenario, list[Scenario]]] = {}
    for scenario in scenarios:
        same = replace(scenario, policies=(), seed=0)
        key = (scenario.place, scenario.months, scenario.posterior)
        ground.setdefault(key, {}).setdefault(same, []).append(scenario)
    names = [*places.BUNDLED, *sorted({scenario.place for scenario in scenarios})]
    groups: list[list[Scenario]] = []
    for key in sorted(ground, key=lambda key: (names.index(key[0]), key)):
        families = [sorted(family, key=_order) for family in ground[key].values()]
        families.sort(
            key=lambda family: (
                family[0].law != "2015",
                family[0].behaviour != "avoidance",
                *_order(family[0]),
            )
        )
        main = max(families, key=len)
        lone = [family[0] for family in families if len(family) == 1 and family is not main]
        groups.append([*main, *lone])
        groups += [family for family in families if len(family) > 1 and family is not main]
    return groups


def names_of(scenarios: Sequence[Scenario]) -> list[str]:
    """What to call each scenario: its policies, and what else sets it apart from the base."""
    base, names = scenarios[0], list[str]()
    for scenario in scenarios:
        parts = [scenario.title]
        if scenario.law != base.law:
            parts.append(f"law {scenario.law}")
        if scenario.behaviour != base.behaviour:
            parts.append(f"behaviour {scenario.behaviour}")
        parts += [f"{name} {value:g}" for name, value in scenario.parameters if (name, value) not in base.parameters]
        name = ", ".join(parts)
        doses = [f"{short} {value:g}" for _, pairs in scenario.policies for short, value in pairs]
        if name in names and doses:
            name = f"{name} ({', '.join(doses)})"
        names.append(name if name not in names else f"{name} ({len(names)})")
    return names


def bundle(
    store: Store, scenarios: Sequence[Scenario], official_groups: bool = True, seeds: Sequence[int] | None = None
) -> PlaceReport:
    """All about the first scenario and what the others change, from finished runs on these seeds or all they share."""
    base, *others = scenarios
    found = compare(store, base, others, seeds, official_groups)
    names = names_of(scenarios)
    rename = dict(zip(dict.fromkeys(found.table["scenario"]), names, strict=True))
    sides = []
    for name, scenario in zip(names, scenarios, strict=True):
        runs = store.read(scenario.question, found.seeds)
        sides.append(
            Side(name, scenario, runs.seeds, runs.series, runs.cells, runs.flows, runs.offers, runs.provenance)
        )
    place = places.load(base.place)
    return PlaceReport(
        place,
        found.table.assign(scenario=found.table["scenario"].map(rename)),
        found.curves.assign(scenario=found.curves["scenario"].map(rename)),
        tuple(sides),
        fit(place, base.with_seed(found.seeds[0])),
        parameters(),
        None if found.value is None else found.value.renamed(rename),
    )


def fit(place: Place, scenario: Scenario) -> pd.DataFrame:
    """The synthetic people of a scenario against their targets; made anew, since runs do not keep it."""
    from model.population import create

    return create(place, scenario.seed, scenario_values(scenario)).fit


def parameters() -> Mapping[str, Parameter]:
    """The numbers of the model."""
    return registry()


def _scenario(store: Store, question: str) -> Scenario:
    return store.scenario(question, store.seeds(question)[0])


def _order(scenario: Scenario) -> tuple[int, tuple[int, ...], str]:
    """No policy first, then one, then several; among equals the later proposal of the catalogue first."""
    known = discover()
    numbers = tuple(-known[name].number for name in scenario.policy_names if name in known)
    return len(scenario.policies), numbers, scenario.hash
