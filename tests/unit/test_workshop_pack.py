"""The workshop on paper: everything is on it, nothing is fetched, and it is the same every time."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from dashboards import measured as shown
from dashboards import text
from dashboards.workshop.matters import by_key
from dashboards.workshop.room import Room
from dashboards.workshop.setting import proposals
from dashboards.workshop.words import LEFT_OUT, STEP_TITLES, of
from dashboards.workshop_pack import pdf
from dashboards.workshop_pack.__main__ import main
from dashboards.workshop_pack.about import about
from dashboards.workshop_pack.cards import heading, price
from dashboards.workshop_pack.pack import html
from dashboards.workshop_pack.questions import AFTER, BEFORE, QUESTIONS, on
from dashboards.workshop_pack.words import WORDS
from experiments import measured
from model.policies import discover
from model.policies.policy import ACTORS, PAYERS

LANGUAGES = ("da", "en")
PLACES = ("vaerebro", "vollsmose")
ALONE = {"meta"}
"""Elements of the pack without an end."""


class Reader(HTMLParser):
    """Follows every element to its end, and keeps texts by sheet, ids and attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.fetched: list[str] = []
        self.sheets: list[str] = []
        self.classes: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        assert len(given) == len(attrs), f"an attribute twice in <{tag}>"
        assert not (tag in ("p", "h1", "h2", "h3") and {"p", "h1", "h2", "h3", "span", "b"} & set(self.open[-1:])), tag
        if "id" in given:
            self.ids.append(given["id"])
        self.classes += (given.get("class") or "").split()
        self.fetched += [str(given[name]) for name in ("src", "href", "srcset", "action") if name in given]
        assert tag not in ("script", "link", "iframe", "object")
        if tag == "section" and "sheet" in (given.get("class") or "").split():
            self.sheets.append("")
        if tag not in ALONE:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in ALONE:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, f"</{tag}> ends another element"

    def handle_data(self, data):
        if self.sheets:
            self.sheets[-1] += f"{data} "


