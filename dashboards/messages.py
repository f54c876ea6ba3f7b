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
class Until:
    """Go no further than this month: the other branch is not there yet."""

    month: int


@dataclass(frozen=True)
class Show:
    """Show the estate as it was in a month, and pause; a month not yet lived is run to first."""

    month: int


@dataclass(frozen=True)
class Step:
    """Go on one month and pause."""


@dataclass(frozen=True)
class Colour:
    """Colour the map by another attribute, by home or by the units of a level (`dashboards.units`).

    `group` is the class whose share is shown of units, -1 the commonest.
    """

    attribute: str
    level: str = "homes"
    group: int = -1


@dataclass(frozen=True)
class Select:
    """Tell about one home (a row of the estate), or one unit of the level that is shown; -1 tells about none."""

    home: int
    unit: int = -1


@dataclass(frozen=True)
class Question:
    """Something else asked of the model (`dashboards.questions`), with a number by which the reply is known."""

    number: int
    name: str
    arguments: tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Close:
    """End the process."""


@dataclass(frozen=True)
class Drawing:
    """The shapes of another place."""

    run: int
    geometry: MapGeometry


@dataclass(frozen=True)
class UnitFrame:
    """How the units of a level look: uint8 class codes, float32 values and uint32 homes of each, as bytes."""

    level: str
    group: int
    codes: bytes
    values: bytes
    homes: bytes


@dataclass(frozen=True)
class Frame:
    """The state after a month: class codes of the homes, new values of the curves, what the panels show.

    `month` is the month shown, `lived` how many the model has lived; they differ while the past is shown.
    `values` are (month, float32 values of `charts.LINES` as bytes), every month since the last frame;
    `panels` the facts of the selected home (or of the selected `unit`) by panel; `speed` months a second reached.
    `units` is how units look, where the map is not drawn by homes.
    """

    run: int
    month: int
    lived: int
    attribute: str
    classes: bytes
    values: tuple[tuple[int, bytes], ...]
    home: int
    panels: dict[str, Any]
    finished: bool
    speed: float
    unit: int = -1
    units: UnitFrame | None = None


@dataclass(frozen=True)
class Reply:
    """The answer to a question, as of so many months lived; `failure` says why there is none."""

    run: int
    number: int
    lived: int
    data: Any
    failure: str = ""


@dataclass(frozen=True)
class Failure:
    """The run cannot start or go on; `text` says why."""

    run: int
    text: str


Command = Start | Play | Until | Show | Step | Colour | Select | Question | Close
Answer = Drawing | Frame | Reply | Failure
