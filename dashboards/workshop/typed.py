"""What people type into the workshop's pages, made harmless, and what is said when it cannot be taken."""

from __future__ import annotations

import unicodedata

NAME_LETTERS = 30
CODE_LETTERS = 5
ALPHABET = "ACDEFHJKMNPRTUVWXY"
"""Letters that cannot be taken for another one or for a digit, read aloud or on a screen."""


class Refused(Exception):
    """Something asked of a room that it does not take; `why` is a key of `dashboards.workshop.words.WHY`."""

    def __init__(self, why: str, *about: object) -> None:
        super().__init__(why, *about)
        self.why = why
        self.about = about


def plain(typed: object, letters: int = NAME_LETTERS) -> str:
    """One line of what was typed: no control or invisible letters, single blanks, at most so many letters.

    >>> plain("  The\\tblue\\u202e  team\\n", 12)
    'The blue tea'
    """
    text = typed if isinstance(typed, str) else ""
    text = unicodedata.normalize("NFC", text[: 20 * letters])
    kept = (" " if letter.isspace() else letter for letter in text)
    shown = "".join(letter for letter in kept if letter == " " or _visible(letter))
    return " ".join(shown.split())[:letters].strip()


def _visible(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return kind[0] in "LNPS" or kind == "Mn"


def same(name: str) -> str:
    """What two names have in common that look alike when spoken."""
    return unicodedata.normalize("NFKC", name).casefold()


def code(typed: object) -> str:
    """A room's code as it is kept, whatever case and blanks were typed.

    >>> code(" km-rt a ")
    'KMRTA'
    """
    text = typed if isinstance(typed, str) else ""
    return "".join(letter for letter in text[:40].upper() if letter.isascii() and letter.isalnum())[:CODE_LETTERS]
