"""What can be wrong with a place or a file, said in words a planner can act on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
SHOWN_LETTERS = 60
"""How much of a value a message shows."""
MOST_LETTERS = 600
"""How long a message may be."""


def abridged(text: str, letters: int = SHOWN_LETTERS) -> str:
    """What a user wrote as a message shows it: one printable line, the middle left out where it is long.

    >>> abridged("Nordgården" * 900, 21)
    'Nordgården…Nordgården'
    >>> abridged("blue\\x00 team\\n")
    'blue\\\\x00 team\\\\n'
    """
    text = _middle_left_out(text, letters)
    return _middle_left_out("".join(one if one.isprintable() else ascii(one)[1:-1] for one in text), letters)


def shown(value: object, letters: int = SHOWN_LETTERS) -> str:
    """A value of any kind as a message shows it, texts in quotes.

    >>> shown("x" * 900, 9), shown([1, 2]), shown(10**9000)
    ("'xxx…xxx'", '[1, 2]', 'a number of 8969 digits')
    """
    if isinstance(value, int) and value.bit_length() > 64:
        return f"a number of {value.bit_length() * 3 // 10} digits"
    whole = repr(
        value[: 2 * letters] + value[-letters:] if isinstance(value, str) and len(value) > 3 * letters else value
    )
    return abridged(whole, letters)


def one_message(text: str) -> str:
    """A message as everybody can show it: one printable line of at most 600 letters."""
    return abridged(" ".join(text.splitlines()), MOST_LETTERS)


def _middle_left_out(text: str, letters: int) -> str:
    if len(text) <= letters:
        return text
    end = (letters - 1) // 2
    return f"{text[: letters - 1 - end]}…{text[-end:]}"


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
        where = f"layer {abridged(self.layer)}" if self.layer else "file"
        if self.column:
            where += f", column {abridged(self.column)}"
        if not self.features:
            return one_message(f"{self.severity}: {where}: {self.message}")
        shown = ", ".join(abridged(feature, 30) for feature in self.features[:10])
        more = f" and {len(self.features) - 10} more" if len(self.features) > 10 else ""
        noun = "feature" if len(self.features) == 1 else "features"
        return one_message(f"{self.severity}: {where}: {self.message} ({noun} {shown}{more})")


class GeodataError(Exception):
    """Something about a place or a file stops the work: one line, with structured findings behind it."""

    def __init__(self, message: str, findings: Iterable[Finding] = ()) -> None:
        self.message = one_message(message)
        super().__init__(self.message)
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
