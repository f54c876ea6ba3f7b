"""Many readers on one server at once: `boligliv bench --sessions 20`.

Each is a page of its own over a real socket, as a browser would have it open, and plays its own run. Memory is what the
processes hold of it together, what they share counted once (PSS), so that it adds up.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from itertools import combinations
from typing import Any

from experiments.bench.machine import machine
from experiments.bench.sheets import MEASURED, Sheet
from experiments.cli_console import number, tell
from experiments.errors import InputError
from experiments.page.memory import cpu_seconds, held_mb, models_of, told_here, under
from experiments.page.numbers import growth
from experiments.page.reader import Reader, wait
from experiments.page.server import Server, served

STEPS_A_SECOND, MEMORY_MB = 1.0, 4000.0
"""What is wanted of each of twenty sessions, and of all together."""
PATIENCE = 120.0
PLAYED_SECONDS = 20.0
SPEED = 2
"""Months a second that each page asks for: twice what is wanted of the slowest."""
ROUNDS, TABS = 6, 10
"""How often so many pages are opened and closed, to see whether the server's memory grows."""
SETTLE_SECONDS = 3.0
AFRESH = 2
"""Rounds after which what is loaded at first use has been."""


def refuse_elsewhere() -> None:
    """Raise InputError where the system does not tell what processes hold."""
    if not told_here():
        raise InputError(
            "boligliv bench --sessions reads in /proc what processes hold of the memory, and so needs Linux"
        )


def run(sessions: int, place: str, quiet: bool = False) -> dict[str, Any]:
    """Many sessions at once, then the same few pages opened and closed again and again, on one server.

    Half the sessions have the seeds of the other half, so that equal runs must be equal and others must not.
    `mixed_up` are pairs of sessions of which one shows something of the other's; memory in MB.
    """
    note = (lambda text: None) if quiet else tell
    about = machine() | {"solara": version("solara")}
    note("starting the page")
    with served() as server:
        _visit(server, place)
        before = memory(server)
        note(f"{sessions} sessions play {place}")
        during = play_together(server, sessions, place)
        after = memory(server)
        note(f"{TABS} pages opened and closed, {ROUNDS} times")
        rounds = open_and_close(server, place, TABS, ROUNDS)
        failures = server.log().count("Traceback")
    return {
        "machine": about,
        "place": place,
        "sessions": sessions,
        **during,
        "memory_before": before,
        "memory_after": after,
        "server_mb_by_round": rounds,
        "growth_mb_a_round": growth(rounds[AFRESH:]),
        "errors_in_the_log": failures,
    }


def memory(server: Server) -> dict[str, float]:
    """MB held by the server, by the processes with a model, and by all together."""
    models, every = models_of(server.process), under(server.process)
    return {
        "server": held_mb([server.process]),
        "models": held_mb(models),
        "copied": held_mb([one for one in every if one not in (server.process, *models)]),
        "all": held_mb(every),
        "processes": float(len(models)),
    }


