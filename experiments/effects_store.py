"""The runs of a study on disk: one line for each run, in one file for each place and proposal.

    DIR/<place>/<proposal>-<question>.jsonl

A line is written whole and forced to disk when its run is done. What a kill in the middle leaves is a line without its
end, which is passed over, so a study loses at most the runs under way. Runs that the program keeps of its own stored
effects (see `experiments.effects_packed`) count as if they were in the folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments import effects_packed, measured
from experiments.effects_version import model_version
from experiments.errors import InputError
from experiments.measures import Values
from model.scenario import Scenario


@dataclass(frozen=True)
class StudyStore:
    """A folder of studies. `any_version` also takes runs that another version of the model made.

    `packed` is the folder of runs kept with stored effects.
    """

    root: Path
    any_version: bool = False
    packed: Path = measured.FOLDER

    def path(self, scenario: Scenario) -> Path:
        """The file of a question: place, policies, everything but the seed."""
        name = re.sub(r"[^a-z0-9_+]", "", "+".join(scenario.policy_names))[:60] or "base"
        return self.root / scenario.place / f"{name}-{scenario.question}.jsonl"

    def read(self, scenario: Scenario, years: Iterable[int]) -> dict[int, Mapping[str, Values]]:
        """Finished runs of a question by seed: values by horizon (as text) and key.

        A run counts when this version of the model made it and it has all the horizons.
        """
        return {seed: run["values"] for seed, run in self._runs(scenario, years).items()}

    def versions(self, scenario: Scenario, years: Iterable[int]) -> dict[int, str]:
        """Which version of the model made each run that `read` gives, by seed."""
        return {seed: str(run["version"]) for seed, run in self._runs(scenario, years).items()}

    def _runs(self, scenario: Scenario, years: Iterable[int]) -> dict[int, dict[str, Any]]:
        wanted = {str(year) for year in years}
        version, found = model_version(scenario.policy_names), {}
        for line in self._lines(scenario):
            run = _whole(line)
            if run is None or run["question"] != scenario.question or not wanted <= run["values"].keys():
                continue
            if run["version"] == version or (self.any_version and run["seed"] not in found):
                found[run["seed"]] = run
        return found

    def lines(self, scenario: Scenario, years: Iterable[int]) -> list[str]:
        """The finished runs of a question as they are written, to be packed."""
        return [_line(run) for run in self._runs(scenario, years).values()]

    def _lines(self, scenario: Scenario) -> list[str | bytes]:
        """Every line there is of a question: those packed first, so that one of the folder takes their place."""
        path = self.path(scenario)
        packed = (
            ()
            if scenario.parameters
            else effects_packed.lines_of(self.packed, measured.stem(scenario), scenario.question)
        )
        return [*packed, *(_lines(path) if path.is_file() else ())]

    def add(self, scenario: Scenario, version: str, values: Mapping[str, Values], seconds: float) -> None:
        """Write a finished run at the end of its file, whole and on disk when this returns."""
        run = {
            "seed": scenario.seed,
            "question": scenario.question,
            "version": version,
            "seconds": round(seconds, 2),
            "values": values,
        }
        line = _line(run)
        path = self.path(scenario)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("ab+") as file:
                if file.tell() and not _ends_a_line(path):
                    line = "\n" + line
                # One write: two commands on one folder do not mix their lines.
                os.write(file.fileno(), (line + "\n").encode())
                os.fsync(file.fileno())
        except OSError as error:
            raise InputError(f"{path}: cannot write there ({error.strerror})") from None

    def seconds(self, scenario: Scenario) -> list[float]:
        """How long the runs of a question took, whichever version made them."""
        path = self.path(scenario)
        lines = _lines(path) if path.is_file() else []
        return [run["seconds"] for run in map(_whole, lines) if run is not None]


def _line(run: Mapping[str, Any]) -> str:
    """A run as a line with its check."""
    return json.dumps({**run, "check": _check(run)}, separators=(",", ":"), sort_keys=True)


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().split(b"\n")
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror})") from None


def _whole(line: str | bytes) -> dict[str, Any] | None:
    """The run of a line; None for one that a kill cut short or that somebody changed."""
    try:
        run: dict[str, Any] = json.loads(line)
        return run if run.pop("check") == _check(run) else None
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        return None


def _check(run: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(run, separators=(",", ":"), sort_keys=True).encode()).hexdigest()[:12]


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
