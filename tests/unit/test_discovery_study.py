"""A swept study with a known truth: read whole, boxes where second chance is better, and a budget measured together."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.discovery.aims import aim, need, shown
from experiments.discovery.boxes import find
from experiments.discovery.budget import Screen, as_file, study_of
from experiments.discovery.futures import Opened, load
from experiments.discovery.told import BETTER, UNCLEAR, WORSE, told
from experiments.discovery.verdicts import verdicts
from experiments.errors import InputError
from experiments.study.form import from_toml
from tests.unit.discovery_fake import (
    BIG,
    BORDER,
    FUTURES,
    KR,
    LESS_TOGETHER,
    NAME,
    SINGLES,
    SMALL,
    VULNERABLE,
    VULNERABLE_BY,
    swept,
    truth,
)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = swept(tmp_path_factory.mktemp("runs"), FUTURES)
    return swept(folder, SINGLES)


def test_futures_are_read_as_they_were_made(root):
    found = load(root, [NAME], study="futures")
    assert found.alternatives == ("base", "second_chance", "cooperative_letting")
    assert (found.year, found.seeds, len(found.table), found.left_out) == (2, (1, 2, 3), 48, 0)
    assert [one.name for one in found.dimensions] == ["behaviour", "choice.avoidance", "moving.almene", "name.label"]
    effect = (found.of("second_chance", NAME) - found.of("base", NAME)).mean(axis=1)
    good = (found.table["behaviour"] == "avoidance") & (found.table["choice.avoidance"] > BORDER)
    assert effect == pytest.approx(np.where(good, BIG, -BIG), abs=0.002)


def test_futures_without_all_runs_are_left_out(tmp_path):
    def some(asked):
        values = truth(asked)
        if asked.seed == 2 and asked.policy_names and dict(asked.parameters)["choice.avoidance"] < 1.0:
            values.pop(NAME)
        return values

    folder = swept(tmp_path, FUTURES, some)
    found = load(folder, [NAME])
    assert found.seeds == (1, 2, 3) and found.left_out > 0 and len(found.table) + found.left_out == 48
    assert not np.isnan(found.values[NAME]).any() and (found.table["choice.avoidance"] >= 1.0).all()


def test_the_known_box_of_assumptions_is_found(root):
    found = load(root, [NAME], study="futures")
    classes = told(found.of("second_chance", NAME) - found.of("base", NAME), better=1)
    assert set(classes.classes) == {BETTER, WORSE}
    table = found.table[[one.name for one in found.dimensions]]
    better = find(table, classes.of(BETTER), halves=4).boxes
    limits = {one.name: one for one in better[0].step.limits}
    assert set(limits) == {"behaviour", "choice.avoidance"}
    assert limits["behaviour"].members == ("avoidance",)
    assert limits["choice.avoidance"].low == pytest.approx(BORDER, abs=0.25)
    assert better[0].step.density == 1.0 and better[0].step.coverage >= 0.9


def test_the_verdict_over_behaviours_is_the_constructed_one(root):
    """Second chance is better or worse by the future under avoidance, and worse in every one without it."""
    found = load(root, [NAME], study="futures")
    by_name = {one.alternative: one for one in verdicts(found, [aim(NAME, [NAME])], "base")}
    assert by_name["cooperative_letting"].text == "holds under all (avoidance, none): better"
    assert by_name["cooperative_letting"].under[0].pair.mean == pytest.approx(SMALL, abs=0.001)
    assert by_name["second_chance"].text == "turns round under none: worse there, better under avoidance"
    assert by_name["second_chance"].under[1].points[WORSE] == 24


def test_a_budget_chooses_the_known_set_and_the_written_study_measures_it(root, tmp_path):
    """Under 7.5 million kr second chance and cooperative letting (6.5 points for 7) beat epicenter (6 for 6)."""
    screen = Screen(Opened(root, "singles"), [aim(VULNERABLE, [VULNERABLE])], "all")
    (chosen,) = screen.best(7.5e6, redrawn=40)
    assert chosen.members == ("second_chance", "cooperative_letting") and chosen.together is None
    assert chosen.cost.mean == pytest.approx(KR["second_chance"] + KR["cooperative_letting"])
    added = VULNERABLE_BY["second_chance"] + VULNERABLE_BY["cooperative_letting"]
    assert chosen.effects[0].mean == pytest.approx(added, abs=0.002) and chosen.again > 0.9
    assert screen.best(6.5e6, redrawn=1)[0].members == ("epicenter",)
    dear = [(members, cost.mean) for members, cost, _ in screen.front(screen.aims[0])]
    assert dear[0] == ((), 0.0) and (chosen.members, chosen.cost.mean) in dear

    asked = study_of(screen.opened.study, "vaerebro", [chosen], "7.5 million kr")
    assert asked is not None
    written = from_toml(as_file(asked))
    assert written == asked and not set(written.seeds) & set(screen.futures.seeds)
    assert written.alternatives == ("base", "second_chance", "cooperative_letting", "second_chance+cooperative_letting")
    swept(root, as_file(asked))
    both = Screen(Opened(root, "singles"), screen.aims, "all").best(7.5e6, redrawn=1)[0].together
    assert both is not None and both.added is not None and both.interaction is not None
    assert both.effects[0].mean == pytest.approx(added - LESS_TOGETHER, abs=0.002)
    assert both.added[0].mean == pytest.approx(added, abs=0.002)
    assert both.interaction[0].low < -LESS_TOGETHER < both.interaction[0].high
    assert both.interaction[0].verdict == "distinguishable"


def test_a_payer_without_a_line_pays_nothing(root):
    screen = Screen(Opened(root, "singles"), [aim(VULNERABLE, [VULNERABLE])], "municipality")
    assert {one.policy: one.cost.mean for one in screen.singles()} == {name: kr / 2 for name, kr in KR.items()}


def test_numbers_of_other_policies_do_not_go_into_the_study_of_sets(root, tmp_path):
    text = SINGLES.replace("singles", "varied") + (
        '[levers]\n"epicenter.dose" = "range"\n[fixed]\n"second_chance.start_up" = 0\n'
        '[design]\nkind = "grid"\nlevels = 2\n'
    )
    screen = Screen(Opened(swept(tmp_path, text), "varied"), [aim(VULNERABLE, [VULNERABLE])], "all")
    asked = study_of(screen.opened.study, "vaerebro", screen.best(7.5e6, redrawn=1), "x")
    assert asked is not None and asked.levers == () and asked.design is None
    assert dict(asked.fixed) == {"second_chance.start_up": 0.0}
    assert from_toml(as_file(asked)) == asked


def test_outcomes_and_thresholds_are_read():
    known = [NAME, "outside_work|estate|all", "births|municipality|all", "present_cost_kr|a|public"]
    one = aim("outside_work|estate", known)
    assert (one.better, one.unit, shown(0.123, one)) == (-1, "%", "12.30 %")
    assert aim("births|municipality|all:more", known).better == 1
    assert need("outside_work|estate < 30 %", known).limit == pytest.approx(0.3)
    assert need("outside_work|estate < 0.3", known).limit == pytest.approx(0.3)
    assert need("reputation|estate > base", known).limit is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "reputatoin|estate|all",
            "outcome 'reputatoin|estate|all' is in no run of the study (did you mean 'reputation",
        ),
        ("births|municipality|all", "say whether more or less of it is better, 'births|municipality|all:more'"),
        ("reputation|estate|all:higher", "'higher' is not a wish; allowed: more, less"),
    ],
)
def test_an_outcome_that_cannot_be_judged_by_is_told(text, message):
    with pytest.raises(InputError) as error:
        aim(text, [NAME, "births|municipality|all"])
    assert message in str(error.value)


def test_a_point_that_luck_hides_is_a_class_of_its_own(tmp_path):
    """With luck two hundred times as large no effect of 0.05 shows on three seeds."""
    folder = swept(
        tmp_path, FUTURES, lambda asked: truth(asked, chance=200.0 if "second_chance" in asked.policy_names else 1)
    )
    found = load(folder, [NAME])
    classes = told(found.of("second_chance", NAME) - found.of("base", NAME), better=1)
    assert classes.count()[UNCLEAR] >= 40
