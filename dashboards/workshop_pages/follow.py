"""How a page hears of its room: a thread of its own waits for changes and shows them."""

from __future__ import annotations

import threading
from collections.abc import Callable

import solara

from dashboards.workshop.room import Room
from dashboards.workshop.seen import Seen
from dashboards.workshop.typed import Refused
from dashboards.workshop.words import why

WAIT_SECONDS = 1.0
PAUSE_SECONDS = 0.15
"""A page is told at most so often; what happens in between is told together."""


def use_room(room: Room) -> Seen:
    """The room as it is, renewed with every change until the page is left."""
    shown: solara.Reactive[Seen] = solara.use_reactive(room.seen)

    def follow() -> Callable[[], None]:
        left = threading.Event()

        def listen() -> None:
            version = -1
            while not left.wait(PAUSE_SECONDS):
                seen = room.wait(version, WAIT_SECONDS)
                if seen.version != version and not left.is_set():
                    version = seen.version
                    shown.value = seen

        threading.Thread(target=listen, daemon=True, name="boligliv-room").start()
        return left.set

    solara.use_effect(follow, [room])
    # A click of this page's own reader is answered at once.
    return room.seen if room.seen.version > shown.value.version else shown.value


class Attempt:
    """Does what a reader asks of a room and shows why it was refused."""

    def __init__(self, language: str, show: Callable[[str], None]) -> None:
        self._language, self._show = language, show

    def __call__(self, act: Callable[[], object]) -> bool:
        """Whether it was done."""
        try:
            act()
        except Refused as refusal:
            self._show(why(self._language, refusal.why, *refusal.about))
            return False
        self._show("")
        return True
