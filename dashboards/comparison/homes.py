"""The map between two maps: for every home, whether it is the same in both runs, and else in which way."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import numpy as np

from dashboards import text
from dashboards.attributes import HIDDEN, VACANT, Codes, by_name
from dashboards.branch import Branch
from dashboards.maps import EstateMap
from dashboards.session import Session

Pair = tuple[str, str]
ORDERED = ("vulnerability", "years", "income", "name", "order")
"""Attributes whose classes follow each other, so that one can be above the other."""
SAME, MUCH_LESS, LESS, MORE, MUCH_MORE, ONE_EMPTY = range(6)
NOMINAL_SAME, NOMINAL_OTHER, NOMINAL_EMPTY = range(3)
PALETTE = ("#ececec", "#5e3c99", "#b2abd2", "#fdb863", "#e66101", "#4d4d4d")
"""ColorBrewer's PuOr, safe for the colour-blind, on grey."""
NOMINAL_PALETTE = ("#ececec", "#e66101", "#4d4d4d")
KEPT = 12
"""Months of each run kept to find one that both have shown."""

IN_ONE: Pair = ("empty in one", "tom i den ene")
SAME_WORDS: Pair = ("same in both", "ens i begge")
LABELS: dict[str, tuple[Pair, ...]] = {
    "vulnerability": (
        SAME_WORDS,
        ("better in B by 2+", "bedre i B, 2+"),
        ("better by 1", "bedre, 1"),
        ("worse by 1", "værre, 1"),
        ("worse in B by 2+", "værre i B, 2+"),
        IN_ONE,
    ),
    "years": (
        SAME_WORDS,
        ("shorter in B by 2+", "kortere i B, 2+"),
        ("shorter by 1", "kortere, 1"),
        ("longer by 1", "længere, 1"),
        ("longer in B by 2+", "længere i B, 2+"),
        IN_ONE,
    ),
    "income": (
        SAME_WORDS,
        ("lower in B by 2+", "lavere i B, 2+"),
        ("lower by 1", "lavere, 1"),
        ("higher by 1", "højere, 1"),
        ("higher in B by 2+", "højere i B, 2+"),
        IN_ONE,
    ),
}
LABELS["name"] = LABELS["order"] = LABELS["income"]
OTHERWISE: tuple[Pair, ...] = (SAME_WORDS, ("another class in B", "en anden klasse i B"), IN_ONE)
TITLE: Pair = ("B against A, in classes: {}", "B mod A, i klasser: {}")
DESCRIBE: Pair = (
    "Map of the homes that differ between A and B. Arrow keys choose a home, plus and minus zoom, 0 shows all.",
    "Kort over de boliger, der er forskellige i A og B. Piletaster vælger bolig, plus og minus zoomer, 0 viser alt.",
)


def compare(attribute: str, a: Codes, b: Codes) -> Codes:
    """The class of difference of each home under an attribute, uint8 `(n_homes,)`; homes built in neither stay hidden.

    >>> codes = [np.array(x, dtype=np.uint8) for x in ([0, 3, 1, 255, 254], [0, 1, 2, 1, 254])]
    >>> compare("vulnerability", *codes).tolist(), compare("rule", *codes).tolist()
    ([0, 1, 3, 5, 254], [0, 1, 1, 2, 254])
    """
    empty = (a == VACANT) != (b == VACANT)
    hidden = (a == HIDDEN) | (b == HIDDEN)
    if attribute not in ORDERED:
        found = np.where(a == b, NOMINAL_SAME, NOMINAL_OTHER)
        return np.select([hidden, empty], [HIDDEN, NOMINAL_EMPTY], found).astype(np.uint8)
    step = np.where((a == VACANT) & (b == VACANT), 0, b.astype(np.int16) - a.astype(np.int16))
    found = np.array([MUCH_LESS, LESS, SAME, MORE, MUCH_MORE])[np.clip(step, -2, 2) + 2]
    return np.select([hidden, empty], [HIDDEN, ONE_EMPTY], found).astype(np.uint8)


