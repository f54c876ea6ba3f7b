"""What the page asks of two runs to compare them: it must add up to what the model itself has written down."""

from __future__ import annotations

import numpy as np
import pytest

from dashboards.past import Past
from dashboards.questions import departures, lettings, residents
from model.estate_model import EstateModel
from model.scenario import Scenario

MONTHS = 24


@pytest.fixture(scope="module")
def lived():
    """Two years of Værebro Park with its pictures, and the rent lost on homes that nobody took, kr by year."""
    model = EstateModel(Scenario(months=MONTHS))
    past = Past()
    past.remember(model.world)
    untaken, noted = [0.0, 0.0], model.record.note_lettings

    def listen(world, dwelling, let, **rest):
        here = (dwelling < world.place.n_estate) & ~let
        untaken[world.month // 12] += float(world.dwellings.rent[dwelling[here]].sum())
        noted(world, dwelling, let, **rest)

    model.record.note_lettings = listen
    for _ in range(MONTHS):
        model.step()
        past.remember(model.world)
    return model, past, untaken


def column(told, name, kind):
    return np.frombuffer(told[name], dtype=kind)


def test_residents_of_the_start_are_all_found_where_the_model_has_them(lived):
    model, past, _ = lived
    told = residents.answer(model, past, MONTHS)
    world, place, key = model.world, column(told, "place", "u1"), column(told, "key", "u8")
    assert len(key) == past.residents > 2000
    assert (np.diff(key.astype(object)) > 0).all(), "the same order in every run"
    persons = world.persons
    here = persons.key[persons.alive & (persons.household >= 0)]
    home = world.households.dwelling[persons.household[persons.alive & (persons.household >= 0)]]
    assert set(key[place == residents.ESTATE]) == set(key) & set(here[(home >= 0) & (home < world.place.n_estate)])
    away = world.away.persons
    gone = set(key[np.isin(place, (residents.DENMARK, residents.ABROAD))])
    assert gone == set(key) & set(away.key[away.alive])
    alive = place != residents.DEAD
    assert set(key[alive]) == set(key) & (set(persons.key[persons.alive]) | set(away.key[away.alive]))
    assert np.isfinite(column(told, "income", "f4")[alive]).all()
    status = dict(zip(persons.key.tolist(), persons.status.tolist(), strict=True))
    said = zip(key.tolist(), column(told, "status", "u1").tolist(), strict=True)
    known = [(status[k], s) for k, s in said if k in status]
    assert len(known) > 1500
    assert all(now == said for now, said in known)


def test_at_the_start_every_resident_is_in_the_estate(lived):
    model, past, _ = lived
    told = residents.answer(model, past, 0)
    assert (column(told, "place", "u1") == residents.ESTATE).all()
    assert column(told, "score", "u1").max() == 3
    assert column(told, "type", "u1").max() <= 5


def test_departures_are_those_of_the_closed_ledger_of_flows(lived):
    model, past, _ = lived
    told = departures.answer(model, past, MONTHS)
    flows = model.record.flows()
    out = flows[(flows["origin_place"] == "estate") & (flows["destination_place"] != "estate")]
    booked = out.groupby("destination_place")["persons"].sum().to_dict()
    names = model.world.place.neighbours["name"]
    assert {name: n for name, n in zip(names, told["outside"], strict=True) if n} == {
        name: n for name, n in booked.items() if name in set(names)
    }
    # Lives are written down at the end of months: who moves out and back within one is in the ledger alone.
    assert 0 <= booked["elsewhere"] - sum(told["areas"]) <= 3
    assert told["died"] == booked["died"]
    assert not any(np.array(told["areas"])[model.world.estate_areas])


def test_departures_of_some_are_part_of_those_of_all(lived):
    model, past, _ = lived
    whole = departures.answer(model, past, MONTHS)
    for who in departures.WHO[1:]:
        part = departures.answer(model, past, MONTHS, who)
        assert 0 < sum(part["areas"]) < sum(whole["areas"])
        assert (np.array(part["outside"]) <= np.array(whole["outside"])).all()
    with pytest.raises(ValueError, match="who = 'nobody': there are all, start"):
        departures.answer(model, past, MONTHS, "nobody")


def test_rent_lost_by_rule_and_on_homes_nobody_took_is_all_rent_lost(lived):
    model, past, untaken = lived
    told = lettings.answer(model, past, MONTHS)
    assert told["months"] == [12, 12]
    by_rule = np.array(told["rent_let"]).sum(axis=1)
    # Sums of a few hundred float32 rents.
    np.testing.assert_allclose(by_rule + untaken, told["rent"], rtol=1e-5)
    series = model.record.series()
    written = series[(series["metric"] == "lettings") & (series["unit"] == "estate") & (series["group"] == "all")]
    assert np.array(told["lettings"]).sum() == written["value"].sum() > 0
    assert np.array(told["refused"]).sum() > 0


def test_a_month_in_the_past_counts_no_more_than_had_happened(lived):
    model, past, _ = lived
    told = lettings.answer(model, past, 7)
    assert (told["years"], told["months"]) == ([2015], [7])
    assert sum(map(sum, told["lettings"])) < sum(map(sum, lettings.answer(model, past, 12)["lettings"]))
    assert sum(departures.answer(model, past, 7)["areas"]) < sum(departures.answer(model, past, 12)["areas"])
    assert lettings.answer(model, past, 0)["lettings"] == [[0.0] * len(told["rules"])]
