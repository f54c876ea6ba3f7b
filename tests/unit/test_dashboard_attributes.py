"""The map's colours say what the tables say, home by home."""

from __future__ import annotations

import numpy as np
import pytest

from agents.codes import Rule
from dashboards import attributes
from model.scenario import Scenario
from tests.unit.dashboard_fake import FakeModel


@pytest.fixture(scope="module")
def world():
    model = FakeModel(Scenario())
    for _ in range(3):
        model.step()
    model.world.dwellings.from_month[5] = 99
    return model.world


@pytest.mark.parametrize("attribute", attributes.ATTRIBUTES, ids=lambda attribute: attribute.name)
def test_every_code_has_a_colour_and_a_label(attribute, world):
    codes = attribute.classify(world)
    assert codes.dtype == np.uint8
    assert codes.shape == (world.place.n_estate,)
    assert len(attribute.palette) == len(attribute.labels)
    shown = np.setdiff1d(codes, [attributes.VACANT, attributes.HIDDEN])
    assert shown.max() < len(attribute.labels)
    assert codes[5] == attributes.HIDDEN
    assert len(set(attribute.palette)) == len(attribute.palette)


def test_empty_homes_are_marked_empty_and_no_others(world):
    codes = attributes.by_name("vulnerability").classify(world)
    empty = world.dwellings.household < 0
    empty[5] = False
    assert ((codes == attributes.VACANT) == empty).all()


def test_vulnerability_counts_conditions(world):
    codes = attributes.by_name("vulnerability").classify(world)
    for home in range(6, 200):
        row = world.dwellings.household[home]
        if row >= 0:
            assert codes[home] == min(int(world.households.score[row]), 3)


def test_rules_without_a_colour_of_their_own_are_other(world):
    home = 7
    world.households.rule[world.dwellings.household[home]] = Rule.PURCHASE
    assert attributes.by_name("rule").classify(world)[home] == attributes.OTHER_RULE


def test_a_value_on_a_limit_belongs_to_the_band_above():
    assert attributes.bands([0.9, 1.0, 9.9, 10.0], (1.0, 10.0)).tolist() == [0, 1, 1, 2]


def test_origin_is_offered_only_when_asked_for():
    assert "origin" in attributes.names()
    assert "origin" not in attributes.names(with_origin=False)


def test_an_unknown_attribute_names_the_nearest():
    with pytest.raises(KeyError, match="did you mean 'vacancy'"):
        attributes.by_name("vacany")
