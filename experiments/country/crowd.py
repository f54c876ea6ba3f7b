"""The municipalities of a country spread over processes, month by month; how many there are changes nothing."""

from __future__ import annotations

import multiprocessing
import resource
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

from experiments.errors import RunError
from experiments.workers import follow_parent
from geodata import denmark
from model.country.group import Asked, Group
from model.country.party import Party

_mine: Group | None = None
"""In a worker process: the municipalities that live here."""


@dataclass(frozen=True)
class Month:
    """What one municipality gave at the end of a month: who is on the way, heads there, and counts when asked for."""

    leaving: Party
    heads: int
    counted: dict[str, float] | None


class Crowd:
    """All municipalities of a question, in the order of their positions, in `workers` processes (1: in this one)."""

    def __init__(self, asked: Asked, workers: int) -> None:
        self._parts = shared_out(asked, workers)
        self._pools: list[ProcessPoolExecutor] = []
        self._group: Group | None = None
        self._count = len(asked.chosen)
        self._strangers = set(multiprocessing.active_children())
        if workers == 1:
            self._group = Group(asked, self._parts[0])
            self.start = self._in_order([self._group.start()])
            return
        context = multiprocessing.get_context("spawn")
        self._pools = [ProcessPoolExecutor(1, context, follow_parent) for _ in self._parts]
        self.start = self._in_order(self._gather(
            [pool.submit(_begin, asked, part) for pool, part in zip(self._pools, self._parts, strict=True)]
        ))  # fmt: skip

    def live(self, inboxes: Sequence[Party], take: bool) -> list[Month]:
        """One month everywhere; `inboxes` are who comes, by position."""
        sent = [[inboxes[position] for position in part] for part in self._parts]
        if self._group is not None:
            found = [self._group.live(sent[0], take)]
        else:
            jobs = zip(self._pools, sent, strict=True)
            found = self._gather([pool.submit(_live, boxes, take) for pool, boxes in jobs])
        return [Month(*one) for one in self._in_order(found)]

    def peak_bytes(self) -> int:
        """The most memory these processes have held, together (the resident set, as the system counts it)."""
        own = _peak()
        return own + sum(self._gather([pool.submit(_peak) for pool in self._pools]))

    def end(self) -> None:
        """End the processes."""
        for pool in self._pools:
            pool.shutdown(wait=True, cancel_futures=True)

    def __enter__(self) -> Crowd:
        return self

    def __exit__(self, kind: object, *raised: object) -> None:
        if kind is not None:
            # Nobody waits for what a failed or stopped run would still have done.
            for child in set(multiprocessing.active_children()) - self._strangers:
                child.kill()
        self.end()

    def _gather(self, futures: Sequence[Future[Any]]) -> list[Any]:
        try:
            return [future.result() for future in futures]
        except BrokenProcessPool:
            raise RunError(
                "a process of the country ended abruptly: out of memory, or killed; a smaller --share needs less"
            ) from None

    def _in_order(self, parts: Sequence[Sequence[Any]]) -> list[Any]:
        out: list[Any] = [None] * self._count
        for positions, values in zip(self._parts, parts, strict=True):
            for position, value in zip(positions, values, strict=True):
                out[position] = value
        return out


def shared_out(asked: Asked, workers: int) -> list[list[int]]:
    """Positions by process: the largest first, each to the process that has least to do."""
    homes = denmark.country().municipalities["homes"].to_numpy()[list(asked.chosen)]
    parts: list[list[int]] = [[] for _ in range(min(workers, len(homes)))]
    load = [0] * len(parts)
    for position in sorted(range(len(homes)), key=lambda k: (-int(homes[k]), k)):
        least = load.index(min(load))
        parts[least].append(position)
        load[least] += int(homes[position])
    return [sorted(part) for part in parts]


def _begin(asked: Asked, positions: Sequence[int]) -> list[dict[str, float]]:
    global _mine
    _mine = Group(asked, positions)
    return _mine.start()


def _live(inboxes: Sequence[Party], take: bool) -> list[tuple[Party, int, dict[str, float] | None]]:
    assert _mine is not None
    return _mine.live(inboxes, take)


def _peak() -> int:
    kilo = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kilo
