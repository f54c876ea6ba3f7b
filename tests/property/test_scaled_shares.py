"""Whatever the factor, the town keeps its shares: tenures, districts, departments, rooms, and kinds of household."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geodata import place, scaled
from model import population
from model.parameters import scenario_values
from model.population.targets import STRATA, TYPE_GROUPS
from model.scenario import Scenario

FACTORS = st.floats(scaled.LEAST, 3.0)


def town(here: place.Place, later: bool = False) -> pd.DataFrame:
    homes = here.dwellings.iloc[here.n_estate :]
    return homes[(homes["from_month"] > 0) == later]


@settings(max_examples=12, deadline=None)
@given(FACTORS, st.sampled_from(place.BUNDLED))
@example(scaled.LEAST, "vollsmose")
@example(0.999, "vaerebro")
def test_homes_keep_their_shares(factor: float, name: str) -> None:
    base, here = place.load(name), scaled.of(place.load(name), factor)
    # A stretch of the ordered homes keeps its number within one home for each town it is taken from, and a tenure is
    # one stretch of homes.
    slack = 1.0
    for later in (False, True):
        before, after = town(base, later), town(here, later)
        assert abs(len(after) - factor * len(before)) <= slack
        for tenure in range(4):
            assert abs((after["tenure"] == tenure).sum() - factor * (before["tenure"] == tenure).sum()) <= slack
    first = int(base.areas["in_estate"].sum())
    districts = len(base.districts)
    before, after = town(base), town(here)
    # A district is a stretch of homes within each tenure, youth homes apart.
    counted = np.bincount((after["area"] - first) % districts, minlength=districts)
    wanted = factor * np.bincount(before["area"] - first, minlength=districts)
    assert np.abs(counted - wanted).max() <= 5 * slack
    assert after["rooms"].mean() == pytest.approx(before["rooms"].mean(), rel=0.03)
    assert after["price"].mean() == pytest.approx(before["price"].mean(), rel=0.03)


@settings(max_examples=4, deadline=None)
@given(st.floats(0.1, 1.5), st.sampled_from(place.BUNDLED))
def test_households_keep_their_shares(factor: float, name: str) -> None:
    """Households of each tenure outside the estate, by type, within three points: the range of a target is as wide."""
    values = scenario_values(Scenario(place=name))
    made = population.create(scaled.of(place.load(name), factor), 1, values).fit.set_index(
        ["stratum", "quantity", "group"]
    )["achieved"]
    usual = population.create(place.load(name), 1, values).fit.set_index(["stratum", "quantity", "group"])["achieved"]
    for stratum in STRATA:
        for kind in TYPE_GROUPS:
            where = (stratum, "household_type", kind)
            if where in usual.index:
                assert abs(made[where] - usual[where]) <= 3.0, where
        where = (stratum, "mean_household_size", "")
        assert where not in usual.index or abs(made[where] - usual[where]) <= 0.1, where
