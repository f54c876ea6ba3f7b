"""What the report rests on: the fit of the people, the assumptions, the provenance."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from agents.core.parameter import GRADES, Parameter
from experiments import influence
from experiments.report_data import PlaceReport
from experiments.report_numbers import plain
from experiments.report_view import Row, View
from experiments.report_words import upper

GRADE_WORDS = {
    "register": "full register count",
    "trial": "randomised trial",
    "observational": "observational study",
    "catalogue": "the catalogue's own number",
    "law": "law or rule",
    "recalled": "recalled, not looked up",
    "judgement": "judgement of the authors",
}
WEAK = ("recalled", "judgement")


def fit_summary(report: PlaceReport) -> View | None:
    """How well the synthetic people match: by part of the stock, targets met and the largest misses."""
    fit = report.fit
    if fit.empty:
        return None
    rows = []
    for stratum, part in fit.groupby("stratum", sort=False):
        worst = part.assign(miss=_miss(part)).sort_values("miss", ascending=False).head(3)
        weak = int(part["grade"].isin(WEAK).sum())
        misses = "; ".join(
            f"{_target(row)} {plain(row['achieved'])} for {plain(row['value'])}" for _, row in worst.iterrows()
        )
        rows.append(
            Row(
                upper(str(stratum).replace("_", " ")),
                (str(len(part)), str(int(part["within"].sum())), str(weak), misses),
            )
        )
    met, weak = int(fit["within"].sum()), int(fit["grade"].isin(WEAK).sum())
    return View(
        f"{report.place.name}-fit",
        f"The synthetic people of 1 January 2015 in {report.place.title}: {met} of {len(fit)} targets are "
        f"met, but {weak} of the targets are themselves judgement or recalled",
        (
            "Part of the stock",
            "Targets",
            "Met",
            "Judgement or recalled",
            "Largest misses (people for target)",
        ),
        (("", tuple(rows)),),
        "Met: inside the range low to high that the target's source leaves open.",
        (3,),
    )


def fit_details(report: PlaceReport) -> View | None:
    """Every target with value, range, what the synthetic people have, source and grade."""
    if report.fit.empty:
        return None
    rows = [
        Row(
            f"{upper(str(row['stratum']).replace('_', ' '))}: {_target(row)}",
            (
                plain(row["value"]), _range(row["low"], row["high"]), plain(row["achieved"]),
                "yes" if row["within"] else "no", str(row["unit"]), str(row["status"]).lower(), str(row["grade"]),
                str(row["source"]),
            ),
        )
        for _, row in report.fit.iterrows()
    ]  # fmt: skip
    return View(
        f"{report.place.name}-targets",
        f"Every target for the people of {report.place.title}",
        ("Target", "Value", "Range", "Synthetic people", "Met", "Unit", "Status", "Grade", "Source"),
        (("", tuple(rows)),),
        textual=(3, 4, 5, 6, 7),
    )


def assumptions(reports: Sequence[PlaceReport]) -> View:
    """Every number of the model with value, range, unit, meaning, source and grade."""
    parameters = reports[0].parameters
    changed = {name for report in reports for side in report.sides for name, _ in side.scenario.parameters}
    policies = [pair for report in reports for side in report.sides for pair in side.scenario.policies]
    changed |= {f"{policy}.{name}" for policy, doses in policies for name, _ in doses}
    groups: dict[str, list[Parameter]] = {}
    for name, parameter in parameters.items():
        groups.setdefault(name.split(".")[0], []).append(parameter)
    measured = influence.read()
    views = []
    for group, members in groups.items():
        rows = tuple(
            Row(
                parameter.meaning,
                (
                    parameter.name + (" (changed in a scenario)" if parameter.name in changed else ""),
                    plain(parameter.value), f"{plain(parameter.low)} to {plain(parameter.high)}",
                    parameter.unit, parameter.grade, parameter.source,
                    *((influence.in_words(measured.get(parameter.name, ())),) if measured else ()),
                ),
                "weak" if parameter.grade in WEAK else "",
            )
            for parameter in members
        )  # fmt: skip
        views.append((group.replace("_", " ").capitalize(), rows))
    return View(
        "assumptions",
        f"All {len(parameters)} numbers of the model",
        ("Meaning", "Name", "Value", "Range", "Unit", "Grade", "Source", *(("Matters",) if measured else ())),
        tuple(views),
        "Grades: "
        + "; ".join(f"{grade}: {GRADE_WORDS[grade]}" for grade in GRADES)
        + ". Sources are keys of REFERENCES.bib."
        + (" Matters: for how many of the outcomes measured (`boligliv sensitivity`)." if measured else ""),
        (0, 3, 4, 5, 6),
    )


def weak_share(parameters: Mapping[str, Parameter]) -> str:
    """How much of the model rests on judgement or memory, as a sentence."""
    if not parameters:
        return "No parameters are registered."
    counts = Counter(parameter.grade for parameter in parameters.values())
    weak = sum(counts[grade] for grade in WEAK)
    parts = ", ".join(f"{counts[grade]} {GRADE_WORDS[grade]}" for grade in GRADES if counts[grade])
    return (
        f"{weak} of the model's {len(parameters)} numbers ({100 * weak / len(parameters):.0f} %) "
        "are judgement or recalled, "
        f"so the results are ranges under stated assumptions, not forecasts. By grade: {parts}."
    )


def provenance(reports: Sequence[PlaceReport]) -> View:
    """What was run: scenario, its address in the folder of runs, seeds, version of the code, time used."""
    rows = []
    for report in reports:
        for side in report.sides:
            versions = {str(run.get("code_version", "–")) for run in side.provenance}
            pythons = {str(run.get("python", "–")) for run in side.provenance}
            places = {str(run.get("place_checksum", report.place.checksum))[:12] for run in side.provenance}
            seconds = sum(float(run.get("seconds", 0)) for run in side.provenance)
            rows.append(
                Row(
                    f"{report.place.title}: {side.name}",
                    (
                        side.scenario.question, _seeds(report.shared_seeds),
                        f"{side.scenario.law}, {side.scenario.behaviour}", ", ".join(sorted(versions)),
                        ", ".join(sorted(pythons)), ", ".join(sorted(places)), f"{seconds:.0f}",
                    ),
                )
            )  # fmt: skip
    return View(
        "provenance",
        "What was run",
        ("Scenario", "Question", "Seeds", "Law, behaviour", "Version", "Python", "Map checksum", "Seconds"),
        (("", tuple(rows)),),
        _libraries(reports),
        (0, 1, 2, 3, 4, 5),
    )


def commands(reports: Sequence[PlaceReport]) -> list[str]:
    """Command lines that make the same runs again, all into one folder, and the report from it."""
    lines = []
    for report in reports:
        scenario = report.base.scenario
        policies = sorted({name for side in report.sides for name in side.scenario.policy_names})
        verb = "compare" if len(report.sides) > 1 else "run"
        parts = [f"boligliv {verb} --place {scenario.place} --law {scenario.law} --months {scenario.months}"]
        parts.append(f"--seed {report.shared_seeds[0]} --replications {report.runs}")
        if scenario.behaviour != "avoidance":
            parts.append(f"--behaviour {scenario.behaviour}")
        parts += [f"--policy {name}" for name in policies]
        parts += [
            f"--policy-set {policy}.{name}={value:g}"
            for policy, doses in report.sides[-1].scenario.policies
            for name, value in doses
        ]
        if any(len(side.scenario.policies) > 1 for side in report.sides):
            parts.append("--together")
        parts += [f"--set {name}={value:g}" for name, value in scenario.parameters]
        lines.append(" ".join([*parts, "--output results"]))
    return [*lines, "boligliv report results"]


def _miss(fit: pd.DataFrame) -> pd.Series:
    """How far off, as a part of the target."""
    value = fit["value"].astype(float)
    return (fit["achieved"].astype(float) - value).abs() / value.abs().where(value != 0)


def _target(row: pd.Series) -> str:
    group = str(row["group"])
    words = re.sub(r"(\d+)_(\d+)", r"\1-\2", str(row["quantity"])).replace("_", " ")
    return words if group in ("", "nan", "all", "None") else f"{words} {group.replace('_', ' ')}"


def _range(low: object, high: object) -> str:
    ends = pd.to_numeric(pd.Series([low, high]), errors="coerce")
    return "–" if ends.isna().any() else f"{plain(ends[0])} to {plain(ends[1])}"


def _seeds(seeds: Sequence[int]) -> str:
    if len(seeds) > 2 and seeds[-1] - seeds[0] == len(seeds) - 1:
        return f"{seeds[0]} to {seeds[-1]}"
    return ", ".join(str(seed) for seed in seeds)


def _libraries(reports: Sequence[PlaceReport]) -> str:
    runs = [run for report in reports for side in report.sides for run in side.provenance if run.get("libraries")]
    if not runs:
        return ""
    return (
        "Libraries: " + ", ".join(f"{name} {version}" for name, version in sorted(runs[0]["libraries"].items())) + "."
    )
