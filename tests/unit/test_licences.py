"""The page of licences: what a library tells, for what it is needed, and the page against the pins."""

from __future__ import annotations

import re
from email.message import Message
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from experiments.cli import run
from experiments.errors import InputError
from experiments.licences import inside, page
from experiments.licences import pins as pinned
from experiments.licences.pins import PROGRAM, Pin, asked_for, needed_by, pins
from experiments.licences.told import NOT_TOLD, Told, by_words, told

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| (?:\[(?P<linked>[^\]]+)\]\([^)]+\)|(?P<plain>[\w.-]+))"
    r" \| (?P<versions>[^|]*\d[^|]*) \| [^|]+ \| [^|]+ \|$"
)
BSD = "Redistribution and use in source and binary forms, with or without modification, are permitted."


def library(folder: Path, *headers: tuple[str, str], files: dict[str, str] | None = None, requires=()) -> Distribution:
    """A library with chosen metadata and files, installed in a folder of its own."""
    data = Message()
    for name, value in (("Name", "x"), ("Version", "1.0"), *headers, *(("Requires-Dist", one) for one in requires)):
        data[name] = value
    site = folder / "lib" / "site"
    for path, text in {"x-1.0.dist-info/METADATA": data.as_string(), **(files or {})}.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
    (site / "x-1.0.dist-info" / "RECORD").write_text("".join(f"{path},,\n" for path in files or ()), encoding="utf-8")
    return Distribution.at(site / "x-1.0.dist-info")


CLASSIFIER, BSD_LIKE = "Classifier", ("Classifier", "License :: OSI Approved :: BSD License")


@pytest.mark.parametrize(
    ("headers", "files", "licence", "by"),
    [
        ((("License-Expression", "mit and psf-2.0"), ("License", "GPL")), {}, "MIT AND PSF-2.0", "License-Expression"),
        ((("License", "Apache 2.0"),), {}, "Apache-2.0", "field License"),
        ((("License", "BSD-3-Clause"),), {}, "BSD-3-Clause", "field License"),
        (((CLASSIFIER, "License :: OSI Approved :: MIT License"),), {}, "MIT", "classifier"),
        (((CLASSIFIER, "License :: Public Domain"), BSD_LIKE), {}, "Public Domain; BSD License",
         "classifiers, no one licence"),
        ((("License", f"{BSD} Neither the name of X may"),), {}, "BSD-3-Clause", "text in the field License"),
        ((BSD_LIKE,), {"x-1.0.dist-info/LICENSE": BSD}, "BSD-2-Clause", "text of LICENSE"),
        ((BSD_LIKE,), {"x/vendored/LICENSE": BSD}, "BSD License", "classifier, which kind is not said"),
        ((("License", "UNKNOWN"),), {}, NOT_TOLD, ""),
    ],
)  # fmt: skip
def test_a_licence_is_told_by_what_says_it_most_clearly(headers, files, licence, by, tmp_path):
    assert told(library(tmp_path, *headers, files=files)) == Told(licence, by)


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("GNU GENERAL PUBLIC LICENSE\n                       Version 3, 29 June 2007", "GPL-3.0"),
        ("GNU LESSER GENERAL PUBLIC LICENSE\n  Version 3, 29 June 2007", "LGPL-3.0"),
        ("Mozilla Public License Version 2.0\n=====", "MPL-2.0"),
        ("   Apache License\n  Version 2.0, January 2004", "Apache-2.0"),
        ("All rights are kept.", ""),
    ],
)
def test_a_text_is_known_by_its_first_words(text, licence):
    assert by_words(text) == licence
    assert by_words("x " * 2000 + text) == "", "licences of parts that follow are not the library's own"


def test_copyleft_is_found_in_an_expression_and_the_exception_of_compilers_is_not():
    gpl, lgpl, mpl = (known for _, known, _ in page.COPYLEFT)
    cases = {
        "GPL-3.0-or-later": (True, False, False), "AGPL-3.0": (True, False, False),
        "MIT AND LGPL-2.1-or-later": (False, True, False),
        "MPL-2.0 AND MIT": (False, False, True), "GPL-3.0-or-later WITH GCC-exception-3.1": (False, False, False),
        "BSD License; GNU General Public License (GPL)": (True, False, False), "MIT": (False, False, False),
    }  # fmt: skip
    for licence, expected in cases.items():
        assert tuple(page.known_by_licence(known, licence) for known in (gpl, lgpl, mpl)) == expected, licence


def test_parts_for_the_browser_tell_themselves(tmp_path):
    web = "../../share/cdn"
    there = library(
        tmp_path,
        files={
            f"{web}/chart@5/package.json": '{"name": "chart", "version": "5.4", "license": "Apache-2.0"}',
            f"{web}/chart@5/build/package.json": '{"name": "of itself", "version": "1", "license": "MIT"}',
            f"{web}/grid@2/package.json": '{"name": "grid", "version": "2"}',
            f"{web}/grid@2/LICENSE": "Permission is hereby granted, free of charge, to any person obtaining a copy",
            f"{web}/third-party-licenses.json":
                '{"packages": [{"name": "vue", "versionInfo": "2.6", "licenseId": "MIT"}]}',
            "axe/axe.min.js": "/*! axe v4.12.1\n * subject to the terms of the Mozilla Public\n * License, v. 2.0.",
            "x.libs/libgeos-abc.so": "", "x.libs/libfree-1.so": "",
        },
    )  # fmt: skip
    found = [(part.name, part.version, part.licence) for part in inside.web_parts("all", there)]
    assert found == [
        ("axe", "4.12.1", "MPL-2.0"), ("chart", "5.4", "Apache-2.0"), ("grid", "2", "MIT"), ("vue", "2.6", "MIT"),
    ]  # fmt: skip
    compiled = [(part.name, part.licence) for part in inside.compiled_parts("all", there)]
    assert compiled == [("GEOS", "LGPL-2.1-or-later")]


