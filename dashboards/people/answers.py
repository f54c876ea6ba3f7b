"""Asking a branch's model the same question again as months pass, at most once a second while playing."""

from __future__ import annotations

import time
from typing import Any

import solara

from dashboards.branch import Branch
from dashboards.messages import Reply

PATIENCE_SECONDS = 1.0


def use_answer(branch: Branch, name: str, wanted: bool = True, **arguments: Any) -> Any:
    """The latest data of the reply, or None before there is one; a failed one gives None.

    Data of another question (other arguments, another run) is never shown as this one's.
    """
    told = branch.told.value
    reply: solara.Reactive[tuple[Any, Reply | None]] = solara.use_reactive((None, None))
    last: Any = solara.use_ref((None, 0.0))
    about = (name, branch.run, tuple(sorted(arguments.items())))

    def ask() -> None:
        if not wanted or told.loading or told.failure:
            return
        now = time.monotonic()
        asked, when = last.current
        if asked == about and told.playing and now - when < PATIENCE_SECONDS:
            return
        last.current = (about, now)
        branch.question(name, lambda answer: reply.set((about, answer)), **arguments)

    solara.use_effect(ask, [about, told.loading, told.lived, told.playing, wanted])
    found, answer = reply.value
    return answer.data if wanted and found == about and answer is not None and not answer.failure else None
