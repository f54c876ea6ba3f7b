"""What the page asks about segregation and about the list: worked out once more here, from the people of a real run."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from agents.codes import Origin, Status, Tenure
from dashboards.past import Past
from dashboards.questions import list_criteria, segregation
from model.estate_model import EstateModel
from model.scenario import Scenario

MONTHS = 24


@pytest.fixture(scope="module")
def lived():
    """Two years of Værebro Park, with the people as they were in December of each."""
    model = EstateModel(Scenario(months=MONTHS, law="dated"))
    past, people = Past(), {}
    past.remember(model.world)
    for month in range(MONTHS):
        model.step()
        past.remember(model.world)
        if month % 12 == 11:
            people[month + 1] = persons_of(model.world), households_of(model.world)
    return model, past, people


def persons_of(world) -> pd.DataFrame:
    table, homes = world.persons, world.households.dwelling
    frame = pd.DataFrame(
        {
            name: getattr(table, name)[table.alive].copy()
            for name in ("birth_month", "status", "origin", "education", "income", "convicted", "household")
        }
    )
    frame["home"] = np.where(frame["household"] >= 0, homes[np.maximum(frame["household"], 0)], -1)
    frame["months"] = world.month - frame["birth_month"].astype(int)
    frame["years"] = frame["months"] // 12
    frame["since_conviction"] = world.month - frame["convicted"].astype(int)
    frame["here"] = (frame["home"] >= 0) & (frame["home"] < world.place.n_estate)
    return frame[frame["home"] >= 0]


def households_of(world) -> pd.DataFrame:
    table, stock = world.households, world.dwellings
    rows = np.flatnonzero(table.alive & (table.dwelling >= 0))
    home = table.dwelling[rows]
    estate = world.place.areas["in_estate"].to_numpy()[stock.area[home]]
    return pd.DataFrame(
        {
            "cell": stock.cell[home],
            "department": np.where(stock.tenure[home] == Tenure.ALMENE, stock.department[home], -1),
            "district": np.where(estate, -1000, stock.area[home]),
            "vulnerable": table.score[rows] >= 3,
            "non_western": table.origin[rows] == Origin.NON_WESTERN,
            "persons": table.adults[rows].astype(int) + table.children[rows],
        }
    )


def by_hand(people: pd.DataFrame) -> list[float]:
    """The five shares in the order of the law's text."""
    here = people[people["here"]]
    working_age = here[here["years"].between(18, 64)]
    idle = working_age["status"].isin([Status.UNEMPLOYED, Status.OUTSIDE, Status.DISABILITY_PENSION])
    adults, middle = here[here["months"] >= 18 * 12], here[here["years"].between(30, 59)]
    earners = people[people["years"].between(15, 64) & (people["status"] != Status.STUDENT)]
    return [
        float((here["origin"] == Origin.NON_WESTERN).mean()),
        float(idle.mean()),
        float((adults["since_conviction"] < 12).mean()),
        float((middle["education"] <= 1).mean()),
        float(earners[earners["here"]]["income"].mean() / earners["income"].mean()),
    ]


def test_shares_of_every_month_are_those_of_the_people(lived):
    model, past, people = lived
    told = list_criteria.answer(model, past)
    assert told["names"] == ("non_western", "outside_work", "convicted", "basic_education", "income")
    assert len(told["now"]) == MONTHS + 1
    for month, (persons, _) in people.items():
        # Incomes are float32: their mean over some ten thousand depends on the order of adding.
        np.testing.assert_allclose(told["now"][month], by_hand(persons), rtol=1e-4)


def test_counts_are_made_at_the_start_and_every_december(lived):
    model, past, _ = lived
    told = list_criteria.answer(model, past)
    assert [count["month"] for count in told["counts"]] == [0, 12, 24]
    first, second, third = told["counts"]
    assert {count["law"] for count in told["counts"]} == {"2015"}
    assert (first["needed"], first["required"], first["minimum"]) == (3, "", 1000)
    assert first["thresholds"] == {
        "non_western": 0.5, "outside_work": 0.4, "convicted": 0.027, "basic_education": 0.5, "income": 0.55
    }  # fmt: skip
    years = model.world.list_history
    for name in ("outside_work", "convicted"):
        assert second["values"][name] == pytest.approx((years[0][name] + years[1][name]) / 2)
        assert third["values"][name] == pytest.approx((years[1][name] + years[2][name]) / 2)
    for name in ("non_western", "basic_education", "income"):
        assert third["values"][name] == years[2][name]
    for count in told["counts"]:
        values, limits = count["values"], count["thresholds"]
        met = {name for name in limits if (values[name] < limits[name]) == (name == "income")}
        assert set(count["met"]) == met
        assert count["label"] is (len(met) >= 3 and count["residents"] >= 1000)
    assert third["residents"] == pytest.approx(int(lived[2][24][0]["here"].sum()), abs=40), "moves after the count"


def dissimilarity(unit: np.ndarray, group: np.ndarray, weight: np.ndarray) -> float:
    counts = pd.DataFrame({"unit": unit, "yes": weight * group, "no": weight * ~group}).groupby("unit").sum()
    return float(0.5 * (counts["yes"] / counts["yes"].sum() - counts["no"] / counts["no"].sum()).abs().sum())


@pytest.mark.parametrize("group", ["vulnerable", "non_western"])
@pytest.mark.parametrize("level", ["cell", "department", "district"])
def test_segregation_and_its_band_by_dealing_the_homes_again(lived, level, group):
    model, past, people = lived
    told = {(m, *rest): parts for m, *rest, parts in segregation.answer(model, past)}
    assert sorted({key[0] for key in told}) == [0, 11, 23]
    parts = told[23, "dissimilarity", level, group]
    table = people[24][1]
    table = table[table[level] != -1]
    unit, label = table[level].to_numpy(), table[group].to_numpy()
    weight = table["persons"].to_numpy() if group == "non_western" else np.ones(len(table))
    assert parts["value"] == pytest.approx(dissimilarity(unit, label, weight), abs=1e-9)
    chance, drawn = np.random.default_rng(1), []
    for _ in range(60):
        order = chance.permutation(len(unit))
        drawn.append(dissimilarity(unit, label[order], weight[order]))
    spread = float(np.std(drawn))
    # Two means, of 39 and of 60 dealings, lie some 0.2 spreads apart.
    assert parts["expected"] == pytest.approx(np.mean(drawn), abs=spread)
    assert parts["low"] < parts["expected"] < parts["high"]
    assert parts["high"] - parts["low"] == pytest.approx(4.3 * spread, rel=0.7), "the range of 39 dealings, roughly"
    assert parts["corrected"] == pytest.approx((parts["value"] - parts["expected"]) / (1 - parts["expected"]))


def test_every_index_has_all_its_parts(lived):
    model, past, _ = lived
    told = segregation.answer(model, past)
    assert {(index, level, group) for _, index, level, group, _ in told} == {
        (index, level, group)
        for index in segregation.INDICES
        for level in segregation.LEVELS
        for group in ("vulnerable", "non_western")
    }
    for *_, parts in told:
        assert set(parts) == {*segregation.PARTS, segregation.CROWD}
        assert 0.0 <= parts[segregation.CROWD] <= 1.0
