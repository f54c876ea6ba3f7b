"""A browser without a window that looks at the page, and the few things one does there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from experiments.errors import InputError, RunError

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_SECONDS = 120.0
MONTH = re.compile(r"(\d{4})-(\d\d) · \S+ (\d+)")


@contextmanager
def chromium(what: str) -> Iterator[Any]:
    """A browser for `what` (a command, for the message when there is none)."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise InputError(
            f"{what} looks at the page in a browser that Playwright drives, which comes with the test tools: "
            "pip install 'boligliv[test]'"
        ) from error
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if found is None:
        raise InputError(f"{what} needs Chromium, which is not on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        try:
            yield browser
        except Error as error:
            raise RunError(f"{what}: in the browser: {error.message.splitlines()[0]}") from error
        finally:
            browser.close()


def opened(browser: Any, url: str, width: int = 1440, height: int = 900) -> Any:
    """A page at an address, in a context of its own."""
    context = browser.new_context(viewport={"width": width, "height": height}, service_workers="block")
    context.set_default_timeout(1000.0 * PATIENCE_SECONDS)
    page = context.new_page()
    page.goto(url)
    return page


def month(page: Any) -> int:
    """The month that the page's line of status tells; -1 while it tells none."""
    found = MONTH.search(page.locator(".status").inner_text())
    return int(found[3]) if found else -1


def ready(page: Any) -> None:
    """Wait until the run can be played."""
    page.locator(".play:not([disabled])").first.wait_for()


def play(page: Any) -> None:
    """Begin to play."""
    ready(page)
    page.locator(".play").first.click()
