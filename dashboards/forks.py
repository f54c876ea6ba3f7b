"""Where the processes of the models come from: copies of one that has loaded everything, or new ones until it has.

A new process spends its first seconds on libraries, kernels and maps, and keeps its own copy of them. A copy of a
process that has them starts at once and shares their memory. That one has no thread at work and no model of its own.
"""

from __future__ import annotations

import multiprocessing
import sys
import threading
from multiprocessing.process import BaseProcess
from typing import Any

from experiments.reach import LOADED

PRELOAD = "dashboards.preload"
COPIES, ANEW = "forkserver", "spawn"

_ready = threading.Event()
"""Whether there is something to copy; of the server, not of a page."""


def warm() -> threading.Event:
    """Begin to load what all models share, in a process beside the server; the event is set when it is loaded."""
    if COPIES in multiprocessing.get_all_start_methods() and not _ready.is_set():
        _context(COPIES).set_forkserver_preload([PRELOAD])
        threading.Thread(target=_wait, daemon=True, name="boligliv-warm").start()
    return _ready


def context() -> Any:
    """What makes processes now: by copy as soon as that is quicker."""
    return _context(COPIES if _ready.is_set() else ANEW)


def _context(method: str) -> Any:
    # Which kinds there are depends on the machine, and so on the checker's.
    return multiprocessing.get_context(method)


def _wait() -> None:
    """The first copy is made when all is loaded; where loading fails, processes go on being made anew."""
    first: BaseProcess = _context(COPIES).Process(target=_nothing, daemon=True, name="boligliv-first")
    try:
        first.start()
    except (EOFError, OSError):
        return
    first.join()
    if first.exitcode == 0:
        _ready.set()
        sys.stderr.write(f"{LOADED}\n")
        sys.stderr.flush()


def _nothing() -> None:
    """What the first copy does."""
