"""The map of probability on the page: what is asked of it, the map, and the table behind it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import reacton.ipyvuetify as v
import solara

from dashboards import text
from dashboards.attributes import VACANT
from dashboards.controls import place_title
from dashboards.desk import Desk
from dashboards.fold import Fold
from dashboards.maps import EstateMap, drawing
from dashboards.menu import Menu
from dashboards.replications import probability as p
from dashboards.replications import words
from dashboards.replications.ensemble import Progress
from dashboards.replications.summary import in_pairs, of
from dashboards.replications.tables import table
from dashboards.session import MAP_WORDS
from experiments.rises import FEWEST_PAIRS

PERCENTS = (5, 10, 20, 30, 40, 50)


@dataclass(frozen=True, eq=False)
class Drawn:
    """A map ready to show: class and probability of each unit, and how many runs or pairs it rests on."""

    units: p.Units
    codes: p.Codes
    shares: p.Shares
    runs: int
    rising: bool


def drawn(now: Progress, place: str, what: p.What, level: str, question: str, percent: int) -> Drawn:
    """The map that is asked for, from the runs there are."""
    units = p.units(place, level)
    first = of(now.runs, now.a) if now.a is not None else []
    second = of(now.runs, now.b) if now.b is not None else []
    if question == "rise":
        pairs = in_pairs(first, second)
        found = p.rises(pairs, what, units)
        return Drawn(units, p.rise_classes(found), np.array([one.share for one in found]), len(pairs), True)
    runs = second if question == "more_b" else first
    # A home has all or nothing.
    limit = 0.0 if level == "home" else percent / 100.0
    shares = p.more_than(runs, what, units, limit) if runs else np.full(len(units.names), np.nan)
    return Drawn(units, p.classes(shares), shares, len(runs), False)


@solara.component
def ProbabilityMap(desk: Desk, now: Progress) -> None:
    """The map with its choices; drawn anew whenever a run ends."""
    language, place = desk.language, now.a.place if now.a is not None else desk.choices.place
    say = lambda key: words.say(language, key)  # noqa: E731
    wanted, want = solara.use_state("vulnerable")
    level, set_level = solara.use_state("cell")
    asked, ask = solara.use_state("rise")
    percent, limit = solara.use_state(20)
    widget = solara.use_memo(EstateMap, [])
    solara.use_effect(lambda: widget.close, [])
    solara.use_effect(lambda: widget.show(drawing(place)), [place])
    whats = [one for one in p.WHATS if desk.choices.origin or not one.about_origin]
    what = next((one for one in whats if one.name == wanted), whats[0])
    questions = ("rise", "more_a", "more_b") if now.b is not None else ("more_a",)
    question = asked if asked in questions else questions[0]
    found = solara.use_memo(
        lambda: drawn(now, place, what, level, question, percent), [now.runs, place, what, level, question, percent]
    )
    title = _title(language, found, what, level, percent)

    def paint() -> None:
        labels = words.RISE_LABELS if found.rising else words.PROBABILITY_LABELS
        with widget.hold_sync():
            widget.words = {
                "locale": language,
                "describe": text.say(language, "map_describe").format(place_title(place)),
                **{key: text.say(language, key) for key in MAP_WORDS},
            }
            widget.legend_title, widget.vacant_label = title, say("no_value")
            widget.labels = [text.of(language, label) for label in labels]
            widget.palette = list(p.RISE if found.rising else p.PROBABILITY)
            widget.classes = found.codes[found.units.of].tobytes()
            widget.frame += 1

    solara.use_effect(paint, [found, language, title])
    with v.Html(tag="section", class_="ensemble-map", attributes={"aria-label": say("map")}):
        v.Html(tag="h2", children=[say("map")])
        with v.Html(tag="div", class_="ensemble-choices"):
            Menu(say("map_what"), [(desk.of(one.title), one.name) for one in whats], what.name, want, "map-what")
            Menu(say("map_level"), [(say(one), one) for one in p.LEVELS], level, set_level, "map-level")
            Menu(say("map_question"), [(say(one), one) for one in questions], question, ask, "map-question")
            if question != "rise" and level != "home":
                Menu(say("limit"), [(f"{one} %", one) for one in PERCENTS], percent, limit, "map-limit")
        v.Html(tag="div", class_="ensemble-map-place", children=[widget])
        notes = [say("map_note")]
        if found.rising:
            notes.append(say("map_few").format(FEWEST_PAIRS) if found.runs < FEWEST_PAIRS else say("map_sure"))
        v.Html(tag="p", class_="note", children=[" ".join(notes)])
        Fold(say("map_table"), "", "map-table", lambda: MapTable(language, found, level, title))


@solara.component
def MapTable(language: str, found: Drawn, level: str, title: str) -> None:
    """The map by unit; of homes, which are many, how many there are in each class."""
    say = lambda key: words.say(language, key)  # noqa: E731
    pairs = words.RISE_LABELS if found.rising else words.PROBABILITY_LABELS
    labels = {code: text.of(language, label) for code, label in enumerate(pairs)} | {VACANT: say("no_value")}
    if level == "home":
        rows = [[label, str(int((found.codes == code).sum()))] for code, label in labels.items()]
        table(title, [say("class"), say("homes")], rows, "map")
        return
    rows = [
        [name, str(int(homes)), "–" if share != share else f"{text.number(language, 100 * share)} %", labels[int(code)]]
        for name, homes, share, code in zip(
            found.units.names, found.units.homes, found.shares, found.codes, strict=True
        )
    ]
    table(title, [say("unit"), say("homes"), say("share_of_runs"), say("class")], rows, "map")


def _title(language: str, found: Drawn, what: p.What, level: str, percent: int) -> str:
    called = text.of(language, what.title)
    if found.rising:
        return words.say(language, "map_rise").format(found.runs, called)
    if level == "home":
        key = "map_home" if what.lived_in else "map_empty_home"
        return words.say(language, key).format(found.runs, called)
    return words.say(language, "map_more").format(found.runs, percent, called)
