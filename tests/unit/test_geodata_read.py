"""A planner's file: each kind of bad input gets its message, and a good one becomes a place that loads."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from shapely import affinity

from geodata import grid, place, schema
from geodata.errors import GeodataError
from geodata.package import read as read_layer
from geodata.read import Report, check, import_place

CRS = "EPSG:25832"


def good(n: int = 6) -> gpd.GeoDataFrame:
    """Six blocks of 60 by 12 m inside Vollsmose, in two departments."""
    shapes = [shapely.box(590500 + 90 * k, 6140600, 590560 + 90 * k, 6140612) for k in range(n)]
    table = {
        "id": [f"b{k}" for k in range(n)],
        "department": ["Nordgården"] * (n // 2) + ["Øst park"] * (n - n // 2),
        "storeys": [4] * n,
        "dwellings": [32] * n,
    }
    return gpd.GeoDataFrame(table, geometry=shapes, crs=CRS)


def stored(table: pd.DataFrame, folder: Path, name: str = "mine.gpkg", layer: str = "buildings") -> Path:
    path = folder / name
    pyogrio.write_dataframe(table, path, layer=layer)
    return path


def changed(column: str, row: int, value: object) -> gpd.GeoDataFrame:
    table = good().astype({column: object})
    table.loc[row, column] = value
    return table.infer_objects()


def reshaped(row: int, shape: shapely.Geometry | None) -> gpd.GeoDataFrame:
    table = good()
    shapes = list(table.geometry)
    shapes[row] = shape
    return table.set_geometry(gpd.GeoSeries(shapes, crs=CRS))


def only_error(report: Report) -> str:
    assert not report.ok
    assert report.buildings is None
    assert len(report.errors) == 1, report.lines()
    return report.errors[0].line()


def bow_tie(e: float, n: float) -> shapely.Polygon:
    return shapely.Polygon([(e, n), (e + 60, n + 12), (e + 60, n), (e, n + 20)])


def test_a_good_file_is_accepted_without_findings(tmp_path: Path) -> None:
    report = check(stored(good(), tmp_path))
    assert report.ok and report.findings == ()
    assert report.municipality_name == "Odense"
    assert report.lines() == ["mine.gpkg: 6 buildings with 192 dwellings in Odense"]


def test_missing_file_names_the_nearest(tmp_path: Path) -> None:
    stored(good(), tmp_path)
    message = only_error(check(tmp_path / "mime.gpkg"))
    assert "does not exist" in message and "nearest is 'mine.gpkg'" in message


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "is a folder" in only_error(check(tmp_path))


@pytest.mark.parametrize("name", ["notes.txt", "fake.gpkg", "fake.geojson"])
def test_not_a_spatial_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("id,storeys\n1,4\n")
    assert "not a spatial file" in only_error(check(tmp_path / name))


def test_table_without_shapes(tmp_path: Path) -> None:
    path = stored(pd.DataFrame(good().drop(columns="geometry")), tmp_path)
    assert "no layer with shapes" in only_error(check(path))


def test_no_features(tmp_path: Path) -> None:
    assert "no features" in only_error(check(stored(good().iloc[:0], tmp_path)))


def test_several_layers_ask_for_the_right_one(tmp_path: Path) -> None:
    path = stored(good(), tmp_path, layer="building")
    stored(good(), tmp_path, layer="roads")
    message = only_error(check(path))
    assert "has no layer 'buildings'; nearest is 'building'" in message and "roads" in message
    assert check(path, layer="building").ok
    assert "nearest is 'roads'" in only_error(check(path, layer="road"))


def test_no_crs(tmp_path: Path) -> None:
    table = good().set_crs(None, allow_override=True)
    with pytest.warns(UserWarning, match="crs"):
        path = stored(table, tmp_path)
    assert "no CRS" in only_error(check(path)) and "layer buildings" in only_error(check(path))


def test_crs_without_epsg_code_is_refused(tmp_path: Path) -> None:
    own = "+proj=tmerc +lat_0=55 +lon_0=10.3 +k=1 +x_0=0 +y_0=0 +ellps=GRS80 +units=m"
    assert "has no EPSG code" in only_error(check(stored(good().to_crs(own), tmp_path)))


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:25833"])
def test_other_crs_is_turned_with_a_warning(tmp_path: Path, crs: str) -> None:
    report = check(stored(good().to_crs(crs), tmp_path))
    assert report.ok and report.buildings is not None
    assert f"turned from {crs} into {CRS}" in report.warnings[0].line()
    # 1 cm: what is lost by turning there and back.
    assert report.buildings.geometry.geom_equals_exact(good().geometry, 0.01).all()


def test_geojson_in_degrees(tmp_path: Path) -> None:
    path = tmp_path / "mine.geojson"
    path.write_text(good().to_json(to_wgs84=True))
    assert check(path).ok


def test_geojson_in_metres_without_a_crs(tmp_path: Path) -> None:
    path = tmp_path / "mine.geojson"
    content = json.loads(good().to_json())
    content.pop("crs", None)
    path.write_text(json.dumps(content))
    assert "coordinates are metres" in only_error(check(path))


@pytest.mark.parametrize("column", ["id", "department", "storeys", "dwellings"])
def test_missing_column(tmp_path: Path, column: str) -> None:
    message = only_error(check(stored(good().drop(columns=column), tmp_path)))
    assert f"layer buildings, column {column}: the column is missing" in message


def test_misspelt_column_names_the_nearest(tmp_path: Path) -> None:
    message = only_error(check(stored(good().rename(columns={"storeys": "storey"}), tmp_path)))
    assert "column storeys" in message and "nearest is 'storey'" in message


def test_misspelt_optional_column_warns(tmp_path: Path) -> None:
    report = check(stored(good().assign(stairway=4), tmp_path))
    assert report.ok
    assert "column stairway: this column is not read; did you mean 'stairways'?" in report.warnings[0].line()


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("dwellings", -3, "-3 is negative; allowed 0 to 1000 dwellings"),
        ("dwellings", 5000, "5000 is absurd"),
        ("dwellings", 400, "400 homes on 2880 m2 of floor"),
        ("storeys", 0, "0 is absurd; allowed 1 to 60"),
        ("storeys", 400, "400 is absurd"),
        ("storeys", 2.5, "2.5 is not a whole number"),
        ("storeys", "four", "'four' is not a number"),
        ("department", None, "no value"),
        ("department", "  ", "no value"),
        ("storeys", None, "no value"),
    ],
)
def test_bad_value_names_column_and_feature(tmp_path: Path, column: str, value: object, words: str) -> None:
    table = changed(column, 3, value)
    if isinstance(value, str):
        table[column] = table[column].astype(str)
    message = only_error(check(stored(table, tmp_path)))
    assert f"column {column}" in message and words in message and "(feature b3)" in message


def test_absurd_area_per_home(tmp_path: Path) -> None:
    message = only_error(check(stored(good().assign(area_m2=[2400.0] * 5 + [64.0]), tmp_path)))
    assert "column area_m2" in message and "2.0 m2 a home is absurd" in message and "b5" in message


def test_no_homes_at_all(tmp_path: Path) -> None:
    assert "no building has any homes" in only_error(check(stored(good().assign(dwellings=0), tmp_path)))


def test_building_without_homes_is_left_out_with_a_warning(tmp_path: Path) -> None:
    report = check(stored(changed("dwellings", 5, 0), tmp_path))
    assert report.ok and report.buildings is not None and len(report.buildings) == 5
    assert "left out (feature b5)" in report.warnings[0].line()


def test_same_id_twice(tmp_path: Path) -> None:
    assert "the same id more than once (feature b1)" in only_error(check(stored(changed("id", 2, "b1"), tmp_path)))


@pytest.mark.parametrize("shape", [None, shapely.Polygon()])
def test_empty_geometry(tmp_path: Path, shape: shapely.Polygon | None) -> None:
    assert "empty geometry (feature b2)" in only_error(check(stored(reshaped(2, shape), tmp_path)))


@pytest.mark.filterwarnings("ignore:invalid value encountered")
def test_coordinates_that_are_not_numbers(tmp_path: Path) -> None:
    shape = shapely.Polygon([(590500, 6140700), (np.nan, 6140710), (590560, 6140720)])
    message = only_error(check(stored(reshaped(1, shape), tmp_path)))
    assert "coordinates that are not numbers (feature b1)" in message


def test_column_of_truth_values(tmp_path: Path) -> None:
    assert "'True' is not a number" in only_error(check(stored(good().assign(storeys=True), tmp_path)))


def test_swapped_latitude_and_longitude(tmp_path: Path) -> None:
    degrees = good().to_crs(4326)
    swapped = degrees.set_geometry(gpd.GeoSeries(shapely.transform(degrees.geometry, lambda c: c[:, ::-1]), crs=4326))
    assert "latitude and longitude look swapped" in only_error(check(stored(swapped, tmp_path)))


def test_point_instead_of_polygon(tmp_path: Path) -> None:
    message = only_error(check(stored(reshaped(4, shapely.Point(590700, 6140700)), tmp_path)))
    assert "a Point; expected Polygon (feature b4)" in message


def test_same_geometry_twice(tmp_path: Path) -> None:
    message = only_error(check(stored(reshaped(1, good().geometry[0]), tmp_path)))
    assert "the same geometry more than once (features b0, b1)" in message


def test_overlap_warns(tmp_path: Path) -> None:
    report = check(stored(reshaped(1, affinity.translate(good().geometry[0], 20, 0)), tmp_path))
    assert report.ok and "overlap" in report.warnings[0].line() and "b0, b1" in report.warnings[0].line()


def test_invalid_polygon_is_mended_with_a_warning_that_names_it(tmp_path: Path) -> None:
    report = check(stored(reshaped(2, bow_tie(590500, 6140700)), tmp_path))
    assert report.ok and report.buildings is not None
    line = report.warnings[0].line()
    assert "invalid polygon mended (self-intersection)" in line and "(feature b2)" in line
    assert report.buildings.geometry.is_valid.all()
    assert set(report.buildings.geom_type) == {"Polygon"}


def test_polygon_without_area_cannot_be_mended(tmp_path: Path) -> None:
    flat = shapely.Polygon([(590500, 6140700), (590560, 6140700), (590530, 6140700)])
    assert "(feature b2)" in only_error(check(stored(reshaped(2, flat), tmp_path)))


def test_single_part_multipolygon_is_a_polygon(tmp_path: Path) -> None:
    table = good()
    table = table.set_geometry(gpd.GeoSeries([shapely.MultiPolygon([s]) for s in table.geometry], crs=CRS))
    report = check(stored(table, tmp_path))
    assert report.ok and report.findings == () and report.buildings is not None
    assert set(report.buildings.geom_type) == {"Polygon"}


def test_all_outside_known_municipalities(tmp_path: Path) -> None:
    aarhus = good().set_geometry(good().translate(-10_000, 80_000))
    message = only_error(check(stored(aarhus, tmp_path)))
    assert "all buildings lie outside Odense (0461) or Gladsaxe (0159)" in message and "N " in message


def test_one_outside_the_municipality(tmp_path: Path) -> None:
    table = reshaped(5, shapely.box(716000, 6184000, 716060, 6184012))
    message = only_error(check(stored(table, tmp_path)))
    assert "outside Odense, where most of the buildings lie (feature b5)" in message


def test_declared_municipality_must_agree(tmp_path: Path) -> None:
    table = good().assign(municipality_code=["0461"] * 5 + ["0159"])
    message = only_error(check(stored(table, tmp_path)))
    assert "'0159' is not where the building lies: 0461 (Odense) (feature b5)" in message
    assert check(stored(good().assign(municipality_code=461), tmp_path, "number.gpkg")).ok


def test_all_errors_come_at_once(tmp_path: Path) -> None:
    table = reshaped(2, None)
    table.loc[0, "dwellings"] = -1
    table.loc[1, "storeys"] = 99
    assert len(check(stored(table, tmp_path)).errors) == 3


def test_imported_place_loads_like_a_bundled_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(place.PLACES_VARIABLE, str(tmp_path / "places"))
    table = good().assign(area_m2=32 * 80.0, rooms=3.0, rent_kr_m2_year=700.0, stairways=4)
    result = import_place(stored(table, tmp_path), "my_place", title="Min plan")
    assert result.path == tmp_path / "places" / "my_place.gpkg"
    assert place.names() == (*place.BUNDLED, "my_place")
    mine, bundled = place.load("my_place"), place.load("vollsmose")
    assert (mine.title, mine.based_on, mine.schematic) == ("Min plan", "vollsmose", False)
    assert mine.n_estate == 192
    estate = mine.dwellings.iloc[:192]
    assert estate["area_m2"].sum() == 6 * 32 * 80
    assert estate["rooms"].mean() == 3.0
    np.testing.assert_allclose(estate["rent"] * 12 / estate["area_m2"], 700, atol=0.2)  # rent in whole kroner
    assert list(mine.departments["title"][:2]) == ["Nordgården", "Øst park"]
    assert list(mine.departments["name"][:2]) == ["nordgaarden", "oest_park"]
    assert mine.buildings["stairways"].eq(4).all() and not mine.buildings["schematic"].any()
    assert len(mine.dwellings[mine.dwellings["from_month"] == 0]) == 99_000
    assert mine.dwellings["key"].is_unique
    for field in (
        "cells",
        "buildings",
        "dwellings",
        "departments",
        "areas",
        "neighbours",
        "facilities",
        "targets",
    ):
        assert list(getattr(mine, field).columns) == list(getattr(bundled, field).columns)
        assert (getattr(mine, field).dtypes == getattr(bundled, field).dtypes).all(), field


def test_imported_homes_lie_in_their_building(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(place.PLACES_VARIABLE, str(tmp_path / "places"))
    bent = shapely.box(590500, 6140700, 590600, 6140712).union(shapely.box(590500, 6140700, 590512, 6140790))
    import_place(stored(reshaped(0, bent), tmp_path), "bent")
    mine = place.load("bent")
    estate = mine.dwellings.iloc[: mine.n_estate]
    shapes = mine.buildings.geometry.to_numpy()[estate["building"]]
    # 2 cm: stairway points are stored in whole centimetres.
    assert (shapely.distance(shapes, shapely.points(estate["e"], estate["n"])) < 0.02).all()
    assert (grid.names(estate["e"], estate["n"]) == mine.cells["cell"].to_numpy()[estate["cell"]]).all()


def test_import_elsewhere_leaves_the_bundled_estate_to_the_town(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(place.PLACES_VARIABLE, str(tmp_path))
    moved = good().set_geometry(good().translate(-5000, -2000))
    import_place(stored(moved, tmp_path, "elsewhere.gpkg"), "moved")
    mine = place.load("moved")
    assert not mine.outline.intersects(place.load("vollsmose").outline)
    assert mine.outline.contains(mine.buildings.union_all())


def test_refused_import_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "places"
    with pytest.raises(GeodataError, match="column dwellings: -1 is negative") as caught:
        import_place(stored(changed("dwellings", 0, -1), tmp_path), "mine", folder=folder)
    assert caught.value.findings[0].features == ("b0",)
    assert not folder.exists() or list(folder.iterdir()) == []


def test_failure_while_writing_leaves_the_old_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "places"
    path = stored(good(), tmp_path)
    first = import_place(path, "mine", folder=folder).path.read_bytes()

    def broken(*_: object, **__: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("geodata.package.pyogrio.write_dataframe", broken)
    with pytest.raises(GeodataError, match=r"mine\.gpkg cannot be written: No space left"):
        import_place(path, "mine", folder=folder, replace_existing=True)
    assert [p.name for p in folder.iterdir()] == ["mine.gpkg"]
    assert (folder / "mine.gpkg").read_bytes() == first


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("vollsmose", "name of a bundled place"),
        ("Min Plan", "for example 'min_plan'"),
        ("../up", "cannot be the name"),
        ("", "cannot be the name"),
    ],
)
def test_bad_place_names(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(GeodataError, match=words):
        import_place(tmp_path / "none.gpkg", name, folder=tmp_path)


def test_existing_place_is_not_overwritten_unasked(tmp_path: Path) -> None:
    path = stored(good(), tmp_path)
    import_place(path, "mine_too", folder=tmp_path)
    with pytest.raises(GeodataError, match="exists already"):
        import_place(path, "mine_too", folder=tmp_path)
    import_place(path, "mine_too", folder=tmp_path, replace_existing=True)


def test_import_is_a_valid_package(tmp_path: Path) -> None:
    path = import_place(stored(good(), tmp_path), "whole", folder=tmp_path).path
    for layer in schema.LAYERS:
        assert schema.validate(read_layer(path, layer.name), layer) == []


def test_damaged_place_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(place.PLACES_VARIABLE, str(tmp_path))
    (tmp_path / "broken.gpkg").write_bytes(b"not a package")
    with pytest.raises(GeodataError, match=r"broken\.gpkg"):
        place.load("broken")
