"""The workshop: a facilitator and teams on one network predict, run, compare, and spend a budget."""

from __future__ import annotations

from dataclasses import replace

import reacton.ipyvuetify as v
import solara

from dashboards.desk import Desk
from dashboards.views.view import View
from dashboards.workshop.room import Room
from dashboards.workshop.rooms import rooms
from dashboards.workshop.typed import Refused
from dashboards.workshop.words import why
from dashboards.workshop_pages.enter import Enter
from dashboards.workshop_pages.inside import Inside
from dashboards.workshop_pages.parts import Message


@solara.component
def Workshop(desk: Desk) -> None:
    """The room in the page's address, or the ways into one."""
    choices, language = desk.choices, desk.language

    def look() -> tuple[Room | None, Refused | None]:
        try:
            return (rooms().find(choices.room) if choices.room else None), None
        except Refused as refusal:
            return None, refusal

    room, refusal = solara.use_memo(look, [choices.room])

    def go(code: str, key: str) -> None:
        desk.change(replace(choices, room=code, room_key=key))

    with v.Html(tag="div", class_="workshop"):
        if refusal is not None:
            Message(why(language, refusal.why, *refusal.about))
        if room is not None and choices.room_key:
            Inside(room, choices.room_key, language, lambda: go("", "")).key(room.seen.code)
        else:
            Enter(desk, go)


VIEW = View("workshop", 80, ("Workshop", "Workshop"), Workshop, branches=0)
