"""The part of the page that copies, saves and opens: what it offers, and what is made when it is wanted."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from typing import Any

import pandas as pd
import traitlets

from agents.core import calendar
from dashboards import link, text
from dashboards.messages import Reply
from dashboards.pictures import curves_svg, map_svg
from dashboards.printed import Report, titles
from dashboards.scripts import PageWidget, script
from dashboards.session import Session
from dashboards.share_words import WORDS
from dashboards.state import Choices
from experiments.scenario_file import Question, to_toml
from experiments.scenario_url import to_line, to_python
from model.scenario import Scenario

COLUMNS = ("month", "metric", "unit", "group", "value")
PATIENCE_SECONDS = 30.0
Made = tuple[str, str, bytes]
"""How it is given ("save", "png" or "print"), the file's name, and its content."""


class Nothing(ValueError):
    """There is nothing to give yet; the message says why."""


class Sharing(PageWidget):
    """Texts to copy, buttons that save, a field that opens a file; wishes and files are heard as messages."""

    _esm = script("share.js")
    parts: traitlets.List[Any] = traitlets.List().tag(sync=True)
    query = traitlets.Unicode("").tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    said = traitlets.Unicode("").tag(sync=True)

    def give(self, how: str, name: str, content: bytes) -> None:
        """Hand a file to the browser: to be saved, drawn as PNG and saved, or printed."""
        self.send({"how": how, "name": name}, [content])


def scenarios(choices: Choices) -> tuple[tuple[str, Scenario], ...]:
    """The scenarios of the page with their labels."""

    def label(key: str) -> str:
        words = text.of(choices.language, WORDS[key])
        return words[:1].upper() + words[1:]

    other = choices.other()
    first = (label("scenario" if other is None else "of_a"), choices.scenario())
    return (first,) if other is None else (first, (label("of_b"), other))


def texts(choices: Choices) -> list[dict[str, str]]:
    """Everything that can be copied: file, command line and Python of each scenario; the link is the browser's."""
    found = []
    several = choices.other() is not None
    for letter, (label, scenario) in zip("ab", scenarios(choices), strict=False):
        question = Question(scenario)
        for name, content in (("toml", to_toml(question)), ("line", to_line(question)), ("python", python(question))):
            words = text.of(choices.language, WORDS[name])
            file = f"{scenario.place}-{letter if several else scenario.hash[:6]}.toml" if name == "toml" else ""
            found.append(
                {
                    "name": f"{name}-{letter}",
                    "label": f"{words}, {label}" if several else words,
                    "text": content,
                    "file": file,
                }
            )
    return found


def python(question: Question) -> str:
    """Lines that run this scenario in Python."""
    return (
        "from model.estate_model import EstateModel\nfrom model.scenario import Scenario\n\n"
        f"scenario = {to_python(question)}\nmodel = EstateModel(scenario)\n"
        "for _ in range(scenario.months):\n    model.step()\n"
    )


class Maker:
    """Makes what a reader wants of the run shown, in a thread of its own."""

    def __init__(self, session: Session, choices: Choices, place: str, address: str) -> None:
        self.session, self.choices, self.place, self.address = session, choices, place, address
        self.language = choices.language

    def make(self, wanted: str) -> Made:
        """The file of that name; raises Nothing where there is none yet."""
        name = f"{self.choices.place}-{self.choices.scenario().hash[:6]}"
        if wanted in ("csv", "parquet"):
            table = self.table()
            if wanted == "csv":
                return "save", f"{name}.csv", table.to_csv(index=False, lineterminator="\n").encode()
            content = io.BytesIO()
            table.to_parquet(content, index=False)
            return "save", f"{name}.parquet", content.getvalue()
        if wanted in ("map-svg", "map-png", "curves-svg", "curves-png"):
            what, _, form = wanted.partition("-")
            picture = self.map() if what == "map" else self.curves()
            return "png" if form == "png" else "save", f"{name}-{what}.{form}", picture.encode()
        how = "print" if wanted == "print" else "save"
        return how, f"{name}.html", self.report().encode()

    def table(self) -> pd.DataFrame:
        """Every monthly series of the branches shown."""
        tables = []
        for letter, branch in zip("ab", self.session.branches, strict=False):
            heard, replies = threading.Event(), list[Reply]()

            def hear(reply: Reply, replies: list[Reply] = replies, heard: threading.Event = heard) -> None:
                replies.append(reply)
                heard.set()

            branch.question("monthly", hear, month=branch.month)
            if not heard.wait(PATIENCE_SECONDS) or replies[0].failure or not replies[0].data:
                raise Nothing((replies[0].failure if replies else "") or text.of(self.language, WORDS["nothing_yet"]))
            rows = pd.DataFrame(replies[0].data, columns=list(COLUMNS))
            rows.insert(0, "date", [calendar.label(month) for month in rows["month"]])
            rows.insert(0, "scenario", letter)
            tables.append(rows)
        return pd.concat(tables, ignore_index=True)

    def map(self) -> str:
        """The map as SVG."""
        if not self.session.map.classes:
            raise Nothing(text.of(self.language, WORDS["nothing_yet"]))
        title = f"{self.place}. {titles(self.language, scenarios(self.choices)[:1])}"
        ground: dict[str, Any] = dict(self.session.map.ground)
        notes = [text.of(self.language, WORDS["note_synthetic"])]
        notes += [] if ground.get("schematic") is False else [text.say(self.language, "schematic")]
        return map_svg(self.session.map, title, " ".join(notes))

    def curves(self) -> str:
        """All curves as SVG."""
        title = f"{self.place}. {titles(self.language, scenarios(self.choices)[:1])}"
        before = self.session.b.scenario if self.session.b.open else self.session.before.value
        dashed = "" if before is None else titles(self.language, [("", before)])
        note = text.of(self.language, WORDS["dashed"]).format(dashed) if dashed else ""
        return curves_svg(self.session.charts, title, note)

    def report(self) -> str:
        """The report as HTML."""
        when = text.say(self.language, "month").format(
            calendar.label(self.session.a.month), self.session.a.month, self.choices.months
        )
        report = Report(
            self.language,
            self.place,
            when,
            scenarios(self.choices),
            (self.map(), self.curves()),
            self.session.charts,
            self.link(),
        )
        return report.html()

    def link(self) -> str:
        """The page's own address with all choices."""
        return f"{self.address}?{link.write(self.choices)}" if self.address else ""


def in_background(act: Callable[[], None]) -> None:
    """Do something that takes a while without keeping the page waiting."""
    threading.Thread(target=act, daemon=True, name="boligliv-share").start()
