"""Ranges, pins and the lowest versions agree, and so do the Pythons that the project names in many places."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from experiments.licences.pins import PROGRAM, asked_for, pins
from experiments.provenance import PACKAGES

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PYTHONS = ("3.11", "3.12", "3.13")
ASKED = [one for requirements in asked_for().values() for one in requirements]
LOWEST = {pin.name: Version(pin.version) for pin in pins(ROOT / "constraints-lowest.txt")}
OPTIONAL = {"playwright"}
"""What the program loads only if the reader has it: pictures and measurements of the page need a browser too."""


def lower_end(asked: Requirement) -> Version:
    """The lowest version that a range allows."""
    ends = [Version(part.version) for part in asked.specifier if part.operator in (">=", "==")]
    assert len(ends) == 1, f"{asked} has no one lower end"
    return ends[0]


@pytest.mark.parametrize("asked", ASKED, ids=lambda one: one.name)
def test_the_lower_end_of_every_range_is_the_version_that_is_tried(asked):
    assert LOWEST[canonicalize_name(asked.name)] == lower_end(asked), "constraints-lowest.txt: see its first lines"


@pytest.mark.parametrize("asked", ASKED, ids=lambda one: one.name)
@pytest.mark.parametrize("python", PYTHONS)
def test_the_pin_lies_in_the_range_on_every_python(asked, python):
    (pin,) = [one for one in pins() if one.name == canonicalize_name(asked.name) and holds(one.marker, python)]
    assert asked.specifier.contains(pin.version), f"constraints.txt has {pin.name} {pin.version}, the range is {asked}"


def holds(marker: Marker | None, python: str) -> bool:
    """Whether a line of constraints.txt is for a Python."""
    return marker is None or marker.evaluate({"python_version": python, "python_full_version": f"{python}.0"})


@pytest.mark.parametrize("python", PYTHONS)
def test_every_library_has_one_pin_on_every_python(python):
    here = [pin.name for pin in pins() if holds(pin.marker, python)]
    assert len(here) == len(set(here)) and len(here) == len({pin.name for pin in pins()})


def test_every_pinned_library_runs_on_the_first_release_of_every_python():
    """Distributions stay with an early one: the 3.11 of Debian 12 is 3.11.2. Looks at what is installed as pinned."""
    looked, refused = 0, []
    for pin in pins():
        try:
            there = distribution(pin.name)
        except PackageNotFoundError:
            continue
        if there.version != pin.version:
            continue
        looked += 1
        allowed = SpecifierSet(next(iter(there.metadata.get_all("Requires-Python") or ()), ""))
        first = [f"{python}.0" for python in PYTHONS if holds(pin.marker, python)]
        refused += [f"{pin.name} {pin.version} needs Python {allowed}" for one in first if not allowed.contains(one)]
    assert looked and not refused


def test_no_lowest_version_is_above_the_pinned():
    pinned = {pin.name: Version(pin.version) for pin in pins() if holds(pin.marker, PYTHONS[0])}
    asked = {canonicalize_name(one.name) for one in ASKED}
    above = {name: version for name, version in LOWEST.items() if name in asked and version > pinned[name]}
    assert not above


def test_the_pythons_agree_wherever_they_are_named():
    allowed = SpecifierSet(PROJECT["requires-python"])
    minors = [f"3.{minor}" for minor in range(30) if allowed.contains(f"3.{minor}.0")]
    assert tuple(minors) == PYTHONS and allowed.contains(f"{PYTHONS[-1]}.99") and not allowed.contains("3.14.0")
    one = re.compile(r"Programming Language :: Python :: (\d\.\d+)$")
    named = [match[1] for line in PROJECT["classifiers"] if (match := one.match(line))]
    assert tuple(named) == PYTHONS
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"{'|'.join(PYTHONS)}) ;;" in makefile
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert tools["ruff"]["target-version"] == f"py{PYTHONS[0].replace('.', '')}"
    assert tools["mypy"]["python_version"] == PYTHONS[0]
    told = "Python 3.11, 3.12 or 3.13"
    assert told in (ROOT / "README.md").read_text(encoding="utf-8") and told in makefile


def test_everything_the_program_imports_is_asked_for_by_name():
    """What comes along with another library may stay away in its next version."""
    makers = packages_distributions()
    asked = {canonicalize_name(one.name) for group in (PROGRAM, "discover") for one in asked_for()[group]} | OPTIONAL
    # The library called solara is a name alone; what it asks for in the same version is what is imported.
    asked |= {"solara-ui", "solara-server"}
    missing = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for name in imported(path.read_text(encoding="utf-8")) - set(sys.stdlib_module_names) - set(PACKAGES):
                if not asked & {canonicalize_name(maker) for maker in makers.get(name, [name])}:
                    missing.setdefault(name, path.relative_to(ROOT).as_posix())
    assert not missing, f"imported and not in pyproject.toml: {missing}"


def imported(source: str) -> set[str]:
    """The libraries and packages that a file imports, at its top or later.

    Relative imports stay in their package.
    """
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_imports_are_found_wherever_they_stand():
    source = (
        "import a.b as c\nfrom d.e import f\nfrom .g import h\n\ndef i():\n    from j import k\n    import l, m.n\n"
    )
    assert imported(source) == {"a", "d", "j", "l", "m"}


def test_a_range_without_a_lower_end_is_noticed():
    assert lower_end(Requirement("x>=1.2,<2")) == Version("1.2")
    with pytest.raises(AssertionError, match="no one lower end"):
        lower_end(Requirement("x<2"))
