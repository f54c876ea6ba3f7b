"""Processes that work side by side: one job each at a time, so that the death of one concerns no job but its own."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait as wait_for_process
from typing import Any

Report = Callable[[int], None]
"""Called with the number of months done since the last call."""
Work = Callable[[Any, Report], Any]

_mine: tuple[Any, int] | None = None
"""In a worker process: the table of months done and its own row; set once, when the process starts."""


@dataclass(eq=False)
class _Place:
    """A place at work, its process, and what it does now."""

    row: int
    pool: ProcessPoolExecutor
    job: Any = None
    tries: int = 0


class Workers:
    """So many processes; `report` hears how many months were done since the last call."""

    def __init__(self, count: int, report: Report) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._strangers = set(multiprocessing.active_children())
        # Each process writes a number of its own: there is no lock that it could take to its grave.
        self._months: Any = self._context.RawArray("q", count)
        self._told, self._report = 0, report
        self._places = [_Place(row, self._pool(row)) for row in range(count)]

    def _pool(self, row: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, self._context, _start, (self._months, row))

    def work(
        self, jobs: Iterable[Any], work: Work, ended: Callable[[Any, Callable[[], Any]], None], again: int = 0
    ) -> None:
        """Do every job, begun in the order given; `ended` is told each with its answer, which may raise.

        A job whose process dies is done again so many times. Where `ended` raises, others that ended at the same time
        are told first and the rest is given up.
        """
        coming, idle, failure = iter(jobs), list(self._places), None
        once_more: list[tuple[Any, int]] = []
        at_work: dict[Future[Any], _Place] = {}
        while failure is None:
            while idle:
                job, tries = once_more.pop() if once_more else (next(coming, None), 0)
                if job is None:
                    break
                place = idle.pop()
                place.job, place.tries = job, tries
                at_work[self._begin(place, work)] = place
            if not at_work:
                return
            done, _ = wait(at_work, timeout=0.1, return_when=FIRST_COMPLETED)
            self._drain()
            for future in done:
                place = at_work.pop(future)
                idle.append(place)
                if isinstance(future.exception(), BrokenProcessPool):
                    self._replace(place)
                    if place.tries < again:
                        once_more.append((place.job, place.tries + 1))
                        continue
                try:
                    ended(place.job, future.result)
                except Exception as error:
                    failure = failure or error
        raise failure

    def _begin(self, place: _Place, work: Work) -> Future[Any]:
        try:
            return place.pool.submit(_do, work, place.job)
        except BrokenProcessPool:
            # It died while it had nothing to do.
            self._replace(place)
            return place.pool.submit(_do, work, place.job)

    def _replace(self, place: _Place) -> None:
        place.pool.shutdown(wait=False)
        place.pool = self._pool(place.row)

    def _drain(self) -> None:
        done = sum(self._months) - self._told
        if done:
            self._told += done
            self._report(done)

    def end(self) -> None:
        """End all processes, which have nothing more to do."""
        for place in self._places:
            place.pool.shutdown()
        self._drain()

    def kill(self) -> None:
        """End all processes at once, whatever they do."""
        for child in set(multiprocessing.active_children()) - self._strangers:
            child.kill()
        for place in self._places:
            place.pool.shutdown(wait=True, cancel_futures=True)


def _do(work: Work, job: Any) -> Any:
    return work(job, _count)


def _count(months: int) -> None:
    assert _mine is not None
    table, row = _mine
    table[row] += months


def _start(months: Any, row: int) -> None:
    """A worker leaves Ctrl-C to its parent, and ends with it even when the parent is killed."""
    global _mine
    _mine = (months, row)
    follow_parent()


def follow_parent() -> None:
    """In a worker process: leave Ctrl-C to the parent, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait_for_process([sentinel])
    os._exit(1)