class DifferenceMap:
    """Follows the maps of both branches and shows the last month that both have shown; closed with the page."""

    def __init__(self, session: Session) -> None:
        self.map = EstateMap(link="compare")
        self._branches = (session.a, session.b)
        self._seen: tuple[OrderedDict[Any, bytes], ...] = (OrderedDict(), OrderedDict())
        self._runs = [branch.run for branch in self._branches]
        self._watching: list[tuple[EstateMap, Callable[[Any], None], str]] = []
        self._language = "en"
        self._attribute = ""
        self._draw_ground()
        for i, branch in enumerate(self._branches):
            branch.map.link = "compare"
            self._watch(branch.map, self._framed(i), "frame")
            self._watch(branch.map, self._selected, "selected")
        self._watch(session.a.map, self._draw_ground, "tiles")
        self._watch(self.map, self._selected, "selected")
        for i in range(2):
            self._framed(i)(None)

    def word(self, language: str) -> None:
        """Put title and legend into the reader's language."""
        self._language = language
        self.map.words = {
            "locale": language,
            "describe": text.of(language, DESCRIBE),
            **{key: text.say(language, key) for key in ("zoom_in", "zoom_out", "zoom_fit")},
            **dict.fromkeys(("tiles", "deeper", "schematic", "synthetic"), ""),
        }
        self._colours(self._attribute or "vulnerability")

    def close(self) -> None:
        """Stop following and leave the page."""
        for map_, listener, name in self._watching:
            map_.unobserve(listener, name)
        for branch in self._branches:
            branch.map.link = ""
        self.map.close()

    def _watch(self, map_: EstateMap, listener: Callable[[Any], None], name: str) -> None:
        map_.observe(listener, name)
        self._watching.append((map_, listener, name))

    def _draw_ground(self, change: Any = None) -> None:
        first = self._branches[0].map
        for seen in self._seen:
            seen.clear()
        with self.map.hold_sync():
            self.map.classes = bytes([HIDDEN]) * (len(first.tiles) // 32)
            self.map.names, self.map.ground, self.map.tiles = first.names, first.ground, first.tiles

    def _framed(self, i: int) -> Callable[[Any], None]:
        def listen(change: Any) -> None:
            branch = self._branches[i]
            if branch.attribute:
                self._remember(i, branch)
                self._compare()

        return listen

    def _remember(self, i: int, branch: Branch) -> None:
        seen = self._seen[i]
        if branch.run != self._runs[i]:
            self._runs[i] = branch.run
            seen.clear()
        seen[branch.attribute, branch.map.month] = branch.map.classes
        seen.move_to_end((branch.attribute, branch.map.month))
        while len(seen) > KEPT:
            seen.popitem(last=False)

    def _compare(self) -> None:
        """The newest month of the run behind that the other has shown too."""
        for key in reversed(self._seen[0]):
            if key in self._seen[1]:
                break
        else:
            return
        attribute, month = key
        a, b = (np.frombuffer(seen[key], dtype=np.uint8) for seen in self._seen)
        if len(a) != len(b) or len(a) * 32 != len(self.map.tiles):
            return
        with self.map.hold_sync():
            if attribute != self._attribute:
                self._colours(attribute)
            self.map.classes = compare(attribute, a, b).tobytes()
            self.map.month = month

    def _colours(self, attribute: str) -> None:
        ordered = attribute in ORDERED
        self._attribute = attribute
        self.map.palette = list(PALETTE if ordered else NOMINAL_PALETTE)
        self.map.labels = [text.of(self._language, pair) for pair in (LABELS[attribute] if ordered else OTHERWISE)]
        title = text.of(self._language, by_name(attribute).title)
        self.map.legend_title = text.of(self._language, TITLE).format(title)

    def _selected(self, change: Any) -> None:
        for map_ in (self.map, *(branch.map for branch in self._branches)):
            if map_.selected != change["new"]:
                map_.selected = change["new"]
