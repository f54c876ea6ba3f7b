"""What a page and its model's process tell each other; every message is a frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboards.maps import MapGeometry
from model.scenario import Scenario


@dataclass(frozen=True)
class Start:
    """Begin a run from January 2015; `run` numbers it, and answers to earlier runs are thrown away."""

    run: int
    scenario: Scenario


@dataclass(frozen=True)
class Play:
    """Play at most `speed` months a second; 0 pauses."""

    speed: float


@dataclass(frozen=True)
class Step:
    """Play one month and pause."""


@dataclass(frozen=True)
class Colour:
    """Colour the map by another attribute."""

    attribute: str


@dataclass(frozen=True)
class Select:
    """Tell about one home (a row of the estate); -1 tells about none."""

    home: int


@dataclass(frozen=True)
class Close:
    """End the process."""


@dataclass(frozen=True)
class Drawing:
    """The shapes of another place."""

    run: int
    geometry: MapGeometry


@dataclass(frozen=True)
class Frame:
    """The state after a month: class codes of the homes, new values of the curves, what the panels show.

    `values` are (month, float32 values of `charts.LINES` as bytes), every month since the last frame;
    `panels` the facts of the selected home by panel; `speed` months a second reached.
    """

    run: int
    month: int
    attribute: str
    classes: bytes
    values: tuple[tuple[int, bytes], ...]
    home: int
    panels: dict[str, Any]
    finished: bool
    speed: float


@dataclass(frozen=True)
class Failure:
    """The run cannot start or go on; `text` says why."""

    run: int
    text: str


Command = Start | Play | Step | Colour | Select | Close
Answer = Drawing | Frame | Failure
