"""Businesses count who works for them, hire within their jobs, and lay off when they close."""

from __future__ import annotations

import hashlib
import tomllib
from types import SimpleNamespace

import numpy as np
import pytest

from agents.codes import Found, Sector, Status
from geodata import labour_market
from geodata.errors import GeodataError
from geodata.place import DATA
from model.estate_model import EstateModel
from model.mechanisms import businesses
from model.mechanisms.businesses import demand, hiring, shops
from model.parameters import registry
from model.scenario import Scenario
from model.world import World

VALUES = {name: parameter.value for name, parameter in registry().items()}


def new_world(months: int = 0) -> World:
    model = EstateModel(Scenario("vaerebro", "2015", (), (), "avoidance", 1, 60))
    for _ in range(months):
        model.step()
    return model.world


def counted(world: World) -> np.ndarray:
    persons = world.persons
    works = persons.alive & (persons.status == Status.EMPLOYED) & (persons.workplace >= 0)
    return np.bincount(persons.workplace[works], minlength=world.businesses.capacity)


def test_everybody_employed_has_a_workplace_at_the_start() -> None:
    world = new_world()
    persons = world.persons
    works = persons.alive & (persons.status == Status.EMPLOYED)
    assert (persons.workplace[works] >= 0).all()
    assert (persons.workplace[~works] == -1).all()
    assert np.array_equal(counted(world), world.businesses.filled)
    jobs = world.businesses.jobs.sum()
    vacant = jobs - world.businesses.filled.sum()
    assert 0 < vacant < 0.08 * jobs


def test_filled_is_who_works_there_and_never_above_the_jobs() -> None:
    model = EstateModel(Scenario("vaerebro", "2015", (), (), "avoidance", 2, 15))
    world = model.world
    for _ in range(15):
        model.step()
        hiring.recount(world)
        table = world.businesses
        assert np.array_equal(counted(world), table.filled)
        assert (table.filled <= np.where(table.open, table.jobs, 0)).all()


def a_shop(world: World) -> int:
    table = world.businesses
    rows = np.flatnonzero(table.alive & table.open & (table.sector == Sector.SHOP))
    return int(rows[np.argmax(table.filled[rows])])


def test_a_shop_that_closes_lays_everybody_off() -> None:
    world = new_world()
    shop = a_shop(world)
    staff = np.flatnonzero(world.persons.workplace == shop)
    assert len(staff) > 0
    world.businesses.open[shop] = False
    hiring.lay_off_surplus(world, np.array([shop]))
    assert (world.persons.status[staff] == Status.UNEMPLOYED).all()
    assert (world.persons.workplace[staff] == -1).all()
    assert (world.persons.hours[staff] == 0).all()
    assert world.businesses.filled[shop] == 0


def test_the_latest_come_is_let_go_first() -> None:
    world = new_world()
    persons, table = world.persons, world.businesses
    firm = int(np.argmax(table.filled))
    staff = np.flatnonzero(persons.workplace == firm)
    table.jobs[firm] = len(staff) - 1
    hiring.lay_off_surplus(world, np.array([firm]))
    gone = staff[persons.workplace[staff] < 0]
    assert len(gone) == 1
    stayed = staff[persons.workplace[staff] >= 0]
    world_since = persons.status_since[stayed]
    assert persons.status_since[gone[0]] == world.month
    assert world_since.max() <= world.month


def test_shops_without_custom_close_after_some_patience() -> None:
    world = new_world(1)
    rows = shops.rows_of(world)
    world.businesses.open[rows] = True
    world.businesses.custom[rows] = 0.0
    patience = int(world.p("shops.patience"))
    for _ in range(patience + 60):
        businesses.step(world)
        world.month += 1
    assert not world.businesses.open[rows].any()
    assert world.businesses.filled[rows].sum() == 0
    assert world.centre_life == 0.0


def test_an_empty_unit_opens_when_the_owner_lowers_the_rent() -> None:
    world = new_world(1)
    table, rows = world.businesses, shops.rows_of(world)
    ordinary = table.floor_m2[rows] * world.p("businesses.rent_m2")
    table.rent[rows] = ordinary
    # Custom that pays wages and seven tenths of the rent.
    wages = table.jobs[rows] * world.p("shops.wage_cost")
    table.custom[rows] = (0.7 * ordinary + wages) / world.p("shops.kr_per_visit") / shops.pull(world)
    world.values["shops.slack"] = 0.0
    table.open[rows] = False
    opened = np.zeros(len(rows), dtype=bool)
    for month in range(60):
        shops._open(world, rows[~opened], shops.pull(world), 1.0)
        opened = table.open[rows].copy()
        assert month >= 17 or not opened.any(), "0.98 to the power of 17 is the first below 0.71"
        world.month += 1
    assert opened.all()
    assert (table.rent[rows] < 0.71 * ordinary).all()


