"""Which of the five conditions of vulnerability hold for the household in the home."""

from __future__ import annotations

from typing import Any

from dashboards.panels.panel import Facts, Panel, Reader, Rows
from model.mechanisms.vulnerability import CONDITIONS, conditions

DANISH = (
    "ingen voksen i den arbejdsdygtige alder i job eller uddannelse",
    "den svageste voksnes dansk er svagt",
    "lav indkomst pr. forbrugsenhed",
    "ingen voksen med mere end grundskole",
    "åben social sag",
)


def _collect(model: Any, home: int) -> Facts:
    world = model.world
    row = int(world.dwellings.household[home])
    if row < 0:
        return {}
    flags, _ = conditions(world.persons, world.households, int(world.month), world.values)
    return {"flags": int(flags[row])}


def _describe(facts: Facts, reader: Reader) -> Rows:
    texts = list(zip(CONDITIONS, DANISH, strict=True))
    held = [bool(facts["flags"] >> i & 1) for i in range(len(texts))]
    yes, no = reader.of(("yes", "ja")), reader.of(("no", "nej"))
    rows = [(_sentence(reader.of(text)), yes if holds else no) for text, holds in zip(texts, held, strict=True)]
    return [*rows, (reader.of(("Conditions that hold", "Forhold der gælder")), f"{sum(held)} / {len(held)}")]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


PANEL = Panel(
    name="conditions",
    order=20,
    title=("Vulnerability: five conditions", "Udsathed: fem forhold"),
    collect=_collect,
    describe=_describe,
)
