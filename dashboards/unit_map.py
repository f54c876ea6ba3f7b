"""Puts units of homes on the live map: their shapes once, then what each month says of them, and the legend."""

from __future__ import annotations

from typing import Any

from dashboards import measures, text
from dashboards.attributes import by_name
from dashboards.maps import EstateMap
from dashboards.messages import UnitFrame
from dashboards.unit_shapes import shapes
from dashboards.units import AREAS, BLOCKS, CELLS, DEPARTMENTS, HOMES, LEVELS, units
from geodata import place as places

Pair = tuple[str, str]

ONE: dict[str, Pair] = {
    CELLS: ("Cell", "Celle"),
    BLOCKS: ("Block", "Blok"),
    DEPARTMENTS: ("Department", "Afdeling"),
    AREAS: ("Area", "Område"),
}
EVERY: dict[str, Pair] = {
    CELLS: ("by 100 m cell", "efter celle på 100 m"),
    BLOCKS: ("by block", "efter blok"),
    DEPARTMENTS: ("by department", "efter afdeling"),
    AREAS: ("and the municipality around it, by polling district", "og kommunen omkring det, efter afstemningsområde"),
}
DESCRIBE: Pair = (
    "Map of {}, {}. Arrow keys choose one, plus and minus zoom, 0 shows all; the numbers stand in the table below. "
    "Colours:",
    "Kort over {}, {}. Piletaster vælger, plus og minus zoomer, 0 viser alt; tallene står i tabellen nedenfor. Farver:",
)
CELL_NOTE: Pair = (
    "Real: the squares of the national 100 m grid. A home lies in the square where its stairway is drawn.",
    "Virkeligt: kvadraterne i det nationale 100 m-net. En bolig ligger i det kvadrat, hvor dens opgang er tegnet.",
)
DEPARTMENT_NOTE: Pair = ("A department is drawn as its blocks.", "En afdeling er tegnet som sine blokke.")
AREA_NOTE: Pair = (
    "Real: the polling districts of 2015 on the national 100 m grid, named after where people vote.",
    "Virkeligt: afstemningsområderne i 2015 på det nationale 100 m-net, opkaldt efter valgstedet.",
)
OUTLINE_NOTE: Pair = (
    "Schematic: the estate's outline. Its homes are not counted in the district around it.",
    "Skematisk: boligområdets omrids. Dets boliger tælles ikke med i distriktet omkring det.",
)
COUNT_NOTE: Pair = ("In brackets: number of {}.", "I parentes: antal {}.")
FEW: Pair = ("not coloured: fewer than {} homes", "ikke farvet: under {} boliger")
LIVED_IN: Pair = ("{} homes lived in", "{} beboede boliger")
BUILT: Pair = ("{} homes", "{} boliger")
HOMES_HEAD: Pair = ("Homes", "Boliger")
LIVED_IN_HEAD: Pair = ("Homes lived in", "Beboede boliger")
VALUE: Pair = ("Value", "Værdi")
CLASS: Pair = ("Class", "Klasse")


class UnitPicture:
    """The units on one map; what has not changed is not sent again."""

    def __init__(self, map_: EstateMap) -> None:
        self.map = map_
        self._drawn = ("", HOMES)
        self._language = "en"
        self._coloured = ("", measures.COMMONEST)

    def word(self, language: str) -> None:
        """Put the legend into a language."""
        self._language = language
        self._word()

    def show(self, place: str, attribute: str, frame: UnitFrame | None) -> None:
        """Draw the units of a month, or homes where there is no frame of units; to be called within `hold_sync`."""
        level = HOMES if frame is None else frame.level
        anew = (place, level) != self._drawn or level != self.map.level
        if anew:
            self._drawn = (place, level)
            self._draw()
        if frame is None:
            return
        if anew or (attribute, frame.group) != self._coloured:
            self._coloured = (attribute, frame.group)
            self._word()
        self.map.unit_codes, self.map.unit_values, self.map.unit_homes = frame.codes, frame.values, frame.homes

    def _draw(self) -> None:
        place, level = self._drawn
        self.map.unit_selected = -1
        self.map.unit_codes = self.map.unit_values = self.map.unit_homes = b""
        self.map.level = level
        if level != HOMES:
            found = shapes(place, level)
            self.map.unit_points, self.map.unit_rings = found.points.tobytes(), found.rings.tobytes()
            self.map.unit_marks = list(found.names)

    def _word(self) -> None:
        (place, level), (attribute, group) = self._drawn, self._coloured
        if level == HOMES or not attribute:
            return
        self.map.unit_names = units(place, level).called(level, text.spoken(self._language))
        self.map.unit_palette = list(measures.palette(attribute, group))
        self.map.unit_labels = measures.labels(self._language, attribute, group)
        self.map.unit_words = words(self._language, place, level, attribute, group)


def words(language: str, place: str, level: str, attribute: str, group: int) -> dict[str, Any]:
    """Texts of the legend, the tooltip and the table of units."""
    say = lambda pair: text.of(language, pair)  # noqa: E731
    of_homes = by_name(attribute).of_homes
    title = places.load(place).title
    return {
        "describe": say(DESCRIBE).format(title, say(EVERY[level])),
        "title": measures.title(language, attribute, group),
        "few": say(FEW).format(measures.FEWEST_HOMES),
        "homes": say(BUILT if of_homes else LIVED_IN),
        "note": " ".join(
            [
                say(COUNT_NOTE).format(say(LEVELS[level])),
                *_notes(language, place, level),
                text.say(language, "synthetic"),
            ]
        ),
        "deep": level in (BLOCKS, DEPARTMENTS),
        "columns": [say(ONE[level]), say(VALUE), say(CLASS), say(HOMES_HEAD if of_homes else LIVED_IN_HEAD)],
        **measures.form(language, attribute, group),
    }


def _notes(language: str, place: str, level: str) -> list[str]:
    schematic = places.load(place).schematic
    if level == AREAS:
        return [text.of(language, AREA_NOTE), *([text.of(language, OUTLINE_NOTE)] if schematic else [])]
    own = {CELLS: [CELL_NOTE], DEPARTMENTS: [DEPARTMENT_NOTE]}.get(level, [])
    return [*(text.of(language, pair) for pair in own), *([text.say(language, "schematic")] if schematic else [])]
