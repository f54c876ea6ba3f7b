"""The model in a process of its own, one for each open page, so that the page answers while months pass."""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
import signal
import time
import traceback
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from dashboards import forks, measures, questions
from dashboards.maps import drawing
from dashboards.messages import (
    Answer,
    Close,
    Colour,
    Command,
    Drawing,
    Failure,
    Frame,
    Play,
    Question,
    Reply,
    Select,
    Show,
    Start,
    Step,
    UnitFrame,
    Until,
)
from dashboards.panels import collect
from dashboards.panels.home import still_true
from dashboards.past import Past
from dashboards.series import Follower
from dashboards.units import HOMES, units

MODEL = "model.estate_model:EstateModel"
FRAMES_A_SECOND = 30.0
"""More frames than this are never sent; months in between only lengthen the curves."""
LOOK_FOR_PARENT_SECONDS = 1.0
NO_LIMIT = 1 << 30
BELOW_THE_SERVER = 5
"""Added niceness: the server and the browser go first on a small machine."""


def start(model: str = MODEL) -> tuple[BaseProcess, Connection[Command, Answer]]:
    """A new process with an idle model, and the page's end of the line to it."""
    context = forks.context()
    ours, theirs = context.Pipe()
    process: BaseProcess = context.Process(target=main, args=(theirs, model), daemon=True, name="boligliv-model")
    process.start()
    theirs.close()
    return process, ours


