"""The report's tables of results: outcomes, allocations, costs and what happens elsewhere."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from experiments.report_data import PlaceReport, Side, per_run, pick
from experiments.report_numbers import between, signed_with_error, with_error
from experiments.report_view import COMPARED_HEAD, Row, View, compared, runs, shown
from experiments.report_words import more_runs_in_words, title, upper
from model.world import VULNERABLE_SCORE

RULE_WORDS = {
    "internal list": "Internal list (oprykningsret)",
    "municipal assignment": "Municipal assignment (kommunal anvisning)",
    "flexible letting": "Flexible letting (fleksibel udlejning)",
    "ordinary waiting list": "Ordinary waiting list, by seniority",
    "second chance": "Second chance",
}
"""Letting rules as the trace of offers names them, with the Danish term."""


def outcomes(report: PlaceReport) -> View | None:
    """Every outcome with Monte-Carlo error; where there is an alternative, also paired difference and verdict."""
    base_errors = {row["outcome"]: row["mcse"] for row in report.rows_of(report.base)}
    groups = []
    for side in report.sides[1:]:
        rows = []
        for row in report.rows_of(side):
            usual = int(row["digits"])
            unit = str(row["unit"])
            difference = signed_with_error(row["difference"], row["difference_mcse"], usual)
            verdict = str(row["verdict"]) if math.isfinite(row["difference"]) else "no cases to compare"
            rows.append(
                Row(
                    _with_unit(title(row), unit),
                    (
                        with_error(row["base_mean"], base_errors.get(row["outcome"], float("nan")), usual),
                        with_error(row["mean"], row["mcse"], usual),
                        "0 ± 0" if row["verdict"] == "identical" else difference,
                        "–"
                        if row["verdict"] == "identical"
                        else between(row["low"], row["high"], row["difference_mcse"], usual),
                        verdict,
                        more_runs_in_words(verdict, row["more_runs"], math.isfinite(row["difference_mcse"])),
                    ),
                    verdict.replace(" ", "-"),
                )
            )
        groups.append((f"{upper(side.name)}, against {report.base.name}", tuple(rows)))
    if not groups:
        return _alone(report)
    return View(
        f"{report.place.name}-outcomes",
        f"Outcomes in {report.place.title}: mean of {runs(report)} ± Monte-Carlo "
        "error. Where no period is "
        "given, the mean of the last twelve months.",
        (
            "Outcome",
            upper(report.base.name),
            "Alternative",
            "Difference",
            "95 % interval",
            "Verdict",
            "More runs needed",
        ),
        tuple(groups),
        "± is the standard error of the mean over runs: the luck of the draw inside the program, not the uncertainty "
        "of its assumptions. Differences of shares are in percentage points. At 95 %, about one in twenty outcomes is "
        "called distinguishable by luck.",
        (4,),
    )


def _alone(report: PlaceReport) -> View:
    """The outcomes of a scenario that is compared with none."""
    rows = tuple(
        Row(_with_unit(title(row), str(row["unit"])), (with_error(row["mean"], row["mcse"], int(row["digits"])),))
        for row in report.rows_of(report.base)
    )
    return View(
        f"{report.place.name}-outcomes",
        f"Outcomes in {report.place.title}: mean of {runs(report)} ± Monte-Carlo error. Where no period is given, the "
        "mean of the last twelve months.",
        ("Outcome", upper(report.base.name)),
        (("", rows),),
    )


def allocations(report: PlaceReport) -> View | None:
    """How the estate's vacancies were let: by which rule, with how many refusals, after how long a wait."""
    groups = []
    for side in report.sides:
        offers = _estate_offers(report, side)
        if offers.empty:
            continue
        seeds = report.shared_seeds
        rules = [str(rule) for rule, _ in offers.groupby("rule", sort=True)]
        rules = sorted(rules, key=lambda rule: (list(RULE_WORDS).index(rule) if rule in RULE_WORDS else 99, rule))
        rows = [_allocation(side, RULE_WORDS.get(rule, rule), offers[offers["rule"] == rule], seeds) for rule in rules]
        rows.append(_allocation(side, "All rules", offers, seeds, "sum"))
        groups.append((upper(side.name), tuple(rows)))
    if not groups:
        return None
    return View(
        f"{report.place.name}-allocations",
        f"Who got the vacant homes of {report.place.title}: mean of {runs(report)} ± Monte-Carlo error",
        (
            "Letting rule",
            "Lettings a year",
            "Refused offers per letting",
            "Months waited",
            "Vulnerable among those let, %",
        ),
        tuple(groups),
        "Every offer is on record: boligliv trace tells for one dwelling who was offered it, under which rule, and "
        "why others were passed over.",
    )


def shut_out(report: PlaceReport) -> View | None:
    """Who could not get in: households passed over in the estate who never got a home there."""
    if all(_estate_offers(report, side).empty for side in report.sides):
        return None
    rows = []
    for side in report.sides:
        offers = _estate_offers(report, side)
        counts = {seed: _never_let(part) for seed, part in offers.groupby("seed")}
        numbers = np.array([counts.get(seed, (0.0, np.nan, 0.0)) for seed in report.shared_seeds], dtype=float)
        waiting = [_last_year(pick(side.series, "assigned_waiting"), seed) for seed in report.shared_seeds]
        rows.append(
            Row(
                upper(side.name),
                (
                    shown(numbers[:, 0], 0),
                    shown(100 * numbers[:, 1], 0),
                    shown(numbers[:, 2], 0),
                    shown(waiting, 0),
                ),
            )
        )
    return View(
        f"{report.place.name}-shut-out",
        f"Who could not get in: households on record for a vacancy in {report.place.title}, over the run",
        (
            "Scenario",
            "Passed over, and never let a home there",
            "Vulnerable among them, %",
            "Said no, and never let a home there",
            "In urgent need and still waiting, last year",
        ),
        (("", tuple(rows)),),
    )


