"""The page of all licences: a summary, what copyleft asks of whoever passes the program on, and every library."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution

from experiments.licences.inside import Part, compiled_parts, web_parts
from experiments.licences.pins import EXTRAS, PROGRAM, Pin, asked_for, installed, needed_by, pins
from experiments.licences.told import NOT_TOLD, Told, said, told

HEAD = """# Licences of what Boligliv stands on

Written by `boligliv docs licences` from the libraries that `constraints.txt` pins, as they are installed on Linux with
Python 3.11; do not edit. A licence is an SPDX expression where the library tells it clearly enough, and *told by* says
which part of it did: its expression, the older free field, its classifier, or the first words of its licence text. This
page is a help for reading the licences themselves, and no advice on the law.

Boligliv's own files are MIT, with no script, style or font of others among them. Its sources and its wheel hold no
library: they name the libraries, and pip fetches each under its own licence. What follows matters to whoever passes on
more than that: an environment, a disk image, an installer, a laptop set up for a workshop.
"""
COPYLEFT = (
    ("GPL", r"\b(?<!L)A?GPL-|General Public License \(GPL\)",
     "Whoever passes it on must pass on the whole of which it is a part under the same licence, with all sources: an "
     "environment or image that holds it and the program can be given away only under the GPL, and Boligliv's MIT "
     "allows that. Who only runs the program owes nothing."),
    ("LGPL", r"\bLGPL-",
     "Whoever passes it on hands over its licence and its sources (or says where they are), and whoever receives it "
     "must be able to put another version of this one library in its place. The rest keeps its own licence."),
    ("MPL", r"\bMPL-",
     "Whoever passes it on says where its sources are; changed files of it stay under the MPL. The rest keeps its own "
     "licence."),
)  # fmt: skip
"""The families of copyleft, strongest first: how they are known in an expression, and what they ask."""
EXCEPTION = (
    "`GPL-3.0-or-later WITH GCC-exception-3.1` (libgfortran, libgomp) is not counted as copyleft: the exception lets "
    "programs compiled by GCC carry these libraries under any licence."
)
KNOWN = {
    "platypus-opt": "ema_workbench cannot be loaded without it; of Boligliv only `boligliv discover` loads that, for "
    "PRIM. Both come with the extra `discover` alone, so that `pip install boligliv` brings neither. In a clone `make` "
    "installs the extra too: `pip uninstall platypus-opt ema_workbench` takes both out of an environment that is to be "
    "passed on, and every other command works as before",
    "docutils": "its classifiers name the licences of its parts, most of which are in the public domain; its text says "
    "which",
}
"""What a reader should know of a library beside its licence."""
GROUPS = {
    PROGRAM: "The program",
    "discover": "Its way of finding boxes",
    "test": "Its tests",
    "dev": "Its tools",
    "docs": "Its site",
}
FOR_WHAT = {
    PROGRAM: "the program", "discover": "`boligliv discover` only", "test": "tests only", "dev": "tools only",
    "docs": "the site only",
}  # fmt: skip


@dataclass(frozen=True)
class Library:
    """One library: its pins, what it says of its licence and home, for what it is needed and what is inside."""

    name: str
    versions: str
    told: Told
    home: str
    group: str
    web: tuple[Part, ...]
    compiled: tuple[Part, ...]


def page() -> str:
    """The page as the installed libraries say it now; raises InputError unless they are exactly the pinned ones."""
    pinned = pins()
    found = installed(pinned)
    groups = needed_by(found, asked_for())
    libraries = [library(name, pinned, found[name], groups[name]) for name in sorted(groups)]
    return "\n".join([HEAD, *_summary(libraries), *_copyleft(libraries), *_tables(libraries), *_web(libraries)])


def library(name: str, pinned: Iterable[Pin], there: Distribution, group: str) -> Library:
    """One library as it is installed."""
    mine = [pin for pin in pinned if pin.name == name]
    return Library(
        name=name,
        versions=", ".join(f"{pin.version}{_for_which(pin)}" for pin in mine),
        told=told(there),
        home=_home(there),
        group=group,
        web=tuple(web_parts(name, there)),
        compiled=tuple(compiled_parts(name, there)),
    )


def row(one: Library) -> str:
    """The line of a library in its table."""
    name = f"[{one.name}]({one.home})" if one.home else one.name
    return f"| {name} | {one.versions} | {one.told.licence} | {one.told.by} |"


def _summary(libraries: Sequence[Library]) -> Iterator[str]:
    yield "## How many of each\n"
    yield "| licence | program | extras, tests, tools and site |\n|---|---|---|"
    licences = {one.told.licence for one in libraries}
    for licence in sorted(
        licences, key=lambda licence: (-sum(one.told.licence == licence for one in libraries), licence)
    ):
        mine = [one for one in libraries if one.told.licence == licence]
        program = sum(one.group == PROGRAM for one in mine)
        yield f"| {licence} | {program} | {len(mine) - program} |"
    program = sum(one.group == PROGRAM for one in libraries)
    yield f"| all | {program} | {len(libraries) - program} |\n"
    silent = [one.name for one in libraries if one.told.licence == NOT_TOLD]
    told_no_kind = [one.name for one in libraries if one.told.by.startswith("classifier, ")]
    yield f"Without a licence told: {', '.join(silent) or 'none'}.\n"
    yield f"Told, but not which kind, and without a text: {', '.join(told_no_kind) or 'none'}.\n"


def _copyleft(libraries: Sequence[Library]) -> Iterator[str]:
    yield "## Copyleft\n"
    for family, known_by, asks in COPYLEFT:
        whole = [one for one in libraries if known_by_licence(known_by, one.told.licence)]
        parts = [
            (one, part)
            for one in libraries
            for part in one.compiled + one.web
            if known_by_licence(known_by, part.licence)
        ]
        yield f"### {family}\n\n{asks}\n"
        for one in whole:
            more = f": {KNOWN[one.name]}" if one.name in KNOWN else ""
            yield f"- **{one.name}** ({one.told.licence}; for {_for_what(one)}){more}."
        for one, part in parts:
            version = f" {part.version}" if part.version else ""
            yield f"- {part.name}{version} ({part.licence}), inside the wheel of **{one.name}** (for {_for_what(one)})."
        if not whole and not parts:
            yield "None."
        yield ""
    yield f"{EXCEPTION}\n"


def known_by_licence(pattern: str, licence: str) -> bool:
    """Whether a licence belongs to a family of copyleft; an exception for compiled programs takes it out.

    >>> known_by_licence(COPYLEFT[0][1], "GPL-3.0"), known_by_licence(COPYLEFT[0][1], "MIT AND LGPL-2.1-or-later")
    (True, False)
    >>> known_by_licence(COPYLEFT[0][1], "GPL-3.0-or-later WITH GCC-exception-3.1")
    False
    """
    return bool(re.search(pattern, re.sub(r"\S+ WITH GCC-exception-3.1", "", licence)))


def _tables(libraries: Sequence[Library]) -> Iterator[str]:
    for group in (PROGRAM, *EXTRAS):
        yield f"## {GROUPS[group]}\n"
        if group != PROGRAM:
            yield f"What only the extra `{group}` needs.\n"
        yield "| library | version | licence | told by |\n|---|---|---|---|"
        yield from (row(one) for one in libraries if one.group == group)
        yield ""


def _web(libraries: Sequence[Library]) -> Iterator[str]:
    yield "## Scripts, styles and fonts for the browser\n"
    yield (
        "What wheels carry for a browser, as the descriptions in them tell. The dashboard's page is made of those of "
        "solara-assets, ipyvue, ipyvuetify and anywidget; *solara-vuetify-app* has Vue, Vuetify and the fonts named at "
        "ipyvuetify compiled in. What else they carry is not sent to the page.\n"
    )
    yield "| inside | part | version | licence |\n|---|---|---|---|"
    for part in (part for one in libraries for part in one.web):
        yield f"| {part.library} | {part.name} | {part.version} | {part.licence} |"
    yield ""


def _for_what(one: Library) -> str:
    return FOR_WHAT[one.group]


def _for_which(pin: Pin) -> str:
    if pin.marker is None:
        return ""
    plain = str(pin.marker).replace('"', "")
    for sign, word in (("python_version", "Python"), (">=", "from"), ("<", "below")):
        plain = plain.replace(sign, word)
    return f" ({plain})"


def _home(there: Distribution) -> str:
    """The home page of a library, else the place of its sources."""
    named = {}
    for line in there.metadata.get_all("Project-URL") or ():
        label, _, address = line.partition(",")
        named[label.strip().lower()] = address.strip()
    wanted = ("homepage", "home", "source", "repository", "source code", "github", "code", "sources", "documentation")
    addresses = [named[label] for label in wanted[:2] if label in named]
    addresses += [said(there, "Home-page"), *(named[label] for label in wanted[2:] if label in named)]
    return next((address for address in addresses if address.startswith("http")), "")