def opened(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def plain(words: str) -> str:
    return " ".join(words.split())


@pytest.fixture(scope="module", params=[(place, language) for place in PLACES for language in LANGUAGES])
def pack(request):
    """A pack and how it reads."""
    place, language = request.param
    asked = about(language, place, "second_chance", 5)
    page = html(asked)
    return asked, page, opened(page)


def test_it_is_whole_and_asks_for_nothing(pack):
    asked, page, reader = pack
    assert page.startswith(f'<!doctype html>\n<html lang="{asked.language}">')
    assert len(reader.ids) == len(set(reader.ids)) == len(reader.sheets) == 16
    assert reader.fetched == []
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", page)
    assert "{}" not in page and "nan" not in " ".join(reader.sheets).casefold().split()


def test_it_is_the_same_every_time(pack):
    asked, page, _ = pack
    assert html(about(asked.language, asked.place, "second_chance", 5)) == page


def test_every_proposal_is_a_card_with_who_for_whom_and_dilemmas(pack):
    asked, _, reader = pack
    fronts, backs = " ".join(map(plain, reader.sheets[5:9])), " ".join(map(plain, reader.sheets[9:13]))
    assert reader.classes.count("front") == reader.classes.count("back") == len(asked.game) == 16
    for one in asked.game:
        policy = discover()[one.name]
        words = [heading(asked, one), of(asked.language, policy.summary), of(asked.language, policy.eligible)]
        words += [of(asked.language, ACTORS[who]) for who in policy.actors]
        words += [of(asked.language, PAYERS[who]) for who in policy.payers]
        words += [of(asked.language, barrier.text) for barrier in policy.barriers]
        for told in words:
            assert plain(told) in fronts
        assert heading(asked, one) in backs
        assert price(asked, one.name) in fronts


def test_backs_fit_when_the_paper_is_turned(pack):
    asked, _, reader = pack
    for sheet in range(4):
        names = [heading(asked, one) for one in asked.game[4 * sheet : 4 * sheet + 4]]
        back = plain(reader.sheets[9 + sheet])
        found = sorted(names, key=back.index)
        assert found == [names[1], names[0], names[3], names[2]]


def test_predictions_rules_and_board_are_those_of_the_room(pack):
    asked, _, reader = pack
    rules, predictions, board = (plain(reader.sheets[k]) for k in (3, 4, 13))
    for matter in asked.matters:
        assert of(asked.language, matter.title) in predictions and of(asked.language, matter.unit) in predictions
    for key in ("predict", "run", "compare", "budget", "reveal", "debrief"):
        assert of(asked.language, STEP_TITLES[key]) in rules
    assert all(of(asked.language, pair) in rules for pair in LEFT_OUT)
    for one in asked.game:
        assert heading(asked, one) in board
    assert asked.question in rules and asked.question in predictions


def test_every_question_is_asked(pack):
    asked, _, reader = pack
    for when, sheet in ((BEFORE, 14), (AFTER, 15)):
        told = plain(reader.sheets[sheet])
        for number, one in enumerate(on(when), 1):
            assert f"{number}. {of(asked.language, one.words)}" in told
            assert all(of(asked.language, choice) in told for choice in one.choices)
    assert {one.key for when in (BEFORE, AFTER) for one in on(when)} == {one.key for one in QUESTIONS}


def test_the_budget_is_the_rooms_own():
    asked = about("en", "vaerebro", "second_chance", 5)
    room = Room("ACDEF", asked.setting, lambda task: None)
    assert asked.budget == room.seen.budget is not None
    assert asked.prices == room.seen.prices and set(asked.prices) >= set(proposals())
    assert text.number("en", asked.budget) in plain(opened(html(asked)).sheets[13])


def test_what_was_not_measured_is_left_to_be_written(monkeypatch, tmp_path):
    monkeypatch.setattr(measured, "FOLDER", tmp_path)
    monkeypatch.setattr(shown, "stored", measured.read)
    asked = about("en", "vollsmose", "second_chance", 5)
    reader = opened(html(asked))
    assert asked.budget is None and "(from the screen)" in reader.sheets[13]
    assert WORDS["fill_prices"][0] in plain(reader.sheets[0])
    assert all(plain(sheet).count("Not measured in Vollsmose after 5 years") == 4 for sheet in reader.sheets[9:13])


def test_measured_effects_say_when_they_cannot_be_told():
    backs = plain(opened(html(about("en", "vaerebro", "second_chance", 5))).sheets[12])
    assert "cannot be told from none" in backs and "Measured in Værebro Park after 5 years" in backs
    assert re.search(
        r"Vulnerable households \(living there\) −\d+\.\d+ \[−\d+\.\d+; −\d+\.\d+\] percentage points", backs
    )


@pytest.mark.parametrize("key", sorted(WORDS))
def test_both_languages_have_the_same_gaps(key):
    english, danish = WORDS[key]
    assert english.strip() and danish.strip() and english.count("{}") == danish.count("{}")


def test_what_is_predicted_can_be_chosen():
    asked = about("da", "vaerebro", "epicenter", 20, ("vacancy_days", "reputation"))
    assert [one.key for one in asked.matters] == ["vacancy_days", "reputation"]
    assert asked.until == 2034 and asked.budget is not None


WRONG = {
    "--place volsmose": "place 'volsmose' is unknown",
    "--policy second_chanse": "unknown policy 'second_chanse' (did you mean 'second_chance'?)",
    "--years 3": "--years 3 is not offered in the workshop; allowed: 2, 5, 10, 20",
    "--ask rent": "--ask 'rent' cannot be predicted; allowed: share_vulnerable",
    " ".join(f"--ask {key}" for key in tuple(by_key())[:7]): "--ask was given 7 outcomes; a room predicts at most 6",
}


@pytest.mark.parametrize("line", WRONG)
def test_what_cannot_be_asked_is_told_in_one_line(line, tmp_path, capsys):
    assert main([str(tmp_path / "new"), *line.split()]) == 2
    told = capsys.readouterr().err
    assert told.startswith("boligliv: ") and told.count("\n") == 1 and WRONG[line] in told
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_told(tmp_path, capsys):
    (tmp_path / "taken").write_text("")
    assert main([str(tmp_path / "taken")]) == 2
    told = capsys.readouterr().err
    assert "cannot write there" in told and told.count("\n") == 1


def test_without_chromium_a_pdf_is_refused_before_anything_is_written(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    assert main([str(tmp_path / "new"), "--pdf"]) == 2
    assert "--pdf needs Chromium" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