def play_together(server: Server, sessions: int, place: str) -> dict[str, Any]:
    """Open sessions, let all play, close them; raises RunError when a page is not ready or its process does not end."""
    seeds = [1 + k % ((sessions + 1) // 2) for k in range(sessions)]
    asked = f"form=2&speed={SPEED}&place={place}&months=240"
    began = time.monotonic()
    readers = [Reader(server.url, f"{asked}&seed={seed}") for seed in seeds]
    wait(lambda: all(one.ready for one in readers), PATIENCE, "not every page was ready")
    ready = time.monotonic() - began
    for one in readers:
        one.press("play")
    wait(lambda: all(len(one.seen) > 2 for one in readers), PATIENCE, "not every page plays")
    before = [(len(one.seen), one.received, one.messages.copy()) for one in readers]
    models = models_of(server.process)
    lived, processor, began = sum(map(cpu_seconds, models)), cpu_seconds(server.process), time.monotonic()
    time.sleep(PLAYED_SECONDS)
    seconds = time.monotonic() - began
    steps = [len(one.seen) - seen for one, (seen, _, _) in zip(readers, before, strict=True)]
    received = sum(one.received - size for one, (_, size, _) in zip(readers, before, strict=True))
    processor, lived = cpu_seconds(server.process) - processor, sum(map(cpu_seconds, models)) - lived
    came: Counter[str] = Counter()
    for one, (_, _, messages) in zip(readers, before, strict=True):
        came += one.messages - messages
    held = memory(server)
    mixed = mixed_up(readers, seeds)
    for one in readers:
        one.close()
    wait(lambda: not models_of(server.process), PATIENCE, "not every process of a closed page ended")
    time.sleep(SETTLE_SECONDS)
    whole = max(1, sum(steps))
    return {
        "ready_seconds": ready,
        "steps_a_second": [count / seconds for count in steps],
        "server_ms_a_step": 1000.0 * processor / whole,
        "model_ms_a_step": 1000.0 * lived / whole,
        "processors_busy": (processor + lived) / seconds,
        "kb_a_step": received / whole / 1000.0,
        "messages_a_step": {kind: count / whole for kind, count in came.most_common()},
        "memory_during": held,
        "mixed_up": mixed,
    }


def mixed_up(readers: Sequence[Reader], seeds: Sequence[int]) -> int:
    """Pairs of sessions that show what they may not: other colours with the same seed, or the same with another."""
    wrong = 0
    for (one, seed), (other, other_seed) in combinations(zip(readers, seeds, strict=True), 2):
        common = one.seen.keys() & other.seen.keys()
        same = all(one.seen[month] == other.seen[month] for month in common)
        wrong += bool(common) and same != (seed == other_seed)
    return wrong


def open_and_close(server: Server, place: str, tabs: int, rounds: int) -> list[float]:
    """MB that the server itself holds after each round in which so many pages were opened, played and closed."""
    held = []
    for _ in range(rounds):
        readers = [Reader(server.url, f"form=2&speed=25&place={place}&months=240&seed={k + 1}") for k in range(tabs)]
        wait(lambda every=readers: all(one.ready for one in every), PATIENCE, "not every page was ready")  # type: ignore[misc]
        for one in readers:
            one.press("play")
        wait(lambda every=readers: all(len(one.seen) > 3 for one in every), PATIENCE, "not every page plays")  # type: ignore[misc]
        for one in readers:
            one.close()
        wait(lambda: not models_of(server.process), PATIENCE, "not every process of a closed page ended")
        time.sleep(SETTLE_SECONDS)
        held.append(held_mb([server.process]))
    return held


def _visit(server: Server, place: str) -> None:
    """One page, so that the server has loaded what it loads at first use."""
    reader = Reader(server.url, f"form=2&place={place}")
    wait(lambda: reader.ready, PATIENCE, "the first page was not ready")
    reader.close()
    wait(lambda: not models_of(server.process), PATIENCE, "the process of the first page did not end")
    time.sleep(SETTLE_SECONDS)


def sheets(found: Mapping[str, Any]) -> list[Sheet]:
    """What was measured beside what is wanted."""
    title = f"{found['sessions']} sessions at once with {found['place']}, {SPEED} months a second asked of each"
    steps, during, before, after = (
        found[key] for key in ("steps_a_second", "memory_during", "memory_before", "memory_after")
    )
    kinds = ", ".join(f"{kind} {count:.1f}" for kind, count in found["messages_a_step"].items() if count >= 0.05)
    rows = (
        ("all pages ready after (s)", number(found["ready_seconds"], 1), ""),
        (
            "months a second of each: slowest, fastest",
            f"{number(min(steps), 2)}, {number(max(steps), 2)}",
            f">= {STEPS_A_SECOND:g}",
        ),
        ("pairs of sessions mixed up", number(found["mixed_up"], 0), "0"),
        ("errors in the server's log", number(found["errors_in_the_log"], 0), "0"),
        (
            "memory of all processes: before, during, after (MB)",
            _mb("all", before, during, after),
            f"< {MEMORY_MB:.0f}",
        ),
        ("of the server", _mb("server", before, during, after), ""),
        ("of the models", _mb("models", before, during, after), ""),
        ("of the process they are copies of", _mb("copied", before, during, after), ""),
        (
            f"growth of the server by {TABS} pages opened and closed (MB)",
            f"{number(found['growth_mb_a_round'], 2, sign=True)} "
            f"({', '.join(number(one, 0) for one in found['server_mb_by_round'])})",
            "none",
        ),
        ("the server's processor time a month of a page (ms)", number(found["server_ms_a_step"], 1), ""),
        ("the model's (ms)", number(found["model_ms_a_step"], 1), ""),
        ("processors busy with both", number(found["processors_busy"], 2), ""),
        ("bytes sent a month (kB)", number(found["kb_a_step"], 1), ""),
        ("messages sent a month, by widget", kinds, ""),
    )
    note = "Memory is what the processes hold, what they share counted once. Readers are sockets without a browser."
    return [Sheet(title, MEASURED, rows, (note,))]


def _mb(key: str, *times: dict[str, float]) -> str:
    return ", ".join(number(one[key], 0) for one in times)