def test_a_library_is_needed_by_the_first_that_asks_even_through_others(tmp_path):
    wants = {"a": ("b>=1", 'c; extra == "more"', 'd; python_version < "3"'), "b": ("a",), "c": (), "e": ("c", "b")}
    libraries = {name: library(tmp_path / name, requires=requires) for name, requires in wants.items()}
    asked = {PROGRAM: (Requirement("a"),), "test": (Requirement("e"), Requirement("a[more]"))}
    assert needed_by(libraries, asked) == {"a": PROGRAM, "b": PROGRAM, "e": "test", "c": "test"}
    with pytest.raises(InputError, match=r"c is needed \(c; extra == \"more\"\) and not pinned"):
        needed_by({name: libraries[name] for name in "ab"}, {PROGRAM: (Requirement("a[more]"),)})


def test_other_versions_than_the_pinned_are_refused_in_one_message():
    some = (Pin("pytest", distribution("pytest").version), Pin("numpy", "0.1"), Pin("no-such-library", "2.0"))
    with pytest.raises(InputError) as refused:
        pinned.installed(some)
    said = str(refused.value)
    assert f"numpy 0.1 ({distribution('numpy').version}), no-such-library 2.0 (nothing)" in said
    assert "here are 2 of them" in said and "pytest" not in said and "pip install -c constraints.txt" in said


def test_a_pin_that_is_none_and_a_missing_file_are_told(tmp_path, monkeypatch, capsys):
    loose = tmp_path / "constraints.txt"
    loose.write_text("# a note\nnumpy==2.0\npandas>=2\n", encoding="utf-8")
    with pytest.raises(
        InputError, match=r"pandas>=2 is no exact pin; allowed: NAME==VERSION; .*constraints.txt line 3"
    ):
        pins(loose)
    with pytest.raises(InputError, match="is not there: the page of licences is written in a copy of the sources"):
        pins(tmp_path / "none.txt")
    monkeypatch.setattr(page, "pins", lambda: (Pin("no-such-library", "2.0"),))
    assert run(["docs", "licences", "-o", str(tmp_path / "page.md")]) == 2
    assert "no-such-library 2.0 (nothing)" in capsys.readouterr().err
    assert not (tmp_path / "page.md").exists()


def rows() -> dict[str, re.Match[str]]:
    """The lines of libraries on the written page, by name; none twice."""
    tables = PAGE.partition("## The program\n")[2].partition("## Scripts")[0]
    found = [match for line in tables.splitlines() if (match := ROW.match(line))]
    assert len({match["linked"] or match["plain"] for match in found}) == len(found)
    return {match["linked"] or match["plain"]: match for match in found}


def test_the_page_has_every_pin_with_its_version_and_nothing_else():
    versions: dict[str, list[str]] = {}
    for pin in pins():
        versions.setdefault(pin.name, []).append(pin.version)
    told_versions = {
        name: re.findall(r"\b\d[\w.]*(?= \(Python|,|$)", line["versions"]) for name, line in rows().items()
    }
    stale = "docs/licences.md is stale: run `boligliv docs licences`"
    assert told_versions == versions, stale


def test_the_page_says_of_every_installed_library_what_it_says_now():
    """Of those that are here in a pinned version; an environment without the extras has some, never none."""
    every, compared = pins(), 0
    for name, line in rows().items():
        try:
            there = distribution(name)
        except PackageNotFoundError:
            continue
        if there.version in {pin.version for pin in every if pin.name == name and _on_the_page(pin)}:
            assert page.row(page.library(name, every, there, PROGRAM)) == line.group(), name
            compared += 1
    assert compared


def _on_the_page(pin: Pin) -> bool:
    """Whether the page was written from this version: of Mesa there are two, and the page has Python 3.11's word."""
    return pin.marker is None or pin.marker.evaluate({"python_version": "3.11", "python_full_version": "3.11.0"})


def test_copyleft_of_the_program_itself_is_named_with_what_it_asks():
    section = PAGE.partition("\n## Copyleft\n")[2].partition("\n## ")[0]
    for name in ("platypus-opt", "certifi", "shapely", "axe-playwright-python"):
        assert f"**{name}**" in section
    for family, _, asks in page.COPYLEFT:
        assert f"### {family}\n\n{asks}\n" in section


def test_what_is_asked_for_is_read_from_the_project():
    asked = asked_for()
    assert {"numpy", "mesa"} <= {one.name for one in asked[PROGRAM]} and "ruff" in {one.name for one in asked["dev"]}
