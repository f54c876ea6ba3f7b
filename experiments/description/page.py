"""A page of prose from a template, its tables filled from code and its sources listed at the end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from experiments.bibliography import authors, entries, reference
from experiments.description import numbers
from experiments.description.tables import TABLES

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
SOURCES = ("Sources", "Kilder")
_ASKED = re.compile(r"\{\{ (\w+) \}\}")
_CITED = re.compile(r"\[@([\w:.-]+(?:;\s+@[\w:.-]+)*)\]")


class TemplateError(ValueError):
    """A template that asks for what there is not, or cites what the bibliography lacks."""


def template(name: str) -> str:
    """The prose of a page as it is written, with its placeholders and sources."""
    return (TEMPLATES / f"{name}.md").read_text(encoding="utf-8")


def page(name: str, spoken: int = 0) -> str:
    """The page as the program says it now; raises TemplateError for an unknown placeholder or source."""
    text = template(name)
    asked: dict[str, str] = {word: _found(word, name) for word in _ASKED.findall(text)}
    filled = _ASKED.sub(lambda match: asked[match[1]], text)
    keys = cited(text)
    told = _CITED.sub(lambda match: "(" + "; ".join(_brief(key, spoken) for key in _keys(match[1])) + ")", filled)
    if not keys:
        return told
    listed = "\n".join(f"- {reference(key, spoken)}" for key in keys)
    return f"{told.rstrip()}\n\n## {SOURCES[spoken]}\n\n{listed}\n"


def cited(text: str) -> list[str]:
    """The keys a template cites, sorted, each once."""
    return sorted({key for match in _CITED.findall(text) for key in _keys(match)})


def _keys(inside: str) -> list[str]:
    return [key.strip().removeprefix("@") for key in inside.split(";")]


def _found(word: str, name: str) -> str:
    if word in TABLES:
        return TABLES[word]()
    known: Mapping[str, str] = numbers.known()
    if word not in known:
        raise TemplateError(f"{name}.md asks for '{word}'; there are {', '.join(sorted({*TABLES, *known}))}")
    return known[word]


def _brief(key: str, spoken: int) -> str:
    if key not in entries():
        raise TemplateError(f"'{key}' is not in REFERENCES.bib")
    fields = entries()[key]
    return f"{authors(fields.get('author', key), spoken)} {fields.get('year', '')}".strip()
