"""Who fares otherwise in B, and what is asked otherwise: small cases with known answers."""

from __future__ import annotations

import numpy as np
import pytest

from agents.codes import Status
from dashboards.asked import Asked
from dashboards.comparison import card, differs, people
from dashboards.comparison.people import DEAD, ESTATE, OUTCOMES, TOWN, Residents
from model.parameters import registry

BY_NAME = {outcome.name: outcome for outcome in OUTCOMES}


def residents(place, status=Status.EMPLOYED, income=20_000.0, month=12, key=(1, 2, 3, 4)) -> Residents:
    """Four people: two of 40 in home 0, one of 10 in home 1, one of 70 in home 2; the last is vulnerable."""
    given = {
        "key": key, "home": (0, 0, 1, 2), "birth": (-480, -480, -120, -840), "origin": (0, 0, 2, 2),
        "score": (0, 0, 1, 3), "type": (2, 2, 4, 0), "place": place, "status": np.broadcast_to(status, 4),
        "income": np.broadcast_to(income, 4),
    }  # fmt: skip
    return Residents.of(
        {name: np.array(given[name], dtype=kind).tobytes() for name, kind in people.KINDS.items()}
        | {"month": month, "lived": month}
    )


def test_those_of_one_home_count_as_one_toss_of_the_coin():
    a, b = residents((ESTATE,) * 4), residents((TOWN, TOWN, ESTATE, TOWN))
    everybody, *parts = people.fates(a, b, BY_NAME["town"], origin=False)
    assert (everybody.n, everybody.a, everybody.b, everybody.more, everybody.fewer) == (4, 0, 3, 3, 0)
    assert everybody.chance == pytest.approx(2 * np.sqrt(2**2 + 1))
    assert not everybody.beyond
    assert sum(part.difference for part in parts if part.group.heading[0].startswith("Age")) == 3
    assert not any(part.group.heading == ("Origin", "Herkomst") for part in parts)
    shown = people.fates(a, b, BY_NAME["town"], origin=True)
    assert sum(part.difference for part in shown if part.group.heading == ("Origin", "Herkomst")) == 3


def test_work_is_asked_of_those_of_working_age_who_live_in_both():
    a = residents((ESTATE,) * 4, Status.EMPLOYED)
    b = residents((ESTATE, DEAD, ESTATE, ESTATE), Status.OUTSIDE)
    everybody = people.fates(a, b, BY_NAME["busy"], origin=False)[0]
    assert (everybody.n, everybody.a, everybody.b, everybody.fewer) == (1, 1, 0, 1)


def test_income_is_a_mean_and_small_changes_count_for_nobody():
    a = residents((ESTATE,) * 4, income=20_000.0)
    b = residents((ESTATE,) * 4, income=np.array([20_500.0, 23_500.0, 90_000.0, 20_000.0]))
    everybody = people.fates(a, b, BY_NAME["income"], origin=False)[0]
    assert everybody.n == 3, "the child of 10 has no income to compare"
    assert everybody.difference == pytest.approx(4000 / 3)
    assert (everybody.more, everybody.fewer) == (1, 0)
    assert everybody.chance == pytest.approx(2 * 4000 / 3)


def test_without_any_difference_no_chance_is_claimed():
    a = residents((ESTATE,) * 4)
    for outcome in OUTCOMES:
        for fate in people.fates(a, a, outcome, origin=True):
            assert fate.difference == 0
            assert np.isnan(fate.chance)
            assert not fate.beyond


def test_other_people_at_the_start_are_not_compared_one_by_one():
    with pytest.raises(ValueError, match="did not begin with the same people"):
        people.fates(
            residents((ESTATE,) * 4), residents((ESTATE,) * 4, key=(1, 2, 3, 5)), BY_NAME["town"], origin=False
        )


def test_what_differs_is_said_in_both_languages():
    a = Asked(policies=("firstborn",))
    assert differs.sentences("en", a, a) == [differs.SAME[0]]
    b = Asked(policies=("second_chance",), doses=(("second_chance.share", 0.06),), law="2021", behaviour="none")
    said = differs.sentences("en", Asked(), b)
    assert said[0] == "Only B has: 15. Second chance."
    assert said[1].endswith("6 % of households in B.")
    assert said[2] == "Letting law: law of 2015 in A, law of 2021 in B."
    assert "in B they choose without regard to origin" in said[3]
    danish = differs.sentences("da", Asked(), b)
    assert len(danish) == len(said)
    assert danish[0] == "Kun B har: 15. Second chance."
    assert differs.sentences("en", b, Asked())[0] == "Only A has: 15. Second chance."


def test_a_dose_of_a_proposal_that_is_off_makes_no_difference():
    idle = Asked(doses=(("second_chance.share", 0.06),))
    assert differs.sentences("en", Asked(), idle) == [differs.SAME[0]]
    assert differs.alike(Asked(), idle)


def test_numbers_of_the_model_that_differ_are_named():
    parameter = registry()["letting.days_per_refusal"]
    said = differs.sentences("en", Asked(), Asked().assume(parameter, 20.0))
    assert len(said) == 1
    assert "20" in said[0]
    assert said[0].startswith("Days a home stands empty for each refusal")


def test_the_card_tells_whether_the_same_household_lives_there():
    lived_in, other, empty = {"home": {}, "household": {"key": 7}}, {"home": {}, "household": {"key": 8}}, {"home": {}}
    then = {"home": {}, "then": {"key": 7, "income": 2}}
    assert card.who(lived_in, then) == card.SAME
    assert card.who(then, other) == card.OTHERS
    assert card.who(empty, other) == card.who(lived_in, {"home": {}, "then": {"key": 0}}) == card.EMPTY_ONE
    assert card.who(empty, empty) == card.EMPTY_BOTH
