"""What is shared reads back the same; what is opened is data, and what is wrong with it is told."""

from __future__ import annotations

import ast
from xml.etree import ElementTree

import numpy as np
import pytest

from dashboards.asked import Asked
from dashboards.charts import CHARTS, LineChart
from dashboards.link import read, write
from dashboards.maps import EstateMap
from dashboards.opened import MOST_BYTES, NotOpened, open_file
from dashboards.pictures import curves_svg, map_svg
from dashboards.printed import Report
from dashboards.sharing import scenarios, texts
from dashboards.state import Choices
from experiments.scenario_file import Question
from experiments.scenario_url import from_line, to_python

ASKED = Asked(
    policies=("second_chance",), doses=(("second_chance.share", 0.06),), parameters=(("choice.avoidance", 1.5),)
)
CHOSEN = Choices(place="vollsmose", seed=7, months=60, a=ASKED, b=Asked(law="2021"))


def named(choices: Choices) -> dict[str, str]:
    return {one["name"]: one["text"] for one in texts(choices)}


@pytest.mark.parametrize(("letter", "other"), [("a", CHOSEN.scenario()), ("b", CHOSEN.other())])
def test_file_line_and_python_say_the_scenario_again(letter, other):
    found = named(CHOSEN)
    opened = open_file(found[f"toml-{letter}"].encode(), "x.toml", Choices())
    assert opened.scenario() == other
    assert from_line(found[f"line-{letter}"]).scenario == other
    assert to_python(Question(other)) in found[f"python-{letter}"]
    ast.parse(found[f"python-{letter}"])


def test_a_file_opened_as_b_leaves_a_alone():
    opened = open_file(named(CHOSEN)["toml-a"].encode(), "x.toml", Choices(seed=3), as_b=True)
    assert (opened.a, opened.seed, opened.b) == (Asked(), 3, ASKED)


@pytest.mark.parametrize(
    ("content", "culprit"),
    [
        (b"seed = ", "x.toml: not valid TOML"),
        (b"\xff\xfe", "not text"),
        (b"#" * (MOST_BYTES + 1), "larger than 64 kB"),
        (b"place = 'nowhere'", "nowhere"),
        (b"[parameters]\nposterior = '../../etc'", "posterior = '../../etc'"),
        (b"posterior = '../../etc'", "leave out posterior"),
        (b"[policies.second_chance]\nshare = 9", "x.toml line 2"),
        (b"import os", "not valid TOML"),
        (b"a = " + b"[" * 30_000, "x.toml"),
    ],
)
def test_what_cannot_be_opened_is_told(content, culprit):
    with pytest.raises(NotOpened) as told:
        open_file(content, "/tmp/../secret/x.toml", Choices())
    assert culprit in str(told.value) and "secret" not in str(told.value)


def test_a_link_may_not_read_a_folder():
    found = read("form=2&set.posterior=/tmp")
    assert found.choices == Choices() and "set.posterior" in found.complaints[0]


def test_an_older_link_says_what_has_changed_and_a_newer_one_that_it_is():
    assert len(read("second_chance=1").changes) == 3
    assert read(write(CHOSEN)).changes == ()
    assert "form = '9'" in read("form=9&seed=4").complaints[0] and read("form=9&seed=4").choices.seed == 4


def chart() -> LineChart:
    lines = [{"label": "<one>", "colour": "#332288"}, {"label": "two", "colour": "#b0802b"}]
    values = np.array([[1.0, np.nan, 3.0] * 5, [2.0, 2.5, 2.0] * 5], dtype=np.float32).tobytes()
    return LineChart(title="Title & more", unit="%", lines=lines, locale="da", horizon=24, data=values)


def estate() -> EstateMap:
    square = np.array([[0, 0], [10, 0], [10, 10], [0, 10]], dtype=np.float32)
    tiles = np.stack([square, square + 10, square + 20])
    ground = {
        "cells": [],
        "outline": [],
        "blocks": [square.tolist()],
        "departments": [],
        "facilities": [],
        "deeper": 1.0,
    }
    words = {"locale": "da"}
    return EstateMap(tiles=tiles.tobytes(), ground=ground, classes=bytes([0, 255, 254]), palette=["#112233"],
                     labels=["<some>"], vacant_label="tom", words=words, month="2015-02")  # fmt: skip


def test_pictures_are_well_formed_and_say_what_they_show():
    picture = ElementTree.fromstring(map_svg(estate(), "A & B", "note"))
    said = " ".join(picture.itertext())
    assert "<some>: 1 (50,0 %)" in said and "tom: 1 (50,0 %)" in said and "2015-02" in said
    curves = " ".join(ElementTree.fromstring(curves_svg([chart()] * 3, "A & B", "")).itertext())
    assert "Title & more" in curves and "<one>" in curves
    assert "nan" not in curves_svg([chart(), LineChart(at_least=list(CHARTS[0].at_least))], "", "")


@pytest.mark.parametrize("language", ["en", "da"])
def test_the_report_says_scenario_assumptions_and_figures(language):
    report = Report(
        language, "Vollsmose <1>", "2016-04", scenarios(CHOSEN), ("<svg/>",), (chart(),), "http://x/?a&b"
    ).html()
    assert "choice.avoidance" in report and "Skifter Andersen" in report and "Vollsmose &lt;1&gt;" in report
    assert "http://x/?a&amp;b" in report and "boligliv run" in report and "<1>" not in report
    assert "<script" not in report and 'src="' not in report
