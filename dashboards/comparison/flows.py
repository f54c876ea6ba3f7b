"""Where those who left went: flows of persons out of the estate on a map of the region, in A and in B."""

from __future__ import annotations

from typing import Any

import reacton.ipyvuetify as v
import solara
import traitlets

from agents.core import calendar
from dashboards import text
from dashboards.comparison.asking import Heard, use_answers
from dashboards.comparison.ground import Ground, counts, ground
from dashboards.comparison.table import Row, table
from dashboards.comparison.who import bar, waiting
from dashboards.desk import Desk
from dashboards.fold import Fold
from dashboards.menu import Menu
from dashboards.scripts import PageWidget, script
from geodata import place as places

Pair = tuple[str, str]

WHO: dict[str, Pair] = {
    "all": ("everybody who left", "alle, der flyttede ud"),
    "start": ("residents of January 2015", "beboere fra januar 2015"),
    "vulnerable": ("members of vulnerable households", "medlemmer af udsatte husstande"),
    "children": ("under 18 when they left", "under 18 år, da de flyttede"),
}
ASKED: Pair = ("Whose moves", "Hvis flytninger")
DESCRIBE: Pair = (
    "Map of the municipality with the places to which people moved from the estate; every number stands in the table.",
    "Kort over kommunen med de steder, folk flyttede til fra området; alle tal står i tabellen.",
)
KEY_A: Pair = ("filled: persons in A", "udfyldt: personer i A")
KEY_B: Pair = ("dashed ring: persons in B", "stiplet ring: personer i B")
KEY_LINE: Pair = ("line: the mean of both", "streg: snit af begge")
HEAD: tuple[Pair, ...] = (("To", "Til"), ("A", "A"), ("B", "B"), ("B minus A", "B minus A"))
CAPTION: Pair = (
    "Persons who moved out of the estate, {}, from January 2015 to {}: one run of A and one of B",
    "Personer, der flyttede ud af området, {}, fra januar 2015 til {}: én kørsel af A og én af B",
)
INSIDE: Pair = ("In the municipality, by polling district", "I kommunen, efter afstemningsområde")
BEYOND: Pair = ("Beyond the municipality", "Uden for kommunen")
WHOLE: Pair = ("All who moved out", "Alle fraflyttede")
DIED: Pair = ("Died in the estate", "Døde i området")
TABLE: Pair = ("Show as a table", "Vis som tabel")
NOTE: Pair = (
    "One run of A and one of B, chance included: small numbers say little. Everybody is followed wherever they move; "
    "who moved out twice is counted twice.",
    "Én kørsel af A og én af B, med tilfældigheder: små tal siger ikke meget. Alle følges, uanset hvor de flytter hen; "
    "den, der er flyttet ud to gange, tælles to gange.",
)


class FlowMap(PageWidget):
    """The regional map in the browser: ground once, then two lists of numbers, one a spot."""

    _esm = script("flows.js")
    codes = traitlets.Bytes(b"").tag(sync=True)
    columns = traitlets.Int(0).tag(sync=True)
    rows = traitlets.Int(0).tag(sync=True)
    estate = traitlets.List(default_value=[0.0, 0.0]).tag(sync=True)
    title = traitlets.Unicode("").tag(sync=True)
    spots: traitlets.List[Any] = traitlets.List().tag(sync=True)
    a: traitlets.List[int] = traitlets.List().tag(sync=True)
    b: traitlets.List[int] = traitlets.List().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    locale = traitlets.Unicode("en").tag(sync=True)

    def show(self, drawn: Ground, title: str, language: str) -> None:
        """Draw another place, or the same in another language, without numbers."""
        with self.hold_sync():
            self.a, self.b = [], []
            self.rows, self.columns = drawn.codes.shape
            self.codes, self.estate, self.title = drawn.codes.tobytes(), list(drawn.estate), title
            self.spots = [
                {"name": text.of(language, spot["name"]), **{key: spot[key] for key in ("side", "x", "y")}}
                for spot in drawn.spots
            ]
            self.words, self.locale = {"describe": text.of(language, DESCRIBE)}, language


@solara.component
def Flows(desk: Desk) -> None:
    """The menu of who is meant, the map, and the table behind it."""
    who, choose_who = solara.use_state("all")
    place = desk.choices.place
    map_ = solara.use_memo(FlowMap, [])
    solara.use_effect(lambda: map_.close, [])
    drawn = solara.use_memo(lambda: ground(places.load(place)), [place])
    solara.use_effect(lambda: map_.show(drawn, places.load(place).title, desk.language), [drawn, desk.language])
    heard = use_answers(desk, "departures", who=who)

    def number() -> None:
        if heard is not None and not heard.failure:
            with map_.hold_sync():
                map_.a, map_.b = counts(drawn.spots, heard.a), counts(drawn.spots, heard.b)

    solara.use_effect(number, [heard, drawn, desk.language])
    with v.Html(tag="div", class_="cmp-part cmp-flows"):
        with v.Html(tag="div", class_="cmp-flows-head"):
            menu = [(desk.of(words), name) for name, words in WHO.items()]
            Menu(desk.of(ASKED), menu, who, choose_who, "who")
            with v.Html(tag="p", class_="flows-keys"):
                for kind, words in (("a", KEY_A), ("b", KEY_B), ("line", KEY_LINE)):
                    v.Html(tag="span", class_=f"flows-key flows-key-{kind}")
                    v.Html(tag="span", children=[desk.of(words)])
        v.Html(tag="div", class_="flows-place", children=[map_])
        if waiting(desk, heard):
            return
        assert heard is not None
        Fold(desk.of(TABLE), "", "flows", lambda: Destinations(desk, drawn, who, heard))
        v.Html(tag="p", class_="note", children=[desk.of(NOTE)])


@solara.component
def Destinations(desk: Desk, drawn: Ground, who: str, heard: Heard) -> None:
    """Every number of the map, with sums and deaths."""
    a, b = counts(drawn.spots, heard.a), counts(drawn.spots, heard.b)
    widest = float(max((abs(y - x) for x, y in zip(a, b, strict=True)), default=0))

    def row(words: Pair, first: int, second: int, kind: str = "") -> Row:
        counted = [text.number(desk.language, n) for n in (first, second)]
        return [desk.of(words), *counted, bar(desk.language, second - first, widest)], kind

    rows: list[Row] = []
    for heading, inside in ((INSIDE, True), (BEYOND, False)):
        rows.append(((desk.of(heading),), ""))
        rows += [
            row(spot["name"], a[k], b[k])
            for k, spot in enumerate(drawn.spots)
            if (spot["side"] == "") == inside and (a[k] or b[k])
        ]
    rows.append(row(WHOLE, sum(a), sum(b), "cmp-all"))
    rows.append(row(DIED, heard.a["died"], heard.b["died"]))
    caption = desk.of(CAPTION).format(desk.of(WHO[who]), calendar.label(heard.month))
    table(caption, [desk.of(words) for words in HEAD], rows, "flows")
