"""What a study keeps of a run, and so what an outcome may be: keys 'metric|unit|group'."""

from __future__ import annotations

from collections.abc import Iterable

from agents.codes import Rule
from experiments.effects_values import ELSEWHERE, KEPT_ELSEWHERE, SPENT, VALUE
from experiments.measures import key_of
from experiments.net_present_value import ALL as EVERYBODY
from experiments.net_present_value import MAIN, PUBLIC
from model.mechanisms.ledger.entries import COUNTS, PAYERS
from model.metrics import of_kind
from model.policies.policy import PAYERS as ALL_PAYERS

ALL = ("all",)
ESTATE, MUNICIPALITY = "estate", "municipality"
PEOPLE = (ESTATE, MUNICIPALITY, "ever_estate", "start_estate")
"""Whose measures of people are kept: residents, all who ever lived there, and those of January 2015."""
HOUSEHOLDS = ("couple", "couple_with_children", "other", "single_man", "single_with_children", "single_woman")
BUSINESSES = ("contractors", "employers", "shops")
RULES = tuple(
    rule.name.lower() for rule in (Rule.INTERNAL, Rule.ASSIGNMENT, Rule.FLEXIBLE, Rule.ORDINARY, Rule.SECOND_CHANCE)
)

RECORDED: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (
        ESTATE,
        ALL,
        "bridging_share centre_life children elderly household_size households in_movers labelled largest_circle "
        "lettings mean_income mean_ties order out_movers outside_contacts persons positive_neighbourliness refusals "
        "rent_loss_kr reputation share_non_western share_outside_work share_vulnerable tie_components turnover "
        "vacancy_days vacancy_rate vacant_homes wish_to_join without_neighbours young_in_trouble",
    ),
    (ESTATE, ("age_18_24",), "share_outside_work"),
    (ESTATE, ("friends",), "bridging_share outside_contacts"),
    (ESTATE, ("kin", "programme", "school", "stairway", "work"), "mean_ties"),
    (ESTATE, ("non_western", "vulnerable"), "assortativity in_movers out_movers"),
    (ESTATE, RULES, "lettings waiting_months"),
    (ESTATE, BUSINESSES, "jobs_filled"),
    (ESTATE, HOUSEHOLDS, "household_type"),
    (
        MUNICIPALITY,
        ALL,
        "arrivals arrivals_turned_away assigned_waiting births children couples_formed deaths elderly "
        "families_under_strain home_leaving_age household_size households left_municipality left_parents mean_income "
        "need_months partings persons platform_homes share_non_western share_outside_work share_vulnerable "
        "vacancy_rate wish_to_join",
    ),
    (MUNICIPALITY, ("age_18_24",), "share_outside_work"),
    (MUNICIPALITY, BUSINESSES, "businesses_open jobs_filled"),
    (MUNICIPALITY, HOUSEHOLDS, "household_type"),
    (MUNICIPALITY, ("danish", "non_western"), "daycare_older daycare_small outside_work special_language_effort"),
    (MUNICIPALITY, ("age_18_29", "age_30_59", "age_60"), "living_with_partner"),
    (MUNICIPALITY, ("parents_basic", "parents_long_higher", "parents_vocational"), "failed_exam leaving_grade"),
    ("ever_estate", ("away", "here"), "people_followed"),
    (ELSEWHERE, ALL, " ".join(KEPT_ELSEWHERE)),
)
"""Series that are not measures of people: unit, groups, metrics. A test compares them with what runs write down."""
COUNTED = (
    "companions",
    "displaced pupils",
    "displaced pupils gone on",
    "displaced pupils leaving grade",
    "displaced pupils leaving school",
    "displaced pupils to free schools",
    "homes_owned_after_renting",
    "housing_career_months_left_with",
    "housing_career_months_saved",
    "laid off",
    "partnership hires",
    "platform_moves",
    "pupils come from outside",
    "pupils of the district gone on",
    "second_chance_moved",
    "supported_platform_moves",
    "taken on in kept jobs",
    "tax_equalisation_revenue_kr",
    "vulnerable_to_neighbours",
)
"""What proposals count in the municipality."""


def known(policies: Iterable[str]) -> tuple[str, ...]:
    """Every key that may be asked for, sorted; measures of people and what policies write join by themselves.

    >>> "outside_work|start_estate|all" in known([])
    True
    """
    found = {key_of(metric, unit) for metric in of_kind("people") for unit in PEOPLE}
    for unit, groups, metrics in RECORDED:
        found |= {key_of(metric, unit, group) for metric in metrics.split() for group in groups}
    for scope in (ESTATE, MUNICIPALITY, "ever lived in the estate", MAIN):
        found |= {key_of("account_kr", scope, payer) for payer in PAYERS}
        found |= {key_of("followed", scope, count) for count in COUNTS}
    found |= {key_of(cost, MAIN, payer) for cost in (VALUE, SPENT) for payer in (*ALL_PAYERS, PUBLIC, EVERYBODY)}
    found |= {key_of(count, MUNICIPALITY) for count in COUNTED}
    found |= {key_of(f"{policy} taking part", MUNICIPALITY) for policy in policies}
    return tuple(sorted(found))
