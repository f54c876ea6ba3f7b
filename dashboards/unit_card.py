"""What a cell, a block, a department or an area is like in the month shown: figures of its homes in words."""

from __future__ import annotations

import reacton.ipyvuetify as v
import solara

from dashboards import measures, text
from dashboards.attributes import ATTRIBUTES, Attribute
from dashboards.desk import Desk
from dashboards.facts import Sections, section
from dashboards.panels.panel import Facts, Reader, Rows
from dashboards.units import units

HOMES = ("Homes", "Boliger")
EMPTY = ("{} ({} empty)", "{} ({} tomme)")
ONE_EMPTY = ("{} ({} empty)", "{} ({} tom)")
PART = ("{}: {} of {}", "{}: {} af {}")
COMMONEST = ("{}, the most common", "{}, den hyppigste")
MONTH = ("In {}", "I {}")
NOTE = (
    "One run, chance included: in a small unit a few households change a share a lot. Synthetic households only.",
    "Én kørsel med tilfældigheder: i en lille enhed ændrer få husstande en andel meget. Kun syntetiske husstande.",
)
TOO_FEW = ("Figures", "Tal")
TOO_FEW_WORDS = ("fewer than {} homes: none are given", "under {} boliger: der gives ingen")


def name(facts: Facts, reader: Reader) -> str:
    """What the unit is called."""
    level = facts["level"]
    return units(facts["place"], level).called(level, text.spoken(reader.language))[facts["unit"]]


def describe(facts: Facts, reader: Reader) -> Rows:
    """A row for each attribute: a median or mean, or how many homes are in the class that is counted or commonest."""
    standing, lived_in = facts["standing"], facts["lived_in"]
    empty = standing - lived_in
    homes = reader.of(ONE_EMPTY if empty == 1 else EMPTY).format(reader.number(standing), reader.number(empty))
    rows = [(reader.of(HOMES), homes)]
    if lived_in < measures.FEWEST_HOMES:
        return [*rows, (reader.of(TOO_FEW), reader.of(TOO_FEW_WORDS).format(measures.FEWEST_HOMES))]
    for one in ATTRIBUTES:
        if one.about_origin and not reader.origin:
            continue
        if one.name in facts["numbers"]:
            value = measures.written(reader.language, one.name, facts["numbers"][one.name])
            rows.append((reader.of(measures.MEASURES[one.name].title), value))
        elif one.name != "vacancy":
            rows.append(_share(one, facts["counts"][one.name], standing if one.of_homes else lived_in, reader))
    return rows


def _share(one: Attribute, counts: list[int], whole: int, reader: Reader) -> tuple[str, str]:
    measure = measures.MEASURES[one.name]
    classes = measure.classes or (max(range(len(counts)), key=counts.__getitem__),)
    number = sum(counts[k] for k in classes)
    share = measures.written(reader.language, one.name, number / whole)
    if measure.classes:
        return reader.of(measure.title), reader.of(PART).format(share, reader.number(number), reader.number(whole))
    label = reader.of(one.labels[classes[0]])
    return reader.of(COMMONEST).format(reader.of(measure.title)), f"{label}: {share}"


@solara.component
def UnitCard(desk: Desk, facts: Facts) -> None:
    """The figures of the unit that was clicked."""
    reader = Reader(desk.language, desk.choices.origin)
    title = name(facts, reader)
    with v.Html(tag="section", class_="card card-unit", attributes={"aria-label": title}):
        with v.Html(tag="div", class_="card-head"):
            v.Html(tag="h2", children=[title])
            close = desk.say("close_home")
            solara.Button(close, text=True, on_click=lambda: setattr(desk.session.map, "unit_selected", -1))
        when = desk.of(MONTH).format(desk.session.map.month)
        Sections([section("unit", when, describe(facts, reader), desk.of(NOTE))])
