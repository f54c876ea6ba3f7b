"""Little's law on the real model: how many look for a home is how many begin to, times how long they look.

In a window of months the law is an identity, whatever chance does, once the edges are counted: heads counted each
month, added up, are the months that the households spent looking, inside the window. The heads are counted by key; the
months come from the model's own record (`waited`, from `wish_since`). The level of a false alarm is therefore 0: a
wrong record breaks the identity, and nothing else does.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from agents.codes import Need, Wish
from model.estate_model import EstateModel
from model.letting.seekers import Seekers
from model.mechanisms import keys
from model.scenario import Scenario

MONTHS, FIRST = 60, 12

Where = Callable[[pd.DataFrame], "pd.Series[bool]"]
KINDS: dict[str, Where] = {
    "everybody": lambda seen: seen.key == seen.key,
    "wants another home": lambda seen: seen.wish == Wish.MOVE,
    "arrives": lambda seen: seen.wish == Wish.ARRIVE,
    "leaves the parents": lambda seen: seen.wish == Wish.LEAVE_PARENTS,
    "parts": lambda seen: seen.wish == Wish.PART,
}


@pytest.fixture(scope="module")
def looked() -> pd.DataFrame:
    """Everybody who looked for a home, a row a month: key, present home, and what letting was told of wish, need and
    months waited.
    """
    pages: list[pd.DataFrame] = []
    real = keys.gather

    def noting(world) -> Seekers:  # type: ignore[no-untyped-def]
        seekers = real(world)
        columns = {name: getattr(seekers, name).copy() for name in ("key", "wish", "need", "waited")}
        pages.append(pd.DataFrame({"month": world.month, "home": world.households.dwelling[seekers.row], **columns}))
        return seekers

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "gather", noting)
        EstateModel(Scenario(place="vaerebro", months=MONTHS, seed=5), years=()).run()
    return pd.concat(pages, ignore_index=True)


def spells(seen: pd.DataFrame) -> pd.DataFrame:
    """Unbroken times on the list as the record has them: first and last month there, and `waited` in either.

    Somebody who gives up, or moves, and begins to look again has two; both are told without the record of time.
    """
    seen = seen.sort_values(["key", "month"])
    key, month, home = (seen[name] for name in ("key", "month", "home"))
    fresh = (key != key.shift(fill_value=0)) | (month != month.shift(fill_value=-9) + 1)
    fresh |= home != home.shift(fill_value=-9)
    found = seen.assign(spell=fresh.cumsum()).groupby("spell")
    return found.agg(first=("month", "first"), last=("month", "last"), at_first=("waited", "first"),
                     at_last=("waited", "last"))  # fmt: skip


def law(seen: pd.DataFrame, opens: int = FIRST) -> tuple[float, float]:
    """Mean number on the list by heads, and by the record as entries a month times mean time, less what lies outside.

    A household that left after having waited w months was there in w + 1. Those there when the window opens bring
    months that lie before it; those still there when it closes have stayed so far.
    """
    seen, months = seen[seen.month >= opens], MONTHS - opens
    found = spells(seen)
    entries, mean_time = len(found) / months, (found.at_last + 1.0).mean()
    before = found.at_first[found["first"] == opens].sum() / months
    return len(seen) / months, float(entries * mean_time - before)


@pytest.mark.parametrize("kind", KINDS)
def test_the_number_who_look_is_entries_times_the_time_they_look(looked: pd.DataFrame, kind: str) -> None:
    seen = looked[KINDS[kind](looked)]
    assert (seen.month >= FIRST).sum() > 100
    heads, recorded = law(seen)
    assert recorded == pytest.approx(heads, rel=1e-12)


def test_who_looks_has_waited_since_the_month_of_first_being_seen(looked: pd.DataFrame) -> None:
    """Household by household, so that two errors cannot cancel."""
    found = spells(looked)
    assert (found.at_first == 0).all()
    assert (found.at_last == found["last"] - found["first"]).all()
    assert (found.at_last > 12).sum() > 100


def test_the_edges_decide(looked: pd.DataFrame) -> None:
    """Entries times finished times alone miss by far while the list grows: the edges are no refinement."""
    seen = looked[looked.month >= FIRST]
    found = spells(seen)
    finished = found[found["last"] < MONTHS - 1]
    plain = (found["first"] > FIRST).sum() / (MONTHS - FIRST - 1) * (finished.at_last + 1.0).mean()
    assert abs(plain / (len(seen) / (MONTHS - FIRST)) - 1.0) > 0.05


def test_a_wrong_record_breaks_the_law(looked: pd.DataFrame) -> None:
    """One household in two hundred whose record is a month too long is seen."""
    wrong = looked.assign(waited=looked.waited + (looked.key % np.uint64(200) == 0))
    heads, recorded = law(wrong, opens=0)
    assert abs(recorded / heads - 1.0) > 1e-4


def test_those_in_need_bring_the_months_they_looked_before(looked: pd.DataFrame) -> None:
    """What the list of need records as waiting starts with the wish to move, which may be older than the need.

    Its record therefore exceeds the heads on it by exactly the months looked before need struck, and by nothing else.
    """
    needy = looked[looked.need > Need.NONE]
    heads, recorded = law(needy, opens=0)
    before_need = spells(needy).at_first
    assert recorded - heads == pytest.approx(before_need.sum() / MONTHS, abs=1e-9)
    assert len(before_need) > 100
