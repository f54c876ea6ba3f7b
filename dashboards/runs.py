"""The runs in the background of the whole server, a few at a time: the machine has its cores but once.

Pages that want many runs and rooms of a workshop ask here. They take turns, so nobody waits for all runs of another.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from dashboards import forks
from experiments.running import MODEL, Job, Work, work_all
from model.scenario import Scenario

IDLE_SECONDS = 20.0
"""A process that has had nothing to do for so long ends; where processes are copies, the next one begins at once."""
LOOK_SECONDS = 0.5
FEWEST_PROCESSES, MOST_PROCESSES = 2, 4
BELOW_THE_PAGES = 10
"""Added niceness: pages answer first, and models that somebody looks at play first."""
MONTHS_A_WORD = 3
TIMES = 2
"""How often a run is begun whose process is killed."""
LATER = 5
"""Tasks of this rank wait until nobody has one that is waited for."""

Answer = Any | str
"""What came of a run, or in words why nothing did."""


@dataclass(frozen=True, eq=False)
class Task:
    """One run for a page or a room (`who`), and the `work`, a function of a module, that makes an answer of it.

    `months(done)` hears how far it is and `then(answer)` what came of it, in a thread of the runs; not `wanted` means
    that it is given up. Lower `rank` goes first among those of the same `who`, `LATER` after all others.
    """

    who: Hashable
    scenario: Scenario
    work: Work
    rank: int
    months: Callable[[int], None]
    then: Callable[[Answer], None]
    wanted: Callable[[], bool]


def places() -> int:
    """How many runs at a time: one processor is left for the pages where there are more than two."""
    return max(FEWEST_PROCESSES, min(MOST_PROCESSES, (os.cpu_count() or 1) - 1))


class Runs:
    """Takes tasks from any thread. Who has had fewest runs goes first."""

    def __init__(self, count: int | None = None, model: str = MODEL) -> None:
        self._count, self._model = count or places(), model
        self._change = threading.Condition()
        self._waiting: list[Task] = []
        self._at_work: list[Task] = []
        self._had: dict[Hashable, int] = {}
        self._threads = 0
        self._idle = 0

    def add(self, task: Task) -> None:
        """Run this as soon as it is its turn; one that waits already gets the new rank."""
        with self._change:
            same = (task.who, task.scenario)
            self._waiting = [one for one in self._waiting if (one.who, one.scenario) != same] + [task]
            self._had.setdefault(task.who, min(self._had.values(), default=0))
            if self._threads < self._count and self._idle < len(self._waiting):
                self._threads += 1
                threading.Thread(target=self._work, daemon=True, name="boligliv-runs").start()
            self._change.notify()

    def forget(self, who: Hashable) -> None:
        """Somebody wants nothing any more: what still waits for them is dropped."""
        with self._change:
            self._waiting = [task for task in self._waiting if task.who != who]
            self._had.pop(who, None)

    def ahead(self, who: Hashable) -> int:
        """For how many others there are runs at work while there is none for this one."""
        with self._change:
            served = {task.who for task in self._at_work}
            return 0 if who in served else len(served)

    def _next(self) -> Task | None:
        """The next task, or None after a time without any; the thread is then counted out."""
        with self._change:
            self._idle += 1
            try:
                if not self._change.wait_for(lambda: bool(self._waiting), IDLE_SECONDS):
                    self._threads -= 1
                    return None
            finally:
                self._idle -= 1
            task = min(self._waiting, key=lambda one: (one.rank >= LATER, self._had.get(one.who, 0), one.rank))
            self._waiting.remove(task)
            self._had[task.who] = self._had.get(task.who, 0) + 1
            self._at_work.append(task)
            return task

    def _work(self) -> None:
        process = Process(self._model)
        while (task := self._next()) is not None:
            wanted = task.wanted()
            answer = process.live(task) if wanted else ""
            with self._change:
                self._at_work.remove(task)
            if wanted:
                task.then(answer)
        process.end()


class Process:
    """A process that lives runs, started when first needed and again after it died."""

    def __init__(self, model: str) -> None:
        self._model = model
        self._process: BaseProcess | None = None
        self._line: Connection[Any, Any] | None = None

    def live(self, task: Task) -> Answer:
        """The answer to a task; a run that nobody wants any more is stopped with its process."""
        for _ in range(TIMES):
            try:
                return self._live(task, self._line or self._start())
            except (EOFError, OSError):
                self.end()
        return f"{task.scenario.title}, seed {task.scenario.seed}: the process of the run has ended (killed?)"

    def end(self) -> None:
        """End the process, whatever it does."""
        process, line, self._process, self._line = self._process, self._line, None, None
        if line is not None:
            line.close()
        if process is not None:
            process.terminate()
            process.join(5.0)
            if process.is_alive():
                process.kill()

    def _start(self) -> Connection[Any, Any]:
        context = forks.context()
        line, theirs = context.Pipe()
        process: BaseProcess = context.Process(
            target=main, args=(theirs, self._model), daemon=True, name="boligliv-run"
        )
        process.start()
        theirs.close()
        self._process, self._line = process, line
        return line

    def _live(self, task: Task, line: Connection[Any, Any]) -> Answer:
        line.send((task.scenario, task.work))
        while task.wanted():
            if line.poll(LOOK_SECONDS):
                kind, told = line.recv()
                if kind != "months":
                    return told
                task.months(told)
        self.end()
        return "given up"


def main(line: Connection[Any, Any], model: str) -> None:
    """The life of the process: live each run that comes down the line, until it breaks with the server."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(BELOW_THE_PAGES)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        while True:
            scenario, work = line.recv()
            line.send(_lived(Job(scenario, Path(), "", model), work, lambda done: line.send(("months", done))))


def _lived(job: Job, work: Work, told: Callable[[int], None]) -> tuple[str, Answer]:
    """What comes of a run; of one that fails, in which scenario, month and line of the model."""
    answers: list[Any] = []
    done = 0

    def report(months: int) -> None:
        nonlocal done
        done += months
        if done % MONTHS_A_WORD == 0:
            told(done)

    try:
        work_all([job], work, report=report, finished=lambda _, answer: answers.append(answer))
    except Exception as error:
        return "failed", str(error) or type(error).__name__
    return "done", answers[0]


@lru_cache(maxsize=1)
def of_server() -> Runs:
    """The runs of this server."""
    return Runs()
