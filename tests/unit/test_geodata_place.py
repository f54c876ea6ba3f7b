"""The bundled places: documented counts, homes in their buildings and cells, and a town that adds up."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from geodata import grid, place, schema
from geodata.build import SOURCE, build, check_sources, read_sources
from geodata.errors import GeodataError
from geodata.package import read as read_layer

PLACES = ("vollsmose", "vaerebro")
OWNER, PRIVATE_RENTAL, COOPERATIVE, ALMENE = range(4)


@pytest.fixture(params=PLACES, scope="module")
def here(request: pytest.FixtureRequest) -> place.Place:
    return place.load(request.param)


def estate(here: place.Place) -> pd.DataFrame:
    return here.dwellings.iloc[: here.n_estate]


def today(here: place.Place) -> pd.DataFrame:
    return here.dwellings[here.dwellings["from_month"] == 0]


def test_documented_counts_of_vollsmose() -> None:
    here = place.load("vollsmose")
    homes = here.departments[here.departments["in_estate"]].set_index("title")["dwellings"]
    assert here.n_estate == homes.sum() == 3600
    assert list(homes.index[:2]) == ["Granparken", "Lærkeparken"] and len(homes) == 9
    assert homes[["Granparken", "Fyrreparken", "Birkeparken", "Bøgeparken"]].tolist() == [504, 504, 449, 517]
    assert homes[["Lærkeparken", "Egeparken"]].sum() == 826
    assert homes[["Hybenhaven", "Slåenhaven", "Tjørnehaven"]].sum() == 800
    birke = here.buildings[here.buildings["department"] == 5]
    assert len(birke) == 11 and birke["storeys"].max() == 13
    assert (here.buildings["storeys"] == 13).sum() == 3
    assert 85 <= estate(here)["area_m2"].mean() <= 92
    fyrre = estate(here)[estate(here)["department"] == 2]
    assert fyrre["area_m2"].mean() == pytest.approx(69, abs=0.1)  # whole square metres


def test_documented_counts_of_vaerebro_park() -> None:
    here = place.load("vaerebro")
    assert here.n_estate == 1345
    assert estate(here)["area_m2"].sum() == 99_376
    assert sorted(here.buildings["storeys"]) == [4] * 5 + [8] * 3
    mix = estate(here)["rooms"].value_counts(normalize=True).sort_index()
    # One home in 1,345 either way.
    np.testing.assert_allclose(mix.to_numpy(), [0.1, 0.3, 0.4, 0.2], atol=1 / 1345)
    low = here.buildings[here.buildings["storeys"] == 4].geometry.centroid.y.mean()
    high = here.buildings[here.buildings["storeys"] == 8].geometry.centroid.y.mean()
    assert low < high
    longest = max(shapely.length(shape) / 2 for shape in here.buildings[here.buildings["storeys"] == 8].geometry)
    assert longest == pytest.approx(200 + 12, rel=0.1)  # a front of roughly 200 m, 12 m deep


def test_order_along_the_planned_light_rail() -> None:
    here = place.load("vollsmose")
    northing = here.buildings.geometry.centroid.y.groupby(here.buildings["department"]).mean()
    order = [0, 1, 3, 4, 5, 6]  # Granparken, Lærkeparken, Egeparken, Bøgeparken, Birkeparken, Hybenhaven
    assert northing.loc[order].is_monotonic_increasing
    fyrre = here.buildings[here.buildings["department"] == 2].geometry.centroid
    west, south, east, north = here.outline.bounds
    assert fyrre.x.mean() > (west + east) / 2 and fyrre.y.mean() < south + (north - south) / 4
    torv = here.facilities.set_index("title").geometry["Vollsmose Torv"]
    assert northing[1] < torv.y < northing[3]


def test_buildings_stand_apart_inside_the_outline(here: place.Place) -> None:
    shapes = here.buildings.geometry.to_numpy()
    assert shapely.contains(here.outline, shapes).all()
    tree = shapely.STRtree(shapes)
    left, right = tree.query(shapes, predicate="dwithin", distance=5.0)
    assert (left == right).all()


def test_buildings_look_like_buildings(here: place.Place) -> None:
    buildings = here.buildings
    box = [shapely.get_coordinates(shapely.minimum_rotated_rectangle(shape)) for shape in buildings.geometry]
    sides = np.array([sorted(np.hypot(*np.diff(c[:3], axis=0).T)) for c in box])
    assert ((sides[:, 0] >= 8.9) & (sides[:, 0] <= 18.1)).all()
    assert (sides[buildings["storeys"].to_numpy() < 13, 0] <= 14.1).all()
    gross = buildings.area * buildings["storeys"]
    net = estate(here).groupby("building")["area_m2"].sum()
    ratio = gross.to_numpy() / net.to_numpy()
    # Stairs and walls take a seventh or so; counts are shared over blocks by whole homes.
    assert ((ratio > 1.02) & (ratio < 1.4)).all()


def test_homes_agree_with_buildings(here: place.Place) -> None:
    homes = estate(here)
    assert (homes.groupby("building").size() == here.buildings["dwellings"]).all()
    assert (homes.groupby("building")["department"].first() == here.buildings["department"]).all()
    assert (homes.groupby("building")["stairway"].nunique() == here.buildings["stairways"]).all()
    assert (homes["storey"] < here.buildings["storeys"].to_numpy()[homes["building"]]).all()
    assert homes["stairway"].is_monotonic_increasing and homes["building"].is_monotonic_increasing
    assert homes["label"].is_unique and (homes["label"] != "").all()
    assert (here.dwellings["building"].iloc[here.n_estate :] == -1).all()
    counted = homes.groupby("department").size()
    assert (counted == here.departments["dwellings"].iloc[: len(counted)]).all()


def test_each_home_lies_in_its_cell_and_building(here: place.Place) -> None:
    homes = estate(here)
    points = shapely.points(homes["e"], homes["n"])
    assert shapely.covers(here.cells.geometry.to_numpy()[homes["cell"]], points).all()
    assert shapely.intersects(here.buildings.geometry.to_numpy()[homes["building"]], points).all()
    assert here.cells["in_estate"].to_numpy()[homes["cell"]].all()


def test_estate_cells_hold_only_estate_homes(here: place.Place) -> None:
    others = here.dwellings.iloc[here.n_estate :]
    assert not here.cells["in_estate"].to_numpy()[others["cell"]].any()
    assert here.cells["urban"].to_numpy()[others["cell"]].all()


def test_cells_are_the_official_ones(here: place.Place) -> None:
    cells = here.cells
    assert (grid.names(cells["e_min"], cells["n_min"]) == cells["cell"].to_numpy()).all()
    assert cells["cell"].is_unique and cells.crs.to_epsg() == 25832
    assert (cells.geometry.bounds[["minx", "miny"]].to_numpy() == cells[["e_min", "n_min"]].to_numpy()).all()
    assert (cells.area == 10_000).all()
    assert set(cells["district"]) == set(here.districts)
    assert len(cells) == {"vollsmose": 30_599, "vaerebro": 2_495}[here.name]


@pytest.mark.parametrize(
    ("name", "total", "shares"),
    [("vollsmose", 99_000, (0.47, 0.22, 0.065, 0.245)), ("vaerebro", 31_500, (0.45, 0.10, 0.08, 0.37))],
)
def test_municipality_adds_up(name: str, total: int, shares: tuple[float, ...]) -> None:
    homes = today(place.load(name))
    assert len(homes) == total
    counted = homes["tenure"].value_counts().sort_index().to_numpy()
    np.testing.assert_allclose(counted / total, shares, atol=1 / total)


def test_mean_areas_by_tenure() -> None:
    homes = today(place.load("vollsmose"))
    mean = homes[~homes["youth"]].groupby("tenure")["area_m2"].mean()
    # Areas are whole square metres; estate homes are almene too and larger than the rest.
    np.testing.assert_allclose(mean.loc[[OWNER, PRIVATE_RENTAL, COOPERATIVE]], [137, 87, 81], atol=0.1)
    assert 77 < mean[ALMENE] < 80


def test_money_belongs_to_the_tenure(here: place.Place) -> None:
    homes = here.dwellings
    owners = homes["tenure"] == OWNER
    assert (homes.loc[owners, "rent"] == 0).all() and (homes.loc[owners, "price"] > 0).all()
    assert (homes.loc[~owners, "rent"] > 0).all()
    renting = homes["tenure"].isin([PRIVATE_RENTAL, ALMENE])
    assert (homes.loc[renting, "price"] == 0).all()
    per_m2 = homes["price"][owners] / homes["area_m2"][owners]
    low, high = {"vollsmose": (10_000, 18_000), "vaerebro": (20_000, 30_000)}[here.name]
    assert per_m2.between(low, high).all()


def test_almene_homes_have_a_department(here: place.Place) -> None:
    homes = here.dwellings
    assert ((homes["department"] >= 0) == (homes["tenure"] == ALMENE)).all()
    counted = today(here).groupby("department").size()
    counted = counted[counted.index >= 0]
    assert (counted == here.departments["dwellings"]).all()
    synthetic = here.departments[here.departments["synthetic"]]
    assert synthetic["dwellings"].between(100, 400).all()
    assert not synthetic["in_estate"].any() and here.departments["schematic"].all()
    youth = today(here).query("tenure == 3")["youth"].mean()
    assert 0.03 < youth < 0.06


def test_departments_are_contiguous_in_one_district(here: place.Place) -> None:
    homes = today(here).iloc[here.n_estate :]
    homes = homes[homes["department"] >= 0]
    corners = here.cells[["e_min", "n_min"]].to_numpy() // 100
    for _, cells in homes.groupby("department")["cell"].unique().items():
        assert len(set(here.cells["district"].iloc[cells])) == 1
        left = {tuple(corner) for corner in corners[cells].tolist()}
        queue = [left.pop()]
        while queue:
            e, n = queue.pop()
            for near in ((e + 1, n), (e - 1, n), (e, n + 1), (e, n - 1)):
                if near in left:
                    left.remove(near)
                    queue.append(near)
        assert not left


def test_building_goes_on_evenly(here: place.Place) -> None:
    later = here.dwellings[here.dwellings["from_month"] > 0]
    rate = {"vollsmose": 0.007, "vaerebro": 0.008}[here.name]
    assert len(later) / len(today(here)) == pytest.approx(rate * 30, rel=0.001)
    per_decade = np.bincount((later["from_month"] - 1) // 120)
    # Projects are whole: a few of them fall on either side of a decade's end.
    np.testing.assert_allclose(per_decade, len(later) / 3, rtol=0.05)
    mix = later["tenure"].value_counts(normalize=True).sort_index()
    np.testing.assert_allclose(mix, today(here)["tenure"].value_counts(normalize=True).sort_index(), atol=0.001)
    assert not here.cells["in_estate"].to_numpy()[later["cell"]].any()


def test_areas_are_departments_then_districts(here: place.Place) -> None:
    homes, areas = here.dwellings, here.areas
    n_departments = int(areas["in_estate"].sum())
    assert (homes["area"].iloc[: here.n_estate] == homes["department"].iloc[: here.n_estate]).all()
    rest = homes.iloc[here.n_estate :]
    assert (areas["name"].to_numpy()[rest["area"]] == here.cells["district"].to_numpy()[rest["cell"]]).all()
    assert len(areas) == n_departments + len(here.districts)


def test_keys_are_unique_and_do_not_depend_on_rows(here: place.Place) -> None:
    homes = here.dwellings
    assert homes["key"].is_unique and homes["key"].dtype == np.uint64
    first = homes[homes["cell"] == homes["cell"].iloc[-1]]["key"].iloc[0]
    corner = here.cells.iloc[homes["cell"].iloc[-1]]
    assert int(first) >> 23 & 0xFFFF == corner["n_min"] // 100
    assert int(first) >> 39 & 0x3FFF == corner["e_min"] // 100
    assert int(first) >> 53 == int(here.municipality_code)


def test_neighbours(here: place.Place) -> None:
    around = here.neighbours
    assert list(around["name"].iloc[-2:]) == ["rest of Denmark", "abroad"]
    assert around["weight"].sum() == pytest.approx(1.0)
    assert here.municipality_name not in set(around["name"])
    assert (around["departments"].iloc[:-2] > 0).all() and (around["departments"].iloc[-2:] == 0).all()
    expected = {
        "vollsmose": {"Assens", "Nyborg", "Kerteminde"},
        "vaerebro": {"København", "Herlev", "Gentofte"},
    }
    assert expected[here.name] <= set(around["name"])


def test_facilities_state_their_precision(here: place.Place) -> None:
    assert {"centre", "school", "employer"} <= set(here.facilities["kind"])
    assert (here.facilities["precision"] != "").all() and (here.facilities["source"] != "").all()
    assert here.facilities.crs.to_epsg() == 25832


def test_loading_twice_gives_the_same_place(here: place.Place) -> None:
    assert place.load(here.name) is here


def test_a_place_cannot_be_changed(here: place.Place) -> None:
    with pytest.raises(AttributeError):
        here.name = "other"  # type: ignore[misc]
    with pytest.raises(ValueError, match="read-only"):
        here.dwellings["key"].to_numpy()[0] = 0


def test_unknown_place_names_the_nearest() -> None:
    with pytest.raises(GeodataError, match="place 'Volsmose' is unknown; did you mean 'vollsmose'"):
        place.load("Volsmose")


def test_building_again_gives_the_bundled_tables(tmp_path: Path) -> None:
    again = build(tmp_path / "again.gpkg")
    for layer in (*(layer.name for layer in schema.LAYERS), "facts", "sources"):
        pd.testing.assert_frame_equal(read_layer(again, layer), read_layer(place.BUNDLE, layer))
    assert place.BUNDLE.stat().st_size < 15_000_000


def test_sources_carry_licence_credit_and_checksum(here: place.Place) -> None:
    check_sources()
    listed = {str(source["file"]) for source in read_sources()}
    assert listed == {path.name for path in SOURCE.iterdir()} == set(here.sources)
    credits = " ".join(source["credit"] for source in here.sources.values())
    assert "Indeholder data fra Geodatastyrelsen og Danske Kommuner, DAGI/FOT 1:500.000, 13 feb 2014" in credits
    assert "© European Union, Copernicus Land Monitoring Service 2018, EEA" in credits
    assert "Statistics Denmark" in credits


def test_changed_source_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in SOURCE.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "parishes.csv").write_text("changed\n")
    monkeypatch.setattr("geodata.build.SOURCE", tmp_path)
    with pytest.raises(GeodataError, match=r"parishes\.csv is not the file named in sources\.toml"):
        check_sources()


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("storeys", 99, "99 is outside 1..60 storeys"),
        ("building", "vollsmose-001", "the same id more than once"),
        ("dwellings", 1.5, "1.5 is not a whole number"),
    ],
)
def test_schema_says_what_is_wrong(column: str, value: object, words: str) -> None:
    table = read_layer(place.BUNDLE, "buildings").astype({column: object})
    table.loc[table.index[4], column] = value
    findings = schema.validate(table, schema.BUILDINGS)
    assert len(findings) == 1 and words in findings[0].line() and f"column {column}" in findings[0].line()


def test_schema_names_missing_column_and_wrong_crs() -> None:
    table = read_layer(place.BUNDLE, "buildings").rename(columns={"storeys": "storey"}).to_crs(4326)
    first, second = schema.validate(table, schema.BUILDINGS)
    assert "column storeys: the column is missing; nearest is 'storey'" in first.line()
    assert "CRS is EPSG:4326; expected EPSG:25832" in second.line()
