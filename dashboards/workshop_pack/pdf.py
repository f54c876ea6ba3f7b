"""The pack as PDF, printed by the Chromium of this machine."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from experiments.errors import InputError

SECONDS = 180.0


def chromium() -> str:
    """The browser that prints; raises InputError where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise InputError("--pdf needs Chromium, which is not on this machine; print the HTML page from any browser")
    return found


def printed(html: Path) -> Path:
    """Write the page's PDF beside it; the browser gets a profile of its own and no network."""
    path = html.with_suffix(".pdf")
    with tempfile.TemporaryDirectory() as profile:
        command = [
            chromium(), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer", f"--print-to-pdf={path}", html.as_uri(),
        ]  # fmt: skip
        try:
            subprocess.run(command, check=True, timeout=SECONDS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except (subprocess.SubprocessError, OSError) as error:
            raise InputError(f"--pdf: Chromium could not print the page ({type(error).__name__})") from None
    return path
