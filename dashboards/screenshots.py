"""Pictures of the page's views on real runs, taken in a headless browser: `python -m dashboards.screenshots DIR`.

A server is started on this machine for them and ended afterwards. Needs Chromium and the library playwright, which the
tests bring.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboards import text
from dashboards.serve import environment
from experiments.errors import InputError

SIZE = (1440, 900)
COLOURS = 128
"""A picture of so many colours is a third of the size and looks the same."""
PATIENCE_MS = 300_000
START_SECONDS = 120.0
LOOPBACK = "127.0.0.1"


def _play(page: Any) -> None:
    """Live the run to its end."""
    page.locator(".play:not([disabled])").first.click()
    page.locator(".play[disabled]").first.wait_for()


def _replicate(page: Any) -> None:
    """Have the runs done that the page offers."""
    page.locator(".ensemble-start:not([disabled])").click()
    page.locator(".ensemble-stop").wait_for()
    page.locator(".ensemble-stop").wait_for(state="detached")


@dataclass(frozen=True)
class Shot:
    """A view, what is asked in it, and what is done before the picture is taken."""

    name: str
    asked: str
    act: Callable[[Any], None] | None = None


SHOTS = (
    Shot("explore", "months=60&policy=second_chance", _play),
    Shot("list", "months=24&beside=meter&origin=1", _play),
    Shot("compare", "view=compare&months=60&b.policy=cooperative_letting&b.policy=second_chance", _play),
    Shot("policies", "view=policies&months=24&policy=second_chance"),
    Shot("people", "view=people&months=60", _play),
    Shot("ensemble", "view=ensemble&months=24&b.policy=second_chance", _replicate),
    Shot("assumptions", "view=assumptions&months=24"),
    Shot("workshop", "view=workshop&months=24"),
)


def take(folder: Path, names: tuple[str, ...] = (), language: str = "en") -> Iterator[Path]:
    """Write a PNG for each view named (all when none is), one by one; raises InputError for what is missing."""
    unknown = [name for name in names if name not in [shot.name for shot in SHOTS]]
    if unknown:
        raise InputError(f"--view '{unknown[0]}' is not known; allowed: {', '.join(shot.name for shot in SHOTS)}")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise InputError("no Chromium on this machine (Debian: apt-get install chromium)")
    try:
        from PIL import Image
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise InputError(f"pictures need the library {error.name}: pip install 'boligliv[test]'") from None
    folder.mkdir(parents=True, exist_ok=True)
    with _server() as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--headless", "--no-sandbox"])
        for shot in SHOTS:
            if names and shot.name not in names:
                continue
            page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
            page.set_default_timeout(PATIENCE_MS)
            page.goto(f"{address}/?form=2&lang={language}&speed=25&{shot.asked}")
            page.locator(".view-tab[aria-current=page]").wait_for()
            if shot.act is not None:
                shot.act(page)
            # Curves and maps are drawn a moment after their values have come.
            page.wait_for_timeout(2500)
            path = folder / f"{shot.name}.png"
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            picture.quantize(COLOURS).save(path, optimize=True)
            page.close()
            yield path
        browser.close()


@contextmanager
def _server() -> Iterator[str]:
    """The page on a free port of this machine while the block lasts; gives its address."""
    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "solara", "run", "dashboards.app", "--production", "--no-open"]
    process = subprocess.Popen(
        [*command, "--host", LOOPBACK, "--port", str(port)], env={**os.environ, **environment()},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://{LOOPBACK}:{port}"
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _answers(address):
            if process.poll() is not None or time.monotonic() > deadline:
                raise InputError("the page's server did not start; try `boligliv dashboard`")
            time.sleep(0.3)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=2.0).close()
    except OSError:
        return False
    return True


def main(arguments: list[str] | None = None) -> int:
    """Take the pictures and name each file; 2 when something is missing."""
    parser = argparse.ArgumentParser(prog="boligliv screenshots", description="Pictures of the page's views.")
    parser.add_argument("folder", type=Path, help="where the PNG files go")
    parser.add_argument("--view", action="append", default=[], help="only this view; may be repeated")
    parser.add_argument("--language", default="en", choices=text.LANGUAGES)
    chosen = parser.parse_args(arguments)
    try:
        for path in take(chosen.folder, tuple(chosen.view), chosen.language):
            sys.stdout.write(f"{path}\n")
            sys.stdout.flush()
    except InputError as error:
        sys.stderr.write(f"boligliv: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
