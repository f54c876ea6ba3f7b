"""What all models share: imported once by the process of which theirs are copies, and by nothing else."""

from __future__ import annotations

import contextlib
import gc
import signal
import sys

from dashboards import attributes, maps, panels, questions
from geodata import place
from geodata.errors import GeodataError
from model.estate_model import EstateModel
from model.scenario import Scenario

MONTHS = 13
"""After a year and a month every kernel has been called, and so is loaded."""


def load() -> None:
    """Places and their drawings, questions and panels, and the compiled kernels."""
    questions.discover()
    panels.discover()
    for name in place.names():
        # A damaged imported place is told of when somebody asks for it.
        with contextlib.suppress(GeodataError):
            maps.drawing(name)
    model = EstateModel(Scenario(months=MONTHS)).run()
    for one in attributes.ATTRIBUTES:
        one.classify(model.world)
    del model
    gc.collect()
    # What is here now is never looked at by the collector again: looking writes, and what is written is copied.
    gc.freeze()


if sys.argv[:1] == ["-c"]:
    # The way in which the process to be copied is started.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    load()
