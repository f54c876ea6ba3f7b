"""The verdict over rival behaviours in the report of a study, on made-up runs with a known truth."""

from __future__ import annotations

import pytest

from experiments.study_report.data import read
from experiments.study_report.page import compose
from experiments.study_report.rivals import rivals
from tests.unit.discovery_fake import FUTURES, SINGLES, swept, truth

SMALL = FUTURES.replace("samples = 24", "samples = 6")


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return read(swept(tmp_path_factory.mktemp("runs"), SMALL))[0]


def test_the_known_verdicts_stand_in_the_table(found):
    table = rivals(found, "study-0")
    assert table is not None
    assert table.head == ("Outcome", "Under avoidance", "Under none", "Verdict")
    rows = {label: row for label, (row,) in table.groups}
    row = rows["Cooperative letting against base"]
    assert row.cells[-1] == "holds under all (avoidance, none): better"
    assert row.cells[0].endswith(": better") and row.header == "Reputation of the estate (0-1), more is better"
    assert rows["Second chance against base"].cells[1].endswith(": worse")


def test_the_page_has_it(found, tmp_path):
    html, _ = compose([found], tmp_path)
    assert "rival accounts of why people move" in html and "holds under all (avoidance, none): better" in html


def test_seeds_that_are_not_whole_are_left_out_and_one_seed_tells_nothing(tmp_path):
    def some(asked):
        return truth(asked) if asked.seed == 1 or asked.behaviour == "avoidance" else {}

    assert rivals(read(swept(tmp_path, SMALL, some))[0], "a") is None


def test_a_study_with_one_behaviour_has_no_such_table(tmp_path):
    assert rivals(read(swept(tmp_path, SINGLES))[0], "a") is None
