"""The processes of a running page, and what they take of the memory; Linux tells both."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

COPIER = b"multiprocessing.forkserver"
"""In the command line of the process that models are copies of, and of its copies."""


def told_here() -> bool:
    """Whether this system tells it."""
    return Path("/proc/self/smaps_rollup").exists()


def models_of(server: int) -> list[int]:
    """Processes of the server's that hold a model: those made anew and those copied."""
    parents, commands = _processes()
    copiers = {one for one, parent in parents.items() if parent == server and COPIER in commands[one]}
    return [
        one
        for one, parent in parents.items()
        if parent in copiers or (parent == server and b"spawn_main" in commands[one])
    ]


def under(server: int) -> list[int]:
    """The server and all that it started, directly or not."""
    children = defaultdict(list)
    for one, parent in _processes()[0].items():
        children[parent].append(one)
    found = [server]
    for one in found:
        found += children[one]
    return found


def held_mb(processes: list[int]) -> float:
    """What processes hold of the memory together, what they share counted once (PSS)."""
    return sum(_own_kb(one) for one in processes) / 1024.0


def cpu_seconds(process: int) -> float:
    """Seconds of processor time that a process has used; nan when it has ended."""
    stat = _stat(process)
    return sum(map(int, stat[11:13])) / os.sysconf("SC_CLK_TCK") if stat else float("nan")


def _processes() -> tuple[dict[int, int], dict[int, bytes]]:
    """Parent and command line of each process that lives."""
    parents, commands = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        stat = _stat(int(folder.name))
        if not stat or stat[0] == "Z":
            continue
        try:
            commands[int(folder.name)] = (folder / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        parents[int(folder.name)] = int(stat[1])
    return parents, commands


def _stat(process: int) -> list[str]:
    """State, parent and what follows; nothing of a process that has ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _own_kb(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
