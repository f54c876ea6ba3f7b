"""What can be wrong with a place or a file, said in words a planner can act on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """One thing noticed in a layer: how grave, where (layer, column, features) and what.

    `features` are the ids of the features concerned as text, all of them; `line()` shows the first ten.
    """

    severity: Severity
    layer: str
    column: str
    features: tuple[str, ...]
    message: str

    def line(self) -> str:
        """The finding as one line: `error: layer buildings, column storeys: ... (features 3, 7)`."""
        where = f"layer {self.layer}" if self.layer else "file"
        if self.column:
            where += f", column {self.column}"
        if not self.features:
            return f"{self.severity}: {where}: {self.message}"
        shown = ", ".join(self.features[:10])
        more = f" and {len(self.features) - 10} more" if len(self.features) > 10 else ""
        noun = "feature" if len(self.features) == 1 else "features"
        return f"{self.severity}: {where}: {self.message} ({noun} {shown}{more})"


class GeodataError(Exception):
    """Something about a place or a file stops the work: one line, with structured findings behind it."""

    def __init__(self, message: str, findings: Iterable[Finding] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.findings: tuple[Finding, ...] = tuple(findings)


def nearest(name: str, allowed: Iterable[str]) -> str | None:
    """The allowed name most like the one given (spelling, letter case, Danish letters), or None."""
    plain = {fold(option): option for option in allowed}
    match = difflib.get_close_matches(fold(name), list(plain), n=1, cutoff=0.6)
    return plain[match[0]] if match else None


def fold(text: str) -> str:
    """Lower case with æ, ø, å as ae, oe, aa, and no blanks or hyphens: for comparing names."""
    folded = text.strip().lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return folded.replace(" ", "_").replace("-", "_")
