"""The bank at work: every pattern measured on its runs and judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from experiments.validation.form import Pattern
from experiments.validation.runs import read
from experiments.validation.verdict import Result, judge

Values = dict[str, NDArray[np.float64]]


def results(patterns: Sequence[Pattern], root: Path) -> Iterator[tuple[Result, Values]]:
    """Each pattern with its verdicts and the values of its runs, from runs that are there."""
    for pattern in patterns:
        values = pattern.values(read(pattern.needs, root))
        yield Result(pattern, tuple(judge(pattern, part, found) for part, found in values.items())), values
