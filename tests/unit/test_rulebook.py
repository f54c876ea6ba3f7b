"""The rule-book as law: what holds when and where, and what is asked of its entries."""

from __future__ import annotations

import numpy as np
import pytest

from agents.core import calendar
from agents.core.parameter import ParameterError
from geodata import place as places
from model.letting import rulebook
from model.letting.rulebook import GROUPS, RuleBook, law_versions, read, reading_month, rules
from model.mechanisms import keys
from model.parameters import scenario_values
from model.scenario import Scenario
from model.world import World
from tests.worlds import at_once, lived

VALUES = scenario_values(Scenario())
WORKER, STUDENT, SENIOR, YOUNG = range(len(GROUPS))
KINDS = {
    "assignment_share", "assignment_ceiling", "internal_share", "internal_years", "max_rooms_single",
    "max_rooms_couple", "max_persons_per_room", "family_rooms", "flexible", "combined_letting", "compulsory_refusal",
}  # fmt: skip


def book(place: str, law: str, date: str = "2015-01", **changed: float) -> RuleBook:
    """The book of a place; changed values are named by rule with its dots left out."""
    found = places.load(place)
    values = VALUES | {f"letting.{name}": value for name, value in changed.items()}
    names, estate = (tuple(found.departments[column].tolist()) for column in ("name", "in_estate"))
    return read(values, found.municipality_name, names, estate, reading_month(law, calendar.parse(date)))


def department(place: str, name: str) -> int:
    return int(np.flatnonzero(places.load(place).departments["name"] == name)[0])


@pytest.fixture(scope="module")
def estate() -> np.ndarray:
    return places.load("vollsmose").departments["in_estate"].to_numpy(dtype=bool)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule["id"])
class TestEveryRule:
    def test_is_of_a_kind_that_is_read(self, rule: dict) -> None:
        assert rule["kind"] in KINDS

    def test_has_dates_in_order(self, rule: dict) -> None:
        assert calendar.parse(rule["from"]) < calendar.parse(rule.get("to", "2100-01"))

    def test_names_departments_and_places_that_exist(self, rule: dict) -> None:
        known = {places.load(name).municipality_name: places.load(name) for name in places.names()}
        assert rule["place"] in {"all", *known}
        if isinstance(rule["where"], list):
            assert set(rule["where"]) <= set(known[rule["place"]].departments["name"])
        else:
            assert rule["where"] in ("all", "estate", "elsewhere")

    def test_divides_its_share_among_known_groups(self, rule: dict) -> None:
        if rule["kind"] == "flexible":
            assert set(rule["groups"]) <= set(GROUPS) and sum(rule["groups"].values()) == pytest.approx(1.0)

    def test_is_cited_by_paragraph_and_source(self, rule: dict) -> None:
        assert rule["paragraph"] and rule["source"] and rule["meaning"]
        assert rule["low"] <= rule["value"] <= rule["high"]


def test_no_two_rules_of_one_kind_hold_for_one_department_at_once() -> None:
    """Else the later line of the file would win unseen; flexible letting may name several groups."""
    for name in places.names():
        place = places.load(name)
        names, estate = (place.departments[column].to_numpy() for column in ("name", "in_estate"))
        for month in (
            calendar.parse(date) for date in ("2010-12", "2015-01", "2018-12", "2019-07", "2022-01", "2034-12")
        ):
            held: dict[str, np.ndarray] = {}
            for rule in rulebook._in_force(place.municipality_name, month):
                here = rulebook._where(rule, names.astype(str), estate.astype(bool))
                for kind in [f"{rule['kind']} {group}" for group in rule.get("groups", [""])]:
                    assert not (held.get(kind, np.zeros_like(here)) & here).any(), (name, kind)
                    held[kind] = held.get(kind, np.zeros_like(here)) | here


def test_young_people_come_first_in_three_parks_and_nowhere_else() -> None:
    found = book("vollsmose", "2015")
    expected = np.zeros_like(found.flexible)
    for name, share, rooms in (("granparken", 0.5, 2), ("egeparken", 0.5, 2), ("boegeparken", 1.0, 1)):
        row = department("vollsmose", name)
        expected[row, YOUNG] = share
        assert found.flexible_rooms[row, YOUNG] == rooms
    assert (found.flexible == expected).all()


