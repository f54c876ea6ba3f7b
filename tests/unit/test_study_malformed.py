"""A malformed study ends at once through the real program: one line, exit code 2, and nothing written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from experiments.cli import run

ROOT = Path(__file__).parents[2]
VARIED = '[uncertainties]\n"choice.avoidance" = {range}\n[design]\nkind = "{kind}"\nsamples = {samples}\n'
BAD = {
    "unknown outcome": (
        'outcomes = ["reputashun|estate|all"]\n',
        "unknown outcome 'reputashun|estate|all' (did you mean",
    ),
    "unknown map": (
        'maps = ["reputation"]\n',
        "unknown map 'reputation'; allowed: share_non_western, share_vulnerable",
    ),
    "empty range": (VARIED.format(range="[1.0, 1.0]", kind="lhs", samples=8), "is an empty range"),
    "min above max": (VARIED.format(range="[2.0, 1.0]", kind="lhs", samples=8), "min 2 is above max 1"),
    "design too small": (VARIED.format(range='"range"', kind="sobol", samples=4), "samples = 4 is too small a design"),
    "not a design": (VARIED.format(range='"range"', kind="sobel", samples=8), "design.kind = 'sobel' is not known"),
    "nothing but noise": ("= 3\n", "line 2"),
}
WHERE = {
    "foreign": ("{tmp}/foreign", [], "holds other things and no runs of studies"),
    "a file": ("{tmp}/file", [], "not a folder that can be used"),
    "inside a file": ("{tmp}/file/runs", [], "it is not a folder"),
    "nowhere": ("/proc/nowhere", [], "/proc/nowhere: cannot write there"),
    "nobody there": ("{tmp}/new", ["--cluster", "tcp://127.0.0.1:1"], "no Dask scheduler answers there within 5 s"),
    "no address": ("{tmp}/new", ["--cluster", "nonsense"], "--cluster nonsense: not an address"),
    "both": ("{tmp}/new", ["--cluster", "tcp://127.0.0.1:1", "-w", "2"], "leave one of them out"),
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "notes.txt").write_text("mine")
    (tmp_path / "file").write_text("a file")
    (tmp_path / "study.toml").write_text('name = "x"\nmonths = 12\n')
    return tmp_path


def there(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize("case", BAD)
def test_a_malformed_study_is_one_line(folder, capsys, case):
    text, message = BAD[case]
    (folder / "study.toml").write_text('name = "x"\n' + text)
    before = there(folder)
    assert run(["sweep", str(folder / "study.toml"), "-o", str(folder / "new")]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and message in said.err and "study.toml" in said.err
    assert there(folder) == before


@pytest.mark.parametrize("case", WHERE)
def test_a_place_that_cannot_be_used_is_one_line(folder, capsys, case):
    """Told before the line that says how many runs there are, so that it stands alone."""
    output, words, message = WHERE[case]
    before = there(folder)
    assert run(["sweep", str(folder / "study.toml"), "-o", output.format(tmp=folder), *words]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and message in said.err
    assert there(folder) == before


@pytest.mark.slow
@pytest.mark.parametrize(("text", "output"), [(BAD["unknown outcome"][0], "new"), ("", "foreign"), ("", "file/runs")])
def test_the_program_itself_ends_with_code_2(folder, text, output):
    (folder / "study.toml").write_text('name = "x"\n' + text)
    before = there(folder)
    words = [sys.executable, "-m", "experiments.cli", "sweep", "study.toml", "-o", output]
    ended = subprocess.run(
        words, cwd=folder, env={"PYTHONPATH": str(ROOT), "PATH": ""}, capture_output=True, text=True, timeout=120
    )
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert ended.stderr.startswith("boligliv: ") and there(folder) == before
