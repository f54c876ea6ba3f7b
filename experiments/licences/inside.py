"""What the wheels of libraries carry inside that is not their own: parts of the page, and compiled libraries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackagePath
from typing import Any

from experiments.licences.told import NOT_TOLD, by_words, spdx

BANNER = re.compile(r"\s*/\*!?[\s*]*(?P<name>[\w.-]+?)(?:\.min\.js)? v(?P<version>\d[\w.]*)")
"""How a script in one file says what it is: `/*! axe v4.12.1`."""
WHOLE, THIRD = "package.json", "third-party-licenses.json"

COMPILED = {
    "libgdal": ("GDAL, with GEOS compiled in", "MIT AND LGPL-2.1-or-later"),
    "libgeos": ("GEOS", "LGPL-2.1-or-later"),
    "libgfortran": ("GCC runtime library libgfortran", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    "libgomp": ("GCC runtime library libgomp", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    "libquadmath": ("GCC runtime library libquadmath", "LGPL-2.1-or-later"),
    "libzmq": ("ZeroMQ", "MPL-2.0"),
}
"""Compiled libraries under a copyleft licence that wheels for Linux carry in a folder *.libs, by the file's name."""


@dataclass(frozen=True, order=True)
class Part:
    """Something of others inside the wheel of a library."""

    library: str
    name: str
    version: str
    licence: str


def web_parts(name: str, library: Distribution) -> list[Part]:
    """Scripts, styles and fonts for a browser, as their own descriptions in the wheel tell them."""
    files = {str(path): path for path in library.files or ()}
    found = set()
    for path in files.values():
        if path.name == WHOLE and not _within_another(path, files):
            found.add(_whole(name, path, files))
        elif path.name == THIRD:
            found |= {
                Part(name, one["name"], one["versionInfo"], spdx(one["licenseId"]) or NOT_TOLD)
                for one in _json(path)["packages"]
            }
        elif path.name.endswith(".min.js") and not _within_another(path, files):
            found |= set(_script(name, path))
    return sorted(found)


def compiled_parts(name: str, library: Distribution) -> list[Part]:
    """Compiled libraries under a copyleft licence in a wheel for Linux."""
    stems = {re.split(r"[-.]", path.name)[0] for path in library.files or () if ".libs" in path.parts[0]}
    return sorted(Part(name, COMPILED[stem][0], "", COMPILED[stem][1]) for stem in stems & COMPILED.keys())


def _whole(name: str, path: PackagePath, files: dict[str, PackagePath]) -> Part:
    said = _json(path)
    licence = spdx(said.get("license") or "")
    if not licence and (text := files.get(str(path.with_name("LICENSE")))):
        licence = by_words(text.read_text(encoding="utf-8"))
    return Part(name, said["name"], said["version"], licence or NOT_TOLD)


def _within_another(path: PackagePath, files: dict[str, PackagePath]) -> bool:
    # The folder of a package.json itself may hold one; only folders above it count for it.
    above = path.parent.parents if path.name == WHOLE else path.parents
    return any(str(folder / WHOLE) in files for folder in above)


def _script(name: str, path: PackagePath) -> Iterator[Part]:
    beginning = path.read_text(encoding="utf-8")[:1500]
    if said := BANNER.match(beginning):
        yield Part(name, said["name"], said["version"], _of_banner(beginning))


def _of_banner(text: str) -> str:
    plain = " ".join(text.replace("*", " ").split()).lower()
    if "terms of the mozilla public license, v. 2.0" in plain:
        return "MPL-2.0"
    return "MIT" if "released under the mit license" in plain else by_words(text) or NOT_TOLD


def _json(path: PackagePath) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
