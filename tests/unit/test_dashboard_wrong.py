"""What is wrong in a link or a file is told in Danish on a Danish page, with values and names as they were typed."""

from __future__ import annotations

import re

import pytest

from dashboards import link, opened, wrong
from dashboards.state import Choices

LINKS = (
    "laww=2", "law=2030", "place=vaerbro", "behaviour=x", "seed=a", "seed=-1", "months=99999", "policy=second_chanc",
    "set.choice.avoidance=9", "set.choice.avoidance=a", "set.choice.avoidnce=1", "set.choice.avoidance=1 km",
    "set.choice.avoidance=nan", "policy.second_chance.share=0.04", "policy=epicenter&policy.second_chance.share=0.04",
    "policy=second_chance&policy.second_chance.share=9", "policy=second_chance&policy.second_chance.shar=.04",
    "policy=theme_1&policy.theme_1.dose=.04", "policy.foo=1", "set.=1", "set.second_chance.share=0.04",
    "set.posterior=/etc/passwd", "posterior=x", "view=x", "ceiling=-1", "person=z", "room=1", "form=9", "x" * 9000,
)  # fmt: skip
FILES = (
    "a=", "place=1", "laww='x'", "law='2030'", "months='x'\n", "[parameters]\n'choice.avoidance'=99",
    "[parameters]\n'choice.avoidance'='x'", "[policies.foo]\nshare=1", "[policies.second_chance]\nshare='a'",
    "[policies]\nsecond_chance=1", "bundles=['a']", "bundles=1", "\x00", "seed=1.5", "seed=-3", "replications=100000",
    f"seed=1{'0' * 400}", "a=" + "[" * 3000, "a=" + "9" * 5000, f"place='{'x' * 900}'", "a.b" + ".c" * 900 + "=1",
)  # fmt: skip
ENGLISH = re.compile(
    r"\b(the|is|not|its|unit|of|are|allowed|known|unknown|outside|mean|write|source|line|such|belongs|switched|there|"
    r"key|none|longer|than|digits|letters|values?|number|add|set them)\b"
)
GRADES_AND_UNITS = re.compile(
    r"\d\.\.\S+ [^(;]*|'[^']*'|kilde: [^)]*|tilladt:? .*|--[a-z-]+|enheden er .*|der findes .*"
)


def _danish(message: str) -> None:
    told = wrong.say("da", message)
    assert wrong.say("en", message) == message
    assert told != message
    assert ENGLISH.findall(GRADES_AND_UNITS.sub("", told)) == [], told


@pytest.mark.parametrize("query", LINKS)
def test_what_is_wrong_in_a_link_is_told_in_danish(query):
    complaints = link.read(f"form=2&{query}").complaints if "form" not in query else link.read(query).complaints
    assert complaints
    for complaint in complaints:
        _danish(complaint)


@pytest.mark.parametrize("content", FILES)
def test_what_is_wrong_in_a_file_is_told_in_danish(content):
    with pytest.raises(opened.NotOpened) as english:
        opened.open_file(content.encode(), "scenario", Choices(language="en"))
    with pytest.raises(opened.NotOpened) as danish:
        opened.open_file(content.encode(), "scenario", Choices(language="da"))
    _danish(str(english.value))
    assert str(danish.value) == wrong.say("da", str(english.value))[:400]
