"""What is shown, taken along: as link, file, command line, Python, data, pictures and a printed report."""

from __future__ import annotations

from typing import Any

import reacton.ipyvuetify as v
import solara

from agents.core import calendar
from dashboards import link, text
from dashboards.controls import RunButtons, Timeline, place_title
from dashboards.desk import Desk
from dashboards.opened import NotOpened, open_file
from dashboards.share_words import WORDS
from dashboards.sharing import Maker, Nothing, Sharing, in_background, texts
from dashboards.titles import scenario_title
from dashboards.views.view import View


@solara.component
def Share(desk: Desk) -> None:
    """What can be taken along on the left, what it shows on the right."""
    session, choices = desk.session, desk.choices
    widget = solara.use_memo(Sharing, [])
    solara.use_effect(lambda: widget.close, [])
    month = session.view.value.month

    def word() -> None:
        words = {key: text.of(choices.language, pair) for key, pair in WORDS.items()}
        words["data_note"] = words["data_note"].format(calendar.label(month))
        with widget.hold_sync():
            widget.words, widget.parts, widget.query = words, texts(choices), link.write(choices)

    solara.use_effect(word, [choices, month])

    def listen() -> Any:
        def hear(_: Any, content: dict[str, Any], buffers: list[Any]) -> None:
            heard(widget, desk, content, buffers)

        widget.on_msg(hear)
        return lambda: widget.on_msg(hear, remove=True)

    solara.use_effect(listen, [choices])
    with v.Html(tag="div", class_="sharing"):
        with v.Html(tag="main", class_="sharing-texts"):
            v.Html(tag="div", children=[widget])
        with v.Html(tag="aside", class_="sharing-shown", attributes={"aria-label": desk.say("view")}):
            RunButtons(desk)
            v.Html(tag="p", class_="note", children=[scenario_title(desk.language, choices.scenario())])
            v.Html(tag="div", class_="map-place", children=[session.map])
            Timeline(desk)
            v.Html(tag="div", class_="charts", children=list(session.charts))


def heard(widget: Sharing, desk: Desk, content: dict[str, Any], buffers: list[Any]) -> None:
    """A file to open or a wish for one; what is wrong with either is told on the page."""
    if "open" in content:
        name = str(content["open"])
        try:
            found = open_file(bytes(buffers[0]) if buffers else b"", name, desk.choices, bool(content.get("second")))
        except NotOpened as error:
            widget.said = desk.of(WORDS["not_opened"]).format(error)
        else:
            widget.said = desk.of(WORDS["opened"]).format(name[:80])
            desk.change(found)
        return
    maker = Maker(desk.session, desk.choices, place_title(desk.choices.place), str(content.get("address", ""))[:200])
    wanted = str(content.get("want", ""))

    def act() -> None:
        try:
            made = maker.make(wanted)
        except Nothing as error:
            widget.said = desk.of(WORDS["failed"]).format(error)
        else:
            widget.said = ""
            widget.give(*made)

    in_background(act)


VIEW = View("share", 70, ("Share", "Del"), Share, branches=2)
