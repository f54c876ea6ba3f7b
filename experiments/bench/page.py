"""The measured part of `docs/speed.md`: tables between two marks, written by `boligliv bench --docs`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from experiments.bench.machine import was_idle
from experiments.bench.sheets import Sheet, markdown
from experiments.cli_effects import write_whole
from experiments.errors import InputError

BEGIN, END = "<!-- measured: written by boligliv bench --docs -->", "<!-- end of what was measured -->"


def usable(path: Path) -> None:
    """Raise InputError unless the page has the two marks, in their order."""
    _split(path)


def write(path: Path, parts: Mapping[str, Mapping[str, Any]], sheets: Mapping[str, list[Sheet]]) -> None:
    """Put the tables of every part between the marks of the page; the rest of it stays."""
    before, after = _split(path)
    text = "\n".join(_part(parts[name], sheets[name]) for name in parts)
    write_whole(path, f"{before}{BEGIN}\n\n{text}\n{END}{after}")


def _split(path: Path) -> tuple[str, str]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise InputError(f"--docs {path}: there is no such page that can be read") from None
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise InputError(f"--docs {path}: the page lacks the marks `{BEGIN}` and `{END}`, in this order")
    return before, after


def _part(found: Mapping[str, Any], sheets: list[Sheet]) -> str:
    return "\n".join([*(markdown(sheet) for sheet in sheets), f"*{_where(found)}*", ""])


def _where(found: Mapping[str, Any]) -> str:
    """Date, machine and versions in a sentence, and whether anything else ran."""
    about = found["machine"]
    libraries = ", ".join(f"{name} {number}" for name, number in about["libraries"].items())
    memory = "" if about.get("memory_gb") is None else f", {about['memory_gb']} GB of memory"
    idle = (
        "Nothing else ran." if was_idle(about)
        else "The machine was not known to be idle" + ("." if about["load"] is None else f": load {about['load']:.1f}.")
    )  # fmt: skip
    return (
        f"Measured {found['date'][:10]} on {about['processor']}, {about['processors']} processors{memory}, "
        f"{about['system']}; Python {about['python']}, {libraries}; boligliv {about['boligliv']}. {idle}"
    )
