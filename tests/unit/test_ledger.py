"""The ledger: hand-computed people, the shares of state and municipality, and sums that must agree."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from agents.codes import Education, HouseholdType, Stage, Status, Tenure
from agents.core.columns import Table
from agents.dwelling import DWELLING_COLUMNS
from agents.household import HOUSEHOLD_COLUMNS
from agents.person import PERSON_COLUMNS
from model.mechanisms import composition, ledger
from model.mechanisms.ledger import booking, entries, refunds
from model.mechanisms.ledger.account import Account
from model.mechanisms.ledger.entries import ENTRIES, GROUPS, KINDS, PAYERS
from model.parameters import registry
from model.scenario import Scenario
from model.world import Away, World
from tests.worlds import deal_rows_anew, lived

VALUES = {name: parameter.value for name, parameter in registry().items()}
V = SimpleNamespace(**{name.replace(".", "_"): value for name, value in VALUES.items()})
ORE = 1.0
"""Kroner by which a quarter's entry may miss the hand-computed one: each is rounded to whole oere."""


def small_world(month: int = 13) -> Any:
    """Ten people's worth of empty tables: dwelling 0 is the estate's, 1 a rented and 2 an owned home elsewhere."""
    dwellings = Table(DWELLING_COLUMNS, 3)
    dwellings.add(np.arange(1, 4, dtype=np.uint64))
    dwellings.tenure[:] = (Tenure.ALMENE, Tenure.PRIVATE_RENTAL, Tenure.OWNER)
    dwellings.rent[:], dwellings.area_m2[:] = (6000.0, 7000.0, 0.0), (80.0, 60.0, 150.0)
    world = SimpleNamespace(
        persons=Table(PERSON_COLUMNS), households=Table(HOUSEHOLD_COLUMNS), dwellings=dwellings, away=Away(),
        account=Account(), values=VALUES, month=month, place=SimpleNamespace(n_estate=1),
    )  # fmt: skip
    return world


def put(world: Any, dwelling: int, kind: HouseholdType, members: list[dict[str, Any]], tables: Any = None) -> None:
    """A household with these members; `age` in years."""
    tables = tables or world
    key = len(tables.households) + 1
    (house,) = tables.households.add(np.array([key], dtype=np.uint64))
    tables.households.dwelling[house], tables.households.type[house] = dwelling, kind
    for number, member in enumerate(members):
        (row,) = tables.persons.add(np.array([100 * key + number], dtype=np.uint64))
        tables.persons.household[row] = house
        tables.persons.birth_month[row] = world.month - 12 * member.pop("age")
        tables.persons.status_since[row] = world.month - member.pop("months_on", 100)
        for column, value in member.items():
            getattr(tables.persons, column)[row] = value


def book(world: Any, away: bool = False) -> dict[tuple[str, str], float]:
    """Kroner by payer and entry of one booking, all groups together."""
    tables = world.away if away else world
    ledger.book(world, tables.persons, tables.households, np.full(tables.persons.capacity, -1, np.int32))
    sums = world.account.sums.sum(axis=0) / 100.0
    return {
        (payer, entry): float(sums[k, j])
        for k, payer in enumerate(PAYERS)
        for j, (entry, _) in enumerate(ENTRIES)
        if sums[k, j]
    }


