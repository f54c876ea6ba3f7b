"""An address shows the same page again, and a mistyped one does no harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards import attributes
from dashboards.app import scenario_title
from dashboards.doses import dose_text, in_order, slider_step
from dashboards.state import LAWS, SPEEDS, Choices, read
from experiments.proposals import by_theme
from model.parameters import scenario_values
from model.policies import discover

PLACES = ("vollsmose", "vaerebro")
POLICIES = discover()


@st.composite
def choices(draw):
    policies = draw(st.sets(st.sampled_from(sorted(POLICIES))))
    made = Choices(
        language=draw(st.sampled_from(["en", "da"])),
        place=draw(st.sampled_from(PLACES)),
        origin=True,
        attribute=draw(st.sampled_from(attributes.names())),
        law=draw(st.sampled_from(LAWS)),
        seed=draw(st.integers(0, 10**6)),
        speed=draw(st.sampled_from(SPEEDS)),
        policies=tuple(sorted(policies)),
    )
    for policy in POLICIES.values():
        parameter = draw(st.sampled_from(policy.parameters))
        steps = draw(st.integers(0, 50))
        value = min(parameter.low + steps * slider_step(parameter), parameter.high)
        made = made.dose(parameter, float(f"{value:g}"))
    return made


@given(choices())
def test_choices_survive_the_address(chosen):
    assert read(chosen.query(), PLACES, POLICIES) == chosen


@given(choices())
def test_every_page_asks_a_question_the_model_understands(chosen):
    values = scenario_values(chosen.scenario())
    for name, value in chosen.doses:
        on = name.partition(".")[0] in chosen.policies
        assert (values[name] == value) == on or not on


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?",
        "lang=xx&place=nowhere&seed=-1&speed=9999",
        "seed=1e3",
        "second_chance.share=nan",
        "law=1999&attribute=%00",
    ],
)
def test_nonsense_is_passed_over(query):
    assert read(query, PLACES, POLICIES) == Choices()


SHARE = next(p for p in POLICIES["second_chance"].parameters if p.name == "second_chance.share")


def test_a_dose_back_at_its_default_is_forgotten():
    parameter = SHARE
    changed = Choices().dose(parameter, parameter.high)
    assert changed.doses == ((parameter.name, parameter.high),)
    assert changed.dose(parameter, parameter.value).doses == ()


def test_doses_of_a_policy_that_is_off_do_not_count():
    parameter = SHARE
    chosen = Choices().dose(parameter, parameter.high)
    assert chosen.scenario() == Choices().scenario()
    assert chosen.switch("second_chance", True).scenario().policies == (
        ("second_chance", (("share", parameter.high),)),
    )


def test_hiding_origin_takes_it_off_the_map():
    shown = Choices(origin=True, attribute="origin")
    assert shown.show_origin(False).attribute == "vulnerability"
    assert Choices(attribute="income").show_origin(False).attribute == "income"


def test_an_address_that_asks_for_origin_offers_it():
    assert read("attribute=origin", PLACES, POLICIES).origin


def test_sliders_have_round_steps_and_shares_are_read_in_per_cent():
    for policy in POLICIES.values():
        for parameter in policy.parameters:
            positions = (parameter.high - parameter.low) / slider_step(parameter)
            # Steps of 1, 2 or 5 nearest below a hundredth of the range give 100 to 250 positions.
            assert 100 - 1e-6 <= positions <= 250 + 1e-6, parameter.name
    assert dose_text("da", SHARE, 0.05) == "5 % af husstandene"
    assert dose_text("da", SHARE, 0.052) == "5,2 % af husstandene"


@pytest.mark.parametrize(
    ("name", "value", "english", "danish"),
    [
        ("second_chance.dose", 0.5, "50 %", "50 %"),
        ("second_chance.from_year", 2016.5, "2016-07", "2016-07"),
        ("second_chance.grant_kr", 12500.0, "12,500 kr per household", "12.500 kr. pr. husstand"),
        ("magic_window.relief", 0.1, "0.1 per year", "0,1 pr. år"),
        ("magic_window.reach", 0.7, "× 0.7", "× 0,7"),
        ("common_direction.c", 0.3, "0.3", "0,3"),
        ("magic_window.criteria", 2.0, "2 of five criteria", "2 af fem kriterier"),
    ],
)
def test_numbers_are_read_with_their_unit(name, value, english, danish):
    policy = POLICIES[name.partition(".")[0]]
    parameter = next(one for one in policy.parameters if one.name == name)
    assert (dose_text("en", parameter, value), dose_text("da", parameter, value)) == (english, danish)


def test_the_dose_and_numbers_of_the_catalogue_come_first():
    for policy in POLICIES.values():
        order = in_order(policy)
        assert order.first[0].name == f"{policy.name}.dose"
        assert all(one.grade == "catalogue" for one in order.first[1:])
        assert not any(one.grade == "catalogue" for one in order.more)
        assert sorted(one.name for one in order.first + order.more) == sorted(one.name for one in policy.parameters)


def test_every_policy_has_its_switch_under_one_theme():
    groups = by_theme()
    assert list(groups) == ["I", "II", "III", "IV", "V", ""]
    numbers = [one.number for group in groups.values() for one in group]
    assert numbers == [*range(1, 17), 0] and [one.name for one in groups[""]] == ["common_direction"]


def test_many_proposals_are_named_by_their_numbers():
    known = tuple(sorted(POLICIES))
    assert scenario_title("da", Choices(policies=known).scenario()).startswith("hele kataloget med fælles retning; ")
    some = Choices(policies=("campus_school", "common_direction", "magic_window", "second_chance")).scenario()
    assert scenario_title("da", some).startswith("forslag 1, 6, 15 + Fælles retning; ")
    assert scenario_title("en", Choices().switch("second_chance", True).scenario()).startswith("Second chance; ")
