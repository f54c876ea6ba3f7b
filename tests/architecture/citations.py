"""Where the program cites a source, read off its text, and what stands in REFERENCES.bib."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from experiments.patterns import discover as patterns
from model.letting import rulebook
from model.metrics import discover
from model.parameters import registry
from tests.architecture.source_rules import PACKAGES, ROOT, SourceFile, source_files

BIBLIOGRAPHY = ROOT / "REFERENCES.bib"

_ENTRY = re.compile(r"^\s*@(\w+)\s*\{\s*([^,\s{}]+)\s*,", re.MULTILINE)
# [@one], [@one; @two], [@one, p. 4]
_BRACKET = re.compile(r"\[(@[^\[\]]+)\]")
_KEY = re.compile(r"@([A-Za-z][\w:.-]*\w)")


def entry_keys(bibliography: str) -> list[str]:
    """The keys of a BibTeX file in their order, twice when they stand there twice."""
    return [key for kind, key in _ENTRY.findall(bibliography) if kind.lower() not in ("comment", "string")]


def bracket_keys(text: str) -> list[str]:
    """The keys of all `[@key]` in a text."""
    return [key for inside in _BRACKET.findall(text) for key in _KEY.findall(inside)]


def docstring_citations(file: SourceFile) -> Iterator[tuple[str, str]]:
    """(key, where) for each `[@key]` in a docstring of a module, class or function."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            where = f"{file.module}: {getattr(node, 'name', 'module')}"
            yield from ((key, where) for key in bracket_keys(ast.get_docstring(node) or ""))


def declared_sources() -> Iterator[tuple[str, str]]:
    """(key, where) for each number of the model, rule of the rule-book, list criterion, metric and pattern."""
    for parameter in registry().values():
        yield from ((key.strip(), parameter.name) for key in parameter.source.split(";"))
    yield from ((rule["source"], f"rule {rule['id']}") for rule in rulebook.rules())
    yield from ((criterion["source"], criterion["name"]) for criterion in rulebook.criteria())
    for pattern in patterns().values():
        yield from ((key.strip(), f"pattern {pattern.name}") for key in pattern.source.split(";"))
    for metric in discover().values():
        yield from ((key.strip(), metric.name) for key in metric.source.split(";"))


def cited_in_data() -> Iterator[tuple[str, str]]:
    """(key, where) for each `[@key]` in shipped data and texts: TOML, CSV, Markdown, templates, pages."""
    shipped = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*"))]
    for path in [*shipped, *sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]:
        if path.suffix in (".toml", ".csv", ".md", ".html", ".j2", ".jinja", ".jinja2"):
            yield from ((key, str(path.relative_to(ROOT))) for key in bracket_keys(_text(path)))


def cited() -> list[tuple[str, str]]:
    """(key, where) for everything that must stand in REFERENCES.bib."""
    found = [*cited_in_data(), *declared_sources()]
    for file in source_files():
        found += docstring_citations(file)
    return found


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
