"""Units of homes on the map say what a table of the same homes says, counted another way."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely

from dashboards import attributes, measures, unit_card, units
from dashboards.attributes import HIDDEN, VACANT
from dashboards.maps import EstateMap, drawing
from dashboards.messages import Colour, Select, Start, Step, UnitFrame
from dashboards.panels.panel import Reader
from dashboards.past import Past
from dashboards.unit_map import UnitPicture
from dashboards.unit_shapes import shapes
from dashboards.worker import Player
from geodata import place as places
from model.estate_model import EstateModel
from model.scenario import Scenario
from tests.unit.dashboard_fake import FakeModel

MONTHS = 6
PLACE = "vaerebro"
ESTATE_LEVELS = (units.CELLS, units.BLOCKS, units.DEPARTMENTS)


@pytest.fixture(scope="module")
def lived():
    """A real run with what was kept of it, and the table of all homes in its last month."""
    model, past = EstateModel(Scenario(months=MONTHS)), Past()
    past.remember(model.world)
    for _ in range(MONTHS):
        model.step()
        past.remember(model.world)
    return past, homes_of(model.world)


def homes_of(world) -> pd.DataFrame:
    """Every home that stands, with who lives there; nothing of it is taken from the page's own counting."""
    homes, households = world.dwellings, world.households
    table = pd.DataFrame(
        {
            "area": homes.area,
            "tenure": homes.tenure,
            "household": homes.household,
            "stands": homes.alive & (homes.from_month <= world.month),
            "vacant_since": homes.vacant_since,
        }
    )
    n = world.place.n_estate
    for name, column in units.COLUMNS.items():
        table[name] = np.append(world.place.dwellings[column].to_numpy()[:n], np.full(len(table) - n, -1))
    table = table[table["stands"]].copy()
    rows = table["household"].to_numpy()
    for name in ("score", "type", "origin", "rule", "income", "since"):
        table[name] = np.where(rows >= 0, getattr(households, name)[rows].astype(float), np.nan)
    table["lived_in"] = rows >= 0
    table["years"] = (world.month - table["since"]) / 12.0
    table["vulnerable"] = np.where(rows >= 0, table["score"] >= 3, np.nan)
    table["name"], table["order"] = world.reputation[table["area"]], world.order[table["area"]]
    return table


def grouped(table: pd.DataFrame, level: str):
    """The table by unit, in the order of the units."""
    place = places.load(PLACE)
    if level == units.AREAS:
        titles = place.areas["title"].where(~place.areas["in_estate"], place.title)
        unit = titles.to_numpy()[table["area"]]
        return table.groupby(pd.Categorical(unit, units.units(PLACE, level).names), observed=False)
    inside = table[table[level] >= 0]
    return inside.groupby(level)


@pytest.mark.parametrize("level", [*ESTATE_LEVELS, units.AREAS])
def test_units_say_what_a_table_says(lived, level):
    past, table = lived
    told, by = past.units(level, MONTHS), grouped(table, level)
    assert told.standing.tolist() == by.size().tolist()
    assert told.lived_in.tolist() == by["lived_in"].sum().tolist()
    share = measures.show(told, "vulnerability")
    assert share.values == pytest.approx(by["vulnerable"].mean().to_numpy(), abs=1e-6)
    assert share.homes.tolist() == by["lived_in"].sum().tolist()
    # Medians are of incomes in whole kr.
    assert measures.show(told, "income").values == pytest.approx(by["income"].median().to_numpy(), abs=1.0)
    for attribute in ("years", "name", "order"):
        assert measures.show(told, attribute).values == pytest.approx(by[attribute].mean().to_numpy(), rel=1e-4)
    empty = 1 - by["lived_in"].mean().to_numpy()
    assert measures.show(told, "vacancy").values == pytest.approx(empty, abs=1e-6)


