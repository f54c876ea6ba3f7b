"""What a room predicts and what sets of proposals are judged by: outcomes of a run, each with its scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from experiments.outcomes import OUTCOMES, Outcome
from model.policies.policy import Text

Values = Mapping[str, float]
"""What a room keeps of one run, by key of a matter, and lettings by rule."""

SPENT, PURSE = "spent", "purse"
MOST_ASKED = 6
KR = 1e-6
"""Million kr in one krone."""
NOTHING = Text("", "")
PERCENT_POINTS = Text("percentage points", "procentpoint")


@dataclass(frozen=True)
class Matter:
    """An outcome as teams meet it.

    `better` is 1 when more is better, -1 when less is, 0 when it is told and nobody wins by it. `reach` is the largest
    change that can be predicted, `step` the slider's; `unit` is what a change is told in, `level` what a value is.
    """

    key: str
    title: Text
    unit: Text
    better: int
    reach: float
    step: float
    digits: int = 1
    level: Text = NOTHING
    note: Text = NOTHING


def _read(key: str) -> Outcome:
    return next(one for one in OUTCOMES if one.key == key)


def _of(key: str, unit: Text, better: int, reach: float, step: float, note: Text | None = None) -> Matter:
    outcome = _read(key)
    title = Text(outcome.title, outcome.title_da)
    level = Text("%", "%") if outcome.measure == "%" else unit
    return Matter(key, title, unit, better, reach, step, outcome.digits, level, note or NOTHING)


@lru_cache(maxsize=1)
def by_key() -> Mapping[str, Matter]:
    """All that can be predicted, in the order in which it is offered."""
    points = PERCENT_POINTS
    found = (
        _of("share_vulnerable", points, 0, 20.0, 0.5, Text(
            "It also falls when people leave: their lives need not be better for it.",
            "Den falder også, når folk flytter: deres liv er ikke nødvendigvis bedre af den grund.",
        )),
        _of("in_movers_vulnerable", points, 0, 20.0, 0.5),
        _of("turnover", Text("moves per 100 homes a year", "flytninger pr. 100 boliger om året"), 0, 6.0, 0.2),
        _of("vacancy_days", Text("days", "dage"), -1, 30.0, 1.0),
        _of("refusals", Text("refusals per letting", "afslag pr. udlejning"), 0, 2.0, 0.05),
        _of("reputation", Text("on the scale 0-1", "på skalaen 0-1"), 1, 0.2, 0.005),
        _of("outside_work_persons", points, -1, 10.0, 0.25),
        _of("leaving_grade_persons", Text("grade points", "karakterpoint"), 1, 1.0, 0.02),
        _of("special_language_effort_persons", points, -1, 10.0, 0.25),
        _of("vulnerable_elsewhere_max", points, -1, 10.0, 0.25, Text(
            "What is moved to somebody else is not solved.", "Hvad der flyttes til andre, er ikke løst.",
        )),
        _of("assigned_waiting", Text("households", "husstande"), -1, 50.0, 1.0),
    )  # fmt: skip
    return {one.key: one for one in found}


FIRST_ASKED = ("share_vulnerable", "turnover", "reputation", "outside_work_persons", "vulnerable_elsewhere_max")
"""What is predicted unless the facilitator wants otherwise."""

MILLIONS = Text("million kr", "mio. kr.")
MONEY = (
    Matter(
        PURSE,
        Text(
            "Gain to state and municipality, programmes paid, until the last year",
            "Gevinst for stat og kommune, når indsatserne er betalt, til og med sidste år",
        ),
        MILLIONS,
        1,
        0.0,
        1.0,
        note=Text(
            "Gains after the last year are not counted.",
            "Gevinster efter det sidste år er ikke regnet med.",
        ),
    ),
    Matter(
        SPENT,
        Text("Spent on the proposals in the runs, by all who pay", "Brugt på forslagene i kørslerne, af alle betalere"),
        MILLIONS,
        0,
        0.0,
        1.0,
    ),
)
JUDGED = (
    "share_vulnerable", "outside_work_persons", "leaving_grade_persons", "special_language_effort_persons",
    "reputation", "vulnerable_elsewhere_max", "assigned_waiting",
)  # fmt: skip


def judged() -> tuple[Matter, ...]:
    """What sets of proposals are compared by: the place, its people, the neighbours, those waiting, the purse."""
    return (*(by_key()[key] for key in JUDGED), *MONEY)
