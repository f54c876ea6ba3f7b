"""A page read block by block: each is run, read or checked by its language, in the order of the page."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
import typer
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser

from experiments.calibration import form as calibration
from experiments.cli import app, run
from experiments.scenario_file import from_toml
from experiments.study import form as study
from experiments.study import sweep
from tests.docs import shorter
from tests.docs.overlay import Overlay

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", *sorted(DOCS.rglob("*.md")))
LANGUAGES = ("python", "sh", "toml", "json", "text")
OF_THE_SITE = ("{eval-rst}",)
"""Blocks for the site's builder, which runs them itself."""
MODEL_AT_WORK = re.compile(r"EstateModel\(|WithGardens\(|Store\(|\bcompare\(|\brun\(")


def fences(page: Path) -> list[str]:
    """The language of every fenced block of a page."""
    return re.findall(r"^```(\S*)[^\n]*\n.*?^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


class Reader:
    """Runs the blocks of one page in a folder of its own; with `fast` those without a model."""

    def __init__(self, page: Path, folder: Path, overlay: Overlay, fast: bool, patch: pytest.MonkeyPatch) -> None:
        self.page, self.folder, self.overlay, self.fast = page, folder, overlay, fast
        self.said, self.skipped, self.swept = "", False, True
        self.did: list[str] = []
        self.namespace: dict[str, Any] = {"__name__": "page"}
        for example in (DOCS / "examples").iterdir():
            shutil.copy(example, folder)
        patch.chdir(folder)
        patch.syspath_prepend(str(folder))
        patch.setenv("BOLIGLIV_PLACES", str(folder / "places"))
        self.patch = patch

    def read(self) -> list[str]:
        """Every block in its order; returns what was done with each."""
        parsers = [CodeBlockParser(name, getattr(self, f"_{name}")) for name in LANGUAGES]
        for example in Sybil(parsers).parse(self.page).examples():
            where = f"{self.page.name} line {example.line}"
            try:
                example.evaluate()
            except Exception as error:
                raise AssertionError(f"{where}: {type(error).__name__}: {error}\n{example.parsed}") from error
        return self.did

    def _python(self, example: Example) -> None:
        text = str(example.parsed)
        code = compile("\n" * example.line + shorter.shortened(text), str(self.page), "exec")
        first = text.partition("\n")[0].removeprefix("# ")
        if first.partition(",")[0].endswith(".py"):
            self.overlay.put(first, text)
            self.did.append("put")
            return
        if self.fast and (self.skipped or MODEL_AT_WORK.search(text)):
            # What follows may need what this block would have made.
            self.skipped = True
            self.did.append("compiled")
            return
        exec(code, self.namespace)
        self.did.append("ran")

    def _sh(self, example: Example) -> None:
        self.said = ""
        for line in str(example.parsed).splitlines():
            command = line.partition("#")[0].strip().removeprefix(".venv/bin/")
            if command:
                self._command(command)

    def _command(self, command: str) -> None:
        words, has_workers = shlex.split(command), False
        reason = next((why for name, why in shorter.CANNOT_RUN.items() if command.startswith(name)), None)
        if words[0] == "make":
            assert re.search(rf"^{words[1]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE), command
        elif words[0] == "boligliv":
            has_workers = exists(words[1:])
        assert reason or words[0] == "boligliv", f"'{command}' is no command of this program; see tests/docs/shorter.py"
        if reason or (self.fast and shorter.is_slow(words[1:])):
            self.did.append("checked")
            return
        if "DIR" in words and not self.swept:
            self.swept = True
            shutil.rmtree("DIR", ignore_errors=True)
            self._command("boligliv sweep STUDY.toml -o DIR")
        out, err = io.StringIO(), io.StringIO()
        with self.patch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            real = sweep.sweep
            patch.setattr(sweep, "sweep", lambda *a, **k: real(*a, **k, model=shorter.STAND_IN))
            here = shorter.IN_THIS_PROCESS if has_workers else []
            code = run([*shlex.split(shorter.shortened(command))[1:], *here])
        self.said += out.getvalue()
        bad = code != 0 and not (code == 2 and words[1:3] == ["places", "check"])
        assert not bad, f"'{command}' ended with {code}: {err.getvalue()[-600:]}"
        self.did.append("ran")

    def _toml(self, example: Example) -> None:
        text = str(example.parsed)
        if re.search(r"^fit = ", text, re.MULTILINE):
            calibration.from_toml(text)
            self._keep("CALIBRATION.toml", text)
        elif re.search(r"^name = ", text, re.MULTILINE):
            study.from_toml(text)
            self._keep("STUDY.toml", text)
            self.swept = False
        else:
            from_toml(text)
            self._keep("scenario.toml", text)
        self.did.append("read")

    def _keep(self, name: str, text: str) -> None:
        (self.folder / name).write_text(shorter.shortened(text), encoding="utf-8")

    def _json(self, example: Example) -> None:
        data = json.loads(str(example.parsed))
        if data.get("type") == "Feature":
            shipped = [json.loads(path.read_text(encoding="utf-8")) for path in (DOCS / "examples").glob("*.geojson")]
            assert data in [building for file in shipped for building in file["features"]], "in no shipped file"
        self.did.append("read")

    def _text(self, example: Example) -> None:
        """What the command before it prints, or messages that another test meets."""
        if self.page.name in shorter.TOLD_ELSEWHERE:
            assert (ROOT / shorter.TOLD_ELSEWHERE[self.page.name]).is_file()
            self.did.append("told elsewhere")
            return
        told = [" ".join(line.split()) for line in str(example.parsed).splitlines() if line.strip()]
        said = [" ".join(line.split()) for line in self.said.splitlines() if line.strip()]
        assert told == said, f"the command says:\n{self.said}"
        self.did.append("compared")


def exists(words: list[str]) -> bool:
    """The command is there and takes these words, or raises what the command line would; whether it has workers."""
    command: Any = typer.main.get_command(app)
    path = ["boligliv"]
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words[0]]
        path.append(words[0])
        words = words[1:]
    command.make_context(" ".join(path), list(words))
    return any("--workers" in one.opts for one in command.params)
