"""The version of the model that a scenario meets: editing pages, commands or another proposal does not change it."""

from __future__ import annotations

import ast
import hashlib
import importlib
import pkgutil
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import model.policies
from experiments.provenance import sources
from model.policies.policy import Policy

ROOT = Path(__file__).resolve().parent.parent
MODEL = ("geodata", "agents", "model")
NO_RULES = {"model/policies/bundles.py"}
"""Files of the model that no result depends on: words of input."""
OTHER_WORLDS = ("model/country/", "geodata/denmark", "geodata/data/denmark/")
"""Beginnings of paths that no run of an estate reads: the whole country."""
LAYOUT = 2
"""Raised when a study is to keep other values of a run than it did."""


@lru_cache(maxsize=256)
def model_version(policies: tuple[str, ...]) -> str:
    """Twelve hexadecimal digits of all source and data that a run with these policies rests on.

    Files of proposals that are not switched on do not count, so that mending one asks for its own runs only.
    """
    own = policy_files()
    used = {path for name, path in own.items() if name in policies}
    others = set(own.values()) - _with_what_they_import(used, set(own.values()))
    digest = hashlib.sha256(f"layout {LAYOUT}".encode())
    for path in sorted(_sources(), key=lambda path: path.relative_to(ROOT).as_posix()):
        name = path.relative_to(ROOT).as_posix()
        if path not in others and name not in NO_RULES and not name.startswith(OTHER_WORLDS):
            digest.update(name.encode() + b"\0" + _sha256(path))
    return digest.hexdigest()[:12]


def policy_files() -> dict[str, Path]:
    """The file of each policy by name."""
    found = {}
    for info in pkgutil.iter_modules(model.policies.__path__):
        module = importlib.import_module(f"model.policies.{info.name}")
        policy = getattr(module, "POLICY", None)
        if isinstance(policy, Policy) and module.__file__:
            found[policy.name] = Path(module.__file__).resolve()
    return found


def _with_what_they_import(used: set[Path], files: set[Path]) -> set[Path]:
    """These files and the files of other proposals they take something from."""
    waiting, found = list(used), set(used)
    while waiting:
        for name in _imported(waiting.pop()):
            path = next((one for one in files if one.stem == name), None)
            if path is not None and path not in found:
                found.add(path)
                waiting.append(path)
    return found


def _imported(path: Path) -> Iterator[str]:
    """Last parts of what a file imports from among the proposals."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("model.policies"):
            yield node.module.rpartition(".")[2]
            yield from (name.name for name in node.names)


def _sources() -> Iterator[Path]:
    return sources(ROOT, MODEL)


@lru_cache(maxsize=4096)
def _sha256(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()