class TestPeopleReckonedByHand:
    def test_a_worker_in_a_home_of_his_own(self) -> None:
        """30,000 kr: 2,400 contribution; 37.5 % of 27,600 less allowance 3,617 and deduction 2,233; no top tax."""
        world = small_world()
        worker = {"age": 40, "status": Status.EMPLOYED, "income": 30000.0, "education": Education.VOCATIONAL}
        put(world, 2, HouseholdType.SINGLE_MAN, [worker])
        flat = 0.375 * (27600.0 - 3617.0 - 2233.0)
        net = 27600.0 - flat
        assert book(world) == pytest.approx(
            {
                ("state", "labour-market contribution"): -3 * 2400.0,
                ("state", "income tax"): -3 * flat * (1 - 0.25 / 0.375),
                ("municipality", "income tax"): -3 * flat * 0.25 / 0.375,
                ("state", "VAT and duties"): -3 * net * V.ledger_consumption_tax,
                ("state", "health"): 3 * V.ledger_health_adult * (1 - V.ledger_health_municipal),
                ("municipality", "health"): 3 * V.ledger_health_adult * V.ledger_health_municipal,
            },
            abs=ORE,
        )

    def test_top_tax_is_the_states(self) -> None:
        world = small_world()
        put(world, 2, HouseholdType.SINGLE_MAN, [{"age": 40, "status": Status.EMPLOYED, "income": 60000.0}])
        found = book(world)
        taxed = 60000.0 * 0.92
        flat, top = 0.375 * (taxed - 3617.0 - 2233.0), 0.15 * (taxed - 38267.0)
        assert found["municipality", "income tax"] == pytest.approx(-3 * flat * 0.25 / 0.375, abs=ORE)
        assert found["state", "income tax"] == pytest.approx(-3 * (top + flat * 0.125 / 0.375), abs=ORE)

    def test_a_mother_alone_on_cash_benefit_with_a_child_in_kindergarten(self) -> None:
        """From 2016 and after more than a year: 20 % state. Parents pay little for daycare."""
        world = small_world(month=13)
        mother = {"age": 35, "status": Status.OUTSIDE, "income": 14416.0, "months_on": 30, "open_case": True}
        child = {"age": 4, "status": Status.CHILD, "stage": Stage.KINDERGARTEN}
        put(world, 0, HouseholdType.SINGLE_WITH_CHILDREN, [mother, child])
        found = book(world)
        assert found["state", "cash benefit"] == pytest.approx(3 * 0.2 * 14416.0, abs=ORE)
        assert found["municipality", "cash benefit"] == pytest.approx(3 * 0.8 * 14416.0, abs=ORE)
        assert found["state", "child benefits"] == pytest.approx(3 * (1050.0 + 1850.0), abs=ORE)
        paid = 0.25 * (12 * 14416.0 - 165000.0) / (512000.0 - 165000.0)
        assert found["municipality", "daycare"] == pytest.approx(3 * V.ledger_kindergarten * (1 - paid), abs=ORE)
        assert found["municipality", "social case"] == pytest.approx(3 * V.ledger_social_case, abs=ORE)
        assert found["municipality", "job centre"] + found["state", "job centre"] == 3 * V.ledger_job_centre
        # 80 of 85 m2 count in full; 60 % of 6,000 less 18 % of the 34,392 a year above the limit, at most 3,450.
        benefit = 0.85 * (3600.0 - 0.18 * (12 * 14416.0 - 138600.0) / 12)
        assert found["state", "housing benefit"] == pytest.approx(3 * 0.5 * benefit, abs=ORE)

    def test_daycare_costs_less_where_parents_pay_in_full(self) -> None:
        world = small_world()
        rich = {"age": 35, "status": Status.EMPLOYED, "income": 50000.0}
        put(world, 2, HouseholdType.SINGLE_WITH_CHILDREN, [rich, {"age": 1, "stage": Stage.NURSERY}])
        assert book(world)["municipality", "daycare"] == pytest.approx(3 * 0.75 * V.ledger_nursery, abs=ORE)

    def test_an_old_couple_only_the_public_pension_is_a_transfer(self) -> None:
        world = small_world()
        own = V.income_own_pension * 0.5
        pension = V.income_old_age_pension_couple
        old = {"status": Status.OLD_AGE_PENSION, "income": pension + own, "education": Education.BASIC}
        put(world, 1, HouseholdType.COUPLE, [{"age": 70, **old}, {"age": 82, **old}])
        found = book(world)
        assert found["state", "old-age pension"] == pytest.approx(6 * pension, abs=ORE)
        assert found["municipality", "care of the old"] == 3 * (V.ledger_care_old + V.ledger_care_oldest)
        year = 24 * (pension + own)
        benefit = 0.85 * (0.75 * 7000.0 - 0.225 * (year - 151800.0) / 12)
        assert found["state", "housing benefit"] == pytest.approx(3 * 0.75 * benefit, abs=ORE)

    @pytest.mark.parametrize(
        ("stage", "payer", "entry", "cost"),
        [
            (Stage.SCHOOL, "municipality", "school", "school"),
            (Stage.UPPER_SECONDARY, "state", "youth education", "upper_secondary"),
            (Stage.VOCATIONAL, "state", "youth education", "vocational"),
            (Stage.HIGHER, "state", "higher education", "higher"),
        ],
    )
    def test_who_pays_for_each_place_of_learning(self, stage: Stage, payer: str, entry: str, cost: str) -> None:
        world = small_world()
        put(world, 2, HouseholdType.OTHER, [{"age": 17, "status": Status.STUDENT, "stage": stage}])
        found = book(world)
        assert found[payer, entry] == 3 * VALUES[f"ledger.{cost}"]
        assert {payer for payer, what in found if what == entry} == {payer}

    def test_a_conviction_is_paid_once(self) -> None:
        world = small_world(month=13)
        young = {"age": 20, "status": Status.OUTSIDE, "months_on": 3}
        put(world, 2, HouseholdType.SINGLE_MAN, [{**young, "convicted": 11}])
        assert book(world)["state", "convictions"] == pytest.approx(V.ledger_conviction, abs=ORE)
        for month in (16, 19):
            world.month, world.account = month, Account()
            assert ("state", "convictions") not in book(world)

    def test_those_away_are_booked_only_with_a_life_record(self) -> None:
        world = small_world()
        worker = {"age": 40, "status": Status.EMPLOYED, "income": 30000.0}
        put(world, -1, HouseholdType.COUPLE, [{**worker, "record": 3}, dict(worker)], world.away)
        found = book(world, away=True)
        assert found["state", "labour-market contribution"] == pytest.approx(-3 * 2400.0, abs=ORE)
        away = [k for k, (place, _) in enumerate(GROUPS) if place == "away"]
        assert not np.delete(world.account.sums, away, axis=0).any()


