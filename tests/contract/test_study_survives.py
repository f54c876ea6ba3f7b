"""Sweeps in real processes that are killed, stopped and doubled: nothing finished is lost and nothing is double."""

from __future__ import annotations

import collections
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from experiments.study.store import RunStore
from tests.unit.sweep_fake import DIES, DIES_ONCE, LOG, LOGGED, SCRIPT, SLOW, write_study

ROOT = Path(__file__).resolve().parents[2]
RUNS = 24


class Sweep:
    """A study of 24 runs, its folder, and the program in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.store, self.log = folder, RunStore(folder / "runs"), folder / "log"
        self.study = write_study(folder, samples=4, replications=3)

    def start(self, model: str, *words: str, workers: int | None = 2) -> subprocess.Popen[str]:
        own = [sys.executable, "-c", SCRIPT.format(model=model), "sweep", str(self.study), "-o", str(self.store.root)]
        count = [] if workers is None else ["-w", str(workers)]
        places = {"PYTHONPATH": str(ROOT), LOG: str(self.log)}
        return subprocess.Popen(
            [*own, *count, "-q", *words], cwd=ROOT, env=os.environ | places, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def end(self, process: subprocess.Popen[str]) -> tuple[int, str]:
        said = process.communicate(timeout=300)[1]
        assert "Traceback" not in said
        return process.returncode, said

    def until(self, process: subprocess.Popen[str], count: int) -> None:
        """Wait until so many runs are on disk."""
        deadline = time.monotonic() + 240
        while len(self.kept()) < count:
            assert process.poll() is None and time.monotonic() < deadline
            time.sleep(0.02)

    def kept(self) -> list[str]:
        """Scenarios of the finished runs on disk."""
        rows = self.store.contents().runs().to_pylist()
        return [row["scenario"] for row in rows if row["status"] == "done"]

    def lived(self) -> collections.Counter[str]:
        """How often each scenario was lived to its last month."""
        return collections.Counter(self.log.read_text().split())

    def values(self) -> bytes:
        return b"".join(path.read_bytes() for path in sorted(self.store.segments.glob("*.values.parquet")))


@pytest.fixture
def sweep(tmp_path):
    return Sweep(tmp_path)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """The values of a sweep to which nothing happens."""
    own = Sweep(tmp_path_factory.mktemp("undisturbed"))
    assert own.end(own.start(LOGGED)) == (0, "")
    assert len(own.kept()) == RUNS and set(own.lived().values()) == {1}
    return own.values()


def test_a_driver_killed_in_the_middle_loses_the_runs_under_way_alone(sweep, undisturbed):
    process = sweep.start(SLOW)
    sweep.until(process, 4)
    workers = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait(timeout=30)
    before = sweep.kept()
    assert 4 <= len(before) == len(set(before)) < RUNS
    _, alive = psutil.wait_procs(workers, timeout=30)
    assert not alive, "workers end with their driver"
    assert sweep.end(sweep.start(SLOW)) == (0, "")
    assert len(sweep.kept()) == len(set(sweep.kept())) == RUNS
    lived = sweep.lived()
    assert {lived[one] for one in before} == {1}, "what was finished is not done again"
    # Each of two workers may have ended a run of which the driver did not hear any more.
    assert lived.total() <= RUNS + 2
    assert sweep.values() == undisturbed


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_costs_its_own_run_a_second_go(sweep, undisturbed):
    process = sweep.start(SLOW)
    sweep.until(process, 3)
    # The driver's children are two workers and a process that tracks what they share.
    children = psutil.Process(process.pid).children()
    worker = next(child for child in children if "spawn_main" in " ".join(child.cmdline()))
    worker.kill()
    assert sweep.end(process) == (0, "")
    assert len(sweep.kept()) == RUNS and sweep.lived().total() <= RUNS + 1
    assert sweep.values() == undisturbed


@pytest.mark.slow
def test_a_run_that_kills_its_process_again_and_again_is_a_row_and_the_others_go_on(sweep):
    code, said = sweep.end(sweep.start(DIES))
    assert code == 1 and "4 of 24 runs failed" in said
    assert "seed 2: a worker process ended abruptly" in said.replace("second chance, ", "").replace("vaerebro, ", "")
    assert len(sweep.kept()) == RUNS - 4 and set(sweep.lived().values()) == {1}
    failed = [row for row in sweep.store.contents().runs().to_pylist() if row["status"] == "failed"]
    assert [(row["seed"], row["policies"]) for row in failed] == [(2, "second_chance")] * 4
    assert all("3 times" in row["error"] for row in failed)


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_ends_cleanly_and_goes_on_later(sweep, undisturbed, how):
    process = sweep.start(SLOW)
    sweep.until(process, 2)
    process.send_signal(how)
    code, said = sweep.end(process)
    assert code == 130 and said.count("\n") == 1
    kept = sweep.kept()
    assert f"stopped; {len(kept)} of {RUNS} runs were finished and are kept" in said
    assert not list((sweep.store.root / "journal").glob("*.jsonl")), "a clean end folds its journal"
    assert sweep.end(sweep.start(SLOW)) == (0, "")
    assert len(sweep.kept()) == RUNS and {sweep.lived()[one] for one in kept} == {1}
    sweep.end(sweep.start(SLOW))
    assert sweep.store.contents().values().drop_duplicates(["run", "year", "metric", "unit", "group"]).shape[0] == len(
        sweep.store.contents().values()
    )


@pytest.mark.slow
def test_a_second_driver_is_told_and_the_first_is_not_disturbed(sweep, undisturbed):
    first = sweep.start(SLOW)
    sweep.until(first, 1)
    code, said = sweep.end(sweep.start(SLOW))
    assert code == 2 and f"process {first.pid} on" in said and "writes into it now" in said
    assert sweep.end(first) == (0, "")
    assert set(sweep.lived().values()) == {1} and sweep.values() == undisturbed


@pytest.mark.slow
class TestCluster:
    @pytest.fixture
    def address(self, monkeypatch, sweep):
        from distributed import LocalCluster

        monkeypatch.setenv("PYTHONPATH", str(ROOT))
        monkeypatch.setenv(LOG, str(sweep.log))
        with LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, worker_dashboard_address=None
        ) as cluster:
            yield cluster.scheduler_address

    def test_a_cluster_gives_the_same_bytes_also_when_a_worker_dies(self, sweep, undisturbed, address):
        words = ("--cluster", address)
        assert sweep.end(sweep.start(DIES_ONCE, *words, workers=None)) == (0, "")
        assert Path(f"{sweep.log}.died").exists()
        assert len(sweep.kept()) == RUNS and sweep.values() == undisturbed

    def test_a_run_that_kills_its_workers_is_a_row_and_no_other_is_blamed(self, sweep, address):
        write_study(sweep.folder, samples=2, replications=3)
        code, said = sweep.end(sweep.start(DIES, "--cluster", address, workers=None))
        assert code == 1 and "2 of 12 runs failed" in said and "its workers were lost" in said
        failed = [row for row in sweep.store.contents().runs().to_pylist() if row["status"] == "failed"]
        assert [(row["seed"], row["policies"]) for row in failed] == [(2, "second_chance")] * 2
        assert len(sweep.kept()) == 10

    def test_a_driver_killed_goes_on_and_a_stopped_one_ends_cleanly(self, sweep, undisturbed, address):
        words = ("--cluster", address)
        process = sweep.start(SLOW, *words, workers=None)
        sweep.until(process, 3)
        process.kill()
        process.wait(timeout=30)
        process = sweep.start(SLOW, *words, workers=None)
        sweep.until(process, 8)
        process.send_signal(signal.SIGINT)
        assert sweep.end(process)[0] == 130
        assert sweep.end(sweep.start(SLOW, *words, workers=None)) == (0, "")
        assert len(sweep.kept()) == len(set(sweep.kept())) == RUNS


@pytest.mark.slow
def test_a_scheduler_that_goes_away_ends_the_sweep_with_one_line(sweep):
    text = (
        "import sys\nfrom distributed import LocalCluster\n"
        "if __name__ == '__main__':\n"
        "    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as c:\n"
        "        print(c.scheduler_address, flush=True)\n"
        "        sys.stdin.read()\n"
    )
    places = os.environ | {"PYTHONPATH": str(ROOT), LOG: str(sweep.log)}
    cluster = subprocess.Popen(
        [sys.executable, "-c", text], cwd=ROOT, env=places, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    process = sweep.start(SLOW, "--cluster", cluster.stdout.readline().strip(), workers=None)
    sweep.until(process, 2)
    cluster.kill()
    code, said = sweep.end(process)
    assert code == 1 and said.count("\n") == 1 and "finished runs are kept" in said
    assert sweep.end(sweep.start(SLOW)) == (0, "")
    assert len(sweep.kept()) == len(set(sweep.kept())) == RUNS
