"""What opens a room: a short code to read aloud, and keys that nobody can guess.

These draws open doors and reach no model, so they come from the machine's own source and from no address.
"""

from __future__ import annotations

import secrets

from dashboards.workshop.typed import ALPHABET, CODE_LETTERS

KEY_BYTES = 16


def new_code() -> str:
    """A code for a room, of letters and figures that are not mistaken for each other."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LETTERS))


def new_key() -> str:
    """A key for a facilitator or a team."""
    return secrets.token_urlsafe(KEY_BYTES)


def opens(one: str, other: str) -> bool:
    """Whether two keys are equal, found in a time that does not tell how much of them is."""
    return secrets.compare_digest(one.encode(), other.encode())
