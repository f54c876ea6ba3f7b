"""Runs are whole or not there: replications in processes, interruptions, versions, the same bits."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import time
import weakref
from pathlib import Path
from typing import ClassVar

import pandas as pd
import pytest

from experiments import provenance
from experiments.comparing import alternatives, compare, replicated
from experiments.errors import InputError, RunError
from experiments.running import run_all
from experiments.scenario_file import Question
from experiments.store import HIDDEN, TABLES, Store, locate
from model.scenario import Scenario
from tests.unit.experiments_fake import BROKEN, FAKE, FakeModel

ROOT = Path(__file__).resolve().parents[2]
SHORT = Scenario(months=24)


def _hashes(store: Store, question: str) -> list[dict[str, str]]:
    files = sorted((store.runs / question).glob("*/run.json"))
    return [json.loads(path.read_text())["sha256"] for path in files]


def test_the_bits_do_not_depend_on_workers_or_process(tmp_path):
    asked = Question(SHORT, 3)
    one, two = Store(tmp_path / "one"), Store(tmp_path / "two")
    assert run_all(asked.replicated, one, workers=1, model=FAKE) == 3
    assert run_all(asked.replicated, two, workers=2, model=FAKE) == 3
    assert _hashes(one, SHORT.question) == _hashes(two, SHORT.question)
    assert len({h["series"] for h in _hashes(one, SHORT.question)}) == 3


def test_a_finished_run_is_not_made_again_unless_forced(tmp_path):
    store = Store(tmp_path)
    run_all([SHORT], store, model=FAKE)
    stamp = (store.place_of(SHORT) / "run.json").stat().st_mtime_ns
    assert run_all([SHORT, SHORT], store, model=FAKE) == 0
    assert (store.place_of(SHORT) / "run.json").stat().st_mtime_ns == stamp
    assert run_all([SHORT], store, force=True, model=FAKE) == 1
    assert (store.place_of(SHORT) / "run.json").stat().st_mtime_ns > stamp
    assert [path.name for path in store.place_of(SHORT).parent.iterdir()] == ["1"]


def test_a_run_carries_its_provenance(tmp_path):
    store = Store(tmp_path)
    scenario = Scenario(months=6, policies=(("second_chance", (("share", 0.04),)),), seed=5)
    run_all([scenario], store, model=FAKE)
    results = store.read(scenario.question)
    run = results.provenance[0]
    assert results.scenario == scenario
    assert run["finished"] is True and run["hash"] == scenario.hash
    assert run["code_version"] == provenance.code_version()
    assert run["libraries"]["numpy"] and run["python"] == provenance.python_version()
    assert run["rows"] == {name: len(getattr(results, name)) for name in TABLES}
    assert (results.series["seed"] == 5).all()


class RingModel(FakeModel):
    """Knows itself, as a model of agents does, and tells which others were there when it was made."""

    made: ClassVar[list[weakref.ref[FakeModel]]] = []
    others_there: ClassVar[list[int]] = []

    def __init__(self, scenario: Scenario, years: object = None) -> None:
        super().__init__(scenario, years)
        self.itself = self
        self.others_there.append(sum(one() is not None for one in self.made))
        self.made.append(weakref.ref(self))


def test_a_model_is_gone_before_the_next_is_made(tmp_path, monkeypatch):
    monkeypatch.setattr("experiments.running.PATIENCE", 0.0)
    gc.disable()
    try:
        run_all(Question(SHORT, 4).replicated, Store(tmp_path), workers=1, model=f"{__name__}:RingModel")
    finally:
        gc.enable()
    assert RingModel.others_there == [0, 0, 0, 0]


def test_a_run_of_another_version_is_refused_and_nothing_is_touched(tmp_path):
    store = Store(tmp_path)
    run_all([SHORT], store, model=FAKE)
    path = store.place_of(SHORT) / "run.json"
    run = json.loads(path.read_text())
    path.write_text(json.dumps(run | {"code_version": "0.0.9+abc"}))
    before = path.read_bytes()
    with pytest.raises(InputError, match=r"was made by version 0\.0\.9\+abc .*--any-version.*--force"):
        run_all([SHORT], store, model=FAKE)
    with pytest.raises(InputError, match="version"):
        store.read(SHORT.question)
    assert path.read_bytes() == before
    assert run_all([SHORT], Store(tmp_path, any_version=True), model=FAKE) == 0
    assert run_all([SHORT], store, force=True, model=FAKE) == 1
    assert json.loads(path.read_text())["code_version"] == provenance.code_version()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_failure_names_scenario_seed_month_and_place_in_the_code(tmp_path, workers):
    store = Store(tmp_path)
    with pytest.raises(RunError) as caught:
        run_all(Question(SHORT, 2).replicated, store, workers=workers, model=BROKEN)
    message = str(caught.value)
    for part in (
        "vaerebro, today's rules, seed 2",
        "2015-03",
        "ZeroDivisionError: no dwelling left",
        "experiments_fake",
    ):
        assert part in message
    assert 2 not in store.seeds(SHORT.question)


def test_progress_counts_every_month(tmp_path):
    done, total = [], []
    run_all(
        Question(SHORT, 2).replicated,
        Store(tmp_path),
        workers=2,
        report=done.append,
        started=lambda months, runs: total.append((months, runs)),
        model=FAKE,
    )
    assert total == [(48, 2)] and sum(done) == 48


SCRIPT = """
import sys
from pathlib import Path
from typing import ClassVar
from experiments.errors import Interrupted
from experiments.running import run_all
from experiments.scenario_file import Question
from experiments.store import Store
from model.scenario import Scenario
if __name__ == "__main__":
    told = lambda months: print("month", flush=True)
    try:
        asked = Question(Scenario(months=400), 2)
        run_all(asked.replicated, Store(Path(sys.argv[1])), workers=int(sys.argv[2]), report=told,
                model="tests.unit.experiments_fake:SlowModel")
    except Interrupted as error:
        print(error, file=sys.stderr)
        sys.exit(130)
