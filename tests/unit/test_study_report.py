"""The report of a study: known effects, levels and maps of a stand-in, through the real store and the real page."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from experiments.cli import run
from experiments.errors import InputError
from experiments.study.form import from_dict
from experiments.study.points import points
from experiments.study.store import RunStore
from experiments.study.sweep import plan, sweep
from experiments.study.where import Processes
from experiments.study_report import page
from experiments.study_report.data import read
from experiments.study_report.influence import measured
from experiments.study_report.main_effects import BY_POINT, BY_SEED, main_effects, pairs, saved_in_words
from experiments.study_report.outcomes import described, with_unit
from experiments.study_report.partial import along, share_explained
from experiments.study_report.probability_maps import by_seed, rises
from tests.unit.study_report_fake import BROKEN, GAIN, MAPPED

OUTCOMES = ["reputation|estate|all", "share_vulnerable|estate|all"]
LHS = {
    "name": "a hypercube",
    "alternatives": ["base", "second_chance"],
    "months": 24,
    "years": [1, 2],
    "replications": 7,
    "maps": ["share_vulnerable"],
    "outcomes": OUTCOMES,
    "levers": {"second_chance.share": "range"},
    "uncertainties": {"choice.avoidance": "range"},
    "fixed": {"second_chance.start_up": 6},
    "design": {"kind": "lhs", "samples": 12},
}
GRID = {
    "name": "a grid <b>",
    "alternatives": ["base", "second_chance"],
    "behaviours": ["avoidance", "none"],
    "months": 12,
    "replications": 3,
    "outcomes": OUTCOMES,
    "uncertainties": {"choice.avoidance": "range"},
    "design": {"kind": "grid", "levels": 3},
}


def swept(root, data, model=MAPPED):
    study, store = from_dict(data), RunStore(root)
    sweep(plan(study, points(study), store), store, Processes(1), model=model)
    return study


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Two studies in one folder, the runs with second chance on seed 2 of the first failed."""
    root = tmp_path_factory.mktemp("report") / "runs"
    swept(root, LHS, BROKEN)
    swept(root, GRID)
    return root


def test_main_effects_are_those_of_the_stand_in(store):
    """Known: every policy lifts the name by 0.05 on every seed; a tenth of 0.05 is each run's own luck."""
    (found,) = read(store, "a hypercube")
    effects = {(one.outcome.key, one.year): one for one in main_effects(found)}
    name = effects["reputation|estate|all", 2]
    assert name.pair.mean == pytest.approx(GAIN, abs=0.002) and name.pair.verdict == "distinguishable"
    # Seed 2 failed with the policy, so six of seven are whole.
    assert (name.pair.n, name.by) == (6, BY_SEED)
    assert name.saved.ratio > 5
    assert (found.asked, len(found.runs), len(found.failures), found.missing) == (168, 156, 12, 0)


def test_what_pairing_saves_is_said_in_a_line(store):
    (found,) = read(store, "a hypercube")
    assert re.search(
        r"^Reputation of the estate \(0-1\) (> 1,000|\d+) \[.*; Vulnerable households", saved_in_words(found)
    )


def test_a_seed_counts_when_it_is_whole_and_points_do_where_none_is():
    before = np.array([[1.0, 2.0, 3.0], [3.0, 4.0, np.nan]])
    sides = pairs(before, before + 1)
    assert sides[2] == BY_SEED and sides[0].tolist() == [2.0, 3.0] and sides[1].tolist() == [3.0, 4.0]
    one_seed = pairs(before[:, :1], before[:, :1] + 1)
    assert one_seed[2] == BY_POINT and one_seed[0].tolist() == [1.0, 3.0]


def test_levels_of_a_grid_are_its_means():
    number = np.array([0.0, 0.0, 1.0, 1.0])
    response = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 5.0], [7.0, 7.0]])
    found = along(number, response)
    assert not found.binned and found.at.tolist() == [0.0, 1.0]
    # Means of a seed over the two points at a level: 2 and 3, then 6 and 6.
    assert found.mean.tolist() == [2.5, 6.0] and found.low[1] == found.high[1] == 6.0
    assert along(np.zeros(4), response) is None


def test_bins_follow_a_line_and_tell_which_number_makes_it():
    number, other = np.linspace(0, 1, 40), (0.618 * np.arange(40)) % 1.0
    response = (2.0 * number)[:, None] + np.zeros((40, 2))
    found = along(number, response)
    assert found.binned and np.allclose(found.mean, 2.0 * found.at)
    assert share_explained(number, response) > 0.9 > 0.2 > share_explained(other, response)


@pytest.mark.parametrize(
    ("before", "after", "share", "sure"),
    [([0.5] * 6, [0.6] * 6, 1.0, True), ([0.5] * 5, [0.6] * 5, 1.0, False), ([0.5] * 8, [0.5] * 8, 0.5, False),
     ([1, 1, 1, 1], [2, 2, 1, 0], 0.625, False)],
)  # fmt: skip
def test_how_often_a_cell_rises(before, after, share, sure):
    """Six of six is 3 % by a sign test, five of five 6 %; a tie counts half."""
    found = rises(np.array(before, dtype=float), np.array(after, dtype=float))
    assert (found.share, found.sure, found.pairs) == (share, sure, len(before))


