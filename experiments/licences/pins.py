"""The libraries Boligliv is pinned to: constraints.txt, and for what pyproject.toml needs each of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from experiments.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
EXTRAS = ("discover", "test", "dev", "docs")
PROGRAM = "program"
HOW = 'python3.11 -m pip install -c constraints.txt -e ".[discover,test,dev,docs]"'


@dataclass(frozen=True)
class Pin:
    """One line of constraints.txt: a library and its version, for every Python or for those of the marker."""

    name: str
    version: str
    marker: Marker | None = None

    @property
    def here(self) -> bool:
        """Whether the Python that runs is one of those that the line is for."""
        return self.marker is None or self.marker.evaluate()


def pins(path: Path = ROOT / "constraints.txt") -> tuple[Pin, ...]:
    """All lines of constraints.txt, by name."""
    found = []
    for number, line in enumerate(_lines(path), start=1):
        if text := line.partition("#")[0].strip():
            one = Requirement(text)
            exact = [part.version for part in one.specifier if part.operator == "=="]
            if len(exact) != 1 or len(one.specifier) != 1:
                raise InputError(f"{text} is no exact pin; allowed: NAME==VERSION; {path} line {number}")
            found.append(Pin(canonicalize_name(one.name), exact[0], one.marker))
    return tuple(sorted(found, key=lambda pin: (pin.name, pin.version)))


def asked_for(path: Path = ROOT / "pyproject.toml") -> dict[str, tuple[Requirement, ...]]:
    """What pyproject.toml asks for itself, with its ranges: the program's, and each extra's."""
    project = tomllib.loads("\n".join(_lines(path)))["project"]
    groups = {PROGRAM: project["dependencies"], **project["optional-dependencies"]}
    return {group: tuple(map(Requirement, groups[group])) for group in (PROGRAM, *EXTRAS)}


def installed(pinned: Iterable[Pin]) -> dict[str, Distribution]:
    """The installed libraries by name; raises InputError unless every pin of this Python is there, exactly."""
    found, wrong = {}, []
    for pin in (pin for pin in pinned if pin.here):
        there = _installed(pin.name)
        if there is not None and there.version == pin.version:
            found[pin.name] = there
        else:
            wrong.append(f"{pin.name} {pin.version} ({there.version if there else 'nothing'})")
    if wrong:
        more = f" and {len(wrong) - 5} more" if len(wrong) > 5 else ""
        raise InputError(
            f"licences are read from exactly what constraints.txt pins; not installed so here are {len(wrong)} of them "
            f"(in brackets what is): {', '.join(wrong[:5])}{more}; first: {HOW}"
        )
    return found


def needed_by(libraries: dict[str, Distribution], asked: dict[str, tuple[Requirement, ...]]) -> dict[str, str]:
    """For every library that is needed, directly or by another, the first that needs it: the program, or an extra."""
    first: dict[str, str] = {}
    for group, requirements in asked.items():
        for name in _closure(requirements, libraries):
            first.setdefault(name, group)
    return first


def _closure(requirements: Iterable[Requirement], libraries: dict[str, Distribution]) -> Iterator[str]:
    todo, seen = list(requirements), set()
    while todo:
        one = todo.pop()
        name = canonicalize_name(one.name)
        for extra in sorted({"", *one.extras}):
            if (name, extra) in seen:
                continue
            seen.add((name, extra))
            if name not in libraries:
                raise InputError(f"{name} is needed ({one}) and not pinned: constraints.txt has no line for it")
            yield name
            todo += [
                further
                for further in map(Requirement, libraries[name].requires or ())
                if further.marker is None or further.marker.evaluate({"extra": extra})
            ]


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except OSError:
        raise InputError(
            f"{path} is not there: the page of licences is written in a copy of the sources, with pyproject.toml "
            "and constraints.txt in its folder"
        ) from None
