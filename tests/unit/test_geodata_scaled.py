"""A place at another size: the same estate, a town with the same shares, and people by the usual rules."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely

from experiments.errors import InputError
from experiments.scenario_file import from_dict
from experiments.study.address import version_for
from experiments.study.form import from_dict as study_of
from geodata import grid, place, scaled
from geodata.errors import GeodataError
from model import population
from model.estate_model import EstateModel
from model.parameters import scenario_values
from model.scenario import Scenario


def outside(here: place.Place, when: str = "today") -> pd.DataFrame:
    homes = here.dwellings.iloc[here.n_estate :]
    return homes[(homes["from_month"] == 0) == (when == "today")]


@pytest.mark.parametrize("name", ["vaerebro*0.1", "vaerebro*2.5", "vollsmose*0.1"])
def test_the_estate_stays_as_it_is(name: str) -> None:
    here, base = place.load(name), place.load(name.partition("*")[0])
    pd.testing.assert_frame_equal(here.dwellings.iloc[: here.n_estate], base.dwellings.iloc[: base.n_estate])
    assert here.n_estate == base.n_estate and here.buildings is base.buildings and here.outline == base.outline
    assert here.name == name and here.based_on == base.based_on and here.municipality_name == base.municipality_name
    own = base.departments["in_estate"]
    pd.testing.assert_frame_equal(here.departments[here.departments["in_estate"]], base.departments[own])
    assert here.checksum != base.checksum


def test_a_larger_town_holds_the_real_one_whole() -> None:
    """Homes of the first town keep their keys, and those of two and a half towns are among those of three."""
    base, some, more = (set(place.load(f"vaerebro{size}").dwellings["key"].tolist()) for size in ("", "*2.5", "*3"))
    assert base < some < more
    small = set(place.load("vaerebro*0.1").dwellings["key"].tolist())
    assert small < base


@pytest.mark.parametrize("name", ["vaerebro*0.1", "vaerebro*11.5", "vollsmose*0.1"])
def test_rows_point_where_they_should(name: str) -> None:
    here = place.load(name)
    homes, cells = here.dwellings, here.cells
    assert homes["key"].is_unique and cells["cell"].is_unique
    assert (grid.names(cells["e_min"], cells["n_min"]) == cells["cell"].to_numpy()).all()
    points = shapely.points(homes["e"], homes["n"])
    assert shapely.covers(cells.geometry.to_numpy()[homes["cell"]], points).all()
    assert here.areas["name"].is_unique and here.departments["name"].is_unique
    assert here.areas["title"].is_unique and here.departments["title"].is_unique
    rest = homes.iloc[here.n_estate :]
    assert (here.areas["name"].to_numpy()[rest["area"]] == cells["district"].to_numpy()[rest["cell"]]).all()
    assert set(cells["district"]) == set(here.districts)
    assert len(here.areas) == here.areas["in_estate"].sum() + len(here.districts)
    assert ((homes["department"] >= 0) == (homes["tenure"] == 3)).all()
    today = homes[homes["from_month"] == 0]
    counted = np.bincount(today["department"][today["department"] >= 0], minlength=len(here.departments))
    assert (counted == here.departments["dwellings"]).all()
    key = homes["key"].to_numpy()
    assert ((key >> np.uint64(39) & np.uint64(0x3FFF)) == cells["e_min"].to_numpy()[homes["cell"]] // 100).all()
    assert ((key >> np.uint64(23) & np.uint64(0xFFFF)) == cells["n_min"].to_numpy()[homes["cell"]] // 100).all()
    assert (np.diff(homes["from_month"].to_numpy() > 0) >= 0).all(), "homes to come stand last"


def test_made_up_towns_bear_no_real_name() -> None:
    here, base = place.load("vaerebro*3"), place.load("vaerebro")
    new = set(here.areas["title"]) - set(base.areas["title"])
    assert len(new) == 2 * len(base.districts) and all(title.startswith("Town ") for title in new)
    assert here.departments["synthetic"].iloc[len(base.departments) :].all()
    assert not here.cells["in_estate"].iloc[len(base.cells) :].any()
    # No two towns overlap.
    box = here.cells.assign(town=[name.partition("_town_")[2] for name in here.cells["district"]])
    shapes = [shapely.box(*cells.total_bounds) for _, cells in box.groupby("town")]
    assert len(shapes) == 3
    assert not any(one.intersects(other) for k, one in enumerate(shapes) for other in shapes[:k])


def test_factor_one_is_the_place_itself() -> None:
    assert place.load("vaerebro*1") is place.load("vaerebro") and place.load("vaerebro*1.0") is place.load("vaerebro")
    assert place.load("vaerebro*2") is place.load("vaerebro*2.0")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("vaerebro*0", "the factor 0 is outside 0.05..100"),
        ("vaerebro*-2", "the factor -2 is outside 0.05..100"),
        ("vaerebro*nan", "'nan' is not a number; write PLACE*FACTOR"),
        ("vaerebro*1e9", "the factor 1e9 is outside"),
        ("vaerebro*inf", "the factor inf is outside"),
        ("vaerebro*many", "'many' is not a number"),
        ("vaerebro*", "'' is not a number"),
        ("vaerebro*2*2", "'2*2' is not a number"),
        ("volsmose*8", "place 'volsmose*8' is unknown; did you mean 'vollsmose'"),
    ],
)
def test_nonsense_is_refused(name: str, words: str) -> None:
    with pytest.raises(GeodataError) as wrong:
        place.load(name)
    assert words in str(wrong.value)


def test_every_form_takes_such_a_place() -> None:
    asked = from_dict({"place": "vaerebro*0.1", "months": 12}).scenario
    assert asked.place == "vaerebro*0.1" and version_for(asked) == version_for(Scenario())
    assert study_of({"name": "sizes", "places": ["vaerebro", "vaerebro*8"]}).places == ("vaerebro", "vaerebro*8")
    with pytest.raises(InputError, match=r"outside 0.05..100 .* line 3"):
        from_dict({"place": "vaerebro*0"}, where=lambda path: "; it.toml line 3")
    with pytest.raises(InputError, match=r"unknown place 'volsmose\*8' \(did you mean 'vollsmose'"):
        study_of({"name": "sizes", "places": ["volsmose*8"]})
    with pytest.raises(InputError, match="'x' is not a number"):
        study_of({"name": "sizes", "places": ["vaerebro*x"]})


@pytest.mark.parametrize("name", ["vaerebro*0.1", "vaerebro*1.5", "vollsmose*0.1"])
def test_people_meet_their_targets_at_every_size(name: str) -> None:
    """At most one target in a hundred beyond its range: a tenth of a town has some small groups."""
    here = place.load(name)
    made = population.create(here, 1, scenario_values(Scenario(place=name)))
    assert (~made.fit["within"]).mean() <= 0.01, made.fit[~made.fit["within"]]
    persons = here.targets.set_index(["stratum", "quantity"])["value"]["municipality", "population"]
    # Whole households are made, so the number of people is met within a few in a thousand.
    assert len(made.persons) == pytest.approx(persons, rel=0.005)


def test_the_municipality_is_mixed_anew() -> None:
    """By hand: 20 % in an estate of 100 and 10 % of 900 around it are 11 %; with 9,000 around, 10.1 %.

    Of 18-24 years are 30 in the estate and 90 around it, of whom 12 and 12 are outside work; with 900 around, 120.
    """
    rows = [
        ("estate", "dwellings", "", 50.0, "dwellings"), ("estate", "population", "", 100.0, "persons"),
        ("municipality", "population", "", 1000.0, "persons"), ("estate", "origin", "western", 20.0, "% of persons"),
        ("municipality", "origin", "western", 11.0, "% of persons"), ("region", "gross_income", "", 100.0, "kr"),
        ("estate", "income_to_region", "", 50.0, "%"), ("municipality", "gross_income", "", 95.0, "kr"),
        ("municipality", "working_65_69", "", 16.0, "% of persons 65-69"), ("owner", "vacancy", "", 2.0, "%"),
        ("municipality", "disposable_income", "", 9.0, "kr/month"), ("estate", "age", "18-24", 30.0, "% of persons"),
        ("municipality", "age", "18-24", 12.0, "% of persons"), ("estate", "outside_18_24", "", 40.0, "% of 18-24"),
        ("municipality", "outside_18_24", "", 20.0, "% of persons 18-24"),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["stratum", "quantity", "group", "value", "unit"])
    table = table.assign(low=table["value"] - 1.0, high=table["value"] + 1.0)
    mixed = scaled.targets(table, 50, 400, 4000)
    assert mixed["value"].tolist() == pytest.approx(
        [
            50.0,
            100.0,
            9100.0,
            20.0,
            (20.0 + 900.0) / 91.0,
            100.0,
            50.0,
            (50.0 + 90 * 100.0) / 91.0,
            16.0,
            2.0,
            30.0,
            (30.0 + 900.0) / 91.0,
            40.0,
            100.0 * (12.0 + 120.0) / (30.0 + 900.0),
        ]
    )
    assert (mixed["low"] <= mixed["value"]).all() and (mixed["value"] <= mixed["high"]).all()
    known = table[table["quantity"] != "disposable_income"].reset_index(drop=True)
    pd.testing.assert_frame_equal(scaled.targets(table, 50, 400, 400), known)


def test_a_month_is_lived_at_another_size() -> None:
    model = EstateModel(place="vaerebro*0.1", months=2).run()
    assert model.world.place.name == "vaerebro*0.1" and len(model.world.persons) > 8_000