def test_a_cell_is_paired_by_seed_over_the_points_where_somebody_lives():
    """By hand: on the first seed only the first point counts; with one seed the points are the pairs."""
    nan = np.nan
    before, after = np.array([[1.0, 2.0, nan], [nan, 4.0, nan]]), np.array([[2.0, 3.0, 1.0], [9.0, 5.0, 1.0]])
    assert [side.tolist() for side in by_seed(before, after)] == [[1.0, 3.0], [2.0, 4.0]]
    assert [side.tolist() for side in by_seed(before[:, 1:2], after[:, 1:2])] == [[2.0, 4.0], [3.0, 5.0]]


def test_the_page_tells_everything(store, tmp_path):
    written = page.write(store, tmp_path / "r.html")
    html = written.page.read_text()
    text = re.sub(r"<[^>]+>|\s+", " ", re.sub(r"data:image/png;base64,[^\"]+", "", html))
    hashes = {one.record["study"] for one in read(store)}
    assert all(one in text for one in hashes) and "156 of 168 runs are finished, 12 failed" in " ".join(text.split())
    assert "nobody is left &lt;here&gt;" in html and "A grid &lt;b&gt;" in html and "<b>" not in html
    assert "behaviour none" in text and "Runs saved by pairing" in text
    assert "Levers: varied, and a matter of choice" in text and "Held at another value than the default" in text
    # Curves of two outcomes for each of three grounds, and one map; nothing is fetched from elsewhere.
    assert html.count("data:image/png;base64") == 2 + 4 + 1
    assert not re.search(r"(src|href)=\"(?!data:|#)", html)
    assert list(tmp_path.iterdir()) == [written.page]
    assert {row["alternative"] for rows in written.effects.values() for row in rows} == {"second_chance"}


def test_maps_show_where(store):
    """In the west half fewer households are vulnerable with the policy, always."""
    (found,) = read(store, "a hypercube")
    from experiments.study_report.probability_maps import pictures

    (picture,) = pictures(found, "x")
    assert "where the share of vulnerable households rises" in picture.alt
    beyond = re.search(r"beyond chance in (\d+)", picture.alt)
    assert beyond and int(beyond[1]) >= 15


def test_the_command_recognises_the_folder(store, tmp_path, capsys):
    out = tmp_path / "page.html"
    assert run(["report", str(store), "-o", str(out), "--study", "a grid <b>", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["report"] == str(out) and list(told["effects"]) == ["a grid <b>"] and out.is_file()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--study", "a hypercub"], "--study a hypercub: not in {root} (did you mean 'a hypercube'?); it holds: "),
        (["-o", "page.txt"], "--output page.txt: the report is a page; give a name that ends with .html"),
        (["--picture", "x.png"], "--picture x.png: {root} holds studies, whose pictures are in their page"),
        (["-o", "/proc/no/page.html"], "/proc/no/page.html: cannot write there"),
    ],
)
def test_what_is_wrong_is_one_line(store, capsys, words, message):
    assert run(["report", str(store), *words]) == 2
    said = capsys.readouterr().err
    assert message.format(root=store) in said and said.count("\n") == 1


def test_a_study_that_has_hardly_begun_is_told_without_numbers(tmp_path):
    """No run at all: the page says so and has no table of effects."""
    root = tmp_path / "runs"
    swept(
        root,
        {"name": "all fail", "alternatives": ["second_chance"], "months": 12, "replications": 1, "seed": 2},
        BROKEN,
    )
    html = page.write(root, tmp_path / "r.html").page.read_text()
    assert "0 of 1 runs are finished, 1 failed" in html and "None of the outcomes asked for" in html
    with pytest.raises(InputError, match="holds no runs of studies"):
        read(tmp_path / "none")


def test_what_a_screening_measures_stands_in_the_table(tmp_path):
    """Known: the name follows choice.avoidance and not moving.almene."""
    root, ranges = tmp_path / "runs", {"choice.avoidance": "range", "moving.almene": "range"}
    swept(root, {
        "name": "screening", "months": 12, "replications": 3, "outcomes": OUTCOMES[:1], "uncertainties": ranges,
        "design": {"kind": "morris", "samples": 10},
    })  # fmt: skip
    (found,) = read(root)
    words = measured(found)
    assert words["choice.avoidance"].startswith("here: 1 of 1")
    assert words["moving.almene"].startswith("here: 0 of 1")


def test_outcomes_nobody_has_named_are_told_by_their_own_name():
    assert with_unit(described("turnover|municipality|all")) == "Moves out: the municipality (per 100 homes a year)"
    assert described("mean_income|estate|all").title.en == "Mean disposable income: the estate"