"""


def _start(folder: Path, workers: int) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(folder), str(workers)],
        cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "month\n"
    return process


def _group_ends(group: int) -> bool:
    """Whether every process of a group is gone within ten seconds, far more than an exit takes."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_run_leaves_nothing_that_looks_finished(tmp_path, workers, how):
    process = _start(tmp_path, workers)
    process.send_signal(how)
    _, told = process.communicate(timeout=30)
    assert _group_ends(process.pid), "a worker outlived its parent"
    if how == signal.SIGKILL:
        assert process.returncode == -signal.SIGKILL
    else:
        assert process.returncode == 130
        assert told.strip() == "stopped; finished replications are kept, the others left nothing behind"
    assert not list(tmp_path.rglob("run.json"))
    assert Store(tmp_path).questions() == ()


def test_what_a_killed_write_left_is_cleaned_and_a_living_one_is_not(tmp_path):
    store = Store(tmp_path)
    parent = store.place_of(SHORT).parent
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    dead, living = parent / f"{HIDDEN}-1-{ended.pid}", parent / f"{HIDDEN}-2-{os.getppid()}"
    for folder in (dead, living):
        folder.mkdir(parents=True)
        (folder / "run.json").write_text('{"finished": true}')
    assert store.questions() == () and store.seeds(SHORT.question) == ()
    assert run_all([SHORT], store, model=FAKE) == 1
    assert not dead.exists() and living.exists()


def test_the_folder_must_be_writeable(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot write there"):
        run_all([SHORT], Store(tmp_path / "file"), model=FAKE)


def test_a_path_means_a_store_a_question_or_a_replication(tmp_path):
    store = Store(tmp_path / "out")
    run_all([SHORT], store, model=FAKE)
    root, replication = store.root.resolve(), store.place_of(SHORT)
    assert locate(store.root) == (root, None, None)
    assert locate(store.runs) == (root, None, None)
    assert locate(replication.parent) == (root, SHORT.question, None)
    assert locate(replication) == (root, SHORT.question, 1)
    with pytest.raises(InputError, match=r"ou does not exist \(did you mean 'out'\?\)"):
        locate(tmp_path / "ou")
    with pytest.raises(InputError, match="holds no finished run"):
        locate(tmp_path)


def test_a_comparison_is_paired_and_says_what_can_be_told(tmp_path):
    store = Store(tmp_path)
    base = Scenario(months=24)
    others = alternatives(base, ["second_chance", "cooperative_letting"], together=True)
    assert [other.title for other in others] == [
        "second chance", "cooperative letting", "cooperative letting + second chance",
    ]  # fmt: skip
    run_all(replicated((base, *others), 3), store, workers=1, model=FAKE)
    found = compare(store, base, others)
    assert found.seeds == (1, 2, 3)
    rows = found.table.set_index(["outcome", "scenario"])
    effect = rows.loc[("share_vulnerable", "second chance")]
    assert effect["difference"] == pytest.approx(-10.0) and effect["verdict"] == "distinguishable"
    assert effect["difference_mcse"] < 1e-9 < effect["mcse"]
    assert rows.loc[("turnover", "second chance")]["verdict"] == "identical"
    assert rows.loc[("in_movers_vulnerable", "second chance")]["mean"] == pytest.approx(30.0)
    assert rows.loc[("waiting_months.ordinary", "today's rules")]["mean"] == pytest.approx(40.0)
    assert not found.table["outcome"].str.startswith("cost").any()
    curve = found.curves.query("metric == 'turnover' and scenario == 'second chance'")
    assert len(curve) == 24 and (curve["low"] <= curve["mean"]).all()


def test_compared_values_match_the_series_by_hand(tmp_path):
    store = Store(tmp_path)
    run_all([SHORT], store, model=FAKE)
    series = pd.read_parquet(store.place_of(SHORT) / "series.parquet")
    by_hand = series[(series["metric"] == "turnover") & (series["month"] >= 12)]["value"].mean()
    table = compare(store, SHORT, ()).table.set_index("outcome")
    assert table.loc["turnover", "mean"] == pytest.approx(by_hand)
    assert table.loc["turnover", "verdict"] == "identical"
