"""Where a number of the model is declared and which files read it, found in the program's own text."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import model
from model.parameters import registry
from model.policies import discover

OTHER_CALLS = {
    "base", "value", "number", "bend", "bent_by", "replaced_by", "lever_here", "bent", "Lever", "Parameter", "P",
    "uniform", "normal", "integer", "bits", "stream", "streams", "by_lot", "through",
}  # fmt: skip
"""Calls whose words name a lever or a draw, or declare a number, and do not read one."""
FREE = r"(.+)"


def modules() -> Iterator[str]:
    """Names of all modules of the model without the leading `model.`, sorted."""
    yield from sorted(found.name.removeprefix("model.") for found in pkgutil.walk_packages(model.__path__, "model."))


@lru_cache(maxsize=1)
def declared() -> Mapping[str, str]:
    """The module in which each number is declared, such as `mechanisms.labour.hazards` or `policies.second_chance`."""
    found: dict[str, str] = {}
    for name in modules():
        if not name.startswith("policies."):
            module = importlib.import_module(f"model.{name}")
            found |= {one.name: name for one in getattr(module, "PARAMETERS", ())}
    for policy in discover().values():
        found |= {one.name: f"policies.{policy.name}" for one in policy.parameters}
    return found


@lru_cache(maxsize=1)
def readers() -> Mapping[str, tuple[str, ...]]:
    """The modules that read each number besides the one that declares it.

    A number is read where its whole name stands, or a name with a part that is filled in (`f"labour.{field}"`) and the
    module knows the word that fills it.
    """
    home, found = declared(), {name: set[str]() for name in registry()}
    for module in modules():
        for name in _names_in(module):
            if home[name] != module:
                found[name].add(module)
    return {name: tuple(sorted(where)) for name, where in found.items()}


def mechanism(module: str) -> str:
    """The part of the model a module belongs to: `mechanisms.labour` for `mechanisms.labour.hazards`."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] in ("mechanisms", "policies") else parts[0]


@lru_cache(maxsize=256)
def module_text(module: str) -> str:
    """The text of a module of the model."""
    file = Path(str(model.__path__[0])) / (module.replace(".", "/") + ".py")
    if not file.is_file():
        file = file.with_suffix("") / "__init__.py"
    return file.read_text(encoding="utf-8")


def _names_in(module: str) -> set[str]:
    proposals = set(discover())
    if module.startswith("policies."):
        # What proposals share serves those that import it.
        word = module.rpartition(".")[2]
        proposals = {one for one in proposals if re.search(rf"import .*\b{word}\b", module_text(f"policies.{one}"))}
    return names_read(module_text(module), registry(), proposals)


def names_read(text: str, known: Mapping[str, object], proposals: Collection[str] = ()) -> set[str]:
    """Those of the known names that a file reads; it may read for any of these proposals, told which.

    >>> known = ["a.b", "a.c", "a.d"]
    >>> text = "KEYS = ('c', 'x')\\nworld.p('a.b'); [world.p(f'a.{k}') for k in KEYS]; world.levers.base('a.d', 1.0)"
    >>> sorted(names_read(text, dict.fromkeys(known)))
    ['a.b', 'a.c']
    """
    tree = ast.parse(text)
    passed = {id(word) for call in ast.walk(tree) if _called(call) in OTHER_CALLS for word in _words_of(call)}
    asked = {id(word) for node in ast.walk(tree) for word in _asked(node)}
    own = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    words, strings = _vocabulary(tree)
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in passed:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in known:
            found.add(node.value)
        elif id(node) in asked:
            found |= _filled(_pattern(node, own), known, words, strings, proposals)
    return found


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else str(getattr(node.func, "id", ""))


def _asked(node: ast.AST) -> Iterator[ast.JoinedStr]:
    """Names put together where a number is asked for: `world.p(f"..")`, `values[f".."]`, `f".." in values`."""
    words: list[ast.expr] = []
    if _called(node) == "p" and isinstance(node, ast.Call):
        words = node.args
    elif isinstance(node, ast.Subscript):
        words = [node.slice]
    elif isinstance(node, ast.Compare):
        words = [node.left]
    yield from (word for word in words if isinstance(word, ast.JoinedStr))


def _words_of(call: ast.AST) -> Iterator[ast.AST]:
    assert isinstance(call, ast.Call)
    yield from (argument for argument in call.args if isinstance(argument, ast.Constant | ast.JoinedStr))


def _vocabulary(tree: ast.Module) -> tuple[set[str], set[str]]:
    """Every word the file knows, names and attributes among them; and its strings and whole numbers alone."""
    words: set[str] = set()
    strings: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            words.add(node.id)
        elif isinstance(node, ast.Attribute):
            words.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str | int):
            strings.add(str(node.value))
    return words | strings, strings


def _pattern(node: ast.AST, own: Mapping[str, str]) -> str:
    assert isinstance(node, ast.JoinedStr)
    parts = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(re.escape(str(part.value)))
        elif isinstance(part, ast.FormattedValue):
            value = part.value
            parts.append(re.escape(own[value.id]) if isinstance(value, ast.Name) and value.id in own else FREE)
    return "".join(parts)


def _filled(
    pattern: str, known: Mapping[str, object], words: set[str], strings: set[str], proposals: Collection[str]
) -> set[str]:
    # Whoever reads a number of any proposal need not know the proposals' names.
    any_proposal = pattern.startswith(FREE + r"\.")
    found = set()
    for name in known:
        match = re.fullmatch(pattern, name)
        if match is None:
            continue
        filled = match.groups()[1 if any_proposal else 0 :]
        understood = strings if any_proposal else words
        if set(filled) <= understood and (not any_proposal or match[1] in proposals):
            found.add(name)
    return found
