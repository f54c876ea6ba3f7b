"""What may come of a damaged input: nothing, or the program's own error in one message; soon, and from nowhere else."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
import sys
import sysconfig
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.architecture.source_rules import ROOT
from tests.fuzz.damage import Damaged
from tests.fuzz.readers import OWN_ERRORS, Reader

MOST_LETTERS = 600
CPU_SECONDS = 10.0
"""Of the processor, not of the clock: other work on the machine makes no input hang."""
WALL_SECONDS = 120.0
"""For what waits without working, and for a library that does not come back to Python."""
KNOWN_FOLDERS = (
    ROOT, *map(Path, {sys.prefix, sys.base_prefix, sysconfig.get_path("stdlib"), sysconfig.get_path("purelib")}),
    Path("/proc"), Path("/sys"), Path("/usr/share/zoneinfo"), Path("/dev/null"), Path("/dev/urandom"),
)  # fmt: skip
FORBIDDEN = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "socket.connect", "socket.getaddrinfo")


class Hung(BaseException):
    """An input that takes too long; no handler of the program's takes it for an error of its own."""


class Trespass(BaseException):
    """Something executed, connected to, or opened that no input may ask for."""


_watched: list[Path] = []
_seen: list[str] = []


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    """Hooks cannot be taken away again; this one is deaf while nothing is tried."""
    if not _watched:
        return
    if event in FORBIDDEN:
        _seen.append(f"{event} {arguments!r}"[:200])
    elif event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
        path = Path(os.path.realpath(os.fsdecode(arguments[0])))
        if not any(path == folder or folder in path.parents for folder in (*_watched, *KNOWN_FOLDERS)):
            _seen.append(f"open {path}"[:200])


sys.addaudithook(_hear)


@contextlib.contextmanager
def watched(folder: Path, about: str) -> Iterator[None]:
    """Time and trespasses are watched; what is written stands below `folder`."""

    def stop(number: int, frame: object) -> None:
        raise Hung(f"{about}: more than {CPU_SECONDS:g} s of the processor, or {WALL_SECONDS:g} s")

    handlers = {number: signal.signal(number, stop) for number in (signal.SIGPROF, signal.SIGALRM)}
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    signal.setitimer(signal.ITIMER_REAL, WALL_SECONDS)
    faulthandler.dump_traceback_later(2 * WALL_SECONDS, exit=True, file=sys.__stderr__)
    _seen.clear()
    _watched[:] = [folder.resolve()]
    try:
        yield
    finally:
        _watched.clear()
        faulthandler.cancel_dump_traceback_later()
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in handlers.items():
            signal.signal(number, handler)
    if _seen:
        raise Trespass(f"{about}: {_seen[0]}")


def tried(reader: Reader, path: Path, damaged: Damaged) -> str:
    """Give a damaged input to its reader; '' or the message of its error. Raises AssertionError for anything else.

    The input stays where it was read, so that whoever mends the reader has it.
    """
    path.write_bytes(damaged.content)
    about = f"{reader.name}: {path}"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            with watched(_root_of(path), about):
                told = tuple(reader.read(path) or ())
        except OWN_ERRORS as error:
            message = str(error)
        except Exception as error:
            raise AssertionError(f"{_kept(path)}: {type(error).__name__}: {str(error)[:200]}") from error
        else:
            message, wrong = "", [one for one in told if len(one) > MOST_LETTERS or not one.isprintable()]
            assert not wrong, f"{_kept(path)}: tells {wrong[0][:700]!r}"
            return message
    assert message.strip() and len(message) <= MOST_LETTERS and message.isprintable(), (
        f"{_kept(path)}: {message[:900]!r}"
    )
    assert not reader.names or path.name in message or path.stem in message, f"{_kept(path)}: no file in {message!r}"
    return message


def _root_of(path: Path) -> Path:
    """The folder that a sample was made in: below the one of the reader."""
    return next((folder for folder in path.parents if folder.name.startswith("fuzz-")), path.parent)


def _kept(path: Path) -> Path:
    """The input under a name that the next one does not overwrite."""
    handle, name = tempfile.mkstemp(prefix="input-", suffix=f"-{path.name}", dir=_root_of(path))
    os.write(handle, path.read_bytes())
    os.close(handle)
    return Path(name)
