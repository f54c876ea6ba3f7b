"""The page's server on this machine, started for a measurement or a picture and ended after it."""

from __future__ import annotations

import multiprocessing
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from experiments.errors import RunError
from experiments.reach import LOADED, LOOPBACK, address
from experiments.running import terminate_as_interrupt

SECONDS_TO_START = 120.0
SECONDS_TO_LOAD = 180.0
"""A machine that has never run the model compiles its kernels first."""
SECONDS_TO_END = 10.0


@dataclass(frozen=True)
class Server:
    """A running page: where it is reached, its process and what it has logged."""

    url: str
    process: int
    log_file: Path

    def log(self) -> str:
        """All the server has written so far."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")


@contextmanager
def served() -> Iterator[Server]:
    """The page's server on a free port of this machine alone, with all loaded that pages share."""
    with tempfile.TemporaryDirectory(prefix="boligliv-page-") as folder:
        log_file, port = Path(folder) / "log.txt", _free_port()
        with log_file.open("wb") as log, terminate_as_interrupt():
            process = subprocess.Popen(
                [sys.executable, "-m", "dashboards", "--no-open", "--host", LOOPBACK, "--port", str(port)],
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            server = Server(address(LOOPBACK, port), process.pid, log_file)
            try:
                _wait(process, server)
                yield server
            finally:
                end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a server to end, and insist when open pages keep it longer than ten seconds."""
    process.terminate()
    try:
        process.wait(timeout=SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def environment_with_program() -> dict[str, str]:
    """The environment of a process that finds this program, wherever it is started."""
    root = str(Path(__file__).resolve().parents[2])
    return os.environ | {"PYTHONPATH": os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])}


def _environment() -> dict[str, str]:
    # Settings of the reader's own for the library would measure another page.
    return {name: value for name, value in environment_with_program().items() if not name.startswith("SOLARA_")}


def _wait(process: subprocess.Popen[bytes], server: Server) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not _answers(f"{server.url}/readyz"):
        if process.poll() is not None:
            raise RunError(f"the page's server ended with code {process.returncode}: {_last_line(server)}")
        if time.monotonic() > deadline:
            raise RunError(f"the page's server did not answer within {SECONDS_TO_START:.0f} s: {_last_line(server)}")
        time.sleep(0.1)
    deadline = time.monotonic() + SECONDS_TO_LOAD
    while "forkserver" in multiprocessing.get_all_start_methods() and LOADED not in server.log():
        if time.monotonic() > deadline:
            raise RunError(f"what all pages share was not loaded within {SECONDS_TO_LOAD:.0f} s: {_last_line(server)}")
        time.sleep(0.1)


def _last_line(server: Server) -> str:
    return (server.log().strip().splitlines() or ["it said nothing"])[-1]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
