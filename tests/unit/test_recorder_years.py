"""A run that writes down some years alone lives the same, and tells the same of those years."""

from __future__ import annotations

import pandas as pd

from model.estate_model import EstateModel
from model.scenario import Scenario
from tests.worlds import frame_print, table_prints


def test_what_is_written_down_changes_nothing_that_is_lived() -> None:
    scenario = Scenario(place="vaerebro", policies=(("second_chance", (("start_up", 0.0),)),), seed=4, months=26)
    whole, some = EstateModel(scenario).run(), EstateModel(scenario, years=(2016,)).run()
    assert table_prints(whole.world) == table_prints(some.world)
    assert frame_print(whole.record.flows()) == frame_print(some.record.flows())
    assert frame_print(whole.record.ledger()) == frame_print(some.record.ledger())
    mine, everything = some.record.series(), whole.record.series()
    in_year = everything["month"].between(12, 23) | everything["metric"].isin(("account_kr", "followed"))
    # The money of a year stands in the account and is told for every year.
    pd.testing.assert_frame_equal(mine, everything[in_year].reset_index(drop=True))
    assert set(mine.loc[~mine["metric"].isin(("account_kr", "followed")), "month"]) == set(range(12, 24))
