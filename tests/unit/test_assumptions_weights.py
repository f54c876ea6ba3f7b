"""How much of the measured influence rests on what: answers worked out by hand."""

from __future__ import annotations

import pytest

from agents.core.parameter import GRADES, Parameter
from experiments.assumptions import used, weights
from experiments.assumptions.page import grade_rows, rows
from experiments.influence import Influence
from model.parameters import registry


def measured(number: str, outcome: str, influence: float, width: float = 0.0, luck: float = 0.0) -> Influence:
    return Influence(
        number, outcome, influence, influence - width, influence + width, "", luck, 1, 1, influence > luck, "vaerebro",
        "2015", "avoidance", "base", "", "morris", 36, 10, "2026-01-01", "v", "s",
    )  # fmt: skip


def number(name: str, grade: str) -> Parameter:
    return Parameter(name, 0.5, 0.0, 1.0, "share", "judgement", grade, "a number")


KNOWN = {one.name: one for one in (number("a", "judgement"), number("b", "law"), number("c", "judgement"))}


def test_shares_are_parts_of_each_outcome_beyond_luck_averaged_over_outcomes():
    # Outcome x: a has 3 and b 1 beyond luck of 1, so 3/4 and 1/4; outcome y, in other units: 0 and all.
    found = {
        "a": [measured("a", "x", 4.0, luck=1.0), measured("a", "y", 10.0, luck=20.0)],
        "b": [measured("b", "x", 2.0, luck=1.0), measured("b", "y", 500.0)],
    }
    assert weights.parts(found) == pytest.approx({"a": 0.375, "b": 0.625})
    told = {one.grade: one for one in weights.by_grade(KNOWN, found)}
    assert tuple(told) == GRADES
    judged = told["judgement"]
    assert (judged.numbers, judged.measured, judged.matter) == (2, 1, 1)
    assert judged.part == pytest.approx(2 / 3) and judged.influence == pytest.approx(0.375)
    assert told["law"].influence == pytest.approx(0.625) and told["trial"].influence == 0.0


def test_the_range_is_that_of_intervals_at_their_worst_and_best_ends():
    found = {"a": [measured("a", "x", 4.0, width=1.0)], "b": [measured("b", "x", 4.0, width=2.0)]}
    judged = next(one for one in weights.by_grade(KNOWN, found) if one.grade == "judgement")
    assert (judged.low, judged.influence, judged.high) == pytest.approx((3 / 9, 0.5, 5 / 7))


def test_nothing_measured_or_nothing_beyond_luck_shares_out_nothing():
    silent = {"a": [measured("a", "x", 1.0, luck=2.0)]}
    assert weights.parts(silent) == {"a": 0.0}
    assert all(one.influence == one.low == one.high == 0.0 for one in weights.by_grade(KNOWN, {}))
    assert weights.caveat(KNOWN, {}) == "Influence was measured for none of 3 numbers."
    assert "1 of 3 numbers" in weights.caveat(KNOWN, silent) and "andre 2 tal" in weights.caveat(KNOWN, silent, 1)


def test_the_programs_own_shares_add_up():
    found = weights.by_grade(registry(), weights_of_the_store())
    assert sum(one.numbers for one in found) == len(registry())
    assert sum(one.influence for one in found) == pytest.approx(1.0)
    assert all(one.low <= one.influence <= one.high for one in found)
    assert grade_rows()[-1]["numbers"] == str(len(registry()))


def weights_of_the_store() -> dict[str, list[Influence]]:
    from experiments import influence

    return influence.read()


def test_numbers_stand_where_they_are_declared_and_read():
    assert used.declared().keys() == registry().keys()
    assert used.declared()["second_chance.share"] == "policies.second_chance"
    assert "mechanisms.ties.stairway" in used.readers()["name.ordinary_order"]
    assert "offers" in used.readers()["second_chance.uptake"] and "offers" not in used.readers()["second_chance.share"]
    # The same words name a lever, a draw, or a number of the file itself.
    assert used.readers()["businesses.near"] == () and used.readers()["choice.name"] == ()


def test_a_file_reads_whole_names_and_names_filled_in_with_words_it_knows():
    known = dict.fromkeys(("a.b", "a.c", "a.lever", "p.dose", "q.dose"))
    text = "NAME = 'p'\nKEYS = ('c',)\nworld.p(f'{NAME}.dose')\nlevers.base('a.lever', 1)\nvalues[f'a.{KEYS[0]}']"
    assert used.names_read(text, known) == {"a.c", "p.dose"}
    assert used.names_read("world.p(f'{name}.{what}'); 'dose'", known, ["q"]) == {"q.dose"}


def test_rows_go_by_influence_then_mechanisms_then_proposals():
    told = rows()
    parts = [row["influence_part"] or 0.0 for row in told]
    assert parts == sorted(parts, reverse=True) and parts[0] > 0.0
    places = [row["declared_in"] for row in told if not row["influence"]]
    assert places == sorted(places, key=lambda place: (place.startswith("policies."), place))
