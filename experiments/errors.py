"""What a user can do wrong, said in one line."""

from __future__ import annotations

from geodata.errors import abridged, one_message, shown

__all__ = ["InputError", "Interrupted", "RunError", "WorkerLost", "abridged", "shown"]


class InputError(ValueError):
    """Input that cannot be used: the message names culprit, value, what is allowed and where it stands.

    It is always one printable line; values of the user's are shown with `abridged` or `shown`.
    """

    def __init__(self, message: object = "") -> None:
        super().__init__(one_message(str(message)))


class RunError(RuntimeError):
    """A replication that failed: the message names the scenario, the seed and what happened."""


class Interrupted(RuntimeError):
    """The user stopped the work; finished replications stay, nothing half-finished does."""


class WorkerLost(RunError):
    """A replication whose process ended abruptly: out of memory, or killed."""
