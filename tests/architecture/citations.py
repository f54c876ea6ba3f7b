"""Where the program cites a source, read off its text, and what stands in REFERENCES.bib."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source_rules import PACKAGES, ROOT, SourceFile, source_files

BIBLIOGRAPHY = ROOT / "REFERENCES.bib"

_ENTRY = re.compile(r"^\s*@(\w+)\s*\{\s*([^,\s{}]+)\s*,", re.MULTILINE)
# [@one], [@one; @two], [@one, p. 4]
_BRACKET = re.compile(r"\[(@[^\[\]]+)\]")
_KEY = re.compile(r"@([A-Za-z][\w:.-]*\w)")
# The place of `source` among the fields of Parameter, for those who give it by position.
_SOURCE_POSITION = 5


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


def parameter_sources(file: SourceFile) -> Iterator[tuple[str | None, str]]:
    """(key, where) for each `Parameter(source=...)`; None when the source cannot be read off the text.

    A source may be a string or a constant of the same module; two sources are parted by ";".
    """
    constants = _string_constants(file.tree)
    for node in ast.walk(file.tree):
        if not isinstance(node, ast.Call) or not ast.unparse(node.func).endswith("Parameter"):
            continue
        given = [keyword.value for keyword in node.keywords if keyword.arg == "source"]
        given += node.args[_SOURCE_POSITION : _SOURCE_POSITION + 1]
        where = f"{file.module} line {node.lineno}"
        text = _string(given[0], constants) if given else None
        if text is None:
            yield None, where
        else:
            yield from ((key.strip().lstrip("@"), where) for key in text.split(";"))


def cited_in_data() -> Iterator[tuple[str, str]]:
    """(key, where) for each `[@key]` in shipped data and texts: TOML, CSV, Markdown, templates."""
    shipped = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*"))]
    for path in [*shipped, *sorted(ROOT.glob("*.md"))]:
        if path.suffix in (".toml", ".csv", ".md", ".html", ".j2", ".jinja", ".jinja2"):
            yield from ((key, str(path.relative_to(ROOT))) for key in bracket_keys(_text(path)))


def cited() -> list[tuple[str, str]]:
    """(key, where) for everything that must stand in REFERENCES.bib."""
    found = list(cited_in_data())
    for file in source_files():
        found += docstring_citations(file)
        found += [(key, where) for key, where in parameter_sources(file) if key is not None]
    return found


def _string_constants(tree: ast.Module) -> dict[str, str]:
    constants = {}
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
        value = getattr(node, "value", None)
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            constants |= {target.id: value.value for target in targets if isinstance(target, ast.Name)}
    return constants


def _string(node: ast.expr, constants: dict[str, str]) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return constants.get(node.id) if isinstance(node, ast.Name) else None


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
