"""The one list of what there is: folders find their own files, and this test objects when something vanishes."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboards.panels import discover as panels
from geodata.place import load
from model.estate_model import PHASES
from model.letting.rulebook import GROUPS, criteria, law_versions, rules
from model.metrics import discover as metrics
from model.parameters import registry
from model.policies import discover as policies
from model.scenario import BEHAVIOURS, Scenario
from tests.worlds import lived

POLICIES = {
    7: "build_them_up", 8: "estate_assistants", 9: "epicenter",
    1: "magic_window", 2: "relational_budgeting", 3: "parent_networks",
    0: "common_direction", 16: "tax_equalisation",
    10: "backslash", 11: "participatory_budget", 13: "housing_career",
    4: "mobility_bonus", 5: "resident_parents", 6: "campus_school", 12: "project_making", 14: "cooperative_letting",
    15: "second_chance",
}  # fmt: skip
METRICS = {
    "assortativity", "basic_schooling", "bridging_share", "childhood_in_estate", "club_members", "composition",
    "convicted_share", "daycare_older", "daycare_small", "dissimilarity", "exposure", "failed_exam",
    "first_job_gate", "flow_balance", "flow_table", "home_learning", "home_strain", "home_strain_spread",
    "isolation", "jobs_by_ties", "language_spread", "largest_circle", "leaving_grade", "leaving_grade_spread",
    "long_illness", "mean_agency", "mean_language", "mean_skill", "mean_ties", "neet", "nothing_at_25",
    "open_case_share", "outside_contacts", "outside_work", "outside_work_young", "part_time",
    "positive_neighbourliness", "refusal_rate", "skill_at_school_start", "small_units", "spatial_dissimilarity",
    "spatial_exposure", "spatial_isolation", "spatial_theil_h", "special_language_effort", "theil_h",
    "tie_components", "trouble_share", "turnover", "vacancy", "waiting_time", "youth_education_at_20",
}  # fmt: skip
PARAMETERS = {
    "build_them_up", "epicenter", "estate_assistants",
    "magic_window", "parent_networks", "relational_budgeting",
    "backslash", "housing_career", "participatory_budget", "tenure",
    "arrivals", "away", "businesses", "choice", "clubs", "contacts", "contracts", "cooperative_letting", "couples",
    "campus_school", "common_direction", "tax_equalisation",
    "crime", "fertility", "growth", "home", "hours", "households", "income", "institutions", "labour", "ladder",
    "ledger", "letting", "lists", "market", "metrics", "mirror", "mortality", "moving", "name", "need",
    "neighbours", "order", "platform", "population", "retirement", "schooling", "second_chance", "shops", "ties",
    "trouble", "vulnerability", "youth", "mobility_bonus", "project_making", "resident_parents", "results",
}  # fmt: skip
LEVERS = {
    "businesses.apprenticeships", "businesses.presents", "businesses.reserved_share", "businesses.tenancy_offered",
    "businesses.tenancy_terms", "businesses.unit_appeal",
    "choice.appeal", "tenure.owner_after", "tenure.part_owner_after", "tenure.upkeep_rent", "tenure.upkeep_share",
    "businesses.contracts", "businesses.partnership_share", "businesses.rent", "clubs.join",
    "institutions.capacity", "institutions.effort_moved", "institutions.quality_shift", "labour.finding",
    "labour.hiring_penalty", "ladder.common_direction", "ladder.daycare_door", "ladder.school_pull",
    "letting.assignment_share", "letting.flexible_factor", "letting.internal_share", "letting.supported_share",
    "letting.worker_share", "market.equity", "market.price", "market.user_cost",
    "programme.agency", "programme.daycare_door", "programme.direction", "programme.finding",
    "programme.gate", "programme.home_learning", "programme.income", "programme.language", "programme.meeting",
    "programme.pupils_agency", "programme.pupils_in_kindergarten", "programme.pupils_in_nursery",
    "programme.pupils_in_school", "programme.pupils_skill", "programme.relief", "programme.skill", "programme.stays",
    "programme.supported_move", "programme.trouble", "mirror.visible_signal", "moving.newcomer",
    "programme.agency_from", "programme.agency_until", "programme.companion", "programme.finding_from",
    "programme.finding_until", "programme.goes_on", "programme.home_learning_higher",
    "programme.home_learning_trained", "programme.meeting_from", "programme.meeting_until",
    "name.media", "order.shift",
    "platform.neighbour_share", "platform.open_to_need", "ties.across", "trouble.pressure",
    "schooling.goes_on", "schooling.lowest_grade", "schooling.older_pull",
}  # fmt: skip
RULES = {
    "assignment_ceiling", "assignment_vaerebro", "assignment_vollsmose", "combined_letting", "compulsory_refusal",
    "family_rooms", "flexible_vaerebro", "flexible_vollsmose_2019", "flexible_vollsmose_boege",
    "flexible_vollsmose_parks", "internal_residence", "internal_vaerebro", "internal_vollsmose", "persons_per_room",
    "rooms_couple_vaerebro", "rooms_couple_vollsmose", "rooms_single_vaerebro", "rooms_single_vollsmose",
}  # fmt: skip
MONTH = [
    "calendar, law and policies", "deaths", "births", "couples", "homes wanted", "arrivals", "whereabouts",
    "offers", "programmes", "ladder", "institutions", "study and work", "businesses", "away", "composition",
    "ties", "mirror", "name", "wishes", "keys", "platform", "ledger", "ledger of those away", "lives", "record",
]  # fmt: skip
INDICES = {"dissimilarity", "isolation", "exposure", "theil_h", "spatial_dissimilarity", "spatial_exposure"}
MONTHLY = {
    "arrivals", "arrivals_turned_away", "assigned_waiting", "births", "children", "couples_formed", "deaths",
    "elderly", "household_size", "household_type", "households", "in_movers", "labelled", "left_municipality",
    "lettings", "mean_income", "need_months", "out_movers", "partings", "persons", "platform_homes", "refusals",
    "rent_loss_kr", "reputation", "share_non_western", "share_outside_work", "share_vulnerable", "turnover",
    "vacancy_days", "vacancy_rate", "vacant_homes", "vulnerable_elsewhere_max_share", "waiting_months",
}  # fmt: skip
YEARLY = {
    "account_kr", "assortativity", "basic_schooling", "bridging_share", "businesses_open", "centre_life",
    "childhood_in_estate", "club_members", "convicted_share", "daycare_older", "daycare_small", "failed_exam",
    "families_under_strain", "first_job_gate", "followed", "home_learning", "home_strain", "home_strain_spread",
    "jobs_by_ties", "jobs_filled", "language_spread", "largest_circle", "leaving_grade", "leaving_grade_spread",
    "long_illness", "mean_agency", "mean_language", "mean_skill", "mean_ties", "neet", "nothing_at_25",
    "open_case_share", "order", "outside_contacts", "outside_work", "outside_work_young", "part_time",
    "people_followed", "positive_neighbourliness", "school_grade", "school_minority", "school_peers", "school_roll",
    "skill_at_school_start", "special_language_effort", "tie_components", "trouble_share", "young_in_trouble",
    "youth_education_at_20",
}  # fmt: skip
OF_POLICIES = {"cost_kr", "second_chance taking part", "second_chance_moved"}


def test_policies_of_the_catalogue() -> None:
    found = {policy.number: name for name, policy in policies().items()}
    assert POLICIES.items() <= found.items()
    assert list(found) == sorted(found), "in the order of the catalogue"


def test_metrics_and_panels() -> None:
    assert set(metrics()) >= METRICS
    assert {panel.name for panel in panels()} >= {"household", "conditions", "arrival", "home", "offers"}


@pytest.mark.parametrize("group", sorted(PARAMETERS))
def test_every_mechanism_declares_its_numbers(group: str) -> None:
    assert any(name.startswith(f"{group}.") for name in registry())


def test_parameters_are_named_by_their_group_and_sorted() -> None:
    assert list(registry()) == sorted(registry())
    assert all(name.count(".") == 1 and name == parameter.name for name, parameter in registry().items())


def test_laws_rules_and_groups() -> None:
    assert list(law_versions()) == ["2010", "2015", "2018", "2021", "dated"]
    assert {rule["id"] for rule in rules()} >= RULES
    assert [rule["law"] for rule in criteria()] == ["2010", "2015", "2018", "2021"]
    assert GROUPS == ("worker", "student", "senior", "young")


def test_behaviours() -> None:
    assert BEHAVIOURS == ("avoidance", "flight", "none", "null")


def test_the_month_in_its_order() -> None:
    """A phase added in between is welcome; one that vanished or changed places is not."""
    names = [phase.name for phase in PHASES]
    assert [name for name in names if name in MONTH] == MONTH


@pytest.fixture(scope="module")
def series() -> pd.DataFrame:
    """A year under both policies."""
    model = lived(Scenario(policies=tuple((name, ()) for name in policies()), months=12))
    assert set(model.world.levers.declared) >= LEVERS
    return model.record.series()


def test_everything_promised_is_written_down(series: pd.DataFrame) -> None:
    written = set(series["metric"])
    chance = {f"{index}{band}" for index in INDICES for band in ("", ".expected", ".low", ".high")}
    assert written >= MONTHLY | YEARLY | OF_POLICIES | chance


def test_every_month_has_its_numbers_and_every_december_its_indices(series: pd.DataFrame) -> None:
    months = series.groupby("metric")["month"].agg(set)
    for metric in ("persons", "share_vulnerable", "reputation", "turnover", "vacancy_rate", "lettings"):
        assert months[metric] == set(range(12)), metric
    for index in INDICES:
        # Distances are reckoned at the start and then only every few years: `metrics.kernel_years`.
        assert months[index] == ({0} if index.startswith("spatial_") else {0, 11}), index


def test_units_are_places_areas_or_levels(series: pd.DataFrame) -> None:
    areas = set(load("vaerebro").areas["name"])
    people = {"ever_estate", "start_estate", "ever lived in the estate", "residents of the start", "everybody followed"}
    levels = {"cell", "department", "district", "school"}
    places = {"estate", "elsewhere", "municipality", *levels, *people, *areas}
    costs = series["metric"] == "cost_kr"
    assert set(series.loc[~costs, "unit"]) <= places
    assert set(series.loc[costs, "unit"].str.split(":").str[0]) <= set(policies())
