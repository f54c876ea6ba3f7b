"""Months lived phase by phase on a clock of the processor, which another program on the machine does not disturb."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from model.estate_model import EstateModel

Around = Callable[[str], AbstractContextManager[object]]


def live(model: EstateModel, months: int, around: Around = nullcontext) -> tuple[dict[str, float], int]:
    """Live so many months as `EstateModel.step` does, each phase inside `around(name)`.

    Returns the seconds of processor time of each phase, and the person-months lived.
    """
    from model.estate_model import PHASES

    seconds = {phase.name: 0.0 for phase in PHASES}
    person_months = 0
    for _ in range(months):
        person_months += len(model.world.persons)
        for phase in PHASES:
            with around(phase.name):
                begun = time.process_time()
                phase.run(model.world)
                seconds[phase.name] += time.process_time() - begun
        model.world.month += 1
    return seconds, person_months