@pytest.mark.parametrize("level", [*ESTATE_LEVELS, units.AREAS])
@pytest.mark.parametrize("attribute", ["household_type", "origin", "tenure"])
def test_shares_of_a_class_and_the_commonest_class(lived, level, attribute):
    past, table = lived
    column = {"household_type": "type"}.get(attribute, attribute)
    told, by = past.units(level, MONTHS), grouped(table, level)[column]
    for group in range(len(attributes.by_name(attribute).labels)):
        expected = by.apply(lambda values, group=group: (values.dropna() == group).mean()).to_numpy()
        assert measures.show(told, attribute, group).values == pytest.approx(expected, abs=1e-6)
    most = measures.show(told, attribute)
    coloured = most.codes < HIDDEN
    counts = by.value_counts().unstack(fill_value=0).sort_index(axis=1)
    assert most.codes[coloured].tolist() == counts.idxmax(axis=1)[coloured].astype(int).tolist()
    best = (counts.max(axis=1) / counts.sum(axis=1)).to_numpy()
    assert most.values == pytest.approx(best, abs=1e-6)


def test_the_estate_among_the_areas_is_the_whole_estate(lived):
    past, _ = lived
    around, inside = past.units(units.AREAS, MONTHS), past.units(units.CELLS, MONTHS)
    assert around.standing[0] == inside.standing.sum() == places.load(PLACE).n_estate
    for name, counts in inside.counts.items():
        assert around.counts[name][0].tolist() == counts.sum(axis=0).tolist()


def test_a_month_that_has_passed_is_told_as_it_was(lived):
    past, _ = lived
    first, last = past.units(units.BLOCKS, 0), past.units(units.BLOCKS, MONTHS)
    assert (last.numbers["years"] != first.numbers["years"]).all()
    assert past.unit(units.BLOCKS, 2, 0)["numbers"]["years"] == pytest.approx(float(first.numbers["years"][2]))


def test_units_with_few_homes_are_not_coloured(lived):
    past, _ = lived
    told = past.units(units.CELLS, MONTHS)
    told.lived_in[0], told.lived_in[1] = measures.FEWEST_HOMES - 1, measures.FEWEST_HOMES
    codes = measures.show(told, "income").codes
    assert codes[0] == VACANT and codes[1] < HIDDEN


@pytest.mark.parametrize("attribute", attributes.names())
@pytest.mark.parametrize("language", ["en", "da"])
def test_every_class_has_a_colour_and_words(attribute, language):
    groups = range(-1, len(attributes.by_name(attribute).labels) if measures.choosable(attribute) else 0)
    for group in groups:
        labels = measures.labels(language, attribute, group)
        assert len(labels) == len(measures.palette(attribute, group)) == len(set(labels))
        assert measures.title(language, attribute, group)
    assert measures.group_of(attribute, 99) == measures.COMMONEST


def test_what_the_legend_says_of_bands():
    assert measures.labels("da", "vulnerability", -1)[:2] == ["under 3 %", "3 til 6 %"]
    assert measures.labels("en", "order", -1)[-1] == "0.8 or more"
    assert measures.title("en", "household_type", 3) == "Household type, couple with children: share of households"
    assert measures.written("da", "income", 17520.4) == "17.520\u00a0kr./md."


@pytest.mark.parametrize("name", places.BUNDLED)
@pytest.mark.parametrize("level", list(units.LEVELS)[1:])
def test_every_unit_has_a_shape(name, level):
    found, drawn = units.units(name, level), shapes(name, level)
    assert set(drawn.rings[:, 0].tolist()) == set(range(len(found)))
    assert drawn.rings[:, 1].sum() == len(drawn.points)
    called = found.called(level, 1)
    assert len(called) == len(set(called)) == len(found)


