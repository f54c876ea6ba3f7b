"""One run of a study, wherever it is done: the values kept of it, or what went wrong."""

from __future__ import annotations

import socket
import time
import traceback
from typing import Any

from agents.core.calendar import START_YEAR
from experiments.effects_values import horizon_values
from experiments.errors import InputError
from experiments.running import Job, Report, lived
from experiments.study import maps
from experiments.study.address import version_for

TAIL_LINES = 12
Answer = dict[str, Any]
"""`seconds` and `host` with `values` by horizon (as text) and key, or with `error` and `traceback`."""


def values_of(job: Job, report: Report, years: tuple[int, ...], drawn: tuple[str, ...] = ()) -> Answer:
    """Live one run and give what a study keeps of it, with maps of what is `drawn`; whatever goes wrong in the model
    is an answer too.
    """
    began = time.monotonic()
    try:
        record = lived(job, report, {START_YEAR + year - 1 for year in years}).record
        values = horizon_values(record.series(), record.ledger(), years)
        if drawn:
            cells = maps.horizon_cells(record.cells(), years, drawn)
            values = {year: of_year | cells[year] for year, of_year in values.items()}
        answer: Answer = {"values": values}
    except Exception as error:
        tail = "".join(traceback.format_exception(error)).strip().split("\n")[-TAIL_LINES:]
        notes = " ".join(getattr(error, "__notes__", []))
        answer = {"error": f"{type(error).__name__}: {error} {notes}".strip(), "traceback": "\n".join(tail)}
    return answer | {"seconds": time.monotonic() - began, "host": socket.gethostname()}


def values_elsewhere(job: Job, years: tuple[int, ...], drawn: tuple[str, ...] = ()) -> Answer:
    """The same on a machine of a cluster; raises InputError when another version of the program is installed there."""
    here = version_for(job.scenario)
    if here != job.code_version:
        raise InputError(
            f"{socket.gethostname()}: version {here} of the model is installed there and {job.code_version} here; "
            "install the same on every machine of the cluster"
        )
    return values_of(job, lambda months: None, years, drawn)