@pytest.mark.parametrize(
    ("date", "young", "worker"), [("2018-12", 0.5, 0.0), ("2019-01", 0.0, 0.9), ("2030-01", 0.0, 0.9)]
)
def test_dated_law_changes_on_its_day(date: str, young: float, worker: float) -> None:
    row = department("vollsmose", "granparken")
    found = book("vollsmose", "dated", date)
    assert found.flexible[row].tolist() == [worker, 0.0, 0.0, young]


def test_workers_come_first_in_the_whole_estate_from_2019(estate: np.ndarray) -> None:
    found = book("vollsmose", "2018")
    assert (found.flexible[estate, WORKER] == 0.9).all() and (found.flexible[~estate] == 0.0).all()


def test_a_law_version_stands_still_while_dated_law_moves(estate: np.ndarray) -> None:
    for date in ("2015-01", "2019-07", "2034-12"):
        assert not book("vollsmose", "2015", date).compulsory_refusal.any()
        assert (book("vollsmose", "2021", date).compulsory_refusal == estate).all()
    assert not book("vollsmose", "dated", "2019-06").compulsory_refusal.any()
    assert (book("vollsmose", "dated", "2019-07").compulsory_refusal == estate).all()


def test_what_was_not_agreed_in_2010_does_not_hold_then() -> None:
    assert (book("vollsmose", "2010").flexible == 0.0).all()
    assert book("vaerebro", "2010").flexible.sum() == pytest.approx(0.85), "agreed in Gladsaxe since 2010"


def test_each_place_has_its_own_rules() -> None:
    odense, gladsaxe = book("vollsmose", "2015"), book("vaerebro", "2015")
    assert (odense.assignment_share == 0.08).all() and (gladsaxe.assignment_share == 0.15).all()
    assert (odense.internal_share == 0.5).all() and (gladsaxe.internal_share == 1.0).all()
    assert (odense.max_rooms_single, odense.max_rooms_couple) == (3, 4)
    assert (gladsaxe.max_rooms_single, gladsaxe.max_rooms_couple) == (2, 3)
    row = department("vaerebro", "vaerebro_park")
    np.testing.assert_allclose(gladsaxe.flexible[row], 0.85 * np.array([0.8, 0.1, 0.1, 0.0]))


def test_a_scenario_changes_the_value_of_a_rule_and_only_that() -> None:
    base, changed = book("vaerebro", "2015"), book("vaerebro", "2015", assignment_vaerebro=0.3, combined_letting=0.35)
    assert (changed.assignment_share == 0.3).all()
    assert base.combined_threshold == (0.4, 0.3) and changed.combined_threshold == (0.35, 0.3)
    assert (changed.flexible == base.flexible).all()


def test_combined_letting_never_has_a_stricter_threshold_for_large_areas() -> None:
    assert book("vaerebro", "2015", combined_letting=0.3).combined_threshold == (0.3, 0.3)


@pytest.mark.parametrize(("ceiling", "share"), [(0.25, 0.25), (0.33, 0.3)])
def test_assignment_stays_under_the_ceiling_of_the_law(ceiling: float, share: float) -> None:
    changed = (("letting.assignment_vaerebro", 0.3), ("letting.assignment_ceiling", ceiling))
    world: World = lived(Scenario(parameters=changed), months=0).world
    keys.declare(world)
    assert (world.levers.value("letting.assignment_share") == share).all()


def test_cooperation_cannot_lift_the_others_above_the_ceiling() -> None:
    changed = (("letting.assignment_vaerebro", 0.25),)
    world = lived(Scenario(policies=(at_once("cooperative_letting"),), parameters=changed), months=1).world
    share = world.levers.value("letting.assignment_share")
    assert (share[world.estate_departments] == 0.0).all() and (share[~world.estate_departments] == 0.25).all()


def test_law_versions_read_the_book_at_their_month() -> None:
    assert {"2010", "2015", "2018", "2021", "dated"} <= set(law_versions())
    assert reading_month("2015", 200) == 0 and reading_month("dated", 200) == 200
    assert reading_month("2010", 200) < reading_month("2015", 0) < reading_month("2018", 0) < reading_month("2021", 0)


@pytest.mark.parametrize(("law", "hint"), [("date", r" \(did you mean 'dated'\?\)"), ("now", "")])
def test_an_unknown_law_is_named_with_those_known(law: str, hint: str) -> None:
    with pytest.raises(
        ParameterError, match=f"unknown law version '{law}'{hint}; known: 2010, 2015, 2018, 2021, dated"
    ):
        reading_month(law, 0)
