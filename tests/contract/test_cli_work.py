"""From a question to its answer on the command line, with a small stand-in for the model."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import pty
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from experiments import running
from experiments.cli import run
from tests.unit.experiments_fake import BROKEN, FAKE, SLOW

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def small_model(monkeypatch, tmp_path):
    monkeypatch.setattr(running, "run_all", functools.partial(running.run_all, model=FAKE))
    monkeypatch.chdir(tmp_path)


def _json(capsys, *words: str):
    assert run([*words, "--json"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return json.loads(said.out)


def test_flags_lie_over_the_file(tmp_path, capsys):
    Path("s.toml").write_text('place = "vollsmose"\nmonths = 12\n[policies.second_chance]\nshare = 0.04\n')
    words = ["run", "s.toml", "--place", "vaerebro", "--policy", "cooperative_letting", "-n", "1", "-w", "1"]
    answer = _json(capsys, *words, "--policy-set", "second_chance.share=0.1")
    assert answer["scenario"]["place"] == "vaerebro" and answer["scenario"]["months"] == 12
    assert answer["scenario"]["policies"] == {"cooperative_letting": {}, "second_chance": {"share": 0.1}}
    assert answer["seeds"] == [1]


def test_a_run_is_told_shown_and_not_made_again(tmp_path, capsys):
    words = ["run", "--months", "12", "--replications", "2", "--workers", "1", "-o", "out"]
    assert run(words) == 0
    said = capsys.readouterr()
    assert "Vulnerable households in the estate (%)" in said.out and "±" in said.out and said.err == ""
    stamps = {path: path.stat().st_mtime_ns for path in Path("out").rglob("*.parquet")}
    answer = _json(capsys, *words)
    assert {path: path.stat().st_mtime_ns for path in Path("out").rglob("*.parquet")} == stamps
    assert _json(capsys, "show", "out")[0]["outcomes"] == answer["outcomes"]
    assert _json(capsys, "show", answer["directory"]) == answer | {"seconds": pytest.approx(answer["seconds"])}
    assert _json(capsys, "show", answer["directory"] + "/2")["seeds"] == [2]


def test_a_comparison_prints_changes_errors_and_verdicts(capsys):
    words = ["compare", "--months", "12", "-n", "2", "-w", "1", "-o", "out", "--together"]
    words += ["--policy", "second_chance", "--policy", "cooperative_letting"]
    assert run(words) == 0
    told = capsys.readouterr().out
    assert "today's rules" in told and "-10.0 ±0.00" in told and "distinguishable" in told
    assert "2 paired runs (same draws)" in told and "boligliv report out" in told
    answer = _json(capsys, *words, "--without-origin")
    titles = ["second chance", "cooperative letting", "cooperative letting + second chance"]
    scenarios = [row["scenario"] for row in answer["table"] if row["outcome"] == "persons"]
    assert scenarios == ["today's rules", *titles]
    assert answer["seeds"] == [1, 2]
    assert "share_non_western" not in {row["outcome"] for row in answer["table"]}


def test_one_run_has_no_error_and_says_so(capsys):
    assert run(["compare", "--months", "3", "-n", "1", "-w", "1", "--policy", "second_chance"]) == 0
    told = capsys.readouterr().out
    assert "(one run)" in told and "not distinguishable" in told


def test_files_are_compared_with_the_first_as_base(capsys):
    Path("a.toml").write_text("months = 12\n")
    Path("b.toml").write_text("months = 12\nlaw = '2018'\n[policies.second_chance]\n")
    answer = _json(capsys, "compare", "a.toml", "b.toml", "-n", "1", "-w", "1")
    assert answer["base"]["law"] == "2015" and [other["law"] for other in answer["others"]] == ["2018"]
    Path("b.toml").write_text("months = 24\n")
    assert run(["compare", "a.toml", "b.toml"]) == 2
    assert "months = 24 differs from the base's 12" in capsys.readouterr().err
    assert run(["compare", "a.toml", "a.toml"]) == 2
    assert "the same as the base" in capsys.readouterr().err


def test_a_failed_run_ends_with_one_and_names_the_seed(monkeypatch, capsys):
    monkeypatch.setattr(running, "run_all", functools.partial(running.run_all.func, model=BROKEN))
    assert run(["run", "--months", "6", "-n", "2", "-w", "1"]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "seed 2: failed in month 2015-03: ZeroDivisionError" in told


def test_a_trace_of_several_scenarios_asks_which(capsys):
    assert run(["compare", "--months", "3", "-n", "1", "-w", "1", "--policy", "second_chance"]) == 0
    assert run(["trace", ".", "--dwelling", "1"]) == 2
    assert "holds 2 scenarios; give one of its folders" in capsys.readouterr().err


def _command(model: str, *words: str) -> list[str]:
    """The command in a new process with a stand-in for the model."""
    script = (
        "import functools, sys; from experiments import cli, running\n"
        "if __name__ == '__main__':\n"
        f"    running.run_all = functools.partial(running.run_all, model={model!r})\n"
        "    sys.exit(cli.run(sys.argv[1:]))\n"
    )
    return [sys.executable, "-c", script, *words]


def test_control_c_ends_with_130_one_line_and_nothing_left(tmp_path):
    leader, follower = pty.openpty()
    words = _command(SLOW, "run", "--months", "400", "-n", "2", "-w", "2", "-o", str(tmp_path / "out"))
    process = subprocess.Popen(words, cwd=ROOT, stdout=follower, stderr=follower)
    os.close(follower)
    seen = b""
    while b"months/s" not in seen:
        seen += os.read(leader, 100_000)
    process.send_signal(signal.SIGINT)
    rest = b""
    with contextlib.suppress(OSError):
        while more := os.read(leader, 100_000):
            rest += more
    assert process.wait(timeout=30) == 130
    os.close(leader)
    assert rest.rstrip().endswith(b"boligliv: stopped; finished replications are kept, the others left nothing behind")
    assert b"Traceback" not in rest
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_stopped_dashboard_leaves_no_server(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "experiments.cli", "dashboard", "--no-open", "--port", str(port)]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(words, cwd=ROOT, stdout=log, stderr=log)
    for _ in range(300):
        if _answers(port) or process.poll() is not None:
            break
        time.sleep(0.1)
    assert process.poll() is None, (tmp_path / "log").read_text()
    process.terminate()
    assert process.wait(timeout=30) == 0
    assert not _answers(port)


def _answers(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def test_a_terminal_sees_the_bar_and_a_pipe_does_not(tmp_path):
    words = _command(FAKE, "run", "--months", "3", "-n", "1", "-o", str(tmp_path))
    leader, follower = pty.openpty()
    subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=follower, check=True)
    os.close(follower)
    assert b"months" in os.read(leader, 100_000)
    os.close(leader)
    piped = subprocess.run([*words, "--force"], cwd=ROOT, capture_output=True, check=True)
    assert piped.stderr == b""
