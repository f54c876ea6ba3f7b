"""A copied process lives and ends like one made anew, and what it lives is the same to the bit."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dashboards import forks, worker
from dashboards.messages import Frame, Play, Start, Until
from model.estate_model import EstateModel
from model.scenario import Scenario
from tests.unit.test_dashboard_worker import PATIENCE, alive

ROOT = Path(__file__).parents[2]
MONTHS = 3

SERVER = f"""
import hashlib, os, time
from dashboards import forks, worker
from dashboards.messages import Frame, Play, Start, Until
from model.scenario import Scenario
if __name__ == "__main__":
    assert forks.warm().wait(120)
    process, line = worker.start()
    line.send(Start(1, Scenario(months={MONTHS})))
    line.send(Play(1e6))
    month = -1
    while month < {MONTHS}:
        answer = line.recv()
        month = answer.month if isinstance(answer, Frame) else month
    parent = int(open(f"/proc/{{process.pid}}/stat").read().rpartition(")")[2].split()[1])
    print(process.pid, parent, os.getpid(), hashlib.sha256(answer.classes).hexdigest(), flush=True)
    time.sleep(600)
"""


@pytest.mark.skipif(not Path("/proc").exists(), reason="reads /proc")
def test_a_copied_process_lives_the_same_run_and_ends_with_a_killed_server(tmp_path):
    script = tmp_path / "server.py"
    script.write_text(SERVER, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, env=environment, cwd=ROOT) as server:
        assert server.stdout is not None
        *pids, seen = server.stdout.readline().split()
        child, maker, own = map(int, pids)
        assert maker != own and alive(maker), "it was copied, not made anew"
        server.kill()
    told: list[object] = []
    player = worker.Player(told.append, EstateModel)
    player.obey([Start(1, Scenario(months=MONTHS)), Until(MONTHS), Play(1e6)])
    while not player.finished:
        player.tick()
    last = told[-1]
    assert isinstance(last, Frame)
    assert hashlib.sha256(last.classes).hexdigest().encode() == seen
    deadline = time.monotonic() + PATIENCE
    while alive(child) or alive(maker):
        assert time.monotonic() < deadline, "a process outlives its server"
        time.sleep(0.1)


def test_until_something_is_loaded_processes_are_made_anew():
    assert forks.context().get_start_method() == forks.ANEW
