"""The model's process obeys, tells of errors instead of dying, and never outlives its page."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import weakref
from pathlib import Path

import pytest

from dashboards import worker
from dashboards.messages import Close, Colour, Drawing, Failure, Frame, Play, Select, Show, Start, Step, Until
from model.scenario import Scenario
from tests.unit.dashboard_fake import EMPTY, FakeModel

FAKE = "tests.unit.dashboard_fake:FakeModel"
ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


@pytest.fixture
def told():
    return []


@pytest.fixture
def player(told):
    return worker.Player(told.append, FakeModel)


def test_a_start_sends_the_drawing_once_and_the_first_frame(player, told):
    player.obey([Start(1, Scenario())])
    player.obey([Start(2, Scenario(seed=2))])
    assert [type(answer) for answer in told] == [Drawing, Frame, Frame]
    assert told[1].month == 0
    assert len(told[1].classes) == len(told[0].geometry.tiles)


def test_the_run_before_is_gone_when_the_next_one_begins(told):
    made, there = [], []

    def make(scenario):
        there.append([one() is not None for one in made])
        model = FakeModel(scenario)
        # As in the model, whose parts know it.
        model.world.model = model
        made.append(weakref.ref(model))
        return model

    player = worker.Player(told.append, make)
    for run in (1, 2, 3):
        player.obey([Start(run, Scenario(seed=run)), Step()])
    assert there == [[], [False], [False, False]]


def test_of_several_starts_only_the_last_is_built(player, told):
    player.obey([Start(1, Scenario()), Start(2, Scenario(seed=2)), Start(3, Scenario(seed=3))])
    assert [answer.run for answer in told] == [3, 3]


def test_a_step_plays_one_month_and_sends_its_values(player, told):
    player.obey([Start(1, Scenario())])
    player.obey([Step(), Step()])
    assert told[-1].month == 2
    assert [month for frame in told[1:] for month, _ in frame.values] == [0, 1]
    assert told[-1].classes != told[1].classes


def test_every_month_reaches_the_curves_though_frames_are_left_out(player, told):
    player.obey([Start(1, Scenario(months=40)), Play(1e6)])
    while not player.finished:
        player.tick()
    frames = [answer for answer in told if isinstance(answer, Frame)]
    assert [month for frame in frames for month, _ in frame.values] == list(range(40))
    assert frames[-1].finished
    assert len(frames) < 41
    assert not player.playing


def test_colours_and_homes_are_told_at_once(player, told):
    player.obey([Start(1, Scenario())])
    player.obey([Colour("income"), Select(EMPTY)])
    assert told[-1].attribute == "income"
    assert told[-1].home == EMPTY
    assert set(told[-1].panels) == {"home"}


def test_an_error_is_told_and_the_next_start_works(player, told):
    player.obey([Start(1, Scenario(seed=666)), Play(5.0)])
    assert isinstance(told[-1], Failure)
    assert "seed 666" in told[-1].text
    player.tick()
    player.obey([Step()])
    player.obey([Start(2, Scenario())])
    assert isinstance(told[-1], Frame)


def test_the_past_is_shown_as_it_was_and_played_again(player, told):
    player.obey([Start(1, Scenario(months=20)), Select(EMPTY + 1)])
    seen = {0: told[-1].classes}
    for month in range(1, 9):
        player.obey([Step()])
        seen[month] = told[-1].classes
    player.obey([Show(3)])
    assert (told[-1].month, told[-1].lived, told[-1].classes) == (3, 8, seen[3])
    assert told[-1].panels.keys() == {"home", "then"}
    assert told[-1].panels["then"]["vulnerability"] == seen[3][EMPTY + 1]
    player.obey([Colour("income")])
    assert told[-1].month == 3 and told[-1].classes != seen[3]
    player.obey([Colour("vulnerability"), Step()])
    assert (told[-1].month, told[-1].lived, told[-1].classes) == (4, 8, seen[4])
    player.obey([Play(1e6)])
    while not player.finished:
        player.tick()
    months = [month for frame in told if isinstance(frame, Frame) for month, _ in frame.values]
    assert months == list(range(20)), "no month is lived twice"


def test_a_month_not_yet_lived_is_run_to(player, told):
    player.obey([Start(1, Scenario(months=20)), Show(7)])
    while player.playing:
        player.tick()
    assert (told[-1].month, told[-1].lived) == (7, 7)
    player.obey([Show(99)])
    while player.playing:
        player.tick()
    assert told[-1].month == 20 and told[-1].finished


def test_a_branch_waits_for_the_other(player, told):
    player.obey([Start(1, Scenario(months=20)), Until(2), Play(1e6)])
    while player.playing:
        player.tick()
    assert told[-1].month == 2
    player.obey([Until(5)])
    while player.playing:
        player.tick()
    assert told[-1].month == 5


def receive(line, kind):
    assert line.poll(PATIENCE), "the process did not answer"
    answer = line.recv()
    assert isinstance(answer, kind), answer
    return answer


def test_the_process_ends_when_told_and_when_the_line_breaks():
    for end in ("close", "break"):
        process, line = worker.start(FAKE)
        line.send(Start(1, Scenario()))
        receive(line, Drawing)
        receive(line, Frame)
        if end == "close":
            line.send(Close())
        else:
            line.close()
        process.join(PATIENCE)
        assert process.exitcode == 0


PARENT = f"""
import time
from dashboards import worker
if __name__ == "__main__":
    process, line = worker.start({FAKE!r})
    print(process.pid, flush=True)
    time.sleep(600)
"""


def test_the_process_ends_with_a_killed_server(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, env=environment, cwd=ROOT) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + PATIENCE
    while alive(child):
        assert time.monotonic() < deadline, "the model's process outlives its server"
        time.sleep(0.1)


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")
