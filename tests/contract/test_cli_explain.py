"""Proposals listed and explained on the command line, and the page of all, which cannot go stale."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from experiments.bibliography import PLAIN, cite
from experiments.cli import run
from experiments.explain import declared, deeds, explain
from experiments.explain_danish import GRADES_DA, LEVERS_DA, PURPOSES_DA, UNITS_DA
from experiments.explain_text import matrix, page, told
from experiments.proposals import catalogue, find
from model.policies import discover
from model.policies.bundles import bundles

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.xdist_group("explain")


def _json(capsys: pytest.CaptureFixture[str], *words: str):
    assert run([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_proposal_is_listed_on_one_line_in_both_languages(capsys):
    assert run(["list", "policies"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for policy in discover().values():
        (line,) = [line for line in lines if f" {policy.name} " in line]
        assert policy.title.en in line and policy.title.da in line and f" {policy.number} " in line


@pytest.mark.parametrize(("language", "shown", "left_out"), [("da", 1, 0), ("en", 0, 1)])
def test_one_language_may_be_asked_for(capsys, language, shown, left_out):
    assert run(["list", "policies", "--language", language]) == 0
    printed = capsys.readouterr().out
    policy = discover()["cooperative_letting"]
    assert policy.title[shown] in printed and policy.title[left_out] not in printed


def test_levers_are_found_by_running_the_proposal():
    found = deeds(discover()["second_chance"])
    assert set(found.levers) == {
        "programme.supported_move", "letting.supported_share", "platform.neighbour_share", "moving.newcomer",
    }  # fmt: skip
    assert found.levers["moving.newcomer"] == ("scale",)
    assert ("moving grant", "housing association") in found.costs
    assert not any(declared().bent_by(name) for name in declared().declared), "trying it leaves nothing behind"


@pytest.mark.parametrize("name", discover())
@pytest.mark.parametrize("spoken", [0, 1])
def test_everything_about_a_proposal_is_told(name, spoken):
    policy = discover()[name]
    data = explain(find(name), spoken)
    text = told(data, spoken)
    assert policy.title[spoken] in text and policy.summary[spoken] in text and policy.alone[spoken] in text
    assert {lever["name"] for lever in data["levers"]} <= set(declared().declared)
    assert {cost["payer"] for cost in data["costs"]} <= set(data["payers"])
    for barrier in policy.barriers:
        assert barrier.text[spoken] in text and barrier.parameter in text
    for one, row in zip(policy.parameters, data["parameters"], strict=True):
        assert (row["name"], row["value"], row["low"], row["high"]) == (one.name, one.value, one.low, one.high)
        assert row["source_in_words"] and row["source_in_words"] not in (one.source, ""), one.name
        assert f"`{one.name.partition('.')[2]}`" in text


def test_several_and_bundles_are_explained_together(capsys):
    data = _json(capsys, "explain", "second_chance+cooperative_letting")
    assert [one["name"] for one in data["proposals"]] == ["cooperative_letting", "second_chance"]
    assert set(data["shared_levers"]) == {"platform.neighbour_share", "moving.newcomer"}
    for name, bundle in bundles().items():
        if len(bundle.members) > 1:
            assert [one["name"] for one in _json(capsys, "explain", name)["proposals"]] == [
                one for one in sorted(bundle.members, key=lambda member: discover()[member].number)
            ] or set(bundle.members) == {one["name"] for one in _json(capsys, "explain", name)["proposals"]}


def test_danish_is_asked_for_by_name(capsys):
    assert run(["explain", "second_chance", "--language", "da"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "Hvem betaler" in printed and "boligorganisationen" in printed and "skøn" in printed


def test_everything_has_its_danish():
    """Where this fails, a line is missing in experiments/explain_danish.py."""
    bent = {name for policy in discover().values() for name in deeds(policy).levers}
    units = {one.unit for policy in discover().values() for one in policy.parameters}
    units |= {declared().declared[name].unit for name in bent}
    bills = {purpose for policy in discover().values() for purpose, _ in deeds(policy).costs}
    assert (bent - LEVERS_DA.keys(), units - UNITS_DA.keys(), bills - PURPOSES_DA.keys()) == (set(), set(), set())
    assert PURPOSES_DA.keys() - bills == set(), "Danish for a bill that nobody books"
    assert {one.grade for policy in discover().values() for one in policy.parameters} <= GRADES_DA.keys()


def test_no_english_is_left_on_the_danish_page():
    english = [
        *(words for words, _ in PLAIN.values()),
        "et al.",
        *(p for p, danish in PURPOSES_DA.items() if p != danish),
    ]
    for name in discover():
        data = explain(find(name), 1)
        told = [cost["purpose"] for cost in data["costs"]] + [one["source_in_words"] for one in data["parameters"]]
        assert not set(english) & set(told), name
        assert not [words for words in told if " and " in words.partition(" (")[0] or "et al." in words]
    assert cite("judgement; nobody1900", 1) == "skøn af modellens forfattere; nobody1900"


def test_numbers_have_the_marks_of_the_language():
    rows = {spoken: page(spoken) for spoken in (0, 1)}
    assert "| 500,000 | 0 – 2,000,000 |" in rows[0] and "| 500.000 | 0 – 2.000.000 |" in rows[1]
    assert "| 0.7 | 0.41 – 1 |" in rows[0] and "| 0,7 | 0,41 – 1 |" in rows[1]
    assert all("| 2015 | 2015 – 2065 |" in page_ and "e+0" not in page_ for page_ in rows.values())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["explain", "second_chanse"], "unknown policy 'second_chanse' (did you mean 'second_chance'?)"),
        (["wheel", "second_chanse"], "unknown policy 'second_chanse' (did you mean 'second_chance'?)"),
        (["effects", "--policy", "campus_skool"], "unknown policy 'campus_skool'"),
        (["explain", "second_chance", "--language", "sv"], "--language sv is not known; allowed: en, da"),
        (["list", "policies", "--language", "sv"], "--language sv is not known; allowed: en, da"),
        (["effects", "--months", "24"], "say which year to tell with --years"),
    ],
)
def test_what_cannot_be_used_ends_with_two_and_one_line(capsys, words, message):
    assert run(words) == 2
    said = capsys.readouterr()
    assert message in said.err and said.err.count("\n") == 1 and said.out == ""


def test_the_matrix_has_a_dot_where_a_lever_is_bent():
    proposals = catalogue()
    lines = [line.strip("| ").split(" | ") for line in matrix(proposals).splitlines()]
    assert [cell.strip() for cell in lines[0][1:]] == [one.label for one in proposals]
    for line in matrix(proposals).splitlines()[2:]:
        lever, *dots = (cell.strip() for cell in line.strip("|").split("|"))
        for proposal, dot in zip(proposals, dots, strict=True):
            assert (dot == "●") == (lever.strip("`") in deeds(discover()[proposal.name]).levers)


@pytest.mark.parametrize(("file", "spoken"), [("policies.md", 0), ("policies.da.md", 1)])
def test_the_page_is_what_the_program_says_now(file, spoken):
    written = (ROOT / "docs" / file).read_text(encoding="utf-8")
    flag = " --language da" if spoken else ""
    assert written == page(spoken), f"docs/{file} is stale: run `boligliv docs policies{flag}`"


def test_the_page_goes_where_it_is_asked_to(capsys, tmp_path):
    where = tmp_path / "new" / "page.md"
    assert _json(capsys, "docs", "policies", "-o", str(where)) == {"page": str(where)}
    assert where.read_text(encoding="utf-8") == page()