class TestShares:
    def test_the_ladder_falls_with_the_weeks_from_2016(self) -> None:
        before, after = refunds.shares(11, VALUES), refunds.shares(12, VALUES)
        assert (before[0] == 0.3).all()
        assert after[0].tolist() == [0.8] + [0.4] * 5 + [0.3] * 6 + [0.2] == after[1].tolist()
        assert refunds.pension_shares(11, VALUES) == (0.35, 0.35)
        assert refunds.pension_shares(12, VALUES) == (0.35, 0.2)

    @pytest.mark.parametrize(("months_on", "part"), [(0, 0.8), (1, 0.4), (6, 0.3), (12, 0.2), (99, 0.2)])
    def test_the_municipality_pays_more_the_longer_it_lasts(self, months_on: int, part: float) -> None:
        world = small_world()
        member = {"age": 40, "status": Status.OUTSIDE, "income": 10849.0, "months_on": months_on}
        put(world, 2, HouseholdType.SINGLE_MAN, [member])
        assert book(world)["state", "cash benefit"] == pytest.approx(3 * part * 10849.0, abs=ORE)


@pytest.fixture(scope="module")
def world() -> World:
    """Værebro after a year, everybody's income reckoned anew, and an account with one booking."""
    found = lived(Scenario(place="vaerebro", months=14, policies=(("second_chance", ()),))).world
    composition.step(found)
    return found


def booked(world: World, cohort: bool = True) -> Account:
    world.account, before = Account(), world.account
    world.account.start_keys = before.start_keys if cohort else before.start_keys[:0]
    ledger.book(world, world.persons, world.households, world.person_area)
    return world.account


def kroner(account: Account, *names: str) -> float:
    chosen = [k for k, (entry, kind) in enumerate(ENTRIES) if entry in names or kind in names]
    return float(account.sums[:, :, chosen].sum()) / 100.0


