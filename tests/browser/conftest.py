"""A page played in headless Chromium: the browser, the server and every request between them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pytest

from experiments.page.browser import ARGUMENTS
from experiments.page.memory import models_of

SECONDS_TO_START = 90.0
SECONDS_TO_END = 60.0
"""A page's model ends with it, but for the month it lives."""
PATIENCE_MS = 30_000

# As on a machine without a network: no name resolves but our own.
CHROMIUM_ARGUMENTS = (*ARGUMENTS, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")

SERVER_ENVIRONMENT = {
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    "SOLARA_THEME_SHOW_BANNER": "False",
    "SOLARA_KERNEL_CULL_TIMEOUT": "10m",
    "PYTHONUNBUFFERED": "1",
    # The server may not fetch anything either: a proxy that is not there refuses all but loopback.
    "HTTP_PROXY": "http://127.0.0.1:9",
    "HTTPS_PROXY": "http://127.0.0.1:9",
    "NO_PROXY": "127.0.0.1,localhost",
}


@dataclass(frozen=True)
class Server:
    """A running page: where it is reached and what it has logged."""

    base_url: str
    log_file: Path
    process: subprocess.Popen[bytes]

    def log(self) -> str:
        """All the server has written so far."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def models(self) -> list[int]:
        """The processes that hold a model now."""
        return models_of(self.process.pid)

    def all_gone(self) -> None:
        """Wait until no process holds a model: those of pages closed before may still be ending."""
        deadline = time.monotonic() + SECONDS_TO_END
        while self.models():
            assert time.monotonic() < deadline, "a model's process outlives its page"
            time.sleep(0.1)


class Serve(Protocol):
    """Starts a Solara page: `serve("dashboards.app")`, a module name or a file."""

    def __call__(
        self, app: str, arguments: tuple[str, ...] = (), environment: Mapping[str, str] | None = None
    ) -> Server: ...


@dataclass
class Traffic:
    """What the browser asked for and complained of during one test."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def leaving(self, base_url: str) -> list[str]:
        """The requests that went anywhere but to the page's own server (none, when it works offline)."""
        own = (base_url, base_url.replace("http://", "ws://", 1), "data:", "blob:", "about:")
        return [url for url in self.requests if not url.startswith(own)]


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where the system's Chromium lies; skips aloud without one, fails where one is required."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is not None:
        return found
    reason = "no Chromium on this machine, so no page was looked at (Debian: apt-get install chromium)"
    if os.environ.get("BOLIGLIV_REQUIRE_BROWSER") == "1":
        pytest.fail(f"{reason}; BOLIGLIV_REQUIRE_BROWSER=1 says that it must be")
    pytest.skip(reason)


@pytest.fixture(scope="module")
def chromium(chromium_path):
    """A headless Chromium as a Playwright browser, one for each test file.

    Not for the session: Playwright keeps an event loop running, which other tests would trip over.
    """
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=list(CHROMIUM_ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def traffic() -> Traffic:
    """The record of what `page` requested and which errors it met."""
    return Traffic()


@pytest.fixture
def page(chromium, traffic):
    """A fresh browser page of 1280 by 900 pixels whose requests are recorded in `traffic`."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
    context.set_default_timeout(PATIENCE_MS)
    context.on("request", lambda request: traffic.requests.append(request.url))
    page = context.new_page()
    page.on("websocket", lambda websocket: traffic.requests.append(websocket.url))
    page.on("pageerror", lambda error: traffic.errors.append(str(error)))
    yield page
    context.close()


@pytest.fixture(scope="module")
def serve(tmp_path_factory) -> Iterator[Serve]:
    """Starts Solara pages on free loopback ports and stops them after the test file."""
    started: list[subprocess.Popen[bytes]] = []

    def start(app: str, arguments: tuple[str, ...] = (), environment: Mapping[str, str] | None = None) -> Server:
        port = _free_port()
        log_file = tmp_path_factory.mktemp("server") / "log.txt"
        command = [sys.executable, "-m", "solara", "run", app, "--production", "--no-open"]
        # Without --no-check-version the server asks the package index for a newer Solara.
        command += ["--no-check-version", "--host", "127.0.0.1", "--port", str(port), *arguments]
        with log_file.open("wb") as log:
            process = subprocess.Popen(
                command,
                env=_environment() | dict(environment or {}),
                cwd=Path(__file__).parents[2],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        started.append(process)
        server = Server(f"http://127.0.0.1:{port}", log_file, process)
        _wait_until(lambda: _answers(f"{server.base_url}/readyz"), server)
        return server

    yield start
    for process in started:
        process.terminate()
    for process in started:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _environment() -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not _steers_the_server(name)}
    return ours | SERVER_ENVIRONMENT


def _steers_the_server(name: str) -> bool:
    return name.startswith("SOLARA_") or name.lower() in (
        "http_proxy",
        "https_proxy",
        "no_proxy",
        "all_proxy",
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _wait_until(ready: Callable[[], bool], server: Server) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not ready():
        if server.process.poll() is not None:
            pytest.fail(f"the server ended with status {server.process.returncode}:\n{server.log()}")
        if time.monotonic() > deadline:
            pytest.fail(f"the server was not ready within {SECONDS_TO_START:.0f} s:\n{server.log()}")
        time.sleep(0.1)
