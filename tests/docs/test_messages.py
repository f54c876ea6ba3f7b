"""What the page on an own estate tells of the check, said by the check of a file that is wrong in that way."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest

from experiments.calibration.targets import bundled
from geodata.user_file import check

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "your-estate.md").read_text(encoding="utf-8").partition("## When something is wrong")[2]
MESSAGES = re.findall(r"^\| `([^`]+)` \|", PAGE, re.MULTILINE)


def _drawn() -> dict[str, Any]:
    """The example without its two slips."""
    text = (DOCS / "examples" / "eksempelparken_first_try.geojson").read_text(encoding="utf-8")
    drawn: dict[str, Any] = json.loads(text.replace('"24 boliger"', "24").replace('"storeys": -4', '"storeys": 4'))
    return drawn


def _moved(drawn: dict[str, Any], move: Callable[[float, float], tuple[float, float]]) -> dict[str, Any]:
    for building in drawn["features"]:
        ring = building["geometry"]["coordinates"][0]
        building["geometry"]["coordinates"][0] = [list(move(*point)) for point in ring]
    return drawn


def _wrong(kind: str, folder: Path) -> Path:
    """A file that is wrong in one way."""
    drawn, path = _drawn(), folder / "wrong.geojson"
    if kind == "no CRS":
        gpd.GeoDataFrame.from_features(drawn).to_file(folder / "wrong.gpkg", driver="GPKG")
        return folder / "wrong.gpkg"
    if kind == "metres":
        frame = gpd.GeoDataFrame.from_features(drawn, crs=4326).to_crs(25832)
        drawn = json.loads(frame.to_json(drop_id=True))
        drawn.pop("crs", None)
    elif kind == "swapped":
        drawn = _moved(drawn, lambda east, north: (north, east))
    elif kind == "elsewhere":
        drawn = _moved(drawn, lambda east, north: (east - 2.0, north))
    elif kind == "overlap":
        second = drawn["features"][1]["geometry"]["coordinates"][0]
        first = drawn["features"][0]["geometry"]["coordinates"][0]
        second[:] = [[east + 0.0003, north] for east, north in first]
    elif kind == "crowded":
        corner = drawn["features"][0]["geometry"]["coordinates"][0][0]
        drawn["features"][0]["geometry"]["coordinates"][0] = [
            corner, [corner[0] + 0.0001, corner[1]], [corner[0] + 0.0001, corner[1] + 0.00002], corner,
        ]  # fmt: skip
    path.write_text(json.dumps(drawn), encoding="utf-8")
    return path


def test_the_mended_example_is_fit_for_use(tmp_path: Path) -> None:
    assert check(_wrong("nothing", tmp_path)).ok


@pytest.mark.filterwarnings("ignore::UserWarning:pyogrio")
@pytest.mark.parametrize(
    ("kind", "message"),
    list(zip(("no CRS", "metres", "swapped", "elsewhere", "overlap", "crowded"), MESSAGES, strict=True)),
)
def test_a_message_of_the_page_is_what_the_check_says(kind: str, message: str, tmp_path: Path) -> None:
    said = "\n".join(check(_wrong(kind, tmp_path)).lines())
    # How many homes on how much floor is the file's own.
    wanted = re.sub(r"\d+ m2 of floor", r"\\d+ m2 of floor", re.escape(message).replace(r"\ ", " "))
    assert re.search(wanted, said), said


def test_no_target_of_the_bundled_estate_is_taken_to_be_anybody_elses() -> None:
    assert bundled("vaerebro") and not bundled("eksempelparken")
