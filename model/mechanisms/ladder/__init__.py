"""LADDER: children and students climb from home to education."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.core.columns import Table
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


def live(world: World, persons: Table, households: Table, area: NDArray[np.int32]) -> None:
    """One month of these people."""
