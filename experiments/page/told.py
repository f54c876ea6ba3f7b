"""The line under the tables: the machine, and the versions that matter to the page."""

from __future__ import annotations

from typing import Any

from experiments.bench.machine import line


def page_line(about: dict[str, Any]) -> str:
    """The machine in one line, with the page's library and the browser where there was one."""
    names = {"solara": "Solara", "chromium": "Chromium"}
    more = ", ".join(f"{title} {about[name]}" for name, title in names.items() if name in about)
    return f"{line(about).replace('; one thread;', ';')}; {more}"
