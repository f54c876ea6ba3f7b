"""What a panel is: facts of a home read in the model's process, and their wording on the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dashboards import text

Facts = dict[str, Any]
Rows = list[tuple[str, str]]


@dataclass(frozen=True)
class Reader:
    """For whom a panel is worded: language ("en" or "da") and whether origin is shown."""

    language: str
    origin: bool

    def of(self, pair: tuple[str, str]) -> str:
        """The reader's one of an (English, Danish) pair."""
        return text.of(self.language, pair)

    def number(self, value: float, digits: int = 0) -> str:
        """A number with the reader's separators."""
        return text.number(self.language, value, digits)


@dataclass(frozen=True)
class Panel:
    """One panel: `collect(model, home)` reads facts, `describe(facts, reader)` words them as (label, value).

    Texts are (English, Danish); `home` is a row of the estate's homes; no facts, no panel.
    """

    name: str
    order: int
    title: tuple[str, str]
    collect: Callable[[Any, int], Facts]
    describe: Callable[[Facts, Reader], Rows]
    note: tuple[str, str] = ("", "")
