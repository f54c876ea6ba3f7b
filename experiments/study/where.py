"""Where runs are done: in processes of this machine, or on a Dask cluster that the user already has; the same bits."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from functools import partial
from itertools import islice
from typing import Any, Protocol

from experiments.errors import InputError, RunError, WorkerLost
from experiments.running import Job, Report, terminate_as_interrupt, work_all
from experiments.study.work import Answer, values_elsewhere, values_of

AGAIN = 2
"""How often a run is done again whose process was killed."""
AHEAD = 4
"""Runs handed to a cluster at a time, for each run it can do at once."""
SECONDS_TO_ANSWER = 5
_ADDRESS = r"((tcp|tls|ws|wss|ucx)://)?(\[[0-9a-fA-F:.]+\]|[^:/\[\]\s]+):\d{1,5}"


class Where(Protocol):
    """A place that does runs: each is told when it has ended, in whatever order."""

    name: str

    def do(
        self,
        jobs: Sequence[Job],
        years: tuple[int, ...],
        report: Report,
        finished: Callable[[Job, Answer], None],
        drawn: tuple[str, ...] = (),
    ) -> None:
        """Do every job and keep these horizons with maps of what is `drawn`; raises KeyboardInterrupt when asked to
        end, and RunError when nothing more can be done.
        """


class Processes:
    """Processes of this machine; `workers` defaults to one for each processor."""

    def __init__(self, workers: int | None = None) -> None:
        self.name, self._workers = "this machine", workers

    def do(
        self,
        jobs: Sequence[Job],
        years: tuple[int, ...],
        report: Report,
        finished: Callable[[Job, Answer], None],
        drawn: tuple[str, ...] = (),
    ) -> None:
        """Do every job, each again at most twice when its process is killed."""

        def lost(job: Job, death: WorkerLost) -> None:
            finished(job, killed(f"{death}, {AGAIN + 1} times"))

        work = partial(values_of, years=years, drawn=drawn)
        work_all(jobs, work, workers=self._workers, report=report, finished=finished, lost=lost, again=AGAIN)


class Cluster:
    """A Dask scheduler at an address such as tcp://10.0.0.1:8786, with the workers it has now or later."""

    def __init__(self, address: str) -> None:
        self.name, self._address = f"cluster {address}", address
        self._client = _client(address)

    @property
    def slots(self) -> int:
        """How many runs the cluster can do at once now."""
        return sum(self._client.nthreads().values())

    def do(
        self,
        jobs: Sequence[Job],
        years: tuple[int, ...],
        report: Report,
        finished: Callable[[Job, Answer], None],
        drawn: tuple[str, ...] = (),
    ) -> None:
        """Do every job; the scheduler itself does a run again whose worker is lost (its `allowed-failures`)."""
        from distributed import KilledWorker, as_completed

        coming, at_work, suspects = iter(jobs), dict[Any, Job](), list[Job]()
        ended = as_completed(loop=self._client.loop, raise_errors=False)

        def hand_out() -> None:
            for job in islice(coming, max(0, AHEAD * max(1, self.slots) - len(at_work))):
                future = self._client.submit(values_elsewhere, job, years, drawn, pure=False)
                at_work[future] = job
                ended.add(future)

        with terminate_as_interrupt(), self._told_when_gone():
            try:
                hand_out()
                for future in ended:
                    job = at_work.pop(future)
                    try:
                        answer = future.result()
                    except KilledWorker:
                        suspects.append(job)
                    else:
                        finished(job, answer)
                        report(job.scenario.months)
                    del future
                    hand_out()
                # A lost worker throws suspicion on all that waited there; alone, only the guilty loses its workers.
                for job in suspects:
                    future = self._client.submit(values_elsewhere, job, years, drawn, pure=False)
                    at_work[future] = job
                    try:
                        answer = future.result()
                    except KilledWorker as death:
                        answer = killed(f"its workers were lost: {' '.join(str(death).split())}")
                    at_work.pop(future)
                    finished(job, answer)
                    report(job.scenario.months)
            finally:
                with contextlib.suppress(Exception):
                    self._client.cancel(list(at_work), force=True)

    @contextlib.contextmanager
    def _told_when_gone(self) -> Iterator[None]:
        try:
            yield
        except (InputError, RunError):
            raise
        except (OSError, CancelledError) as error:
            raise RunError(
                f"--cluster {self._address}: the scheduler is gone ({type(error).__name__}); finished runs are kept"
            ) from None

    def close(self) -> None:
        """Let go of the cluster, which goes on."""
        with contextlib.suppress(Exception):
            self._client.close(timeout=SECONDS_TO_ANSWER)


def killed(reason: str) -> Answer:
    """The answer of a run that never came to an end of its own."""
    return {"error": reason, "traceback": "", "seconds": 0.0}


def _client(address: str) -> Any:
    """A client of the scheduler; raises InputError within seconds when nobody answers there."""
    if not re.fullmatch(_ADDRESS, address):
        raise InputError(f"--cluster {address}: not an address; it looks like tcp://10.0.0.1:8786")
    import distributed

    # It sets up its own when imported; whatever goes wrong is told in one line of ours.
    for name in ("asyncio", "distributed", "distributed.client", "distributed.core", "distributed.comm", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        return distributed.Client(address, timeout=SECONDS_TO_ANSWER, set_as_default=False, name="boligliv")
    except (OSError, ValueError, TypeError, RuntimeError, ImportError) as error:
        raise InputError(
            f"--cluster {address}: no Dask scheduler answers there within {SECONDS_TO_ANSWER} s "
            f"({type(error).__name__})"
        ) from None