def costs(report: PlaceReport) -> View | None:
    """What it costs whom over the run: by payer and purpose, with the paired difference."""
    booked = pd.concat([pick(side.series, "cost_kr") for side in report.sides])
    purposes = sorted({(str(payer), str(purpose)) for payer, purpose in booked[["group", "unit"]].to_numpy()})
    if not purposes:
        return None

    def million(side: Side, chosen: Sequence[tuple[str, str]]) -> np.ndarray:
        rows = pick(side.series, "cost_kr")
        keep = np.array([pair in chosen for pair in zip(rows["group"], rows["unit"], strict=True)], dtype=bool)
        return per_run(rows[keep], report.shared_seeds, "value") / 1e6

    def row(words: str, chosen: Sequence[tuple[str, str]], kind: str = "") -> Row:
        cells = tuple(shown(million(side, chosen), 2) for side in report.sides)
        return Row(words.replace("_", " "), cells, kind)

    groups = []
    for payer in sorted({payer for payer, _ in purposes}):
        own = [pair for pair in purposes if pair[0] == payer]
        rows = [row(upper(purpose), [(payer, purpose)]) for _, purpose in own]
        groups.append((f"Paid by {payer}", (*rows, row(f"All paid by {payer}", own, "sum"))))
    groups.append(("", (row("All payers", purposes, "sum"),)))
    return View(
        f"{report.place.name}-costs",
        f"Costs of the proposals in {report.place.title} over the run, million kr ± Monte-Carlo error",
        ("Purpose", *(upper(side.name) for side in report.sides)),
        tuple(groups),
        "Undiscounted, in the prices of the parameters. Rent lost on empty homes stands among the outcomes. "
        "A cost to one payer may be a gain to another: compare the sums.",
    )


def elsewhere(report: PlaceReport) -> View | None:
    """Is the problem moved? Vulnerable households in the estate, elsewhere, and where they are most."""
    wanted = (
        ("Vulnerable in the estate, %", "share_vulnerable", "estate"),
        ("Vulnerable elsewhere in the municipality, %", "share_vulnerable", "elsewhere"),
        ("Vulnerable in the whole municipality, %", "share_vulnerable", "municipality"),
        (
            "Vulnerable in the most burdened other department, %",
            "vulnerable_elsewhere_max_share",
            "elsewhere",
        ),
    )

    def value(side: Side, metric: str, unit: str) -> np.ndarray:
        series = pick(side.series, metric, unit, "all")
        return np.array([100 * _last_year(series, seed) for seed in report.shared_seeds])

    groups = []
    for side in report.sides[1:]:
        rows = [
            compared(words, value(report.base, metric, unit), value(side, metric, unit), 2)
            for words, metric, unit in wanted
            if not pick(report.base.series, metric, unit).empty
        ]
        if rows:
            groups.append((f"{upper(side.name)}, against {report.base.name}", tuple(rows)))
    if not groups:
        return None
    return View(
        f"{report.place.name}-elsewhere",
        f"Is the problem moved? Last twelve months, mean of {runs(report)} ± Monte-Carlo error",
        ("Where", upper(report.base.name), *COMPARED_HEAD),
        tuple(groups),
        "A proposal that lowers the estate's share and raises the others' by as many households has moved "
        "the problem, not solved it. The whole municipality's line tells the two apart.",
        (3,),
    )


def _estate_offers(report: PlaceReport, side: Side) -> pd.DataFrame:
    if side.offers.empty:
        return side.offers
    inside = (side.offers["dwelling"] < report.place.n_estate) & side.offers["seed"].isin(report.shared_seeds)
    return side.offers[inside]


def _allocation(side: Side, words: str, offers: pd.DataFrame, seeds: Sequence[int], kind: str = "") -> Row:
    let = offers[offers["outcome"] == "accepted"]
    lettings = let.groupby("seed").size().reindex(list(seeds), fill_value=0).to_numpy(dtype=float)
    refused = offers[offers["outcome"] == "refused"].groupby("seed").size().reindex(list(seeds), fill_value=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        refusals = np.where(lettings > 0, refused.to_numpy(dtype=float) / lettings, np.nan)
    vulnerable = let.assign(vulnerable=(let["score"] >= VULNERABLE_SCORE) * 100.0)
    return Row(
        words,
        (
            shown(lettings / side.years, 1),
            shown(refusals, 2),
            shown(per_run(let, seeds, "waited_months", "mean"), 0),
            shown(per_run(vulnerable, seeds, "vulnerable", "mean"), 0),
        ),
        kind,
    )


def _never_let(offers: pd.DataFrame) -> tuple[float, float, float]:
    """Households passed over and never let, their vulnerable share, and those that said no instead."""
    let = set(offers.loc[offers["outcome"] == "accepted", "household"])
    last = offers[~offers["household"].isin(let)]
    passed = last[last["outcome"] == "passed over"].drop_duplicates("household", keep="last")
    refused = last.loc[last["outcome"] == "refused", "household"].nunique()
    share = float((passed["score"] >= VULNERABLE_SCORE).mean()) if len(passed) else float("nan")
    return float(len(passed)), share, float(refused)


def _with_unit(words: str, unit: str) -> str:
    """The outcome with its unit, unless its name says it already."""
    said = not unit or all(part in words.lower() for part in unit.lower().split())
    return words if said else f"{words}, {unit}"


def _last_year(series: pd.DataFrame, seed: int) -> float:
    own = series[series["seed"] == seed]
    if own.empty:
        return float("nan")
    return float(own.loc[own["month"] > own["month"].max() - 12, "value"].mean())
