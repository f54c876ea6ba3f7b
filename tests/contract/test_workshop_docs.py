"""What a facilitator is told to click and type exists, in both languages, and the questions are those on paper."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer
from scipy.stats import binomtest

from dashboards import text
from dashboards.story.words import SAY
from dashboards.views import discover as views
from dashboards.workshop.matters import by_key
from dashboards.workshop.setting import MONTHS, PAIRS, PARTS
from dashboards.workshop.words import STEP_TITLES, WHY, WORDS, of, say
from dashboards.workshop_pack.about import USUAL_QUESTION, USUAL_YEARS, about
from dashboards.workshop_pack.questions import AFTER, BEFORE, on
from experiments.cli import app
from experiments.proposals import catalogue, find
from geodata import place
from tests.architecture.citations import BIBLIOGRAPHY, bracket_keys, entry_keys

FOLDER = Path(__file__).parents[2] / "docs" / "workshop"
LANGUAGES = ("da", "en")
PAGES = sorted(path.relative_to(FOLDER) for path in FOLDER.rglob("*.md"))
CODE = re.compile(r"`([^`\n]+)`")
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
COMMANDS = ("boligliv ", "make ")
PROGRAM = ".venv/bin/boligliv"


def read(page: Path) -> str:
    return (FOLDER / page).read_text(encoding="utf-8")


def coded(page: Path) -> list[str]:
    """What stands in code marks, commands of code blocks line by line."""
    whole = read(page)
    lines = [line for block in BLOCK.findall(whole) for line in block.splitlines() if line]
    return lines + CODE.findall(BLOCK.sub("", whole))


def labels(language: str) -> set[str]:
    """All that can stand on the page; a gap in a sentence is written as three dots."""
    found = {of(language, pair) for table in (WORDS, WHY, STEP_TITLES, SAY, text.WORDS) for pair in table.values()}
    found |= {text.of(language, view.title) for view in views()}
    found |= {of(language, one.title) for one in by_key().values()}
    found |= {f"{one.number}. {of(language, one.title)}" for one in catalogue()}
    for pair in STEP_TITLES.values():
        found |= {say(language, key, of(language, pair)) for key in ("next", "back_to")}
    found |= {say(language, "until", months // 12, 2014 + months // 12) for months in MONTHS}
    found |= {say(language, "pairs_few", n) for n in PAIRS}
    found |= {say(language, "part_of", text.number(language, 100 * part)) for part in PARTS}
    found |= {say(language, "budget_soon", known) for known in range(17)}
    found |= {say(language, "remove", of(language, ("Blue", "Blå")))}
    return found | {words.replace("{}", "…") for words in found}


def is_label(words: str, known: set[str]) -> bool:
    begun = words.removesuffix(" …")
    return words in known or (begun != words and any(one.startswith(begun) for one in known))


def leaf(words: list[str]) -> tuple[object, list[str]]:
    """The command that is meant and what is left for it."""
    found = typer.main.get_command(app)
    while hasattr(found, "commands"):
        assert words and words[0] in found.commands, f"no command {words[:1]}"
        found, words = found.commands[words[0]], words[1:]
    return found, words


def test_both_languages_have_the_same_parts():
    names = {language: {page.name for page in PAGES if page.parts[0] == language} for language in LANGUAGES}
    assert names["da"] == names["en"]
    assert names["da"] == {
        "README.md", "set-up.md", "two-hours.md", "half-day.md", "script.md", "talking.md", "questionnaire.md",
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted({page.name for page in PAGES}))
def test_a_page_has_the_same_headings_tables_and_labels_in_both(name):
    danish, english = (read(Path(language) / name) for language in LANGUAGES)
    marks = (r"^#+ ", r"^\|", r"^- ", r"^\d+\. ", r"^- \[ \]")
    for mark in marks:
        assert len(re.findall(mark, danish, re.M)) == len(re.findall(mark, english, re.M)), mark
    assert len(coded(Path("da") / name)) == len(coded(Path("en") / name))


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_label_is_on_the_page_and_every_command_can_be_typed(page):
    language = page.parts[0]
    known = labels(language)
    for words in coded(page):
        if words.startswith("make "):
            makefile = (FOLDER.parents[1] / "Makefile").read_text(encoding="utf-8")
            assert re.search(rf"^{words.split()[1]}:", makefile, re.M), words
        elif words.startswith("boligliv "):
            command, left = leaf(shlex.split(words)[1:])
            if left or not any(one.required for one in command.params):
                command.make_context(words, list(left))
            assert "-l en" not in words if language == "da" else "-l da" not in words
        else:
            assert words in (PROGRAM, "--pdf") or is_label(words, known), f"{page}: “{words}” is not on the page"


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_pack_that_is_named_can_be_made(page):
    for words in coded(page):
        if not words.startswith("boligliv workshop-pack"):
            continue
        command, left = leaf(shlex.split(words)[1:])
        given = command.make_context(words, list(left)).params
        made = about(page.parts[0], given["place"] or "vaerebro", given["policy"], given["years"], given["ask"] or ())
        assert made.matters
        if given["ask"]:
            titles = {of(page.parts[0], one.title) for one in made.matters}
            assert titles <= set(coded(page)), "the page names what is predicted"


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_link_leads_somewhere(page):
    for link in re.findall(r"\]\(([^)]+)\)", read(page)):
        assert (FOLDER / page).parent.joinpath(link).resolve().is_file(), link


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_source_is_in_the_bibliography(page):
    assert set(bracket_keys(read(page))) <= set(entry_keys(BIBLIOGRAPHY.read_text(encoding="utf-8")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_room_of_the_set_up_is_the_one_on_paper(language):
    page = read(Path(language) / "set-up.md")
    usual = find(USUAL_QUESTION)
    assert place.load("vaerebro").title in page
    assert f"`{usual.number}. {of(language, usual.title)}`" in page
    assert f"`{say(language, 'until', USUAL_YEARS, 2014 + USUAL_YEARS)}`" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_questions_are_those_on_paper(language):
    page = read(Path(language) / "questionnaire.md")
    for when in (BEFORE, AFTER):
        for number, one in enumerate(on(when), 1):
            assert f"{number}. {of(language, one.words)}\n" in page
            for k, choice in enumerate(one.choices):
                words = of(language, choice)
                assert f"   - {f'**{words}**' if k == one.right else words}\n" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_counts_that_can_be_told_are_those_of_a_sign_test(language):
    rows = re.findall(r"^\| (\d+) \| (\d+) \|$", read(Path(language) / "questionnaire.md"), re.M)
    assert len(rows) == 7
    for changed, least in ((int(a), int(b)) for a, b in rows):
        assert binomtest(least, changed).pvalue < 0.05 <= binomtest(least - 1, changed).pvalue
    assert binomtest(5, 5).pvalue >= 0.05
