"""What a policy is: a proposal of the catalogue that bends named levers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agents.core.parameter import Parameter

if TYPE_CHECKING:
    from model.world import World


@dataclass(frozen=True)
class Policy:
    """One proposal: who acts, for whom, what it costs whom, what can go wrong, and how it bends levers each month.

    `number` is its number in the catalogue, `title` and `title_da` its name in English and Danish, `payers` who bears
    the cost, `barriers` the catalogue's own doubts, `parameters` its doses. `bend` contributes to levers; `enrol`
    (optional) offers the proposal to eligible households this month.
    """

    name: str
    number: int
    theme: str
    title: str
    title_da: str
    summary: str
    summary_da: str
    actors: tuple[str, ...]
    eligible: str
    payers: tuple[str, ...]
    barriers: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    bend: Callable[[World], None]
    enrol: Callable[[World], None] | None = None