class TestSumsAgree:
    def test_what_households_have_left_is_wages_and_transfers_less_taxes(self, world: World) -> None:
        account, persons, values = booked(world), world.persons, world.values
        paid = persons.income.astype(np.float64)
        adult = persons.alive & (world.ages() >= 18) & (paid > 0)
        wages = paid[adult & (persons.status == Status.EMPLOYED)].sum()
        wages += values["income.student_job"] * (adult & (persons.status == Status.STUDENT)).sum()
        old = adult & (persons.status == Status.OLD_AGE_PENSION)
        wages += (values["income.own_pension"] * (np.maximum(persons.education[old] - 1.0, 0) + 0.5)).sum()
        left = world.households.income[world.households.alive].astype(np.float64).sum()
        reckoned = 3 * wages + kroner(account, "transfers", "income tax", "labour-market contribution")
        # float32 incomes of 30,000 households are each right to about a thousandth of a krone.
        assert reckoned == pytest.approx(3 * left, rel=1e-5)

    def test_own_accounts_add_up_to_the_sums(self, world: World) -> None:
        start = world.account.start_keys
        account = booked(world, cohort=False)
        account.start_keys = start
        ever = account.sums[:6].sum(axis=0) / 100.0
        kinds = np.array(entries.KIND_OF)
        recorded = world.persons.alive & (world.persons.record >= 0)
        inside = world.in_estate[world.persons.household] & world.persons.alive
        if (inside & ~recorded).any():
            pytest.skip("somebody moved in after lives were written down")
        for k in range(len(PAYERS)):
            for j in range(len(KINDS)):
                own = account.own[:, k * len(KINDS) + j].astype(np.float64).sum()
                assert own == pytest.approx(ever[k, kinds == j].sum(), rel=1e-5, abs=1.0)

    def test_closed_years_keep_the_sums_to_half_a_hundred_a_cell(self, world: World) -> None:
        account = booked(world)
        exact = account.own.astype(np.float64).sum()
        cells = int(np.count_nonzero(account.own))
        total = account.sums.sum() / 100.0
        account.close(2016)
        own, frame = account.own_frame(), account.frame(2017)
        assert abs(float(own["kr"].sum()) - exact) <= 50.0 * cells
        assert frame["kr"].sum() == pytest.approx(total, rel=1e-9)
        assert set(frame["year"]) == {2016} and not account.sums.any() and not account.own.any()

    def test_groups_are_apart_and_everybody_is_in_one(self, world: World) -> None:
        account = booked(world)
        assert account.heads[:, 0].sum() == len(world.persons)
        assert account.heads[0, 0] > account.heads[1, 0] > 0, "most residents lived there at the start"

    def test_children_of_the_start_belong_to_it_wherever_they_are_born(self) -> None:
        world = small_world()
        mother = {"age": 30, "status": Status.EMPLOYED, "income": 25000.0}
        put(world, 2, HouseholdType.SINGLE_WITH_CHILDREN, [mother, {"age": 0, "mother": 0}, {"age": 0}])
        world.account.start_keys = world.persons.key[:1].copy()
        book(world)
        assert world.account.heads[:, 0].tolist() == [0, 0, 2, 0, 0, 0, 1]
        put(world, -1, HouseholdType.OTHER, [{"age": 1}], world.away)
        world.away.persons.key[0] = world.persons.key[1]
        world.month += 12
        book(world, away=True)
        assert world.account.heads[4, 0] == 1

    def test_nobody_of_the_start_is_lost(self, world: World) -> None:
        """Whoever is gone after fourteen months has died: about one in a hundred does."""
        start = world.account.start_keys
        here, away = world.persons, world.away.persons
        found = np.isin(start, here.key[here.alive]).sum() + np.isin(start, away.key[away.alive]).sum()
        assert 0.96 * len(start) < found <= len(start)
        booked(world)
        ledger.book(world, away, world.away.households, np.full(away.capacity, -1, np.int32))
        assert world.account.heads[[0, 2, 4], 0].sum() == found
        assert world.account.heads[4, 0] > 0, "some have left the municipality"

    def test_the_order_of_rows_does_not_matter(self, world: World) -> None:
        before = booked(world).sums.copy()
        deal_rows_anew(world, 5)
        world.person_area = np.full(world.persons.capacity, -1, np.int32)
        assert (booked(world).sums == before).all()


def test_a_year_is_four_bookings_and_programmes_join() -> None:
    model = lived(Scenario(place="vaerebro", months=12, policies=(("second_chance", ()),)))
    frame, series = model.record.ledger(), model.record.series()
    assert set(frame["year"]) == {2015} and model.world.account.bookings == 0
    programme = frame[frame["kind"] == "programme"]
    costs = series.loc[series["metric"] == "cost_kr", "value"].sum()
    assert programme["kr"].sum() == pytest.approx(costs, rel=1e-12)
    assert set(programme["payer"]) <= {"municipality", "housing association"}
    lost = frame.loc[frame["entry"] == "rent lost on vacant homes", "kr"].sum()
    rent = series["metric"].eq("rent_loss_kr") & series["unit"].isin(["estate", "elsewhere"])
    assert lost == pytest.approx(series.loc[rent, "value"].sum(), rel=1e-9)
    followed = series[(series["metric"] == "followed") & (series["unit"] == "municipality")]
    heads = followed.loc[followed["group"] == "persons", "value"].sum()
    persons = series[(series["metric"] == "persons") & (series["unit"] == "municipality")]["value"].mean()
    assert heads == pytest.approx(persons, rel=0.01)


def test_people_are_looked_at_in_the_middle_of_each_quarter() -> None:
    world = small_world()
    put(world, 2, HouseholdType.SINGLE_MAN, [{"age": 40, "status": Status.EMPLOYED, "income": 30000.0}])
    months = []
    for month in range(12):
        world.month, world.account = month, Account()
        ledger.live(world, world.persons, world.households, np.full(16, -1, np.int32))
        months += [month] if world.account.sums.any() else []
    assert months == [1, 4, 7, 10] and booking.MONTHS == 3
