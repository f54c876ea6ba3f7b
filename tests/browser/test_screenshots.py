"""Pictures of the page are taken by a command, and what is missing is told in one line."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PIL import Image

pytestmark = pytest.mark.slow


def taken(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "experiments.cli", "screenshots", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=400, check=False)


def test_a_view_is_pictured_on_a_real_run(chromium_path, tmp_path):
    done = taken("-o", str(tmp_path / "made"), "--view", "list", "-l", "da")
    assert done.returncode == 0, done.stderr
    (path,) = (tmp_path / "made").iterdir()
    assert done.stdout.strip() == str(path) and path.name == "list.png" and path.stat().st_size < 200_000
    picture = Image.open(path)
    assert picture.size == (1440, 900) and len(picture.getcolors()) > 30


def test_an_unknown_view_is_one_line(tmp_path):
    done = taken("-o", str(tmp_path / "made"), "--view", "exlpore")
    assert (done.returncode, done.stdout) == (2, "") and not (tmp_path / "made").exists()
    assert done.stderr.startswith("boligliv: --view 'exlpore' is not known") and done.stderr.count("\n") == 1
