"""A count for the list comes out as the law says, and without origin as if the law had never named it."""

from __future__ import annotations

from itertools import product

import pytest

from dashboards.beside import discover, names, standing
from dashboards.beside.standing import CONTESTED, CRITERIA, LISTS
from model.letting import criteria

MONTHS = {"2010": 0, "2015": 0, "2018": 60, "2021": 100}
LANGUAGES = ("en", "da")


def count_of(law: str, measured: dict[str, float], residents: int) -> dict:
    month = MONTHS[law]
    rule, verdict = criteria.in_force(law, month), criteria.judge(measured, residents, law, month)
    return {
        "values": verdict.values, "thresholds": verdict.thresholds, "met": verdict.met, "label": verdict.label,
        "needed": rule["needed"], "required": rule.get("required", ""), "minimum": rule["residents"],
        "residents": residents, "law": law, "month": month, "running": 1,
    }  # fmt: skip


def area(law: str, *met: str, residents: int = 2500) -> dict:
    """A count in which just these criteria are met, each by one percentage point."""
    rule = criteria.in_force(law, MONTHS[law])
    shares = dict.fromkeys(criteria.NAMES, 0.5)
    for name in criteria.NAMES:
        if name in rule:
            shares[name] = rule[name] + (0.01 if (name in met) != (name == "income") else -0.01)
    return count_of(law, shares, residents)


@pytest.mark.parametrize("law", MONTHS)
@pytest.mark.parametrize("residents", [900, 2500])
def test_every_way_in_which_criteria_can_be_met(law: str, residents: int) -> None:
    rule = criteria.in_force(law, MONTHS[law])
    known = [name for name in criteria.NAMES if name in rule]
    for bad in product((False, True), repeat=len(known)):
        met = [name for name, is_bad in zip(known, bad, strict=True) if is_bad]
        count = area(law, *met, residents=residents)
        assert set(count["met"]) == set(met)
        enough = residents >= 1000 and len(set(met) - {CONTESTED}) >= rule["needed"]
        with_it, without = standing.listed(count, True), standing.listed(count, False)
        assert (with_it == law) is count["label"]
        assert without == (("area" if law == "2018" else law) if enough else "")
        assert (with_it == "area") is (law == "2018" and enough and CONTESTED not in met)
        for language in LANGUAGES:
            assert standing.headline(language, count, True) and standing.tally(language, count, False)


def test_an_estate_is_told_on_the_list_only_for_its_origin() -> None:
    count = area("2015", "non_western", "outside_work", "convicted")
    assert standing.headline("en", count, True) == "On the list: the ghetto list (act L 45 of 2014)."
    assert standing.tally("en", count, True) == "3 of 5 criteria are met; 3 are needed."
    assert standing.other_way("en", count, True) == "Without the contested criterion: not on the list."
    assert standing.tally("da", count, False) == "2 af de 4 sociale kriterier er opfyldt; der skal 3 til."
    assert standing.headline("da", count, False).startswith("Uden det omstridte kriterium ville området ikke være på")
    assert standing.other_way("da", count, False) == "Sådan som loven tæller: på listen."


def test_the_act_of_2018_has_two_lists() -> None:
    poor = area("2018", "outside_work", "income")
    assert "vulnerable housing area" in standing.headline("en", poor, True)
    assert standing.tally("en", poor, True) == (
        "2 of the 4 social criteria are met; 2 are needed, and that of origin, which is not met."
    )
    both = area("2018", "outside_work", "income", "non_western")
    assert "parallelsamfund" in standing.headline("da", both, True)
    assert standing.other_way("da", both, True) == "Uden det omstridte kriterium: udsat boligområde."
    assert CONTESTED not in standing.shown(both, False) and CONTESTED in standing.shown(both, True)


@pytest.mark.parametrize(
    ("name", "share", "limit", "said"),
    [
        ("outside_work", 0.52, 0.40, "12.0 percentage points above the threshold"),
        ("income", 0.5532, 0.55, "0.3 percentage points above the threshold"),
        ("income", 0.5499, 0.55, "0.01 percentage points below the threshold"),
        ("convicted", 0.0254, 0.027, "0.16 percentage points below the threshold"),
        ("outside_work", 0.4, 0.4, "at the threshold"),
    ],
)
def test_how_far_from_a_threshold(name: str, share: float, limit: float, said: str) -> None:
    assert standing.distance("en", name, share, limit) == said


def test_the_last_count_by_a_month_and_its_date() -> None:
    counts = [{"month": month} for month in (0, 12, 24)]
    assert [standing.counted(counts, shown)["month"] for shown in (0, 11, 12, 23, 24, 240)] == [0, 0, 12, 12, 24, 24]
    assert standing.counted([], 5) is None
    assert [standing.when("da", one) for one in counts] == ["1. januar 2015", "december 2015", "december 2016"]


def test_all_laws_and_criteria_have_their_words() -> None:
    assert set(CRITERIA) == set(criteria.NAMES)
    assert set(LISTS) == {str(rule["law"]) for rule in criteria.criteria()}


def test_tabs_find_themselves() -> None:
    assert names()[:3] == ("curves", "segregation", "meter")
    assert all(one.title[0] and one.title[1] for one in discover())
