"""The country's tables: 98 municipalities that add up to what is known, and places the model can live in."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from geodata import denmark, denmark_place, place
from geodata.denmark import country
from geodata.errors import GeodataError
from geodata.surroundings import TENURES
from model import population
from model.parameters import scenario_values
from model.scenario import Scenario

LAND = country()
TABLE = LAND.municipalities
HOMES = TABLE["homes"].to_numpy(dtype=float)
GRADES = {"found", "recalled", "derived", "judgement", "synthetic"}


def test_the_98_municipalities_are_all_there_with_name_place_and_grades() -> None:
    official = pd.read_csv(denmark.SOURCE / "municipalities.csv", dtype={"municipality_code": str})
    # Christiansø is no municipality.
    assert set(TABLE["code"]) == set(official["municipality_code"]) - {"0411"}
    assert len(TABLE) == 98 and TABLE["code"].is_unique and TABLE["name"].is_unique
    named = TABLE.merge(official, left_on="code", right_on="municipality_code")
    assert (named["name_x"] == named["name_y"]).all()
    assert not TABLE.drop(columns="estate").isna().any().any()
    for grade in ("residents_grade", "almene_grade", "homes_grade", "tenure_grade"):
        assert set(TABLE[grade]) <= GRADES


def test_residents_and_tenures_add_up_to_the_country() -> None:
    assert TABLE["residents"].sum() == pytest.approx(LAND.figures["residents"], rel=0.001)
    known = {tenure: LAND.figures[f"share_{tenure}"] for tenure in TENURES}
    for tenure, share in known.items():
        made = float((TABLE[f"share_{tenure}"] * HOMES).sum() / HOMES.sum())
        # What lex.dk counts leaves 0.7 % without a tenure, shared here over all four.
        assert made == pytest.approx(share / sum(known.values()), abs=0.002), tenure
    np.testing.assert_allclose(TABLE[[f"share_{tenure}" for tenure in TENURES]].sum(axis=1), 1.0)
    people = TABLE["residents"]
    assert (TABLE["non_western"] * people).sum() / people.sum() == pytest.approx(LAND.figures["non_western"], abs=1e-6)


def test_households_reach_the_number_counted_in_2022() -> None:
    built = HOMES * (1.0 + 7.0 * TABLE["new_building"].to_numpy(dtype=float))
    assert built.sum() * (1.0 - denmark.VACANT) == pytest.approx(LAND.figures["households_2022"], rel=1e-6)
    assert (TABLE["new_building"] > 0.0).all() and TABLE["new_building"].max() < 0.03


def test_what_is_known_of_a_municipality_is_kept() -> None:
    given = pd.read_csv(denmark.DATA / "municipalities.csv", dtype={"code": str}).set_index("code")["almene_share"]
    known = given.dropna()
    assert len(known) == 39
    made = TABLE.set_index("code")["share_almene"]
    np.testing.assert_allclose(made[known.index], known)
    assert made["0153"] == pytest.approx(0.65)
    odense, gladsaxe = LAND.row("0461"), LAND.row("Gladsaxe")
    assert (odense["homes"], gladsaxe["homes"]) == (99000, 31500)
    assert odense["share_owner"] == pytest.approx(0.47)


@pytest.mark.parametrize(
    ("said", "meant"),
    [("Aarhuus", "did you mean 'Aarhus'"), ("Gladsakse", "did you mean 'Gladsaxe'"), ("0152", "known are the names")],
)
def test_a_misspelt_municipality_is_answered_with_the_nearest(said: str, meant: str) -> None:
    with pytest.raises(GeodataError, match=f"municipality '{said}' is unknown; {meant}"):
        LAND.position(said)


@pytest.mark.parametrize("share", [0.0, -0.1, 1.5])
def test_a_share_that_is_none_is_refused(share: float) -> None:
    with pytest.raises(GeodataError, match="share of homes is"):
        denmark_place.municipality("0825", share, place.load("vaerebro").neighbours)


@pytest.mark.parametrize("code", ["0101", "0607", "0825"])
def test_a_made_up_municipality_has_the_homes_of_the_table(code: str) -> None:
    row, share = LAND.row(code), 0.05 if code != "0825" else 1.0
    made = denmark_place.municipality(code, share, place.load("vaerebro").neighbours)
    now = made.dwellings[made.dwellings["from_month"] == 0]
    assert len(now) == pytest.approx(row["homes"] * share, abs=1.0)
    for number, tenure in enumerate(TENURES):
        assert (now["tenure"] == number).mean() == pytest.approx(row[f"share_{tenure}"], abs=1.5 / len(now))
    assert made.dwellings["key"].is_unique and made.n_estate == 0 and made.schematic
    social = (made.dwellings["tenure"] == 3).to_numpy()
    assert (made.dwellings.loc[social, "department"] >= 0).all()
    assert (made.dwellings.loc[~social, "department"] == -1).all()
    homes = np.bincount(now.loc[now["tenure"] == 3, "department"], minlength=len(made.departments))
    assert homes.tolist() == made.departments["dwellings"].tolist()
    assert not made.cells["cell"].duplicated().any()
    homes = now[now["tenure"] == 0]
    assert (homes["price"] / homes["area_m2"]).mean() == pytest.approx(row["price_kr_m2"], rel=0.1)
    later = made.dwellings["from_month"]
    assert ((later >= 0) & (later <= 360)).all()


def test_building_keeps_its_pace_in_a_thinned_country_too() -> None:
    table, built, wanted = place.load("vaerebro").neighbours, 0.0, 0.0
    for code in TABLE.loc[TABLE["kind"] == "rural", "code"]:
        made = denmark_place.municipality(code, 0.01, table).dwellings["from_month"]
        built += float(((made > 0) & (made <= 120)).sum())
        wanted += float((made == 0).sum()) * float(LAND.row(code)["new_building"]) * 10.0
    assert built == pytest.approx(wanted, rel=0.15)


def test_its_people_fit_its_size_and_origin() -> None:
    made = denmark_place.municipality("0607", 0.1, place.load("vaerebro").neighbours)
    people = population.create(made, 1, scenario_values(Scenario()))
    row = LAND.row("0607")
    assert len(people.persons) == pytest.approx(row["residents"] * 0.1, rel=0.02)
    origin = people.persons.origin[people.persons.rows]
    assert (origin == 2).mean() == pytest.approx(row["non_western"], abs=0.004)
    again = population.create(made, 1, scenario_values(Scenario()))
    assert (people.persons.key == again.persons.key).all() and (people.persons.skill == again.persons.skill).all()


def test_a_municipality_with_an_estate_is_the_bundled_place_whole_or_evenly_thinned() -> None:
    table = place.load("vaerebro").neighbours
    whole, known = denmark_place.municipality("0159", 1.0, table), place.load("vaerebro")
    assert whole.dwellings is known.dwellings and whole.n_estate == 1345
    thin = denmark_place.municipality("0159", 0.1, table)
    assert thin.n_estate == pytest.approx(134.5, abs=1.0)
    assert len(thin.dwellings) == pytest.approx(len(known.dwellings) / 10, abs=1.0)
    assert set(thin.dwellings["key"]) < set(known.dwellings["key"])
    assert thin.jobs_share == pytest.approx(0.1) and whole.jobs_share == 1.0
