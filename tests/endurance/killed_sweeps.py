"""Sweeps killed without warning at random moments, again and again, on the same folders; nothing finished may be lost.

    python -m tests.endurance.killed_sweeps --times 200 --seed 1
    python -m tests.endurance.killed_sweeps --times 60 --seed 2 --effects 1 --crew 1

Each start goes on in a folder that kills have left, until the folder is whole and a new one is begun. After each kill
every run that was there or was announced is still there with the same bits as in a sweep that nothing happened to.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import queue
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from experiments.cli_console import tell
from tests.endurance.kept_runs import RUNS, STUDY, Command, Effects, Kept, Sweep, announced
from tests.endurance.ready_program import ENVIRONMENT

ROOT = Path(__file__).resolve().parents[2]
COMMAND = "from experiments.cli import main; main()"
FOLD_AT = 3
"""So that several segments are written in each sitting."""
MOST_TOUCHES = 60
"""A sitting that does four runs alone touches files of its store about so often."""
SHARE_TOUCH, SHARE_COLD = 0.45, 0.06
"""Of sittings: killed at a touch of a file; with nothing loaded before."""
SHARE_CREW, SHARE_EFFECTS = 0.15, 0.15
"""Unless asked otherwise: of sittings with two workers; of folders that `boligliv effects` fills."""
LONGEST_SECONDS, LONGEST_CREW_SECONDS = 5.0, 15.0
PATIENCE = 300.0
LOOK_SECONDS = 0.1


@dataclass
class Told:
    """What came of it: kills by what was killed, and what they left behind."""

    kills: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    sittings: int = 0
    whole: Counter[str] = field(default_factory=Counter)
    readings: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        rows = [
            f"{self.kills.total()} kills in {self.sittings} sittings, {self.seconds:.0f} s; "
            f"{', '.join(f'{count} whole folders of {name}' for name, count in self.whole.items())}; "
            f"read {self.readings} times while it was written",
            *(f"  killed: {what}: {count}" for what, count in self.kills.most_common()),
            *(f"  left behind: {what}: {count}" for what, count in self.left.most_common()),
            "no finished run lost, none double, every value equal to the last bit",
        ]
        return "\n".join(rows)


class Ready:
    """The program that copies itself (see `ready_program`)."""

    def __init__(self, temporary: Path) -> None:
        self.temporary = temporary
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.endurance.ready_program"], cwd=ROOT, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True, env=_environment(temporary, **ENVIRONMENT),
        )  # fmt: skip
        assert self._line() == "ready"

    def start(self, words: list[str], folder: Path, errors: Path, last_touch: int = 0) -> Sitting:
        """A copy at work."""
        asked = {
            "words": words, "store": str(folder), "output": os.devnull, "errors": str(errors), "fold_at": FOLD_AT,
            "last_touch": last_touch,
        }  # fmt: skip
        assert self._process.stdin is not None
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        sitting = Sitting(int(self._line()), errors)
        threading.Thread(target=lambda: sitting.ended.put(int(self._line())), daemon=True).start()
        return sitting

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        """Let it end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert self._process.wait(timeout=60) == 0


def cold(words: list[str], errors: Path, temporary: Path) -> Sitting:
    """The command as a shell starts it, in a process group of its own."""
    with errors.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, *words], cwd=ROOT, env=_environment(temporary), start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=file,
        )  # fmt: skip
    sitting = Sitting(process.pid, errors)
    threading.Thread(target=lambda: sitting.ended.put(process.wait()), daemon=True).start()
    return sitting


