"""The view of people: a life drawn and told, an allocation told, a household's ties counted, courses remembered."""

from __future__ import annotations

import re
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from agents.codes import Gate, Stage, Status
from agents.core.columns import Table
from agents.household import HOUSEHOLD_COLUMNS
from agents.institution import INSTITUTION_COLUMNS
from agents.participation import Subject
from agents.person import PERSON_COLUMNS
from dashboards.asked import Asked
from dashboards.courses import Courses
from dashboards.link import read, write
from dashboards.past import Past
from dashboards.people import child, danish, ego, lanes, letting_words
from dashboards.people.words import GATES, OUTSIDE, STAGES, STATUSES
from dashboards.place_names import called
from dashboards.questions import child as child_question
from dashboards.questions import children, home_lettings, network
from dashboards.state import Choices
from experiments.life_story import Story
from experiments.trace import Letting
from model.estate_model import EstateModel
from model.participation import Participation
from model.policies import discover
from model.scenario import Scenario

MONTHS = 30
LANGUAGES = ("en", "da")


@pytest.fixture(scope="module")
def run():
    model = EstateModel(Scenario(policies=(("magic_window", ()), ("campus_school", ())), months=MONTHS, seed=3))
    past = Past()
    past.remember(model.world)
    for _ in range(MONTHS):
        model.step()
        past.remember(model.world)
    return model, past


@pytest.fixture(scope="module")
def lives(run):
    pool = children.answer(*run, home=-1)["pool"][:60]
    return [child_question.answer(*run, person=person) for person in pool]


def test_the_children_offered_are_the_same_in_another_branch(run):
    other, past = EstateModel(Scenario(months=MONTHS, seed=3)), Past()
    past.remember(other.world)
    assert children.answer(other, past, home=-1)["pool"] == children.answer(*run, home=-1)["pool"]


def test_the_children_of_a_home_live_there(run):
    model, _ = run
    world = model.world
    household = world.dwellings.household[: world.place.n_estate]
    with_children = np.flatnonzero((household >= 0) & (world.households.children[household] > 0))
    home = int(with_children[0])
    found = children.answer(*run, home=home)["home"]
    assert len(found) == int(world.households.children[household[home]])
    assert all(child_question.answer(*run, person=one)["homes"][-1][1] == home for one in found)


def test_nobody_has_an_unknown_id(run):
    assert child_question.answer(*run, person="0" * 16) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_life_is_drawn_and_told_up_to_the_month_shown(lives, language):
    for life in lives:
        for shown in (0, 7, MONTHS):
            drawing = lanes.drawing(language, life, shown, 240)
            bars = [bar for lane in drawing["lanes"] for bar in lane["bars"] if bar["kind"] != "theme"]
            assert all(bar["from"] < bar["to"] <= drawing["now"] for bar in bars)
            told = child.story(language, life, shown, 240)
            assert all(month < max(shown, 1) for month, _ in told)
        assert any(bar["kind"] == "estate" for bar in bars), "all of the pool began in the estate"


def test_gates_are_drawn_as_often_as_they_are_told(lives):
    for life in lives:
        (marks,) = [
            lane["marks"] for lane in lanes.drawing("en", life, MONTHS, 240)["lanes"] if lane["title"] == "Gates"
        ]
        told = " ".join(line for _, line in child.story("en", life, MONTHS, 240))
        assert len(marks) == told.count("es a gate:")
        assert sum(mark["kind"] == "yes" for mark in marks) == told.count("Passes a gate:")


def test_danish_tells_as_much_as_english_and_in_danish(lives):
    for life in lives:
        english, told = (child.story(language, life, MONTHS, 240) for language in LANGUAGES)
        assert [month for month, _ in english] == [month for month, _ in told]
        for _, line in told:
            assert not re.search(r"\b(the|is|Lives|moves|begins|gate)\b", line), line


def test_danish_has_a_sentence_for_every_kind_of_moment_of_the_story():
    kinds = re.findall(r'self\._moment\(\s*month, "([a-z ]+)"', _source(Story))
    assert len(kinds) > 15
    for kind in {*kinds, "widowed", "parted"}:
        assert hasattr(danish.Teller, f"_{kind.replace(' ', '_')}"), kind


def _source(kind: type) -> str:
    import inspect

    return inspect.getsource(kind)


def test_every_code_has_its_words():
    assert set(STAGES) == set(Stage) and set(STATUSES) == set(Status) and set(GATES) == set(Gate)
    assert all(len(pair) == 2 for words in (STAGES, STATUSES, GATES, OUTSIDE) for pair in words.values())


OFFERS = [
    {"month": 3, "order": 1, "rule": "flexible letting", "household": 1, "outcome": "passed over",
     "reason": "too many persons for the rooms", "score": 1.0, "waited_months": 90},
    {"month": 3, "order": 2, "rule": "flexible letting", "household": 2, "outcome": "passed over",
     "reason": "too many persons for the rooms", "score": 2.0, "waited_months": 60},
    {"month": 3, "order": 3, "rule": "flexible letting", "household": 3, "outcome": "refused",
     "reason": "said no", "score": 0.0, "waited_months": 1},
    {"month": 3, "order": 4, "rule": "ordinary waiting list", "household": 4, "outcome": "accepted",
     "reason": "said yes", "score": 3.0, "waited_months": 12},
]  # fmt: skip