def main(line: Connection[Answer, Command], model: str) -> None:
    """The life of the process: obey until told to close, or until the page or its server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(BELOW_THE_SERVER)
    parent = multiprocessing.parent_process()
    module, _, name = model.partition(":")
    player = Player(line.send, getattr(importlib.import_module(module), name))
    try:
        while parent is None or parent.is_alive():
            if not line.poll(min(player.seconds_to_wait(), LOOK_FOR_PARENT_SECONDS)):
                player.tick()
                continue
            commands = [line.recv()]
            while line.poll():
                commands.append(line.recv())
            if any(isinstance(command, Close) for command in commands):
                return
            player.obey(commands)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


class Player:
    """Plays a model and tells about it through `send`; knows nothing of processes.

    What was lived is kept, so any month of it can be shown again; playing goes on from the month shown.
    """

    def __init__(self, send: Callable[[Any], None], make_model: Callable[[Any], Any]) -> None:
        self.send = send
        self.make_model = make_model
        self.model: Any = None
        self.run = 0
        self.place = ""
        self.attribute = "vulnerability"
        self.level, self.group = HOMES, measures.COMMONEST
        self.home = self.unit = -1
        self.speed = 0.0
        self.reached = 0.0
        self.due = 0.0
        self.sent = 0.0
        self.shown = 0
        self.limit = self.wanted = NO_LIMIT
        self.unsent: list[tuple[int, bytes]] = []

    @property
    def playing(self) -> bool:
        """Whether months pass by themselves."""
        running = self.speed > 0.0 or self.wanted != NO_LIMIT
        return self.model is not None and running and not self.finished and self.shown < self.limit

    @property
    def finished(self) -> bool:
        """Whether the horizon of the scenario is shown."""
        return bool(self.shown >= self.model.world.scenario.months)

    def seconds_to_wait(self) -> float:
        """How long nothing needs to be done."""
        return max(0.0, self.due - time.monotonic()) if self.playing else LOOK_FOR_PARENT_SECONDS

    def obey(self, commands: list[Command]) -> None:
        """Carry out commands in order; of several starts only the last one is built."""
        last_start = max((i for i, command in enumerate(commands) if isinstance(command, Start)), default=-1)
        changed = False
        for i, command in enumerate(commands):
            match command:
                case Start() if i == last_start:
                    self._guard(partial(self._begin, command))
                case Play(speed):
                    self.speed, self.wanted, self.reached = speed, NO_LIMIT, 0.0
                    self.due = time.monotonic()
                case Until(month):
                    self.limit = month
                case Show(month):
                    self._show(month)
                    changed = True
                case Step():
                    self.speed, self.wanted = 0.0, NO_LIMIT
                    self._guard(self._advance)
                    changed = True
                case Colour(attribute, level, group):
                    self.unit = self.unit if level == self.level else -1
                    self.attribute, self.level, self.group = attribute, level, group
                    changed = True
                case Select(home, unit):
                    self.home, self.unit = home, unit
                    changed = True
                case Question():
                    self._reply(command)
        if changed and self.model is not None:
            self._guard(self._tell)

    def tick(self) -> None:
        """Play the next month if it is due, and tell about it unless the last frame is too fresh."""
        if not self.playing or time.monotonic() < self.due:
            return
        self._guard(self._advance)
        if self.model is not None and self.shown >= self.wanted:
            self.wanted = NO_LIMIT
        if self.model is not None and (
            time.monotonic() - self.sent >= 1.0 / FRAMES_A_SECOND or self.finished or not self.playing
        ):
            self._guard(self._tell)

    def _reply(self, question: Question) -> None:
        """Answer a question; one that goes wrong is told and harms nothing: it only reads."""
        lived, data, failure = -1, None, ""
        try:
            if self.model is not None:
                lived = int(self.model.month)
                data = questions.discover()[question.name](self.model, self.past, **dict(question.arguments))
        except Exception as error:
            failure = _words(error)
        self.send(Reply(self.run, question.number, lived, data, failure))

    def _show(self, month: int) -> None:
        self.speed, self.due, self.wanted = 0.0, 0.0, NO_LIMIT
        if self.model is not None:
            lived = int(self.model.month)
            self.shown = max(0, min(month, lived))
            if month > lived:
                self.wanted = month

    def _begin(self, command: Start) -> None:
        self.run, self.unsent, self.reached = command.run, [], 0.0
        self.shown, self.wanted = 0, NO_LIMIT
        self._let_go()
        if command.scenario.place != self.place:
            self.send(Drawing(self.run, drawing(command.scenario.place)))
            self.place, self.home, self.unit = command.scenario.place, -1, -1
        self.model = self.make_model(command.scenario)
        self.follower = Follower(self.model.record)
        self.past = Past()
        self.past.remember(self.model.world)
        self.due = time.monotonic()
        self._tell()

    def _let_go(self) -> None:
        """Free the run before: a model and its parts know each other, and half a dozen would pile up by themselves."""
        if self.model is not None:
            self.model = None
            del self.follower, self.past
            gc.collect()

    def _advance(self) -> None:
        """Show the month after the one shown, and live it if nobody has."""
        if self.model is None or self.finished:
            return
        began = time.monotonic()
        if self.shown == self.model.month:
            self.model.step()
            self.past.remember(self.model.world)
            month = int(self.model.month) - 1
            self.unsent.append((month, self.follower.month(month).tobytes()))
        self.shown += 1
        now = time.monotonic()
        wait = 1.0 / self.speed if self.speed > 0 else 0.0
        gap = max(wait, now - began)
        self.reached = 1.0 / gap if self.reached == 0.0 else 0.9 * self.reached + 0.1 / gap
        # Late months are not made up for: a slow machine plays slower instead of in bursts.
        self.due = max(self.due + wait, now - 0.05)

    def _tell(self) -> None:
        self.send(
            Frame(
                run=self.run,
                month=self.shown,
                lived=int(self.model.month),
                attribute=self.attribute,
                classes=self.past.codes(self.attribute, self.shown),
                values=tuple(self.unsent),
                home=self.home,
                panels=self._panels(),
                finished=self.finished,
                speed=self.reached if self.speed > 0 else 0.0,
                unit=self.unit,
                units=self._units(),
            )
        )
        self.unsent, self.sent = [], time.monotonic()

    def _units(self) -> UnitFrame | None:
        """How the units of the level look in the month shown, unless homes are shown."""
        if self.level == HOMES:
            return None
        found = measures.show(self.past.units(self.level, self.shown), self.attribute, self.group)
        codes, values, homes = (values.tobytes() for values in (found.codes, found.values, found.homes))
        return UnitFrame(self.level, self.group, codes, values, homes)

    def _panels(self) -> dict[str, Any]:
        """What the panels tell of the chosen home or unit in the month shown."""
        if self.level != HOMES:
            # The browser names the unit: one that is not there is not told of.
            there = 0 <= self.unit < len(units(self.place, self.level))
            return {"unit": self.past.unit(self.level, self.unit, self.shown)} if there else {}
        if self.home < 0:
            return {}
        if self.shown < self.model.month:
            return {"home": still_true(self.model, self.home), "then": self.past.home(self.home, self.shown)}
        return collect(self.model, self.home)

    def _guard(self, act: Callable[[], None]) -> None:
        """Tell the page of an error instead of dying of it; a broken line does end the process."""
        try:
            act()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            raise
        except Exception as error:
            self.model, self.speed = None, 0.0
            self.send(Failure(self.run, _words(error)))


def _words(error: Exception) -> str:
    """An error in a line: its kind, what it says, and where it happened."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({os.path.basename(last.filename)}, {last.name})"
