"""Claim 6: the early years decide; children differ by home at two already."""

import numpy as np
import pandas as pd

from experiments.validation.form import BASE, Measured, Part, Pattern, Runs, base
from experiments.validation.measure import rises
from model.policies.policy import Text

FRAGILE = 0.4


def gap(people: pd.DataFrame, low: int, high: int) -> float:
    """Skill of children of other homes less that of strained homes, at these ages, over the last four years."""
    mine = people[people["age"].between(low, high) & (people["year"] > people["year"].max() - 4)]
    fragile = mine["strain"] >= FRAGILE
    return float(mine.loc[~fragile, "skill"].mean() - mine.loc[fragile, "skill"].mean())


def measure(runs: Runs) -> Measured:
    """The gap at two, and how much of that at 13-15 is there at six."""
    tables = [run.table("people") for run in runs[BASE]]
    at_six = np.array([gap(one, 6, 6) for one in tables])
    return {
        "at_two": np.array([gap(one, 2, 2) for one in tables]),
        "by_six": at_six / np.array([gap(one, 13, 15) for one in tables]),
    }


PATTERN = Pattern(
    name="early_years",
    title=Text("The early years decide", "De tidlige år afgør"),
    claim=Text(
        "Differences between children show at two, and the years before school decide what they can later.",
        "Forskelle mellem børn ses som toårig, og årene før skolen afgør, hvad de siden kan.",
    ),
    source="catalogue2015",
    grade="catalogue",
    kind="claim",
    needs=(base(),),
    parts={
        "at_two": rises("skill at two, others less strained homes", "toåriges færdigheder, andre hjem minus belastede",
                        "SD", 3),
        "by_six": Part(
            Text("gap at six over the gap at 13-15", "forskel som seksårig over 13-15-årig"), 0.5, float("inf"),
            "ratio", "'decide' is read as at least half", 2,
        ),
    },
    measure=measure,
    use="parameter",
    claim_number=6,
)  # fmt: skip
