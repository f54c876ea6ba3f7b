"""An address shows the same page again, and a mistyped one does no harm."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dashboards import attributes, views
from dashboards.asked import Asked, of_scenario
from dashboards.doses import dose_text, in_order, slider_step
from dashboards.link import Read, read, write
from dashboards.measures import choosable
from dashboards.state import LAWS, SPEEDS, THEMES, Choices
from dashboards.titles import scenario_title
from dashboards.units import LEVELS
from experiments.proposals import by_theme
from geodata import place
from model.parameters import registry, scenario_values
from model.policies import discover
from model.policies.conflicts import conflict
from model.scenario import BEHAVIOURS

POLICIES = discover()
MODEL_NUMBERS = [
    one for name, one in registry().items() if name.partition(".")[0] not in POLICIES and one.low < one.high
]


@st.composite
def asked(draw):
    policies = draw(st.sets(st.sampled_from(sorted(POLICIES))))
    made = Asked(
        law=draw(st.sampled_from(LAWS)),
        behaviour=draw(st.sampled_from(BEHAVIOURS)),
        policies=tuple(sorted(policies)),
    )
    for name in policies:
        parameter = draw(st.sampled_from(POLICIES[name].parameters))
        made = made.dose(parameter, within(draw, parameter))
    assume(conflict({name: {} for name in policies}) is None)
    for parameter in draw(st.lists(st.sampled_from(MODEL_NUMBERS), max_size=3)):
        made = made.assume(parameter, within(draw, parameter))
    return made


def within(draw, parameter):
    return draw(st.floats(parameter.low, parameter.high))


@st.composite
def choices(draw):
    attribute = draw(st.sampled_from(attributes.names()))
    return Choices(
        language=draw(st.sampled_from(["en", "da"])),
        view=draw(st.sampled_from(views.names())),
        place=draw(st.sampled_from(place.names())),
        origin=True,
        attribute=attribute,
        level=draw(st.sampled_from(tuple(LEVELS))),
        group=draw(st.integers(-1, len(attributes.by_name(attribute).labels) - 1)) if choosable(attribute) else -1,
        seed=draw(st.integers(0, 10**6)),
        months=draw(st.integers(1, 600)),
        speed=draw(st.sampled_from(SPEEDS)),
        theme=draw(st.sampled_from(THEMES)),
        a=draw(asked()),
        b=draw(st.none() | asked()),
    )


@settings(deadline=None, max_examples=60)
@given(choices())
def test_choices_survive_the_address(chosen):
    assert read(f"?{write(chosen)}") == Read(chosen)


@settings(deadline=None, max_examples=60)
@given(asked())
def test_every_page_asks_a_question_the_model_understands(chosen):
    scenario = chosen.scenario("vaerebro", 3, 24)
    values = scenario_values(scenario)
    assert all(values[name] == value for name, value in chosen.doses + chosen.parameters)
    assert of_scenario(scenario) == chosen


@pytest.mark.parametrize(
    ("query", "culprits"),
    [
        ("", ()),
        ("?", ()),
        (
            "form=2&lang=xx&place=nowhere&seed=-1&view=<script>&months=1e3",
            ("lang", "view", "place", "seed", "months"),
        ),
        ("form=2&policy=second_chance&policy.second_chance.share=nan", ("share",)),
        ("form=2&law=1999&attribute=%00&b.law=2099", ("attribute", "law = '1999'", "law = '2099'")),
        ("form=2&__import__('os')=1&set.os.system=2&policy=../../etc/passwd", ("__import__", "os.system", "passwd")),
        ("form=2&policy.second_chance.share=0.06", ("not switched on",)),
        ("form=2&level=streets&attribute=income&group=1", ("level", "group = '1': there are none")),
        ("form=2&measure=gini&apart=rich&criteria=all", ("measure", "apart", "criteria")),
        ("form=2&seed=1&" + "x" * 9000, ("longer than",)),
    ],
)
def test_nonsense_is_left_out_and_told(query, culprits):
    found = read(query)
    plain = Choices()
    assert (
        found.choices in (plain, plain.colour("income"))
        or found.choices.b == plain.a
        or found.choices.a.policies == ("second_chance",)
    )
    assert len(found.complaints) == len(culprits)
    for culprit in culprits:
        assert any(culprit in complaint for complaint in found.complaints), culprit


def test_a_link_carries_what_is_chosen_beside_the_map():
    chosen = Choices(
        beside="segregation", measure="isolation", apart="non_western", criteria="uncontested", origin=True
    )
    assert read(write(chosen)).choices == chosen
    assert "measure" not in write(Choices()) and "criteria" not in write(Choices())


@given(st.text(max_size=300))
def test_any_address_is_read_without_an_error(query):
    found = read(query)
    assert read(write(found.choices)).choices == found.choices


@given(st.lists(st.tuples(st.sampled_from(["policy", "law", "b.law", "set.choice.avoidance", "seed"]), st.text())))
def test_what_an_address_asks_stays_within_what_may_be_asked(pairs):
    found = read(urlencode([("form", "2"), *pairs]))
    scenario_values(found.choices.scenario())


def test_a_link_of_the_first_form_is_understood_and_told():
    found = read("lang=da&place=vollsmose&second_chance=1&second_chance.share=0.06&seed=7")
    assert found.older and found.complaints == ()
    assert found.choices == Choices(
        language="da",
        place="vollsmose",
        seed=7,
        a=Asked(policies=("second_chance",), doses=(("second_chance.share", 0.06),)),
    )


SHARE = next(p for p in POLICIES["second_chance"].parameters if p.name == "second_chance.share")


def test_a_number_back_at_its_default_is_forgotten():
    changed = Asked().dose(SHARE, SHARE.high)
    assert changed.doses == ((SHARE.name, SHARE.high),)
    assert changed.dose(SHARE, SHARE.value) == Asked()
    number = MODEL_NUMBERS[0]
    assert Asked().assume(number, number.high).assume(number, number.value) == Asked()


def test_doses_of_a_policy_that_is_off_do_not_count():
    chosen = Asked().dose(SHARE, SHARE.high)
    assert chosen.scenario("vaerebro", 1) == Asked().scenario("vaerebro", 1)
    on = chosen.switch("second_chance", True).scenario("vaerebro", 1)
    assert on.policies == (("second_chance", (("share", SHARE.high),)),)


def test_hiding_origin_takes_it_off_the_map():
    shown = Choices(origin=True, attribute="origin")
    assert shown.show_origin(False).attribute == "vulnerability"
    assert Choices(attribute="income").show_origin(False).attribute == "income"


def test_an_address_that_asks_for_origin_offers_it():
    assert read("attribute=origin").choices.origin


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
    def title(language, *policies):
        return scenario_title(language, Asked(policies=tuple(sorted(policies))).scenario("vaerebro", 1))

    assert title("da", *POLICIES).startswith("hele kataloget med fælles retning; ")
    some = ("campus_school", "common_direction", "magic_window", "second_chance")
    assert title("da", *some).startswith("forslag 1, 6, 15 + Fælles retning; ")
    assert title("en", "second_chance").startswith("Second chance; ")
