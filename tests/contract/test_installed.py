"""The wheel, installed where the sources are not: everything is in it, and it runs from an empty folder.

Its libraries are those of the environment that runs the tests; Boligliv itself comes from the wheel alone.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from experiments.provenance import PACKAGES, code_version
from experiments.reach import LOADED

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("installed")]

ROOT = Path(__file__).parents[2]
CACHES = ("__pycache__", ".*_cache", "*.pyc", "*.nbi", "*.nbc")
WHERE = "import sys, geodata, agents, model, experiments, dashboards\nfor one in {0}: print(sys.modules[one].__file__)"
LEADING = ("PYTHON", "SOLARA_", "NUMBA_", "BOLIGLIV_", "VIRTUAL_ENV", "COVERAGE_")
SECONDS_TO_COMPILE = 900.0
"""The first run of a new installation compiles its kernels, on a machine that may do other things."""


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel in it, and an empty folder to run from."""

    environment: Path
    empty: Path

    def program(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What `boligliv` of this environment does."""
        return self.call(str(self.environment / "bin" / "boligliv"), *arguments)

    def call(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A command in the empty folder, without a trace of the tests' own settings."""
        return subprocess.run(
            command,
            cwd=self.empty,
            env=clean(),
            capture_output=True,
            text=True,
            timeout=SECONDS_TO_COMPILE,
            check=False,
        )


def clean() -> dict[str, str]:
    """The variables of this process but those that could lead to the sources or their caches."""
    return {name: value for name, value in os.environ.items() if not name.startswith(LEADING)} | {
        "PYTHONUNBUFFERED": "1"
    }


def in_the_tree() -> set[str]:
    """Every file of the five packages, by path."""
    files = (path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file())
    return {
        path.relative_to(ROOT).as_posix()
        for path in files
        if "__pycache__" not in path.parts and path.suffix not in {".pyc", ".nbi", ".nbc"}
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy: building leaves files beside the sources."""
    copy, out = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns(*CACHES))
    pip = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-index", "--no-build-isolation", "-w", str(out), "."]
    made = subprocess.run(pip, cwd=copy, env=clean(), capture_output=True, text=True, timeout=600, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    (found,) = out.glob("boligliv-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """A new environment with the wheel; its libraries are lent, the Boligliv that is installed beside them is not.

    A path that a .pth file adds is not searched for .pth files itself, so an editable installation stays outside.
    """
    environment = tmp_path_factory.mktemp("environment")
    make = [sys.executable, "-m", "venv", "--without-pip", "--symlinks", str(environment)]
    subprocess.run(make, env=clean(), check=True, capture_output=True, timeout=120)
    python = str(environment / "bin" / "python")
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", str(wheel)]
    done = subprocess.run(pip, env=clean(), capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    site = Path(sysconfig.get_path("purelib", vars={"base": str(environment), "platbase": str(environment)}))
    lent = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
    (site / "lent.pth").write_text("\n".join(lent) + "\n", encoding="utf-8")
    # Scripts and styles of libraries lie in share/ of an environment, and which of them a page loads in etc/.
    for folder in ("share", "etc"):
        (environment / folder).symlink_to(Path(sys.prefix) / folder)
    return Installed(environment, tmp_path_factory.mktemp("empty"))


def test_the_wheel_holds_every_file_of_the_packages_and_no_other(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        damaged = [name for name in names if archive.read(name) != (ROOT / name).read_bytes()]
    assert names == in_the_tree(), sorted(names ^ in_the_tree())
    assert not damaged
    kinds = {Path(name).suffix for name in names}
    assert {".py", ".gpkg", ".csv", ".toml", ".html", ".css", ".js", ".md", ".parquet"} <= kinds


def test_it_is_the_wheel_that_runs(installed):
    found = installed.call(str(installed.environment / "bin" / "python"), "-c", WHERE.format(PACKAGES))
    assert found.returncode == 0, found.stderr
    files = [Path(line) for line in found.stdout.splitlines()]
    assert len(files) == len(PACKAGES)
    assert all(file.is_relative_to(installed.environment) for file in files), files


def test_help_lists_and_explanations_need_no_sources(installed):
    told = installed.program("--help")
    assert told.returncode == 0 and "dashboard" in told.stdout, told.stderr
    policies = installed.program("list", "policies", "--json")
    assert {"second_chance", "cooperative_letting"} <= {row["name"] for row in json.loads(policies.stdout)}
    one = installed.program("explain", "second_chance")
    assert one.returncode == 0 and "Second chance" in one.stdout, one.stderr
    refused = installed.program("docs", "licences")
    assert refused.returncode == 2 and "written in a copy of the sources" in refused.stderr
    assert not any(installed.empty.iterdir())


def test_a_run_is_made_by_the_same_version_and_can_be_reported(installed):
    asked = (
        "--place",
        "vaerebro",
        "--policy",
        "second_chance",
        "--months",
        "2",
        "--replications",
        "1",
        "-o",
        "results",
    )
    ran = installed.program("run", *asked)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (record,) = installed.empty.glob("results/runs/*/1/run.json")
    # The version has a fingerprint of every source and data file that results depend on.
    assert code_version() in record.read_text(encoding="utf-8")
    reported = installed.program("report", "results", "-o", "report.html")
    assert reported.returncode == 0, reported.stderr
    page = (installed.empty / "report.html").read_text(encoding="utf-8")
    assert (
        "Værebro Park" in page and (ROOT / "experiments/templates/report.css").read_text(encoding="utf-8")[:40] in page
    )


@pytest.fixture
def page(installed: Installed) -> Iterator[str]:
    """The address of the dashboard, served by the wheel."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = installed.empty.with_name("dashboard.log")
    command = [str(installed.environment / "bin" / "boligliv"), "dashboard", "--no-open", "--port", str(port)]
    with log.open("wb") as written:
        server = subprocess.Popen(command, cwd=installed.empty, env=clean(), stdout=written, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + SECONDS_TO_COMPILE
        while LOADED not in log.read_text(encoding="utf-8") or fetched(f"http://127.0.0.1:{port}/readyz") is None:
            assert server.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
        assert "Traceback" not in log.read_text(encoding="utf-8")
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def fetched(address: str) -> bytes | None:
    """What a server on this machine answers, if it does."""
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=60) as answer:
            return bytes(answer.read())
    except (urllib.error.URLError, OSError):
        return None


def test_the_dashboard_is_served_with_its_styles_and_scripts(page):
    first = fetched(page)
    assert first is not None and b"<html" in first and b"/static/assets/custom.css" in first
    for name in ("custom.css", "custom.js"):
        assert fetched(f"{page}/static/assets/{name}") == (ROOT / "dashboards" / "assets" / name).read_bytes(), name