class Sitting:
    """One start of a command, the leader of its process group."""

    def __init__(self, process: int, errors: Path) -> None:
        self.process, self.errors = process, errors
        self.ended: queue.SimpleQueue[int] = queue.SimpleQueue()
        self.code: int | None = None

    def wait(self, seconds: float) -> bool:
        """Whether it ends within so many seconds."""
        if self.code is None:
            try:
                self.code = self.ended.get(timeout=max(0.0, seconds))
            except queue.Empty:
                return False
        return True

    def workers(self) -> list[psutil.Process]:
        """Its workers; the process that tracks what they share is none."""
        try:
            children = psutil.Process(self.process).children()
            return [one for one in children if "spawn_main" in " ".join(one.cmdline())]
        except psutil.NoSuchProcess:
            return []

    def nobody_left(self) -> None:
        """Wait until no process of the group works any more."""
        deadline = time.monotonic() + PATIENCE
        while members := [one.pid for one in psutil.process_iter() if _of_group(one, self.process)]:
            assert time.monotonic() < deadline, f"processes {members} outlive the sweep that was killed"
            time.sleep(LOOK_SECONDS)

    def __str__(self) -> str:
        return f"ended with {self.code}: {self.errors.read_text()}"


class Endurance:
    """So many kills by the draws of a seed; folders lie under `root`."""

    def __init__(self, root: Path, seed: int, ready: Ready, of_effects: float, with_crew: float) -> None:
        self.root, self.draw, self.ready, self.told = root, random.Random(seed), ready, Told()
        self._of_effects, self._with_crew = of_effects, with_crew
        (root / "study.toml").write_text(STUDY)
        self._commands: tuple[Command, ...] = (Sweep(root / "study.toml"), Effects())
        self._undisturbed: dict[str, Kept] = {}
        self._names = (f"{k:04d}" for k in itertools.count())

    def run(self, times: int) -> Told:
        """Kill until it has been done so many times and the last folder is whole."""
        began = time.monotonic()
        while self.told.kills.total() < times:
            self._folder(self._commands[self.draw.random() < self._of_effects], times)
        self.told.seconds = time.monotonic() - began
        return self.told

    def undisturbed(self, command: Command) -> Kept:
        """What a command keeps to which nothing happens, started as a shell does."""
        if command.name not in self._undisturbed:
            folder, errors = self.root / f"undisturbed-{command.name}", self.root / "undisturbed.txt"
            sitting = cold(command.words(folder, 1), errors, self.ready.temporary)
            assert sitting.wait(PATIENCE) and sitting.code == 0, str(sitting)
            self._undisturbed[command.name] = command.kept(folder)
            assert len(self._undisturbed[command.name]) == RUNS
        return self._undisturbed[command.name]

    def _folder(self, command: Command, times: int) -> None:
        """Begin a folder and kill until it is whole; the last sitting of all is not killed."""
        wanted, kept = self.undisturbed(command), Kept()
        folder = self.root / f"{command.name}-{next(self._names)}"
        code: int | None = -signal.SIGKILL
        while code != 0:
            enough = self.told.kills.total() >= times
            sitting = self._sitting(command, folder, len(wanted) - len(kept), enough)
            code, now = sitting.code, command.kept(folder)
            lost = kept.keys() - now.keys()
            assert not lost, f"{folder}: {lost} were there before the kill"
            assert len(now) >= len(kept) + announced(sitting.errors), f"{folder}: a run was announced and is not there"
            wrong = [run for run, values in now.items() if wanted.get(run) != values]
            assert not wrong, f"{folder}: {wrong} are not what they are in a sweep that is not killed"
            assert code in (0, -signal.SIGKILL), str(sitting)
            assert "Traceback" not in sitting.errors.read_text(), str(sitting)
            if code != 0:
                self.told.left.update(f"{command.name}: {words}" for words in command.left_behind(folder))
            kept = now
        assert kept == wanted, f"{folder}: {len(kept)} of {len(wanted)} runs"
        assert command.left_behind(folder) <= {"nothing to be tidied", "a segment beside the one that replaces it"}
        self.told.whole[command.name] += 1
        tell(f"{folder.name} is whole; {self.told.kills.total()} of {times} kills")

    def _sitting(self, command: Command, folder: Path, runs_left: int, to_the_end: bool) -> Sitting:
        """One start, killed at some moment, or at the nth touch of a file, or not at all."""
        draw, errors = self.draw, self.root / f"{next(self._names)}.txt"
        errors.touch()
        self.told.sittings += 1
        crew, from_shell = draw.random() < self._with_crew, draw.random() < SHARE_COLD
        touch = draw.randint(1, MOST_TOUCHES) if draw.random() < SHARE_TOUCH else 0
        longest = LONGEST_CREW_SECONDS if crew or from_shell else min(LONGEST_SECONDS, 1.0 + 2.0 * runs_left)
        moment, whom = draw.uniform(0.0, longest), draw.choice(("driver", "worker", "group"))
        words = command.words(folder, 2 if crew else 1)
        if to_the_end:
            touch, moment = 0, PATIENCE
        if from_shell:
            sitting, touch = cold(words, errors, self.ready.temporary), 0
        else:
            sitting = self.ready.start(words, folder, errors, touch)
        how = f"{command.name}{' with two workers' if crew else ''}{' from the shell' if from_shell else ''}"
        if touch:
            assert sitting.wait(PATIENCE)
            if sitting.code != 0:
                self.told.kills[f"{how}, at a touch of a file"] += 1
        elif not self._ends_within(sitting, command, folder, moment):
            assert not to_the_end, f"{folder} is not whole after {PATIENCE:.0f} s"
            self._kill(sitting, whom, how)
            # Whoever lost a worker goes on and is killed later, unless it has ended.
            if not self._ends_within(sitting, command, folder, moment if whom == "worker" else PATIENCE):
                self._kill(sitting, "driver", how)
                assert sitting.wait(PATIENCE)
        if crew:
            sitting.nobody_left()
        return sitting

    def _ends_within(self, sitting: Sitting, command: Command, folder: Path, seconds: float) -> bool:
        """Wait, and read what is there meanwhile."""
        deadline = time.monotonic() + seconds
        while not sitting.wait(min(LOOK_SECONDS, deadline - time.monotonic())):
            if time.monotonic() >= deadline:
                return False
            command.look(folder)
            self.told.readings += 1
        return True

    def _kill(self, sitting: Sitting, whom: str, how: str) -> None:
        workers = sitting.workers()
        if whom == "worker" and workers:
            self.draw.choice(workers).kill()
        elif whom == "group":
            os.killpg(sitting.process, signal.SIGKILL)
        else:
            whom = "driver"
            os.kill(sitting.process, signal.SIGKILL)
        self.told.kills[f"{how}, {whom} at some moment"] += 1


def _of_group(process: psutil.Process, group: int) -> bool:
    try:
        return os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE
    except (ProcessLookupError, psutil.NoSuchProcess):
        return False


def _environment(temporary: Path, **others: str) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)} | others


def endure(root: Path, times: int, seed: int, of_effects: float = SHARE_EFFECTS, with_crew: float = SHARE_CREW) -> Told:
    """Kill so often; folders lie under `root`. Raises AssertionError with what was lost."""
    temporary = root / "temporary"
    temporary.mkdir()
    ready = Ready(temporary)
    try:
        told = Endurance(root, seed, ready, of_effects, with_crew).run(times)
    finally:
        ready.close()
    left = sorted(path.name for path in temporary.iterdir())
    assert not left, f"temporary files are left: {left}"
    return told


def main() -> None:
    """Kill as often as is asked for and say what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance.killed_sweeps", description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--effects", type=float, default=SHARE_EFFECTS, help="share of folders that effects fills")
    parser.add_argument("--crew", type=float, default=SHARE_CREW, help="share of sittings with two workers")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="boligliv-killed-") as folder:
        print(endure(Path(folder), chosen.times, chosen.seed, chosen.effects, chosen.crew))


if __name__ == "__main__":
    main()
