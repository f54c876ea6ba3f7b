"""Cards and budget: sums with known answers, conflicts told before a run, wheels that say what can be told."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from types import SimpleNamespace

import ipyvuetify
import pytest
import solara

from dashboards import budget, clashes, measured, text, wheel_drawing
from dashboards.asked import Asked
from dashboards.budget import MILLION, measured_total, run_total, verdict
from dashboards.clashes import clash, runnable
from dashboards.link import read, write
from dashboards.policies_words import WORDS, ZONES
from dashboards.policy_card import alone_in, unit_costs
from dashboards.questions import discover as questions
from dashboards.state import Choices
from experiments.measured import MEASURE, OUTCOME, ZONE, Effect, Measured, Runs
from experiments.net_present_value import factors
from experiments.proposals import find
from experiments.zones import ZONES as ALL_ZONES
from model.policies import conflicts, discover
from model.policies.conflicts import Conflict

BOTH = Asked(policies=("cooperative_letting", "second_chance"))


def effect(proposal: str, kind: str, key: str, value: float, low: float, high: float, **more: str) -> Effect:
    told = low * high > 0
    return Effect(
        proposal, 20, kind, more.get("zone", ""), more.get("side", ""), key, value, 0.1, low, high, 9,
        "distinguishable" if told else "not distinguishable", "",
    )  # fmt: skip


def stored(*effects: Effect, together: tuple[str, ...] = ()) -> Measured:
    names = {one.proposal for one in effects}
    runs = {
        name: Runs(together or find(name).policies, tuple(range(9)), ("x",), ("y",), "2026-11-23") for name in names
    }
    return Measured(
        "vaerebro", "2015", "avoidance", 240, runs, {n: tuple(e for e in effects if e.proposal == n) for n in names}
    )


FOUND = stored(
    effect("second_chance", "spent", "municipality", 8e6, 7e6, 9e6),
    effect("second_chance", "spent", "housing association", 2e6, 1e6, 3e6),
    effect("epicenter", "spent", "fund", 5e6, 4e6, 6e6),
    effect("second_chance", ZONE, "", 0.2, 0.1, 0.3, zone="family", side="persons"),
    effect("second_chance", ZONE, "", -0.05, -0.2, 0.1, zone="stigma", side="place"),
)


def test_measured_costs_are_added_by_payer_and_what_is_not_measured_is_named():
    asked = Asked(policies=("epicenter", "second_chance"))
    total = measured_total(FOUND, asked, 20, "whole")
    assert total.by_payer == (("municipality", 8e6), ("housing association", 2e6), ("fund", 5e6))
    assert total.kr == 15e6 and not total.left_out and not total.together
    a_year = measured_total(FOUND, asked, 20, "year")
    # An equal amount in each of twenty years, 4 % a year, has this present value.
    assert a_year.kr * factors(20, 0.04).sum() == pytest.approx(15e6)
    more = measured_total(FOUND, asked.switch("magic_window", True), 20, "whole")
    assert more.left_out == ("magic_window",) and not more.changed
    dose = next(p for p in discover()["epicenter"].parameters if p.name == "epicenter.dose")
    other = measured_total(FOUND, asked.dose(dose, 0.5), 20, "whole")
    assert other.left_out == other.changed == ("epicenter",) and other.kr == 10e6
    assert measured_total(None, asked, 20, "whole").left_out == asked.policies


def test_what_was_measured_together_counts_as_it_is():
    both = stored(effect("theme_5", "spent", "state", 7e6, 6e6, 8e6), together=BOTH.policies)
    total = measured_total(both, BOTH, 20, "whole")
    assert total.kr == 7e6 and total.together and not total.left_out


def test_the_run_is_told_in_present_value_or_by_its_dearest_year():
    spent = (
        ("epicenter", "rent", "fund", (1e6, 3e6)),
        ("second_chance", "grant", "municipality", (2e6, 1e6)),
    )
    whole = run_total(spent, "whole")
    weight = factors(2, 0.04)
    assert whole.kr == pytest.approx(weight @ [3e6, 4e6]) and whole.year == 0
    dearest = run_total(spent, "year")
    assert dearest.by_payer == (("municipality", 1e6), ("fund", 3e6)) and dearest.year == 2016
    assert budget.of_policy(spent, "epicenter") == {"fund": 4e6}
    assert run_total((), "year").kr == 0.0


def test_the_verdict_rests_on_what_is_known():
    known = measured_total(FOUND, Asked(policies=("epicenter",)), 20, "whole")
    partly = replace(known, left_out=("magic_window",))
    run = budget.Total((("fund", 2e6),))
    assert verdict(6e6, known, run, 12, False) == budget.Verdict("measured", 5e6, 1e6, True)
    assert verdict(4e6, partly, run, 0, False) == budget.Verdict("measured", 5e6, -1e6, False), "over it already"
    assert verdict(6e6, partly, run, 0, False) is None
    assert verdict(6e6, partly, run, 12, False) == budget.Verdict("run", 2e6, 4e6, False)


def test_costs_are_asked_of_the_run_up_to_the_month_shown():
    rows = [
        (0, "cost_kr", "epicenter: rent", "fund", 1.0),
        (11, "cost_kr", "epicenter: rent", "fund", 2.0),
        (12, "cost_kr", "epicenter: rent", "fund", 4.0),
        (13, "cost_kr", "epicenter: rent", "fund", 8.0),
        (13, "turnover", "estate", "all", 99.0),
    ]
    model = SimpleNamespace(record=SimpleNamespace(since=lambda row: rows[row:]))
    answer = questions()["costs"]
    assert answer(model, None, month=13) == [("epicenter", "rent", "fund", (3.0, 4.0))]
    assert answer(model, None, month=0) == []


def test_two_that_replace_one_lever_are_told_and_not_run(monkeypatch):
    assert clash(BOTH) is None and runnable(Choices(a=BOTH))
    found = Conflict("cooperative_letting", "second_chance", "letting.supported_share", 24)
    both = {"cooperative_letting", "second_chance"}
    monkeypatch.setattr(conflicts, "conflict", lambda doses: found if both <= set(doses) else None)
    assert (
        clash(BOTH) == found and not runnable(Choices(b=BOTH)) and runnable(Choices(a=Asked(policies=("epicenter",))))
    )
    changed: list[Choices] = []
    desk = clashes.Desk(SimpleNamespace(), Choices(language="da", a=BOTH), changed.append)
    _, context = solara.render(clashes.Clashes(desk), handle_error=False)
    words = " ".join(str(child) for one in context.find(ipyvuetify.Html).widgets for child in one.children)
    assert "“Second chance”" in words and "2017-01" in words and clashes.WORDS["title"][1] in words
    (button,) = [one for one in context.find(ipyvuetify.Btn).widgets if "switch-off-second_chance" in one.class_]
    button.click()
    assert changed[-1].a.policies == ("cooperative_letting",)
    context.close()


def test_the_wheel_says_what_can_be_told():
    zones = FOUND.of("second_chance", ZONE, 20)
    assert measured.rim(FOUND, 20) == 0.2
    picture = wheel_drawing.svg(zones, 0.2, 'a "title" <&>', "da")
    assert 'aria-label="a &quot;title&quot; &lt;&amp;&gt;"' in picture
    assert picture.count("wheel-bar") == 2 and picture.count("wheel-untold") == 1
    assert all(text.of("da", ZONES[zone.key]) in picture for zone in ALL_ZONES)
    spoken = wheel_drawing.spoken_title(FOUND, "second_chance", "15. Second chance", 20, "da")
    assert "9 par kørsler" in spoken and "bedre" in spoken and "stigma" not in spoken
    table = wheel_drawing.table(FOUND, "second_chance", 20, "da")
    assert "+0,20 SD" in table and "[−0,20; +0,10]" in table


def test_what_is_stored_can_be_shown():
    for found in measured.stored():
        names = {zone.key for zone in ALL_ZONES}
        for name, runs in found.runs.items():
            assert set(runs.policies) <= set(discover()) and runs.pairs >= 2 and find(name).policies == runs.policies
            for year in found.years:
                zones = found.of(name, ZONE, year)
                assert {one.zone for one in zones} == names and {one.pairs for one in zones} == {runs.pairs}
                assert found.of(name, MEASURE, year) and found.of(name, OUTCOME, year)
                cost = found.whole_cost(name, year)
                assert cost is not None
                # Stored with six digits for each payer.
                assert sum(found.spent(name, year).values()) == pytest.approx(MILLION * cost.effect, rel=1e-4, abs=1.0)
    assert measured.at("nowhere", Asked()) is None


def test_where_a_proposal_can_stand_alone_is_said():
    words = {alone_in(policy, "da") for policy in discover().values()}
    assert words <= {
        "Kan stå alene i Vollsmose og Værebro Park.",
        "Kan stå alene i Vollsmose.",
        "Kan stå alene i Værebro Park.",
        "Kan ikke stå alene i noget af områderne.",
    }


def test_every_proposal_names_its_prices():
    for policy in discover().values():
        lines = unit_costs(policy, "da", {})
        assert lines and all(re.search(r"\d", line) and "kr" in line for line in lines), policy.name


@pytest.mark.parametrize(
    ("query", "ceiling", "of", "told"),
    [
        ("ceiling=12.5&ceiling_of=year", 12.5, "year", 0),
        ("ceiling=nan", 0.0, "whole", 1),
        ("ceiling=-1&ceiling_of=century", 0.0, "whole", 2),
    ],
)
def test_the_ceiling_stands_in_the_address(query, ceiling, of, told):
    found = read(f"?form=2&{query}")
    assert (found.choices.ceiling, found.choices.ceiling_of, len(found.complaints)) == (ceiling, of, told)
    assert read(f"?{write(found.choices)}").choices == found.choices


def test_words_have_their_blanks_in_both_languages():
    for key, (english, danish) in WORDS.items():
        assert english.count("{}") == danish.count("{}"), key


@pytest.mark.parametrize("language", ["en", "da"])
def test_an_effect_that_is_told_from_none_does_not_read_as_nothing(language):
    yes = escape(text.of(language, WORDS["yes"]))
    seen = 0
    for found in measured.stored():
        for name in found.runs:
            for year in found.years:
                for row in re.findall(r"<td>(\S+)[^<]*</td><td>\[([^<]*)\]</td><td>([^<]*)</td>", wheel_drawing.table(
                    found, name, year, language
                )):  # fmt: skip
                    if row[2] == yes:
                        seen += 1
                        assert re.search("[1-9]", row[0]), row
    assert seen > 10