def test_cells_hold_the_blocks_of_their_homes_and_areas_do_not_overlap():
    found, drawn = units.units(PLACE, units.CELLS), shapes(PLACE, units.CELLS)
    squares = shapely.polygons(drawn.points.reshape(-1, 4, 2).astype(float))
    homes = shapely.points(drawing(PLACE).tiles.mean(axis=1).astype(float))
    # A home lies in the cell of its stairway: its tile may lie a little beyond.
    assert shapely.distance(squares[found.of], homes).max() < 60.0
    assert shapely.area(squares) == pytest.approx(100.0 * 100.0)
    place, areas = places.load(PLACE), shapes(PLACE, units.AREAS)
    starts = np.cumsum(areas.rings[:, 1]) - areas.rings[:, 1]
    rings = [
        shapely.Polygon(areas.points[start : start + length])
        for (unit, length), start in zip(areas.rings, starts, strict=True)
        if unit > 0
    ]
    inhabited = place.cells["district"].isin(place.areas["name"])
    # Rings lie within each other where a district has a hole: what is covered an odd number of times is inside.
    assert sum(ring.area for ring in rings) >= 1e4 * inhabited.sum()
    assert shapely.union_all(rings).area == pytest.approx(1e4 * inhabited.sum(), rel=1e-3)


def test_the_model_sends_units_only_where_they_are_shown():
    told = []
    player = Player(told.append, FakeModel)
    player.obey([Start(1, Scenario())])
    assert told[-1].units is None
    player.obey([Colour("vulnerability", units.CELLS), Select(-1, 3)])
    frame = told[-1]
    n = len(units.units(PLACE, units.CELLS))
    assert (len(frame.units.codes), len(frame.units.values), len(frame.units.homes)) == (n, 4 * n, 4 * n)
    assert frame.unit == 3 and frame.panels["unit"]["standing"] > 0
    player.obey([Step()])
    assert told[-1].panels["unit"]["unit"] == 3
    player.obey([Select(-1, 10_000)])
    assert told[-1].panels == {}, "a unit that is not there is not told of"
    player.obey([Colour("income", units.BLOCKS)])
    assert told[-1].unit == -1
    player.obey([Colour("income"), Select(0)])
    assert told[-1].units is None and "home" in told[-1].panels


def test_shapes_are_sent_once():
    map_, sent = EstateMap(), []
    map_.show(drawing(PLACE))
    map_.observe(lambda change: sent.append(change["name"]))
    picture = UnitPicture(map_)
    picture.word("da")
    for month in range(3):
        n = len(units.units(PLACE, units.CELLS))
        values = np.full(n, month, dtype=np.float32).tobytes()
        picture.show(PLACE, "income", UnitFrame(units.CELLS, -1, bytes(n), values, bytes(4 * n)))
    assert sent.count("unit_points") == sent.count("unit_rings") == sent.count("unit_words") == 1
    assert sent.count("unit_values") == 3
    assert map_.unit_words["columns"][0] == "Celle"
    picture.show(PLACE, "income", None)
    assert map_.level == units.HOMES
    picture.show(PLACE, "income", UnitFrame(units.AREAS, -1, b"", b"", b""))
    assert map_.unit_names[0] == "Værebro Park (boligområdet)"
    assert "2015" in map_.unit_words["note"] and "Skematisk" in map_.unit_words["note"]
    map_.close()


@pytest.mark.parametrize("language", ["en", "da"])
def test_a_unit_is_told_in_words(lived, language):
    past, _ = lived
    facts = past.unit(units.BLOCKS, 0, MONTHS)
    reader = Reader(language, False)
    rows = dict(unit_card.describe(facts, reader))
    assert unit_card.name(facts, reader) == {"en": "Block 1", "da": "Blok 1"}[language]
    assert {"en": "Homes", "da": "Boliger"}[language] in rows
    assert not any("origin" in label or "erkomst" in label for label in rows)
    assert len(unit_card.describe(facts, Reader(language, True))) == len(rows) + 1
    few = unit_card.describe({**facts, "lived_in": 4}, Reader(language, True))
    assert len(few) == 2
    (one,) = [value for _, value in unit_card.describe({**facts, "lived_in": facts["standing"] - 1}, reader)][:1]
    assert one.endswith({"en": "(1 empty)", "da": "(1 tom)"}[language])
