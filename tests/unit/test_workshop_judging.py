"""Predictions against outcomes, sets against each other, and what is taken home; with known answers."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from dashboards.workshop import export
from dashboards.workshop.judging import compared, found, lettings, sets
from dashboards.workshop.matters import PURSE, SPENT, by_key, judged
from dashboards.workshop.prices import stored
from dashboards.workshop.seen import Guess, Seen, Team
from dashboards.workshop.setting import Setting, proposals
from dashboards.workshop.told import ahead, changed, guessed, verdict
from dashboards.workshop.typed import Refused
from dashboards.workshop.words import QUESTIONS, STEP_TITLES, WHY, WORDS
from model.scenario import Scenario

ASKED = ("share_vulnerable", "reputation", "turnover")
SETTING = Setting(Scenario(months=60, policies=(("second_chance", ()),)), pairs=3, asked=ASKED)
NOISE = (0.0, 0.3, -0.2)
EVIL = '=cmd|"/c calc"!A1'
MARKUP = "<img src=x onerror=alert(1)>"


def run(luck: float, **changes: float) -> dict[str, float]:
    values = {key: 10.0 + luck for key in by_key()} | {PURSE: -100.0 + luck, SPENT: 0.0, "lettings.flexible": 80.0}
    return values | {key: values[key] + change for key, change in changes.items()}


def seen(**baskets: tuple[str, ...]) -> Seen:
    """A room in which second chance lowers the share by about 2 and moves turnover by luck alone."""
    runs = {}
    wobble = (0.1, -0.1, 0.05)
    for k, scenario in enumerate(SETTING.pairs_of(SETTING.base)):
        runs[scenario] = run(NOISE[k])
        treated = SETTING.treated.with_seed(scenario.seed)
        runs[treated] = run(NOISE[k], share_vulnerable=-2 + wobble[k], turnover=wobble[k] - 0.02)
        for number, names in enumerate(baskets.values()):
            if names:
                effect = {"reputation": 1.0 + wobble[(k + number) % 3], SPENT: 2.0, "vacancy_days": 5.0}
                runs.setdefault(SETTING.chosen(names).with_seed(scenario.seed), run(NOISE[k], **effect))
    teams = (
        Team(EVIL, {"share_vulnerable": Guess(-1, 2.0), "reputation": Guess(0, 0), "turnover": Guess(1, 3.0)}),
        Team(MARKUP, {"share_vulnerable": Guess(1, 4.0), "reputation": Guess(1, 0.1), "turnover": Guess(0, 0.0)}),
        *(Team(name, basket=names) for name, names in baskets.items()),
    )
    prices = dict.fromkeys(proposals(), 2.0)
    return Seen("AAAAA", SETTING, 1, "debrief", teams, True, True, runs, prices, budget=8.0)


def test_a_direction_is_right_when_the_runs_tell_it_and_no_change_when_they_cannot():
    share, reputation, turnover = compared(seen())
    assert share.found.direction == -1 and share.found.change == pytest.approx(-2 + 0.05 / 3)
    assert [one.right for one in share.answers] == [True, False]
    assert [one.inside for one in share.answers] == [True, False]
    assert (share.count(1), share.count(0), share.count(-1), share.right, share.surprise) == (1, 0, 1, 1, 0.5)
    assert reputation.found.verdict == "identical" and [one.right for one in reputation.answers] == [True, False]
    assert turnover.found.verdict == "not distinguishable", "luck of 0.1 either way"
    assert [one.right for one in turnover.answers] == [False, True]
    assert [verdict("en", one.found) for one in (share, reputation)] == [
        "it goes down",
        "exactly the same in every pair",
    ]
    assert changed("da", share.found).startswith("Ændring: −2,0 (−2,2 til −1,7) procent")
    assert guessed("da", share.found.matter, Guess(-1, 2.5)) == "−2,5 procentpoint"


def test_an_outcome_without_a_value_is_neither_right_nor_wrong():
    grade = by_key()["leaving_grade_persons"]
    nothing = found(grade, [{}, {}], [{}, {}])
    assert not nothing.known and nothing.direction == 0
    assert verdict("da", nothing) == changed("da", nothing) == "kørslerne har ingen værdi for det"


def test_nothing_is_revealed_before_the_last_run():
    room = seen(A=("magic_window",), B=("epicenter",))
    assert len(sets(room)) == len(judged())
    last = SETTING.chosen(("epicenter",)).with_seed(3)
    early = replace(room, runs={key: value for key, value in room.runs.items() if key != last})
    assert sets(early) == () and compared(early) != ()
    hidden = json.loads(export.as_json(early, "en"))
    assert all(set(one["policies"]) <= {"second_chance"} for one in hidden["runs"])


def test_ties_are_told_and_a_set_that_changes_nothing_is_never_ahead():
    found = {one.matter.key: one for one in sets(seen(A=("magic_window",), B=("epicenter",), C=()))}
    reputation = found["reputation"]
    assert reputation.ahead == ("A", "B") and reputation.found["C"].verdict == "identical"
    assert ahead("en", reputation) == "A, B cannot be told apart"
    assert ahead("da", found["leaving_grade_persons"]).startswith("Ingen")
    assert found["share_vulnerable"].ahead == () and ahead("en", found[SPENT]) == "Told, not judged"
    same = {one.matter.key: one for one in sets(seen(A=("magic_window",), B=("magic_window",)))}
    assert ahead("en", same["reputation"]) == "All sets: they cannot be told apart"
    alone = {one.matter.key: one for one in sets(seen(A=("magic_window",)))}
    assert ahead("en", alone["reputation"]) == "A"


def test_the_rules_are_counted():
    assert [(one.rule, one.base, one.treated) for one in lettings(seen())] == [("flexible", 80.0, 80.0)]


@pytest.mark.parametrize("language", ["en", "da"])
def test_what_was_typed_is_neither_formula_nor_markup_in_what_is_taken_home(language):
    room = seen(A=("magic_window",), B=())
    table = export.as_csv(room, language).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert {f"'{EVIL}", MARKUP, "A", "B"} == {row["team"] for row in rows}
    assert not [row for row in rows if row["team"].startswith(export.FORMULA)]
    assert {row["part"] for row in rows} == {"prediction", "budget"}
    html = export.as_html(room, language).decode()
    assert MARKUP not in html and "&lt;img src=x" in html
    assert "<script" not in html and "http" not in html
    data = json.loads(export.as_json(room, language))
    assert [team["name"] for team in data["teams"]] == [EVIL, MARKUP, "A", "B"]
    assert data["seeds"] == [1, 2, 3] and len(data["runs"]) == 9
    assert data["teams"][0]["predictions"]["turnover"] == {"direction": 1, "size": 3.0}


def test_measured_prices_are_those_of_this_very_question():
    known = stored(SETTING)
    assert known and set(known) <= {*proposals(), "common_direction"} and all(price > 0 for price in known.values())
    other_law = replace(SETTING, treated=replace(SETTING.treated, law="2010"))
    other_year = replace(SETTING, treated=replace(SETTING.treated, months=84))
    assert stored(other_law) == stored(other_year) == {}


def test_every_pair_of_words_is_there_and_takes_the_same():
    for name, (english, danish) in {**WORDS, **WHY, **STEP_TITLES}.items():
        assert english and danish and english.count("{}") == danish.count("{}"), name
    assert len(QUESTIONS) >= 5
    assert Refused("late").why in WHY
