"""Runs in the background: urgent ones first, who asks in turn, nothing for who is gone, an end with the server."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from dashboards import runs
from dashboards.runs import LATER, Runs, Task
from experiments.running import Job, Report, lived
from model.scenario import Scenario
from tests.unit.test_dashboard_worker import FAKE, PATIENCE, ROOT, alive


def seed(job: Job, report: Report) -> tuple[int, int]:
    """A kind of work: the seed of a run, and the process that lived it."""
    lived(job, report)
    return job.scenario.seed, os.getpid()


class Asking:
    """Who has runs done, and keeps what it hears."""

    def __init__(self, where: Runs) -> None:
        self.where, self.wanted = where, True
        self.months: list[int] = []
        self.answers: list[object] = []
        self.heard = threading.Semaphore(0)

    def ask(self, scenario: Scenario, rank: int = 0) -> None:
        """One run, by its seed."""
        task = Task(self, scenario, seed, rank, self.months.append, self._then, lambda: self.wanted)
        self.where.add(task)

    def _then(self, answer: object) -> None:
        self.answers.append(answer)
        self.heard.release()

    def wait(self) -> object:
        """The next answer."""
        assert self.heard.acquire(timeout=PATIENCE)
        return self.answers[-1]


def wait(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def test_all_take_turns_and_prices_wait(monkeypatch):
    done_by: list[tuple[object, int]] = []
    begun, go_on = threading.Event(), threading.Event()

    class Process:
        def __init__(self, model: str) -> None:
            assert model == "a:model"

        def live(self, task: Task) -> dict[str, float]:
            begun.set()
            assert go_on.wait(10.0)
            done_by.append((task.who, task.rank))
            return {}

        def end(self) -> None:
            pass

    monkeypatch.setattr(runs, "Process", Process)
    queue, done = Runs(1, "a:model"), threading.Semaphore(0)

    def add(who: str, rank: int, seed_: int, wanted: bool = True) -> None:
        asked = Scenario(seed=seed_)
        queue.add(Task(who, asked, seed, rank, lambda _: None, lambda _: done.release(), lambda: wanted))

    add("A", 0, 1)
    assert begun.wait(10.0)
    assert (queue.ahead("A"), queue.ahead("B")) == (0, 1)
    for number in (2, 3):
        add("A", 1, number)
        add("B", 1, number)
    add("A", LATER, 4)
    add("B", LATER, 5)
    add("B", 0, 5)
    add("A", 0, 6, wanted=False)
    add("C", 0, 7)
    queue.forget("C")
    go_on.set()
    for _ in range(7):
        assert done.acquire(timeout=10.0)
    assert done_by[0] == ("A", 0) and done_by[-1] == ("A", LATER)
    assert sorted(done_by[1:6]) == [("A", 1), ("A", 1), ("B", 0), ("B", 1), ("B", 1)]
    assert done_by[1] == ("B", 0), "who has had fewer runs"
    wait(lambda: queue.ahead("B") == 0)


def test_a_process_lives_one_run_after_the_other_and_ends_when_idle(monkeypatch):
    monkeypatch.setattr(runs, "IDLE_SECONDS", 0.2)
    one = Asking(Runs(1, FAKE))
    one.ask(Scenario(months=12, seed=3))
    found, process = one.wait()
    assert found == 3 and one.months == [3, 6, 9, 12]
    one.ask(Scenario(months=12, seed=666))
    failure = one.wait()
    assert "seed 666 is not allowed" in failure and "failed" in failure and "dashboard_fake.py" in failure
    wait(lambda: not alive(process))
    one.ask(Scenario(months=12, seed=4))
    assert one.wait()[0] == 4, "another process begins"


def test_a_run_not_wanted_any_more_is_stopped_and_what_waited_for_it_goes_on():
    where = Runs(1, FAKE)
    one, other = Asking(where), Asking(where)
    one.ask(Scenario(months=30_000, seed=5))
    wait(lambda: bool(one.months))
    other.ask(Scenario(months=12, seed=6))
    wait(lambda: where.ahead(other) == 1)
    one.wanted = False
    assert other.wait()[0] == 6 and one.wait() == "given up"


def kill_the_first_time(job: Job, report: Report) -> str:
    """A kind of work whose process is killed, unless it was before."""
    mark = Path(job.scenario.place)
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def kill(job: Job, report: Report) -> None:
    """A kind of work whose process is killed."""
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(("work", "answer"), [(kill_the_first_time, "done"), (kill, "seed 1: the process of the run")])
def test_a_run_whose_process_is_killed_is_begun_once_more(work, answer, tmp_path):
    told: queue.SimpleQueue[str] = queue.SimpleQueue()
    asked = Scenario(place=str(tmp_path / "mark"))
    Runs(1, FAKE).add(Task("me", asked, work, 0, lambda _: None, told.put, lambda: True))
    assert answer in told.get(timeout=runs.TIMES * PATIENCE), "a process is begun for each attempt"


SERVER = f"""
import time
from pathlib import Path
from dashboards.runs import Runs, Task
from model.scenario import Scenario
from tests.unit.test_dashboard_runs import seed
if __name__ == "__main__":
    heard, where = set(), Runs(2, {FAKE!r})
    for one in (1, 2):
        asked = Scenario(months=30_000, seed=one)
        where.add(Task("me", asked, seed, 0, lambda _, one=one: heard.add(one), print, lambda: True))
    while len(heard) < 2:
        time.sleep(0.05)
    own = [int(p.name) for p in Path("/proc").glob("[0-9]*") if parent(p) == __import__("os").getpid()]
    print(*own, flush=True)
    time.sleep(600)
"""
PARENT = """
def parent(folder):
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return -1
"""


@pytest.mark.skipif(not Path("/proc").exists(), reason="reads /proc")
def test_the_runs_end_with_a_killed_server(tmp_path):
    script = tmp_path / "server.py"
    script.write_text(PARENT + SERVER, encoding="utf-8")
    command = [sys.executable, str(script)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}) as server:
        assert server.stdout is not None
        pids = [int(pid) for pid in server.stdout.readline().split()]
        server.kill()
    assert len(pids) >= 2
    wait(lambda: not any(map(alive, pids)))
