"""`boligliv` in a process that has loaded everything and copies itself, so that a start costs no seconds of imports.

    python -m tests.endurance.ready_program

reads one line of JSON for each start and answers with the copy's process number, then with its exit code. A copy is the
leader of its own process group and does what the command does, word for word, to its last line; its workers are new
processes, as always. It differs from the command in three ways that are asked for: every finished run is announced,
segments are folded after a few runs, and it may kill itself at the nth time it touches a file of its store.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

TOUCHES = ("open", "os.rename", "os.remove", "os.mkdir", "os.listdir", "os.scandir", "os.truncate")
"""Events by which Python tells that a file is touched (sys.addaudithook)."""

ALLOCATOR = "jemalloc_bg_thd"
"""Of Arrow; it begins anew in a copy."""
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1"}
"""With which this is to be started: a copy has none of the threads that others would begin."""


def main() -> None:
    """Load, then copy for each line."""
    _load()
    print("ready", flush=True)
    for line in sys.stdin:
        copy = os.fork()
        if copy == 0:
            sys.exit(_begun(**json.loads(line)))
        print(copy, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]), flush=True)


def _load() -> None:
    """Every module of the commands, the place, and every kernel: what months of a first run would load."""
    from experiments.running import Job, lived
    from experiments.study import outcome_keys, query, record, where, work  # noqa: F401
    from experiments.study_report import data, main_effects  # noqa: F401
    from model.scenario import Scenario

    for policies in ((), (("second_chance", ()),)):
        lived(Job(Scenario(place="vaerebro", months=13, policies=policies), Path(), ""))
    threads = sorted(path.read_text().strip() for path in Path("/proc/self/task").glob("*/comm"))
    assert len([one for one in threads if one != ALLOCATOR]) == 1, (
        f"a copy of a process would lack its threads: {threads}"
    )


def _begun(words: list[str], store: str, output: str, errors: str, fold_at: int, last_touch: int) -> int:
    """The command, in the copy; gives its exit code."""
    os.setsid()
    for path, own in ((output, 1), (errors, 2)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), own)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    from experiments import cli, cli_sweep
    from experiments.study import store as study_store

    cli_sweep.EVERY_SECONDS = 0.0
    study_store.FOLD_AT = fold_at
    if last_touch:
        _die_at(last_touch, store)
    return cli.run(words)


def _die_at(last: int, store: str) -> None:
    touched = 0

    def look(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal touched
        if event in TOUCHES and str(arguments[0]).startswith(store):
            touched += 1
            if touched == last:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)


if __name__ == "__main__":
    main()
