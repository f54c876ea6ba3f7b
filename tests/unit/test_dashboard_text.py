"""Every word the page asks for exists in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import dashboards
from dashboards import session, text
from model.policies import discover

FOLDER = Path(dashboards.__file__).parent
ASKED = re.compile(r"""(?:desk|text)\.say\(\s*(?:(?:\w+\.)?language,\s*)?["'](\w+)["']\s*\)""")


def test_every_word_asked_for_exists():
    asked = {key for file in FOLDER.rglob("*.py") for key in ASKED.findall(file.read_text(encoding="utf-8"))}
    assert len(asked) > 20
    assert asked | set(session.MAP_WORDS) <= set(text.WORDS)
    assert set(text.WORDS) <= asked | set(session.MAP_WORDS), "a word nobody asks for"


@pytest.mark.parametrize("key", sorted(text.WORDS))
def test_both_languages_have_the_same_gaps(key):
    english, danish = text.WORDS[key]
    assert english.strip() and danish.strip()
    assert english.count("{}") == danish.count("{}")


def test_the_doses_of_all_policies_are_worded_in_danish():
    for policy in discover().values():
        for parameter in policy.parameters:
            assert text.parameter("da", parameter.name, parameter.meaning) != parameter.meaning
            assert text.parameter("en", parameter.name, parameter.meaning) == parameter.meaning


def test_danish_numbers_have_danish_separators():
    assert text.number("da", 1234567.25, 2) == "1.234.567,25"
    assert text.number("en", 1234567.25, 2) == "1,234,567.25"
