"""What the program knows, as rows: places, policies, parameters, metrics, laws, scenarios and runs."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any

from agents.core.parameter import Parameter
from experiments.outcome_values import measure, outcomes
from experiments.outcomes import OUTCOMES
from experiments.scenario_file import Question, to_toml
from experiments.scenario_url import to_line, to_python, to_query
from experiments.statistics import estimate
from experiments.store import Results, Store
from experiments.study import outcome_keys
from experiments.vocabulary import BEHAVIOUR_MEANINGS, laws, places

Rows = list[dict[str, Any]]


def list_places() -> Rows:
    """Every place with its municipality and size."""
    load = importlib.import_module("geodata.place").load
    found = []
    for name in places():
        place = load(name)
        found.append(
            {
                "name": name,
                "title": place.title,
                "municipality": place.municipality_name,
                "estate_dwellings": int(place.n_estate),
                "departments": int(place.departments["in_estate"].sum()),
                "municipality_dwellings": len(place.dwellings),
                "schematic": bool(place.buildings["schematic"].any()),
            }
        )
    return found


def list_policies() -> Rows:
    """Every policy of the catalogue with its doses, in the order of its numbers."""
    from experiments.proposals import THEMES
    from model.policies import discover

    return [
        {
            "name": policy.name,
            "number": policy.number,
            "theme": policy.theme,
            "theme_title": THEMES[policy.theme].en if policy.theme in THEMES else "",
            "title": policy.title.en,
            "title_da": policy.title.da,
            "summary": policy.summary.en,
            "summary_da": policy.summary.da,
            "eligible": policy.eligible.en,
            "eligible_da": policy.eligible.da,
            "actors": list(policy.actors),
            "payers": list(policy.payers),
            "barriers": [barrier.text.en for barrier in policy.barriers],
            "alone": policy.alone.en,
            "alone_in": list(policy.alone_in),
            "parameters": [_parameter(parameter) for parameter in policy.parameters],
        }
        for policy in discover().values()
    ]


def list_bundles() -> Rows:
    """Every bundle with the policies it stands for."""
    from model.policies.bundles import bundles

    return [
        {
            "name": bundle.name,
            "title": bundle.title.en,
            "title_da": bundle.title.da,
            "proposals": len(bundle.members),
            "members": list(bundle.members),
        }
        for bundle in bundles().values()
    ]


def list_parameters() -> Rows:
    """Every number of the model with unit, range, source, grade, where it is used, and whether it was found to matter:
    the most influential first, then by mechanism.
    """
    return importlib.import_module("experiments.assumptions.page").rows()


def list_metrics() -> Rows:
    """Every measure of the program with its range and source."""
    from model.metrics import discover

    fields = ("name", "title", "unit", "low", "high", "meaning", "source", "kind")
    return [{field: getattr(metric, field) for field in fields} for metric in discover().values()]


def list_outcomes() -> Rows:
    """The outcomes a comparison reports, with the series each is read from."""
    return [
        {
            "name": outcome.key,
            "title": outcome.title,
            "title_da": outcome.title_da,
            "measure": outcome.measure,
            "metric": outcome.metric,
            "unit": outcome.unit,
            "group": outcome.group,
            "window": outcome.window,
            "official_groups": outcome.official,
        }
        for outcome in OUTCOMES
    ]


def list_values() -> Rows:
    """What a study keeps of a run: each may be an outcome of a study file."""
    from model.policies import discover

    rows = [(key, *key.split("|")) for key in outcome_keys.known(discover())]
    return [{"name": key, "metric": metric, "unit": unit, "group": group} for key, metric, unit, group in rows]


def list_laws() -> Rows:
    """The law versions of the letting rule-book."""
    return [{"name": name, "meaning": meaning} for name, meaning in laws().items()]


def list_behaviours() -> Rows:
    """The rival submodels of how households react to their neighbours."""
    return [{"name": name, "meaning": meaning} for name, meaning in BEHAVIOUR_MEANINGS.items()]


LISTS: Mapping[str, tuple[Callable[[], Rows], tuple[str, ...]]] = {
    "places": (
        list_places,
        ("name", "title", "municipality", "estate_dwellings", "departments", "schematic"),
    ),
    "policies": (list_policies, ("number", "name", "theme", "title", "title_da")),
    "bundles": (list_bundles, ("name", "title", "proposals", "members")),
    "parameters": (
        list_parameters,
        ("name", "value", "low", "high", "unit", "source", "grade", "matters"),
    ),
    "metrics": (list_metrics, ("name", "title", "meaning", "source")),
    "outcomes": (list_outcomes, ("name", "title", "measure", "window")),
    "values": (list_values, ("name",)),
    "laws": (list_laws, ("name", "meaning")),
    "behaviours": (list_behaviours, ("name", "meaning")),
}
"""What can be listed: the rows, and the columns a table shows of them."""


def _parameter(parameter: Parameter) -> dict[str, Any]:
    fields = ("name", "value", "low", "high", "unit", "source", "grade", "meaning")
    return {field: getattr(parameter, field) for field in fields} | {"tuned_to": list(parameter.tuned_to)}


def scenario_forms(question: Question) -> dict[str, Any]:
    """A scenario in all its forms, with the hashes that address its runs."""
    return {
        "scenario": question.scenario.as_dict(),
        "title": question.scenario.title,
        "replications": question.replications,
        "hash": question.scenario.hash,
        "question": question.scenario.question,
        "toml": to_toml(question),
        "url": "?" + to_query(question),
        "line": to_line(question),
        "python": to_python(question),
    }


def run_summary(store: Store, question: str, seeds: tuple[int, ...] | None = None) -> dict[str, Any]:
    """What came out of a question: each outcome's mean over the replications with its Monte-Carlo error."""
    results = store.read(question, seeds)
    first = results.provenance[0]
    return {
        "directory": str((store.runs / question).resolve()),
        "question": question,
        "title": results.scenario.title,
        "scenario": results.scenario.as_dict(),
        "seeds": list(results.seeds),
        "code_version": first["code_version"],
        "python": first["python"],
        "libraries": first["libraries"],
        "seconds": sum(run["seconds"] for run in results.provenance),
        "outcomes": _outcome_rows(results),
    }


def _outcome_rows(results: Results) -> Rows:
    wanted = outcomes([results.series])
    by_seed = [measure(series, wanted) for _, series in results.series.groupby("seed", sort=True)]
    rows = []
    for outcome in wanted:
        found = estimate([values[outcome.key] for values in by_seed])
        if found.n:
            rows.append(
                {
                    "outcome": outcome.key,
                    "title": outcome.title,
                    "unit": outcome.measure,
                    "mean": found.mean,
                    "mcse": found.standard_error,
                    "runs": found.n,
                    "digits": outcome.digits,
                }
            )
    return rows
