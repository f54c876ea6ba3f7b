"""Puts a question to both runs and hears both answers, of the same month."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Any

import solara

from dashboards.branch import Branch
from dashboards.desk import Desk
from dashboards.messages import Reply

WHILE_PLAYING_SECONDS = 1.5
"""How often a question is asked again while months fly by; it holds up the model for a moment."""


@dataclass(frozen=True)
class Heard:
    """Both answers; `about` are runs, name and arguments of the question, without the month."""

    about: tuple[Any, ...]
    month: int
    a: Any
    b: Any
    failure: str = ""


class Exchange:
    """One question at a time to both branches; `heard` holds the last pair of answers."""

    def __init__(self) -> None:
        self.heard: solara.Reactive[Heard | None] = solara.Reactive(None)
        self._lock = threading.Lock()
        self._number = 0
        self._last = 0.0
        self._asked: tuple[Any, ...] = ()
        self._got: dict[str, Reply] = {}

    def ask(self, branches: tuple[Branch, Branch], about: tuple[Any, ...], month: int, playing: bool) -> None:
        """Ask unless just asked, or asked the same before."""
        now = time.monotonic()
        anew = self._asked[:-1] != about
        if self._asked == (*about, month) or (playing and not anew and now - self._last < WHILE_PLAYING_SECONDS):
            return
        with self._lock:
            self._number += 1
            self._last, self._asked, self._got = now, (*about, month), {}
            number = self._number
        _, _, name, arguments = about
        for which, branch in zip("ab", branches, strict=True):
            branch.question(name, self._hear(number, which, about, month), month=month, **dict(arguments))

    def _hear(self, number: int, which: str, about: tuple[Any, ...], month: int) -> Any:
        def then(reply: Reply) -> None:
            with self._lock:
                if number != self._number:
                    return
                self._got[which] = reply
                got = dict(self._got) if len(self._got) == 2 else None
            if got is not None:
                failure = got["a"].failure or got["b"].failure
                self.heard.value = Heard(about, month, got["a"].data, got["b"].data, failure)

        return then


def use_answers(desk: Desk, name: str, **arguments: Any) -> Heard | None:
    """The answers of both runs to a question in the month shown, a moment old while playing; None before the first.

    To be called in a component, as a hook.
    """
    session = desk.session
    exchange = solara.use_memo(Exchange, [])
    a, b = session.a.told.value, session.b.told.value
    month = min(a.month, b.month)
    ready = not (a.loading or b.loading or a.failure or b.failure) and session.b.open
    about = (session.a.run, session.b.run, name, tuple(sorted(arguments.items())))

    def ask() -> None:
        if ready:
            exchange.ask((session.a, session.b), about, month, a.playing or b.playing)

    solara.use_effect(ask, [ready, about, month, a.playing, b.playing])
    heard = exchange.heard.value
    return heard if heard is not None and heard.about == about else None
