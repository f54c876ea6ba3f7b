"""The model in a process of its own, one for each open page, so that the page answers while months pass."""

from __future__ import annotations

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

import numpy as np

from dashboards.attributes import by_name
from dashboards.maps import geometry
from dashboards.messages import (
    Answer,
    Close,
    Colour,
    Command,
    Drawing,
    Failure,
    Frame,
    Play,
    Select,
    Start,
    Step,
)
from dashboards.panels import collect
from dashboards.series import Follower
from geodata import place

MODEL = "model.estate_model:EstateModel"
FRAMES_A_SECOND = 30.0
"""More frames than this are never sent; months in between only lengthen the curves."""
PANELS_A_SECOND = 4.0
LOOK_FOR_PARENT_SECONDS = 1.0
BELOW_THE_SERVER = 5
"""Added niceness: the server and the browser go first on a small machine."""


def start(model: str = MODEL) -> tuple[BaseProcess, Connection[Command, Answer]]:
    """A new process with an idle model, and the page's end of the line to it."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=main, args=(theirs, model), daemon=True, name="boligliv-model")
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
    """Plays a model and tells about it through `send`; knows nothing of processes."""

    def __init__(self, send: Callable[[Any], None], make_model: Callable[[Any], Any]) -> None:
        self.send = send
        self.make_model = make_model
        self.model: Any = None
        self.run = 0
        self.place = ""
        self.attribute = "vulnerability"
        self.home = -1
        self.speed = 0.0
        self.reached = 0.0
        self.due = 0.0
        self.sent = 0.0
        self.unsent: list[tuple[int, bytes]] = []
        self.panels: tuple[int, int, float, dict[str, Any]] = (0, -1, 0.0, {})

    @property
    def playing(self) -> bool:
        """Whether months pass by themselves."""
        return self.model is not None and self.speed > 0.0 and not self.finished

    @property
    def finished(self) -> bool:
        """Whether the horizon of the scenario is reached."""
        return bool(self.model.month >= self.model.world.scenario.months)

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
                    self.speed = speed
                    self.due = time.monotonic()
                case Step():
                    self.speed = 0.0
                    self._guard(self._advance)
                    changed = True
                case Colour(attribute):
                    self.attribute = attribute
                    changed = True
                case Select(home):
                    self.home = home
                    changed = True
        if changed and self.model is not None:
            self._guard(self._tell)

    def tick(self) -> None:
        """Play the next month if it is due, and tell about it unless the last frame is too fresh."""
        if not self.playing or time.monotonic() < self.due:
            return
        self._guard(self._advance)
        if self.model is not None and (
            time.monotonic() - self.sent >= 1.0 / FRAMES_A_SECOND or self.finished or not self.playing
        ):
            self._guard(self._tell)

    def _begin(self, command: Start) -> None:
        self.run, self.model, self.unsent, self.reached = command.run, None, [], 0.0
        if command.scenario.place != self.place:
            self.send(Drawing(self.run, geometry(place.load(command.scenario.place))))
            self.place, self.home = command.scenario.place, -1
        self.model = self.make_model(command.scenario)
        self.follower = Follower(self.model.record)
        self.due = time.monotonic()
        self._tell()

    def _advance(self) -> None:
        if self.model is None or self.finished:
            return
        began = time.monotonic()
        self.model.step()
        month = int(self.model.month) - 1
        self.unsent.append((month, self.follower.month(month).tobytes()))
        now = time.monotonic()
        gap = max(1.0 / self.speed if self.speed > 0 else 0.0, now - began)
        self.reached = 1.0 / gap if self.reached == 0.0 else 0.9 * self.reached + 0.1 / gap
        # Late months are not made up for: a slow machine plays slower instead of in bursts.
        self.due = max(self.due + (1.0 / self.speed if self.speed > 0 else 0.0), now - 0.05)

    def _tell(self) -> None:
        codes = by_name(self.attribute).classify(self.model.world)
        self.send(
            Frame(
                run=self.run,
                month=int(self.model.month),
                attribute=self.attribute,
                classes=np.ascontiguousarray(codes, dtype=np.uint8).tobytes(),
                values=tuple(self.unsent),
                home=self.home,
                panels=self._panels(),
                finished=self.finished,
                speed=self.reached if self.speed > 0 else 0.0,
            )
        )
        self.unsent, self.sent = [], time.monotonic()

    def _panels(self) -> dict[str, Any]:
        """What the panels tell of the chosen home; while months fly by, only four times a second."""
        run, home, when, told = self.panels
        now = time.monotonic()
        if (run, home) != (self.run, self.home) or not self.playing or now - when > 1.0 / PANELS_A_SECOND:
            told = collect(self.model, self.home) if self.home >= 0 else {}
            self.panels = (self.run, self.home, now, told)
        return told

    def _guard(self, act: Callable[[], None]) -> None:
        """Tell the page of an error instead of dying of it; a broken line does end the process."""
        try:
            act()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            raise
        except Exception as error:
            self.model, self.speed = None, 0.0
            last = traceback.extract_tb(error.__traceback__)[-1]
            self.send(
                Failure(
                    self.run,
                    f"{type(error).__name__}: {error} ({os.path.basename(last.filename)}, {last.name})",
                )
            )
