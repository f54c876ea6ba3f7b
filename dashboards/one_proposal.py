"""What the page's choices say of one proposal, so that its card is made anew when that changes and not otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from dashboards.asked import Asked
from dashboards.desk import Desk
from dashboards.state import Change, Choices


def desk_of(desk: Desk, proposal: str) -> Desk:
    """The desk with all left out of its choices that a card of this proposal neither shows nor changes.

    Two such desks are equal when the card is the same. What is changed through it is changed in the page's choices as
    they are by then, not as they were when the card was made.
    """
    return Desk(desk.session, narrowed(desk.choices, proposal), _Into(desk.change, proposal))


@dataclass(frozen=True)
class _Into:
    """Takes choices as far as they concern a proposal into those of the page."""

    change: Change
    proposal: str

    def __call__(self, own: Choices | Callable[[Choices], Choices]) -> None:
        def into(now: Choices) -> Choices:
            return merged(now, own(narrowed(now, self.proposal)) if callable(own) else own, self.proposal)

        self.change(into)


def narrowed(choices: Choices, proposal: str) -> Choices:
    """The choices without all that does not concern a proposal."""
    b = None if choices.b is None else _own(choices.b, proposal)
    return Choices(language=choices.language, place=choices.place, a=_own(choices.a, proposal), b=b)


def merged(now: Choices, own: Choices, proposal: str) -> Choices:
    """The choices `now`, with what `own` says of the proposal."""
    b = now.b if now.b is None or own.b is None else _with(now.b, own.b, proposal)
    return replace(now, a=_with(now.a, own.a, proposal), b=b)


def _own(asked: Asked, proposal: str) -> Asked:
    policies = tuple(name for name in asked.policies if name == proposal)
    doses = tuple(pair for pair in asked.doses if _is_of(pair[0], proposal))
    return Asked(asked.law, asked.behaviour, policies, doses)


def _with(asked: Asked, own: Asked, proposal: str) -> Asked:
    doses = [pair for pair in asked.doses if not _is_of(pair[0], proposal)]
    return replace(asked.switch(proposal, proposal in own.policies), doses=tuple(sorted((*doses, *own.doses))))


def _is_of(number: str, proposal: str) -> bool:
    return number.partition(".")[0] == proposal
