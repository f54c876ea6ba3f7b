"""The story: what its chapters ask is askable, and an answer stands only for the runs of its own chapter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboards import link
from dashboards.replications.ensemble import Progress
from dashboards.replications.summary import Row, Summary
from dashboards.state import Choices
from dashboards.story.answers import HIGHER, LOWER, NOTHING, SAME, Answer, asks, measured, opened
from dashboards.story.chapters import CHAPTERS, LAST, PAIRS
from dashboards.story.words import SAY
from dashboards.workshop.matters import by_key
from experiments.outcomes import OUTCOMES
from experiments.scenario_file import from_dict
from experiments.statistics import estimate, paired_difference

OUTCOME = {one.key: one for one in OUTCOMES}


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda one: one.title[0])
def test_a_chapter_asks_what_the_model_can_be_asked_and_what_a_workshop_may_predict(chapter):
    a, b = asks(Choices(place="vollsmose"), chapter)
    for scenario in (a, b):
        assert from_dict(scenario.as_dict()).scenario == scenario
    assert a != b and replace(a, policies=(), behaviour="") == replace(b, policies=(), behaviour="")
    assert chapter.outcome in by_key() and not OUTCOME[chapter.outcome].official


def test_one_thing_is_different_in_each_chapter_and_rules_come_without_wishes_first():
    behaviours = [(one.a.behaviour, one.b.behaviour) for one in CHAPTERS]
    assert behaviours[0] == ("null", "none") and behaviours[1] == ("none", "avoidance")
    for chapter in CHAPTERS:
        changed = [chapter.a.behaviour != chapter.b.behaviour, chapter.a.policies != chapter.b.policies]
        assert sum(changed) == 1


def test_every_text_is_in_both_languages():
    pairs = [*SAY.values()]
    for one in CHAPTERS:
        pairs += [one.title, *one.tells, *one.names, one.asks, one.means]
    for english, danish in pairs:
        assert english and danish
        assert english.count("{}") == danish.count("{}")


def test_opening_a_chapter_asks_its_two_scenarios_and_a_link_shows_the_same_page():
    plain = Choices(place="vollsmose", seed=7)
    for number in range(LAST + 1):
        choices = opened(replace(plain, view="story"), number)
        assert link.read(link.write(choices)).choices == choices
        if 1 <= number < LAST:
            assert (choices.scenario(), choices.other()) == asks(plain, CHAPTERS[number - 1])
        else:
            assert choices.a == plain.a and choices.b is None
    for wrong in ("-1", str(LAST + 1), "two", ""):
        found = link.read(f"form=2&view=story&chapter={wrong}")
        assert found.choices.chapter == 0 and "there are 0 to" in found.complaints[0]


def _progress(choices: Choices, chapter, before, after) -> Progress:
    outcome = OUTCOME[chapter.outcome]
    row = Row(outcome, estimate(before), estimate(after), paired_difference(before, after))
    a, b = asks(choices, chapter)
    summary = Summary(len(before), len(before), (row,), ((), ()), ())
    return Progress("done", a, b, len(before), 2 * len(before), summary=summary)


def test_an_answer_is_of_all_pairs_of_its_own_chapter_and_estate():
    choices, chapter = Choices(place="vaerebro"), CHAPTERS[1]
    before = [4.0 + 0.1 * k for k in range(PAIRS)]
    after = [one + 1.0 + 0.01 * k for k, one in enumerate(before)]
    found = measured(_progress(choices, chapter, before, after), choices, chapter)
    assert found is not None and Answer(HIGHER, found).direction == HIGHER
    turned = measured(_progress(choices, chapter, after, before), choices, chapter)
    assert Answer(HIGHER, turned).direction == LOWER
    too_few = _progress(choices, chapter, before[:-1], after[:-1])
    assert measured(too_few, choices, chapter) is None
    whole = _progress(choices, chapter, before, after)
    assert measured(whole, choices, CHAPTERS[2]) is None
    assert measured(whole, replace(choices, place="vollsmose"), chapter) is None
    assert measured(whole, replace(choices, seed=2), chapter) is None
    assert measured(Progress(), choices, chapter) is None


def test_what_cannot_be_told_from_chance_is_no_direction():
    choices, chapter = Choices(), CHAPTERS[0]
    before = [4.0] * PAIRS
    after = [4.0 + (-1) ** k for k in range(PAIRS)]
    assert Answer(SAME, measured(_progress(choices, chapter, before, after), choices, chapter)).direction == SAME
    assert all(one.direction is None for one in NOTHING)
