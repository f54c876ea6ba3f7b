"""The report: one page that needs nothing else, and says no more than the runs carry."""

from __future__ import annotations

import re
import struct
from html.parser import HTMLParser
from pathlib import Path

import pytest

from experiments import report, report_read, report_tables, report_words
from experiments.errors import InputError
from experiments.figures import Picture
from experiments.report_data import PlaceReport
from model.policies import discover
from tests.unit import report_samples as samples

VOID = {"meta", "link", "img", "br", "input"}


class Structure(HTMLParser):
    """Collects elements and their attributes; complains of tags that do not close in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def structure(html: str) -> Structure:
    parsed = Structure()
    parsed.feed(html)
    parsed.close()
    return parsed


@pytest.fixture(scope="module")
def effective(tmp_path_factory: pytest.TempPathFactory) -> PlaceReport:
    return samples.bundle(tmp_path_factory.mktemp("effective"), effect=0.2)


@pytest.fixture(scope="module")
def idle(tmp_path_factory: pytest.TempPathFactory) -> PlaceReport:
    """A policy that treats nobody: every pair is equal."""
    return samples.bundle(tmp_path_factory.mktemp("idle"), effect=0.0)


@pytest.fixture(scope="module")
def composed(effective: PlaceReport) -> tuple[str, tuple[Picture, ...]]:
    return report.compose([effective])


@pytest.fixture(scope="module")
def html(composed: tuple[str, tuple[Picture, ...]]) -> str:
    return composed[0]


@pytest.fixture
def sketches(monkeypatch: pytest.MonkeyPatch, composed: tuple[str, tuple[Picture, ...]]) -> None:
    """Pictures that were drawn already in place of new ones, for tests that are not about drawing."""
    estate, difference, municipality, composition, apart, homes = composed[1]
    monkeypatch.setattr(report.figures_maps, "estate_maps", lambda found: estate)
    monkeypatch.setattr(report.figures_maps, "difference_maps", lambda found: difference)
    monkeypatch.setattr(report.figures_locator, "locator_map", lambda found: municipality)
    monkeypatch.setattr(report.figures_curves, "segregation", lambda found: apart)
    sheets = {"composition": composition, "homes": homes}
    monkeypatch.setattr(report.figures_curves, "curves", lambda found, panels, name, words: sheets[name])


def test_page_parses_and_every_tag_closes(html: str) -> None:
    parsed = structure(html)
    assert parsed.open == []
    assert parsed.all("html") == [{"lang": "en"}]
    assert len(parsed.all("h1")) == 1


def test_page_fetches_nothing(html: str) -> None:
    parsed = structure(html)
    addresses = [str(element[name]) for _, element in parsed.elements for name in ("src", "href") if name in element]
    assert addresses
    assert all(address.startswith(("data:", "#")) for address in addresses)
    assert not re.search(r"https?://|@import|url\(", html)
    assert parsed.all("script") == []


def test_pictures_are_embedded_with_words_and_real_pngs(composed: tuple[str, tuple[Picture, ...]]) -> None:
    html, pictures = composed
    images = structure(html).all("img")
    assert len(images) == len(pictures) == 6
    assert all(str(image["src"]).startswith("data:image/png;base64,") for image in images)
    assert all(len(str(image["alt"])) > 40 for image in images)
    for picture in pictures:
        assert picture.png.startswith(b"\x89PNG")
        assert struct.unpack(">II", picture.png[16:24]) == (picture.width, picture.height)


def test_tables_have_captions_and_heads(html: str) -> None:
    parsed = structure(html)
    assert len(parsed.all("table")) == len(parsed.all("caption")) >= 9
    assert all(cell.get("scope") in ("col", "row", "rowgroup") for cell in parsed.all("th"))


def test_same_runs_make_the_same_page(effective: PlaceReport, html: str) -> None:
    assert report.compose([effective])[0] == html


def test_every_number_of_the_outcome_table_carries_its_error(effective: PlaceReport) -> None:
    view = report_tables.outcomes(effective)
    assert view is not None
    rows = [row for _, group in view.groups for row in group]
    assert len(rows) > 10
    for row in rows:
        assert all("±" in cell for cell in row.cells[:3]), row


def test_effect_is_told_and_a_large_one_doubted(effective: PlaceReport) -> None:
    answer = " ".join(report_words.answer(effective))
    assert "vulnerable households in the estate" in answer.lower()
    assert "lower (95 % interval" in answer
    assert "suspect the model" in answer


def test_a_scenario_is_told_in_the_words_of_its_proposals(effective: PlaceReport) -> None:
    policy = discover()["second_chance"]
    told = report_words.scenarios_in_words(effective)
    assert told[1].summary.startswith(f"{policy.title.en}: {policy.summary.en}")
    assert not any("Text(" in one.summary for one in told)


def test_idle_policy_is_called_identical_and_nothing_is_claimed(idle: PlaceReport) -> None:
    view = report_tables.outcomes(idle)
    assert view is not None
    assert {row.cells[4] for _, group in view.groups for row in group} == {"identical"}
    answer = " ".join(report_words.answer(idle))
    assert "no outcome can be told apart from today's rules" in answer
    assert "suspect" not in answer
    assert not re.search(r"\b(lower|higher)\b", answer)


def test_noise_is_called_not_distinguishable(tmp_path: Path) -> None:
    """Alternatives on other draws without an effect: pairs differ, and no sentence may claim a direction."""
    where = samples.place()
    store = samples.filled_store(tmp_path, where, effect=0.0, seeds=4)
    samples.overwrite_with_noise(store, where)
    found = samples.bundle_of(store, where)
    answer = report_words.answer(found)
    verdicts = dict(zip(found.table["outcome"], found.table["verdict"], strict=True))
    assert verdicts["share_vulnerable"] == "not distinguishable"
    [sentence] = [line for line in answer if line.startswith("Second chance")]
    claimed = sentence.lower().split("not distinguishable")[0]
    assert "vulnerable households in the estate" not in claimed
    view = report_tables.outcomes(found)
    assert view is not None
    assert "not distinguishable" in {row.cells[4] for _, group in view.groups for row in group}


def test_single_run_gives_no_error_and_says_so(tmp_path: Path) -> None:
    single = samples.bundle(tmp_path, effect=0.1, seeds=1)
    assert "One run cannot tell a policy from luck" in " ".join(report_words.answer(single))
    html, _ = report.compose([single])
    assert "± unknown" in html
    assert not re.search(r"\bnan\b", re.sub(r"base64,[^\"]+", "", html))


@pytest.mark.usefixtures("sketches")
def test_words_from_data_are_escaped(tmp_path: Path) -> None:
    hostile = samples.bundle(tmp_path, title='Park <script>alert("x")</script> & Co')
    html, _ = report.compose([hostile])
    assert structure(html).all("script") == []
    assert "Park &lt;script&gt;" in html
    assert "Kvadratnet &lt;SDFI&gt;" in html


def test_only_base_makes_a_report_without_verdicts(effective: PlaceReport) -> None:
    alone = samples.only_base(effective)
    html, pictures = report.compose([alone])
    assert "Difference" not in html
    assert not any("difference" in picture.name for picture in pictures)


@pytest.mark.usefixtures("sketches")
def test_write_makes_page_and_pictures_and_leaves_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = samples.place()
    samples.filled_store(tmp_path / "runs", where)
    samples.pretend(monkeypatch, where)
    page = report.write(tmp_path / "runs", tmp_path / "out")
    assert page == tmp_path / "out" / "report.html"
    again = report.write(tmp_path / "runs", tmp_path / "out" / "report.html")
    assert again == page
    assert sorted(path.name for path in page.parent.iterdir()) == ["report.html", "report_pictures"]
    assert len(list((page.parent / "report_pictures").iterdir())) == 6


@pytest.mark.usefixtures("sketches")
def test_failed_report_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, effective: PlaceReport
) -> None:
    page = report.publish([effective], tmp_path / "report.html")
    before = page.read_bytes()

    def full_disk(self: Path, target: Path) -> Path:
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "replace", full_disk)
    with pytest.raises(OSError, match="no space"):
        report.publish([effective], page)
    monkeypatch.undo()
    assert page.read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("name", ["empty", "not-there"])
def test_folder_without_runs_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=f"{name} holds no finished run"):
        report.write(tmp_path / name, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_scenarios_are_grouped_with_their_base_first() -> None:
    law = samples.replace(samples.BASE, law="2018")
    groups = report_read.grouped([samples.SECOND, law, samples.BASE])
    assert groups == [[samples.BASE, samples.SECOND, law]]
    assert report_read.names_of(groups[0]) == ["today's rules", "second chance", "today's rules, law 2018"]
