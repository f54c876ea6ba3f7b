"""The closed ledger of flows: who came, who left, to where; and whether it adds up."""

from __future__ import annotations

import numpy as np
import pandas as pd

from agents.core.calendar import year
from experiments import statistics
from experiments.report_data import PlaceReport, Side, per_run, pick
from experiments.report_numbers import signed_with_error, with_error
from experiments.report_view import Row, View, runs
from experiments.report_words import upper

PLACE_WORDS = {
    "elsewhere": "Elsewhere in the municipality",
    "rest of Denmark": "Rest of Denmark",
    "abroad": "Abroad",
    "born": "Born in the estate",
    "died": "Died",
    "formed": "Households formed or dissolved",
}
MOST_PLACES = 6
"""Neighbouring municipalities named one by one; the rest is summed."""


def ledger(report: PlaceReport) -> View | None:
    """Persons and vulnerable households in and out of the estate a year, by place, with the balance."""
    kept = [side.flows[side.flows["seed"].isin(report.shared_seeds)] for side in report.sides]
    places = _places(pd.concat(kept))
    groups = [
        (upper(side.name), _side(report, side, flows, places))
        for side, flows in zip(report.sides, kept, strict=True)
        if len(flows)
    ]
    if not groups:
        return None
    return View(
        f"{report.place.name}-flows",
        f"The ledger of {report.place.title}: persons and vulnerable households a year, mean of "
        f"{runs(report)} "
        "± Monte-Carlo error",
        (
            "Place",
            "Persons in",
            "Persons out",
            "Net",
            "Vulnerable households in",
            "Vulnerable households out",
        ),
        tuple(groups),
        "Everybody who lived in the estate is followed wherever they live; nothing is scored by "
        "people leaving. Moves inside the estate are left out. Vulnerable: three or more of the "
        "five conditions." + _balance(report),
    )


def _places(flows: pd.DataFrame) -> list[tuple[str, list[str]]]:
    """The lines of the ledger, the same for all scenarios: near, the busiest towns, the rest, far."""
    entering, leaving = _crossing(flows)
    traffic = entering.groupby("origin_place")["persons"].sum()
    traffic = traffic.add(leaving.groupby("destination_place")["persons"].sum(), fill_value=0)
    busy = [str(place) for place in traffic.sort_values(ascending=False, kind="stable").index]
    towns = [place for place in busy if place not in PLACE_WORDS]
    rest = [(f"{len(towns) - MOST_PLACES} other municipalities", towns[MOST_PLACES:])]
    near = [(words, [place]) for place, words in PLACE_WORDS.items() if place in busy]
    named = [(town, [town]) for town in towns[:MOST_PLACES]]
    return [*near[:1], *named, *(rest if len(towns) > MOST_PLACES else []), *near[1:]]


def _crossing(flows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Flows into the estate and out of it; moves inside are left out."""
    to_estate, from_estate = flows["destination_place"] == "estate", flows["origin_place"] == "estate"
    return flows[to_estate & ~from_estate], flows[from_estate & ~to_estate]


def _side(report: PlaceReport, side: Side, flows: pd.DataFrame, places: list[tuple[str, list[str]]]) -> tuple[Row, ...]:
    entering, leaving = _crossing(flows)
    rows = [
        _row(
            words,
            report,
            side,
            entering[entering["origin_place"].isin(members)],
            leaving[leaving["destination_place"].isin(members)],
        )
        for words, members in places
    ]
    return (*rows, _row("All", report, side, entering, leaving, "sum"))


def residual(report: PlaceReport) -> float | None:
    """Largest gap in any run between residents counted and the ledger's sum, from the first December on."""
    gaps = []
    for side in report.sides:
        counted = pick(side.series, "persons", "estate", "all")
        counted = counted[counted["month"] % 12 == 11]
        if counted["month"].nunique() < 2:
            return None
        first, last = counted["month"].min(), counted["month"].max()
        by_month = counted.pivot_table(index="seed", columns="month", values="value")
        later = side.flows[side.flows["year"] > year(int(first))]
        came, left = (part.groupby("seed")["persons"].sum() for part in _crossing(later))
        booked = came.reindex(by_month.index, fill_value=0) - left.reindex(by_month.index, fill_value=0)
        gaps.append(float((by_month[last] - by_month[first] - booked).abs().max()))
    return max(gaps)


def _balance(report: PlaceReport) -> str:
    gap = residual(report)
    if gap is None:
        return ""
    if gap == 0:
        return " The ledger closes: after the first year it is exactly the change in residents, in every run."
    return f" The ledger and the count of residents differ by up to {gap:.0f} persons."


def _row(
    words: str, report: PlaceReport, side: Side, entering: pd.DataFrame, leaving: pd.DataFrame, kind: str = ""
) -> Row:
    def yearly(frame: pd.DataFrame, column: str) -> np.ndarray:
        return per_run(frame, report.shared_seeds, column) / side.years

    came, left = yearly(entering, "persons"), yearly(leaving, "persons")
    net = statistics.estimate(came - left)
    households = [yearly(frame[frame["group"] == "vulnerable"], "households") for frame in (entering, leaving)]
    shown = [statistics.estimate(values) for values in (came, left, *households)]
    cells = [with_error(found.mean, found.standard_error, 1) for found in shown]
    cells.insert(2, signed_with_error(net.mean, net.standard_error, 1))
    return Row(words, tuple(cells), kind)