def test_an_allocation_is_told_in_order_under_its_rules():
    heading, steps = letting_words.tell("en", Letting(1, "", tuple(OFFERS)))
    assert heading == "2015-04: let under the ordinary waiting list"
    assert [step.split(":")[0] for step in steps] == [
        "2015-04. Flexible letting", "Passed over", "Asked", "2015-04. The ordinary waiting list", "Asked",
    ]  # fmt: skip
    assert "2 households that had waited 60 to 90 months: too many persons for the rooms" in steps[1]
    assert "waited 1 month, vulnerability 0.0 of 5: said no" in steps[2]
    heading, steps = letting_words.tell("da", Letting(1, "", tuple(OFFERS)))
    assert "for mange personer til værelserne" in steps[1] and "udsathed 3,0 af 5: sagde ja" in steps[-1]
    assert "ingen har taget den" in letting_words.tell("da", Letting(1, "", tuple(OFFERS[:3])))[0]


def test_every_letting_rule_of_the_model_is_explained(run):
    from model.letting.matching import LISTS

    assert set(letting_words.RULES) == set(LISTS)


def test_the_lettings_asked_for_are_those_of_the_home(run):
    model, _ = run
    month, home = home_lettings.answer(*run, home=-1)["latest"][0]
    found = home_lettings.answer(*run, home=home)
    assert found["lettings"][-1][-1]["month"] == month and found["lettings"][-1][-1]["outcome"] == "accepted"
    offers = model.record.offers()
    assert sum(map(len, found["lettings"])) == int((offers["dwelling"] == home).sum())
    alone = model.record.offers(home)
    pd.testing.assert_frame_equal(alone, offers[offers["dwelling"] == home].reset_index(drop=True))
    empty = model.record.offers(-1)
    assert len(empty) == 0 and list(empty) == list(offers)


def test_a_network_counts_the_ties_of_the_members_once(run):
    model, _ = run
    world = model.world
    for home in range(0, 400, 7):
        found = network.answer(*run, home=home)
        if "household" not in found:
            continue
        row = world.dwellings.household[home]
        members = np.flatnonzero(world.persons.alive & (world.persons.household == row))
        assert len(found["members"]) == len(members)
        assert len(found["ties"]) == int(world.ties.count[members].sum()), "no ties within a household in this run"
        inside = {k: who[3] for k, who in enumerate(found["others"])}
        assert all(bridging == (not inside[other]) for _, other, _, _, bridging in found["ties"])
        drawn = ego.drawing("da", found)
        assert sum(len(one["ties"]) for one in drawn["others"]) == len(found["ties"])
        again = network.answer(*run, home=-1, household=found["household"])
        assert again["home"] == home and again["ties"] == found["ties"]
    assert "household" not in network.answer(*run, home=-1, household=12345)


def test_friends_outside_are_those_of_adults_and_not_family():
    found = {
        "ties": [(0, 0, 0, 200, True), (1, 1, 3, 60, True), (1, 2, 1, 60, False), (2, 3, 2, 60, True)],
        "others": [(40, True, "X", False)] * 4, "adults": [0, 1], "kin": 0, "inside": True,
    }  # fmt: skip
    first, second = ego.summary("en", found)
    assert first.startswith("4 ties to 4 people; 3 are bridging")
    assert second.startswith("1 of 2 adults have a friend outside the estate")
    assert "1 af 2 voksne har en ven uden for området" in ego.summary("da", found)[1]


def test_courses_are_remembered_after_their_end():
    persons, households = Table(PERSON_COLUMNS, 4), Table(HOUSEHOLD_COLUMNS, 2)
    homes = households.add(np.array([7], np.uint64))
    people = persons.add(np.arange(1, 4, dtype=np.uint64))
    persons.household[people], persons.record[people] = homes[0], (5, 6, -1)
    world = SimpleNamespace(
        persons=persons,
        households=households,
        institutions=Table(INSTITUTION_COLUMNS, 1),
        month=2,
        participation=Participation(discover()),
    )
    courses, name = Courses(), next(iter(discover()))
    courses.remember(world)
    world.participation.join(world, name, Subject.HOUSEHOLD, homes, 3.0)
    world.participation.join(world, name, Subject.PERSON, people[:1], 9.0)
    courses.remember(world)
    assert [(one.began, one.ended) for one in courses.of_life(5)] == [(2, -1), (2, -1)]
    assert len(courses.of_life(6)) == 1 and courses.of_life(-1) == []
    world.month = 5
    world.participation.sweep(world)
    courses.remember(world)
    assert sorted((one.subject, one.ended) for one in courses.of_life(5)) == [(0, -1), (1, 5)]


def test_who_is_followed_survives_a_link():
    choices = Choices(view="people", person="00f3c0ffee00beef", b=Asked(policies=("campus_school",)))
    assert read(write(choices)).choices == choices
    wrong = read("form=2&person=<script>")
    assert wrong.choices.person == "" and "16 digits" in wrong.complaints[0]


def test_everything_with_a_name_has_a_danish_one(run):
    """The model's names are English: those made of a kind and a number, and those of workplaces, have Danish ones."""
    world = run[0].world
    english = re.compile(
        r"\b(nursery|kindergarten|school|letting|unit|contractor|owner|of|municipality|formerly|other)\b", re.I
    )
    names = {*world.institution_names, *world.business_names, *world.place.neighbours["name"]}
    assert any(english.search(name) for name in names)
    assert [name for name in names if english.search(called("da", name))] == []
    assert all(called("en", name) == name for name in names)
    assert called("da", "rest of Denmark") == "resten af Danmark"
