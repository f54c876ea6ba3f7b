"""MIRROR."""

from __future__ import annotations

from agents.core.parameter import Parameter
from model.levers import Lever
from model.world import World

PARAMETERS: tuple[Parameter, ...] = ()
LEVERS: tuple[Lever, ...] = ()


def declare(world: World) -> None:
    """State the levers without any policy."""


def start(world: World) -> None:
    """1 January 2015."""


def step(world: World) -> None:
    """One month."""
