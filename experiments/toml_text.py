"""TOML as people write it: every file of the program's is read here, and whatever is wrong ends as one message.

A file is bounded in size, in depth and in its numbers before anything else looks at it, so that none can stop the
program or make it work for hours.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from agents.core.parameter import nearest
from experiments.errors import InputError, abridged, shown

MOST_BYTES = 16 * 1024 * 1024
"""Room for the points of the largest study by a list."""
DEEPEST = 16
"""Tables in tables; the program's own files have four."""
SMALLEST_WHOLE, LARGEST_WHOLE = -(2**63), 2**63 - 1
"""What TOML promises of whole numbers."""
Keys = tuple[str, ...]
Where = Callable[[Keys], str]
"""Says where a key stands, as the end of a message."""

# One key of many parts costs the parser the square of their number, so it is refused before it is parsed.
_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
_MANY_PARTS = re.compile(rf"^[ \t]*\[{{0,2}}[ \t]*(?:{_PART}){{{DEEPEST}}}", re.MULTILINE)


def read_tables(path: Path, what: str) -> dict[str, Any]:
    """The nested data of a TOML file; raises InputError that names the file and line."""
    return tables_of(read_text(path, what), str(path))


def read_text(path: Path, what: str) -> str:
    """The text of a file; raises InputError with the nearest file when there is none."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        near = nearest(path.name, [p.name for p in path.parent.glob("*.toml")] if path.parent.is_dir() else [])
        raise InputError(f"{path}: there is no such {what}{near}") from None
    except OSError as error:
        raise InputError(f"{path}: not a readable text file ({error.strerror})") from None
    if len(content) > MOST_BYTES:
        raise InputError(f"{path}: larger than {MOST_BYTES // 1024**2} MB, so it is no {what}")
    return text_of(content, str(path))


def text_of(content: bytes, name: str) -> str:
    """Bytes as text with plain ends of lines; raises InputError for what is not UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}: not a readable text file (line {line} is not UTF-8; save it as UTF-8)") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def tables_of(text: str, name: str) -> dict[str, Any]:
    """The nested data of a TOML text; raises InputError that names the file and line."""
    name = abridged(name, 300)
    many = _MANY_PARTS.search(text)
    if many is not None:
        line = text.count("\n", 0, many.start()) + 1
        raise InputError(f"{name}: not valid TOML: a key of more than {DEEPEST} parts (at line {line}, column 1)")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        end = f"at line {text.rstrip().count(chr(10)) + 1}, the end"
        reason = str(error).replace("at end of document", end)
        raise InputError(f"{name}: not valid TOML: {abridged(reason, 160)}") from None
    except RecursionError:
        raise InputError(f"{name}: not valid TOML: brackets within brackets without end") from None
    except ValueError:
        raise InputError(f"{name}: not valid TOML: a whole number of thousands of digits") from None
    _bounded(data, text, name)
    return data


def _bounded(data: Mapping[str, Any], text: str, name: str) -> None:
    """Raise InputError for tables nested too deeply and for whole numbers that TOML does not promise."""
    waiting: list[tuple[Keys, Any]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        if len(path) > DEEPEST:
            raise InputError(f"{name}: not valid TOML: brackets within brackets without end{_at(text, path)}")
        if isinstance(value, dict):
            waiting += [((*path, key), one) for key, one in value.items()]
        elif isinstance(value, list):
            waiting += [((*path, str(k)), one) for k, one in enumerate(value)]
        elif isinstance(value, int) and not SMALLEST_WHOLE <= value <= LARGEST_WHOLE:
            raise InputError(
                f"{name}: {abridged('.'.join(path))} = {shown(value)}: so many digits are out of range, "
                f"{SMALLEST_WHOLE}..{LARGEST_WHOLE}{_at(text, path)}"
            )


def _at(text: str, path: Keys) -> str:
    line = line_of(text, path)
    return f"; line {line}" if line else ""


_KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*(\.?)""")


def line_of(text: str, path: Keys) -> int | None:
    """The line of a TOML text where a key stands, or the nearest table around it; None if there is none.

    >>> line_of('seed = 1\\n[policies.second_chance]\\nshare = 9', ("policies", "second_chance", "share"))
    3
    """
    table: Keys = ()
    best, depth = None, 0
    wanted = ".".join(path)
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.strip()
        if stripped.startswith("["):
            table = _dotted(stripped.lstrip("["))
            here = table
        elif "=" in stripped and not stripped.startswith("#"):
            here = table + _dotted(stripped)
        else:
            continue
        found = ".".join(here)
        if f"{wanted}.".startswith(f"{found}.") and len(found) > depth:
            best, depth = number, len(found)
    return best


def where_in(text: str, name: str, line: Callable[[str, Keys], int | None] = line_of) -> Where:
    """Says of keys in the text of a file called `name` where they stand; `line` finds them."""

    def where(path: Keys) -> str:
        found = line(text, path)
        return f"; {name} line {found}" if found else f"; {name}"

    return where


def _dotted(text: str) -> Keys:
    parts, position = [], 0
    while match := _KEY.match(text, position):
        parts.append(next(group for group in match.groups()[:3] if group is not None))
        position = match.end()
        if not match[4]:
            break
    return tuple(parts)