def test_income_order_name_and_life_draw_custom() -> None:
    world = new_world(1)
    usual = shops.pull(world)
    for change in ("income", "order", "name", "life"):
        before = world.households.income.copy(), world.order.copy(), world.reputation.copy(), world.centre_life
        if change == "income":
            world.households.income[:] *= 1.2
        elif change == "order":
            world.order[:] += 0.2
        elif change == "name":
            world.reputation[:] += 0.1
        else:
            world.centre_life += 0.1
        assert shops.pull(world) > usual, change
        world.households.income[:], world.order[:], world.reputation[:], world.centre_life = before


def test_partners_hire_jobless_people_of_the_estate() -> None:
    world = new_world(1)
    persons, table = world.persons, world.businesses
    firm = int(np.argmax(table.jobs))
    table.jobs[firm] += 20
    table.partner[firm] = True
    hiring.recount(world)
    hiring.through_partnership(world, 0.0)
    assert not (persons.found == Found.PARTNERSHIP).any()
    home = world.lives_in_estate
    jobless = np.isin(persons.status, (Status.UNEMPLOYED, Status.OUTSIDE))
    hiring.through_partnership(world, 1.0)
    hired = np.flatnonzero(persons.alive & (persons.found == Found.PARTNERSHIP))
    assert len(hired) >= 20
    assert home[hired].all()
    assert jobless[hired].all()
    assert (persons.workplace[hired] == firm).all()
    assert table.filled[firm] <= table.jobs[firm]


def test_one_who_heard_of_the_job_from_a_friend_works_with_the_friend() -> None:
    world = new_world()
    persons, table, ties = world.persons, world.businesses, world.ties
    table.jobs[:] += 1
    friend = int(np.flatnonzero(persons.alive & (persons.status == Status.EMPLOYED) & ~world.lives_in_estate)[0])
    someone = int(np.flatnonzero(persons.alive & (persons.status == Status.UNEMPLOYED))[0])
    ties.forget(np.array([someone, friend]))
    ties.link(np.array([someone]), np.array([friend]), 0)
    persons.status[someone], persons.found[someone] = Status.EMPLOYED, Found.TIE
    hiring.seat(world, hiring.recount(world))
    assert persons.workplace[someone] == persons.workplace[friend]


def test_employers_follow_the_jobs_of_the_region_each_january() -> None:
    world = new_world()
    table = world.businesses
    before = int(table.jobs.sum())
    world.month = 6
    demand.grow(world)
    assert int(table.jobs.sum()) == before
    world.month = 12
    demand.grow(world)
    ratio = labour_market.jobs("Gladsaxe", 2016) / labour_market.jobs("Gladsaxe", 2015)
    # Sizes are rounded by a draw each, so the sum of some 600 lies within a few jobs of the ratio.
    assert table.jobs.sum() == pytest.approx(before * ratio, abs=60)


@pytest.mark.parametrize(("place", "quiet", "busy"), [("vollsmose", 35, 36), ("vaerebro", 71, 72)])
def test_contracts_begin_by_date(place: str, quiet: int, busy: int) -> None:
    def jobs(month: int) -> float:
        here = SimpleNamespace(based_on=place, n_estate=1000)
        return demand.contract_jobs(SimpleNamespace(place=here, month=month, p=VALUES.__getitem__))

    assert jobs(quiet) == pytest.approx(6.0)
    assert jobs(busy) > 50.0
    assert jobs(239) == pytest.approx(6.0)


def test_the_table_of_the_labour_market_is_the_one_described() -> None:
    assert labour_market.unemployment("Odense", 2019) == 4.7
    assert labour_market.jobs("Gladsaxe", 2016) == 41369
    assert labour_market.unemployment("Odense", 2050) == labour_market.unemployment("Odense", 2021)
    table = labour_market.read()
    assert tuple(table.columns) == labour_market.COLUMNS
    for _, rows in table.groupby("region"):
        assert rows["year"].tolist() == list(range(2015, 2036))
    with (DATA / "sources.toml").open("rb") as file:
        described = {entry["file"]: entry for entry in tomllib.load(file)["table"]}
    text = labour_market.TABLE.read_bytes()
    assert described[labour_market.TABLE.name]["sha256"] == hashlib.sha256(text).hexdigest()


def test_an_unknown_region_is_named_with_the_nearest() -> None:
    with pytest.raises(GeodataError, match=r"no 'Odens'; nearest is 'Odense'"):
        labour_market.unemployment("Odens", 2015)
