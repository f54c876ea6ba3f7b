"""What every view is given: the page's run, its choices, and what takes new ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from dashboards import text
from dashboards.asked import Asked, ChangeAsked
from dashboards.session import Session
from dashboards.state import Change, Choices


@dataclass(frozen=True)
class Desk:
    """The page as a view sees it."""

    session: Session
    choices: Choices
    change: Change

    @property
    def language(self) -> str:
        """The reader's language, "en" or "da"."""
        return self.choices.language

    def say(self, key: str) -> str:
        """Words of the page by their key."""
        return text.say(self.language, key)

    def of(self, pair: tuple[str, str]) -> str:
        """The reader's one of an (English, Danish) pair."""
        return text.of(self.language, pair)

    def asked(self, branch: str) -> Asked:
        """What is asked of branch "a" or "b"; of a `b` that is not there, the same as of `a`."""
        return self.choices.a if branch == "a" or self.choices.b is None else self.choices.b

    def ask(self, branch: str) -> ChangeAsked:
        """What takes another question for branch "a" or "b"."""
        return lambda asked: self.change(replace(self.choices, **{branch: asked}))  # type: ignore[arg-type]

    def choose(self, field: str) -> Callable[[object], None]:
        """What takes another value of one of the choices, such as "place"."""
        return lambda value: self.change(replace(self.choices, **{field: value}))  # type: ignore[arg-type]
