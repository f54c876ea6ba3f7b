"""The page's end of its ensemble: what was asked, what has ended, what is waited for."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

import solara

from dashboards import runs
from dashboards.replications.kept import Kept, keep
from dashboards.replications.summary import Summary, summarise
from experiments.comparing import replicated
from model.scenario import Scenario

State = Literal["idle", "waiting", "running", "done", "stopped", "failed"]

MOST = 100
"""Replications that a page may have of a question."""
LOOK_SECONDS = 0.2
TEXTS_A_SECOND = 2.0


@dataclass(frozen=True, eq=False)
class Progress:
    """How far the runs are: `ahead` others have runs at work while none of this page is; `left` seconds are left, -1
    if unknown.
    """

    state: State = "idle"
    a: Scenario | None = None
    b: Scenario | None = None
    wanted: int = 0
    ended: int = 0
    months: int = 0
    of_months: int = 0
    ahead: int = 0
    left: float = -1.0
    failure: str = ""
    runs: tuple[Kept, ...] = ()
    summary: Summary | None = None

    @property
    def busy(self) -> bool:
        """Whether runs are done or waited for."""
        return self.state in ("waiting", "running")


class Ensemble:
    """The replications of one page; must be made inside it. Nothing is at work until somebody asks."""

    def __init__(self, where: runs.Runs | None = None) -> None:
        self.told: solara.Reactive[Progress] = solara.Reactive(Progress())
        self._runs = where or runs.of_server()
        self._lock = threading.RLock()
        self._current: object | None = None

    def start(self, a: Scenario, b: Scenario | None, replications: int) -> None:
        """Have so many replications of one or two questions; those already there of the same ones count."""
        with self._lock:
            self.stop()
            old, wanted = self.told.value, min(replications, MOST)
            same = (old.a, old.b) == (a, b)
            kept = old.runs if same else ()
            have = {(one.scenario.question, one.scenario.seed) for one in kept}
            asked = replicated([a] if b is None else [a, b], wanted)
            new = tuple(one for one in asked if (one.question, one.seed) not in have)
            me = object()
            self._current = me if new else None
            self.told.value = Progress(
                "waiting" if new else "done", a, b, wanted, len(kept), 0, sum(one.months for one in new),
                runs=kept, summary=old.summary if same else None,
            )  # fmt: skip
        if new:
            threading.Thread(target=self._work, args=(me, new), daemon=True, name="boligliv-ensemble").start()

    def stop(self) -> None:
        """Do no more runs; what has ended stays."""
        self._end(self._current, lambda now: replace(now, state="stopped", left=-1.0) if now.busy else now)

    def close(self) -> None:
        """Stop and forget everything."""
        self.stop()
        self.told.value = Progress()

    def _note(self, me: object, change: Callable[[Progress], Progress]) -> None:
        """Tell the page, unless it has gone on to something else."""
        with self._lock:
            if self._current is me:
                self.told.value = change(self.told.value)

    def _end(self, me: object, change: Callable[[Progress], Progress]) -> None:
        """The last that is told of these runs; what is left of them is wanted no more."""
        with self._lock:
            self._note(me, change)
            if self._current is me:
                self._current = None
        self._runs.forget(me)

    def _work(self, me: object, asked: tuple[Scenario, ...]) -> None:
        """Have the runs done and tell the page of them, in a thread that belongs to it."""
        lived, ended = dict.fromkeys(asked, 0), 0
        began = at_first = told_at = 0.0
        for scenario, news in self._heard(me, asked):
            now = time.monotonic()
            if isinstance(news, int):
                lived[scenario] = news
                months = sum(lived.values())
                if not began:
                    began, at_first = now, months
                if now - told_at > 1.0 / TEXTS_A_SECOND:
                    told_at = now
                    rest = sum(one.months for one in asked) - months
                    left = rest * (now - began) / max(1.0, months - at_first) if now - began > 1.0 else -1.0
                    self._note(me, partial(_further, months=months, left=left))
            elif isinstance(news, Kept):
                lived[scenario], ended = scenario.months, ended + 1
                self._note(me, partial(_with, run=news, months=sum(lived.values())))
                if ended == len(asked):
                    self._end(me, lambda p: replace(p, state="done", left=-1.0))
            else:
                self._end(me, partial(replace, state="failed", failure=news, left=-1.0))

    def _heard(self, me: object, asked: tuple[Scenario, ...]) -> Iterator[tuple[Scenario, int | runs.Answer]]:
        """Months lived so far and answers, each with its run, until they are not wanted any more."""
        heard: queue.SimpleQueue[tuple[Scenario, int | runs.Answer]] = queue.SimpleQueue()
        for one in asked:
            tell = partial(_put, heard, one)
            self._runs.add(runs.Task(me, one, keep, 0, tell, tell, lambda: self._current is me))
        while self._current is me:
            try:
                yield heard.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                self._note(me, partial(_behind, ahead=self._runs.ahead(me)))


def _put(heard: queue.SimpleQueue[Any], scenario: Scenario, news: int | runs.Answer) -> None:
    heard.put((scenario, news))


def _behind(now: Progress, ahead: int) -> Progress:
    """What is not changed is not told anew."""
    return replace(now, ahead=ahead) if now.state == "waiting" and now.ahead != ahead else now


def _further(now: Progress, months: int, left: float) -> Progress:
    return replace(now, state="running", ahead=0, months=months, left=left)


def _with(now: Progress, run: Kept, months: int) -> Progress:
    assert now.a is not None
    kept = (*now.runs, run)
    return replace(
        now, state="running", ahead=0, runs=kept, ended=now.ended + 1, months=months,
        summary=summarise(kept, now.a, now.b),
    )  # fmt: skip
