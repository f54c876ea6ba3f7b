"""A cohort's table and a life's story, computed by hand from a small book."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from agents.codes import Education, Found, Gate, LanguageGroup, Stage, Status
from experiments.errors import InputError
from experiments.life_cohorts import Cohort, table, wilson, years_of
from experiments.life_story import Story
from experiments.lives import LifeBook, person_id
from model.lives import LIFE_COLUMNS, Happened

MONTHS = 240
ESTATE = 100
TIES = 2 | 3 << 4 | 1 << 8 | 4 << 20
A, B, C, D, MOTHER = range(5)


def _lives() -> pd.DataFrame:
    columns = {column.name: np.full(5, column.fill, dtype=column.dtype) for column in LIFE_COLUMNS}
    frame = pd.DataFrame({"key": np.array([0xA1, 0xB2, 0xC3, 0xD4, 2**63 + 5], dtype=np.uint64), **columns})
    frame["birth_month"] = [0, 3, 12, 5, -300]
    frame["first_month"] = [0, 3, 12, 100, 0]
    frame["born_here"] = [True, True, True, False, False]
    frame["first_home"] = [1, 2, 3, 4, 1]
    frame["female"] = [True, False, True, False, True]
    frame["mother"] = np.array([2**63 + 5, 0, 0, 0, 0xD4], dtype=np.uint64)
    frame["first_stage"] = [Stage.HOME, Stage.HOME, Stage.HOME, Stage.SCHOOL, Stage.LEFT]
    frame["first_status"] = [Status.CHILD] * 4 + [Status.EMPLOYED]
    frame["now_education"] = [Education.VOCATIONAL, Education.NONE, Education.NONE, Education.BASIC, Education.BASIC]
    return frame


EVENTS = [
    (A, 12, Happened.STAGE, (7 + 1) * 16 + Stage.NURSERY),
    (A, 36, Happened.STAGE, (8 + 1) * 16 + Stage.KINDERGARTEN),
    (A, 36, Happened.LANGUAGE, LanguageGroup.FOCUSED),
    (A, 72, Happened.STAGE, (9 + 1) * 16 + Stage.SCHOOL),
    (A, 72, Happened.PASSED, Gate.SCHOOL_START),
    (A, 72, Happened.TIES, TIES),
    (A, 190, Happened.GRADE, 65),
    (A, 190, Happened.MISSED, Gate.EXAM),
    (A, 191, Happened.STATUS, Status.STUDENT * 16 + Status.CHILD),
    (A, 191, Happened.STAGE, (0 + 0) * 16 + Stage.VOCATIONAL),
    (A, 191, Happened.PASSED, Gate.YOUTH_START),
    (A, 200, Happened.LEFT, 1),
    (A, 214, Happened.PASSED, Gate.YOUTH_DONE),
    (A, 214, Happened.EDUCATION, Education.VOCATIONAL),
    (A, 214, Happened.STAGE, Stage.LEFT),
    (A, 215, Happened.JOB, 0 * 8 + Found.TIE),
    (A, 215, Happened.STATUS, Status.EMPLOYED * 16 + Status.STUDENT),
    (A, 230, Happened.STATUS, Status.UNEMPLOYED * 16 + Status.EMPLOYED),
    (B, 3 + 24, Happened.STAGE, (7 + 1) * 16 + Stage.NURSERY),
    (B, 3 + 37, Happened.STAGE, (8 + 1) * 16 + Stage.KINDERGARTEN),
    (B, 3 + 37, Happened.LANGUAGE, LanguageGroup.GENERAL),
    (B, 50, Happened.MOVED, 150),
    (B, 75, Happened.MISSED, Gate.SCHOOL_START),
    (B, 80, Happened.DIED, 0),
    (C, 40, Happened.MOVED, 5),
    (D, 220, Happened.STATUS, Status.STUDENT * 16 + Status.CHILD),
    (MOTHER, 60, Happened.ALONE, B),
    (MOTHER, 61, Happened.STATUS, Status.OUTSIDE * 16 + Status.EMPLOYED),
]


def _book() -> LifeBook:
    events = pd.DataFrame(EVENTS, columns=["life", "month", "kind", "value"]).sort_values(["month", "life", "kind"])
    names = [("area", 0, "Egeparken"), ("area", 1, "Seden"), ("outside", 1, "Assens"), ("institution", 7, "Bøgely")]
    names += [("institution", 9, "Abildgårdskolen"), ("department", 3, "Afdeling 13")]
    frame = pd.DataFrame(names, columns=["kind", "row", "title"])
    homes = pd.DataFrame({"kind": "dwelling", "row": [1, 2, 3, 4, 5, 150], "title": ["ege-1", "", "", "", "", ""]})
    homes["area"], homes["department"] = [0, 0, 0, 0, 0, 1], [3, 3, 3, 3, 3, -1]
    tables = {"lives": _lives(), "life_events": events, "life_names": pd.concat([frame, homes], ignore_index=True)}
    return LifeBook.of(tables, MONTHS, ESTATE)


def _rows(found: pd.DataFrame, year: int) -> dict[str, tuple[float, float]]:
    own = found[found["birth_year"] == year]
    return {row.measure: (row.n, row.value) for row in own.itertuples()}


def test_the_table_of_those_born_there_as_by_hand() -> None:
    rows = _rows(table([_book()], Cohort(True, None, (2015, 2016)), (18,)), 0)
    assert rows["persons"] == (3, 3)
    assert rows["estate_end"] == (3, pytest.approx(100 / 3)), "C moved within the estate"
    assert rows["outside_end"] == (3, pytest.approx(100 / 3)), "A left"
    assert rows["dead_end"] == (3, pytest.approx(100 / 3)), "B died"
    assert rows["municipality_end"] == (3, 0)
    assert rows["nursery_2"] == (3, pytest.approx(200 / 3))
    assert rows["kindergarten_3"] == (3, pytest.approx(200 / 3))
    assert rows["language_focused"] == (2, 50) and rows["language_general"] == (2, 50)
    assert rows["school_ready"] == (2, 50)
    assert rows["grade"] == (1, 6.5)
    assert rows["exam"] == (1, 0)
    # A is 18 in month 216 and C in month 228; B is dead by then and D was not born here.
    assert rows["youth_started_18"] == (2, 50)
    assert rows["youth_done_18"] == (2, 50)
    assert rows["employed_18"] == (2, 50)
    assert rows["neet_18"] == (2, 50), "C, still a child by its status, is in neither"
    assert rows["outside_18"] == (3, pytest.approx(100 / 3)) and rows["dead_18"] == (3, pytest.approx(100 / 3))


def test_birth_years_stand_apart_and_those_who_only_lived_there_are_another_cohort() -> None:
    found = table([_book()], Cohort(True, None, (2015, 2034)), (18,))
    assert found["birth_year"].unique().tolist() == [2015, 2016, 0]
    assert _rows(found, 2015)["persons"] == (2, 2) and _rows(found, 2016)["persons"] == (1, 1)
    lived = _rows(table([_book()], Cohort(False, None, (2015, 2015)), (18,)), 0)
    assert lived["persons"] == (3, 3), "D too"
    assert lived["nursery_2"] == (2, 100), "D was not known to the record at two"
    assert lived["employed_18"] == (2, 50)


def test_one_run_has_wilsons_interval_and_several_have_the_error_over_runs() -> None:
    cohort = Cohort(True, None, (2015, 2016))
    one = table([_book()], cohort, (18,)).set_index(["birth_year", "measure"]).loc[(0, "dead_end")]
    low, high = wilson(1, 3)
    assert (one["low"], one["high"]) == (pytest.approx(100 * low), pytest.approx(100 * high)) and one["runs"] == 1
    two = table([_book(), _book()], cohort, (18,)).set_index(["birth_year", "measure"]).loc[(0, "dead_end")]
    assert (two["n"], two["runs"], two["error"]) == (3, 2, 0.0)


def test_wilsons_interval_by_its_equation() -> None:
    """Its ends are the shares that lie just 1.96 of their own standard errors from what was seen."""
    low, high = wilson(7, 20)
    for end in (low, high):
        assert abs(7 / 20 - end) / math.sqrt(end * (1 - end) / 20) == pytest.approx(1.959964, abs=1e-5)
    assert wilson(0, 5)[0] == 0.0 and wilson(5, 5)[1] == 1.0
    assert all(math.isnan(end) for end in wilson(0, 0))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("15", "'15' is not a year or a range of years; write 2015 or 2015-2020"),
        ("2015-", "not a year"),
        ("2020-2015", "2020 comes after 2015; write 2015-2020"),
        ("2040", "the run ends in 2034"),
    ],
)
def test_bad_years_are_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        years_of(text, 2034)
    assert years_of("2015-2020", 2034) == (2015, 2020) and years_of(" 2016 ", 2034) == (2016, 2016)


def test_a_story_mentions_what_happened_in_its_order() -> None:
    story = Story(_book(), A)
    told = story.lines()
    assert story.heading == "Person 00000000000000a1: a woman, born 2015-01"
    assert told[0].startswith("2015-01 (0): Is born in Egeparken, at home in Egeparken (department Afdeling 13, ege-1)")
    assert person_id(2**63 + 5) in told[0]
    parts = (
        "2016-01 (1): Begins nursery at Bøgely.",
        "2018-01 (3): Begins kindergarten. The language assessment says: a focused effort is offered.",
        "2021-01 (6): Begins school at Abildgårdskolen. "
        "Passes a gate: starting school without need of a language effort. "
        "Knows then: 2 kin, 3 stairway, 1 school; 4 of them across the estate's border.",
        "Misses a gate: at least 02 in Danish and mathematics. The mean leaving grade is 6.5.",
        "Begins vocational education. Passes a gate: beginning a youth education.",
        "2031-09 (16): Leaves the municipality for Assens.",
        "Has completed a vocational education.",
        "2032-12 (17): Begins a job, found through somebody known.",
        "2034-03 (19): Loses the job and is ready for another.",
        "2034-12 (19): The run ends: she is 19, lives in Assens, unemployed and ready for a job; "
        "education: a vocational education.",
    )
    text, place = "\n".join(told), 0
    for part in parts:
        assert part in text[place:], part
        place += text[place:].index(part)


def test_the_dead_the_parted_and_mothers_are_told() -> None:
    assert Story(_book(), B).lines()[-1] == "2021-09 (6): Dies."
    assert "Moves out of the estate to Seden (dwelling 150)." in "\n".join(Story(_book(), B).lines())
    mother = "\n".join(Story(_book(), MOTHER).lines())
    assert "Parts from 00000000000000b2." in mother
    assert "Stops working: on cash benefit, not ready for a job." in mother
    assert "has a child" not in mother.lower(), "the child was born in the month the record begins"
    assert Story(_book(), MOTHER).as_dict()["children"] == ["00000000000000a1"]
    assert Story(_book(), D).as_dict()["children"] == ["8000000000000005"]


def test_an_id_is_found_as_printed_and_the_nearest_are_named() -> None:
    book = _book()
    assert book.life_of(" 00000000000000B2 ") == B and book.life_of(person_id(2**63 + 5)) == MOTHER
    with pytest.raises(InputError, match=r"nobody of this ID .*nearest: 00000000000000a1.*boligliv lives RUN --ids"):
        book.life_of("00000000000000a0")
    for text in ("granparken", "-1", "1" * 17):
        with pytest.raises(InputError, match="--person"):
            book.life_of(text)
