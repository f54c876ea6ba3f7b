"""Stand-ins for sweeps: models that take their time, tell that they began, or kill their process; and a small study."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from model.scenario import Scenario
from tests.unit.study_fake import StudyModel

LOGGED = "tests.unit.sweep_fake:LoggedModel"
SLOW = "tests.unit.sweep_fake:SlowModel"
DIES_ONCE = "tests.unit.sweep_fake:DiesOnceModel"
DIES = "tests.unit.sweep_fake:DiesModel"
BROKEN = "tests.unit.study_fake:BrokenModel"
LOG = "BOLIGLIV_TEST_LOG"

STUDY = """
name = "small"
alternatives = ["base", "second_chance"]
months = 24
years = [1, 2]
replications = {replications}

[uncertainties]
"choice.avoidance" = "range"

[design]
kind = "lhs"
samples = {samples}
"""

SCRIPT = """
import functools, sys
from experiments import cli
from experiments.study import sweep
if __name__ == "__main__":
    sweep.sweep = functools.partial(sweep.sweep, model={model!r})
    sys.exit(cli.run(sys.argv[1:]))
"""
"""The program with a stand-in for its model, as text for `python -c`."""


def write_study(folder: Path, samples: int = 3, replications: int = 2) -> Path:
    """A file with a study of 2 x `samples` points."""
    path = folder / "study.toml"
    path.write_text(STUDY.format(samples=samples, replications=replications))
    return path


class LoggedModel(StudyModel):
    """Writes the address of its scenario into a file when it has lived its last month."""

    pause = 0.0

    def __init__(self, scenario: Scenario, years: object = None) -> None:
        super().__init__(scenario, years)
        self.months = 0

    def step(self) -> None:
        time.sleep(self.pause)
        self.months += 1
        if self.months == self.scenario.months and LOG in os.environ:
            with open(os.environ[LOG], "ab", buffering=0) as log:
                log.write(f"{self.scenario.hash}\n".encode())


class SlowModel(LoggedModel):
    """Takes a quarter of a second."""

    pause = 0.01


class DiesOnceModel(LoggedModel):
    """The first run of seed 2 kills its process; the next lives."""

    def step(self) -> None:
        if self.scenario.seed == 2:
            try:
                os.close(os.open(os.environ[LOG] + ".died", os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                pass
            else:
                os.kill(os.getpid(), signal.SIGKILL)
        super().step()


class DiesModel(LoggedModel):
    """Every run of second chance on seed 2 kills its process."""

    def step(self) -> None:
        if self.scenario.seed == 2 and self.scenario.policies:
            os.kill(os.getpid(), signal.SIGKILL)
        super().step()
