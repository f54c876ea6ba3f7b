"""The licence of one library as an SPDX expression, and by what it was told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

NOT_TOLD = "not told"
CLASSIFIER = "License :: "

SPELLINGS = {
    "2-clause bsd": "BSD-2-Clause", "bsd 3-clause": "BSD-3-Clause", "bsd 3-clause license": "BSD-3-Clause",
    "apache 2": "Apache-2.0", "apache 2.0": "Apache-2.0", "isc license": "ISC", "mit license": "MIT",
}  # fmt: skip
"""How libraries write a licence in the old free field, where it can mean one licence only."""
CLASSIFIERS = {
    "OSI Approved :: MIT License": "MIT",
    "OSI Approved :: ISC License (ISCL)": "ISC",
    "OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "OSI Approved :: GNU General Public License v3 (GPLv3)": "GPL-3.0-only",
    "OSI Approved :: GNU General Public License v3 or later (GPLv3+)": "GPL-3.0-or-later",
    "OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
}
"""Classifiers that name one licence; "BSD License" and "Apache Software License" name several."""

_BSD = "redistribution and use in source and binary forms"
WORDS = (
    ("GPL-3.0", ("gnu general public license version 3, 29 june 2007",)),
    ("LGPL-3.0", ("gnu lesser general public license version 3, 29 june 2007",)),
    ("AGPL-3.0", ("gnu affero general public license version 3, 19 november 2007",)),
    ("MPL-2.0", ("mozilla public license version 2.0",)),
    ("Apache-2.0", ("apache license version 2.0",)),
    ("Apache-2.0", ("licensed under the apache license, version 2.0",)),
    ("BSD-3-Clause", (_BSD, "neither the name")),
    ("BSD-3-Clause", (_BSD, "names of its contributors may not be used to endorse")),
    ("BSD-2-Clause", (_BSD,)),
    ("MIT", ("permission is hereby granted, free of charge, to any person obtaining a copy",)),
    ("ISC", ("permission to use, copy, modify, and/or distribute this software for any purpose",)),
)
"""The words by which the text of a licence is known, in the order in which they are tried."""
MATPLOTLIB = "license agreement for matplotlib versions 1.3.0 and later"
FIRST = 3000
"""Characters of a text that are looked at: what follows are the licences of other parts."""
FILE = re.compile(r"(^|[^a-z])(licen[sc]es?|copying)([^a-z]|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Told:
    """A licence, and which part of the library told it."""

    licence: str
    by: str


def told(library: Distribution) -> Told:
    """What a library says its licence is: its expression, else its field, its classifiers, its text."""
    field = said(library, "License")
    classifiers = [
        line.removeprefix(CLASSIFIER) for line in library.metadata.get_all("Classifier") or () if CLASSIFIER in line
    ]
    if expression := spdx(said(library, "License-Expression")):
        return Told(expression, "License-Expression")
    if short := SPELLINGS.get(field.lower()) or spdx(field):
        return Told(short, "field License")
    if len(classifiers) == 1 and classifiers[0] in CLASSIFIERS:
        return Told(CLASSIFIERS[classifiers[0]], "classifier")
    if len(classifiers) > 1:
        return Told("; ".join(line.rpartition(" :: ")[2] for line in classifiers), "classifiers, no one licence")
    if known := by_words(field):
        return Told(known, "text in the field License")
    for name, text in texts(library):
        if known := by_words(text):
            return Told(known, f"text of {name}")
    if classifiers:
        return Told(classifiers[0].rpartition(" :: ")[2], "classifier, which kind is not said")
    return Told(NOT_TOLD, "")


def said(library: Distribution, what: str) -> str:
    """One line of a library's metadata, empty when it is not there."""
    return next(iter(library.metadata.get_all(what) or ()), "").strip()


def spdx(text: str) -> str:
    """An SPDX expression in its one right spelling, or nothing if it is none.

    >>> spdx("mit and psf-2.0"), spdx("BSD"), spdx("UNKNOWN")
    ('MIT AND PSF-2.0', '', '')
    """
    try:
        return str(canonicalize_license_expression(text))
    except InvalidLicenseExpression:
        return ""


def by_words(text: str) -> str:
    """The licence whose words a text begins with, or nothing.

    >>> by_words("Permission is hereby granted, free of charge, to any person obtaining a copy of ...")
    'MIT'
    """
    plain = " ".join(re.sub(r"[=*#]+", " ", text[:FIRST]).lower().split())
    if MATPLOTLIB in plain:
        return "PSF-based (matplotlib)"
    return next((licence for licence, words in WORDS if all(word in plain for word in words)), "")


def texts(library: Distribution) -> Iterable[tuple[str, str]]:
    """The texts of a library's own licence, by file name: those beside its metadata, the plainest name first."""
    for path in sorted(library.files or (), key=lambda path: (len(path.name), str(path))):
        beside = ".dist-info" in path.parts[0] or len(path.parts) == 1
        if beside and path.suffix in {"", ".txt", ".md", ".rst"} and FILE.search(path.name):
            yield path.name, path.read_text(encoding="utf-8")
