"""Every number and rule names its source, and every source stands once in REFERENCES.bib."""

from __future__ import annotations

import difflib

from tests.architecture import citations
from tests.architecture.source_rules import SourceFile

KEYS = citations.entry_keys(citations.BIBLIOGRAPHY.read_text(encoding="utf-8"))


def test_every_cited_source_is_in_the_bibliography():
    missing: dict[str, list[str]] = {}
    for key, where in citations.cited():
        if key not in KEYS:
            missing.setdefault(key, []).append(where)
    assert not missing, "not in REFERENCES.bib:\n" + "\n".join(
        f"  {key}{_nearest(key)}: {'; '.join(places)}" for key, places in sorted(missing.items())
    )


def test_every_entry_is_cited():
    used = {key for key, _ in citations.cited()}
    assert sorted(set(KEYS) - used) == [], "in REFERENCES.bib, but nothing cites them"


def test_no_key_stands_twice():
    assert sorted({key for key in KEYS if KEYS.count(key) > 1}) == []


def test_the_readers_see_what_they_are_for():
    assert citations.entry_keys("% @not{x\n@Article{a2011b,\n title={@}}\n@book { c-d:e , \n") == [
        "a2011b",
        "c-d:e",
    ]
    assert citations.bracket_keys("As in [@a2011b; @c-d:e, p. 4]. Mail me@x.dk [1].") == ["a2011b", "c-d:e"]
    file = SourceFile(
        "model.example",
        'def f():\n    "Says [@three]."\n',
    )
    assert [key for key, _ in citations.docstring_citations(file)] == ["three"]


def _nearest(key: str) -> str:
    near = difflib.get_close_matches(key, KEYS, n=1)
    return f" (did you mean {near[0]}?)" if near else ""
