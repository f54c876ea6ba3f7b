"""The page's end of one model's process: its map, its curves, and the thread that carries months to them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

import numpy as np
import solara

from agents.core import calendar
from dashboards import attributes, text, worker
from dashboards.charts import Curves
from dashboards.maps import EstateMap
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
    Start,
)
from dashboards.unit_map import UnitPicture
from model.scenario import Scenario

TEXTS_A_SECOND = 4.0
GONE_SECONDS = 20.0
PATIENCE_SECONDS = 0.5
"""A browser that has not drawn the last frame by then is sent the next one all the same."""


@dataclass(frozen=True)
class Told:
    """What the page's text shows of a branch, renewed at most four times a second.

    `month` is the month shown, `lived` how many months the model has lived.
    """

    loading: bool = True
    month: int = 0
    lived: int = 0
    playing: bool = False
    finished: bool = False
    speed: float = 0.0
    failure: str = ""
    home: int = -1
    unit: int = -1
    panels: tuple[tuple[str, Any], ...] = ()


class Branch:
    """One run on a page; `moved(branch)` is called when months were added to its curves or another one is shown."""

    def __init__(self, model: str, moved: Callable[[Branch, bool], None]) -> None:
        self.told: solara.Reactive[Told] = solara.Reactive(Told())
        self.map = EstateMap()
        self.units = UnitPicture(self.map)
        self.scenario: Scenario | None = None
        self.curves = Curves(0)
        self.run = 0
        self.month = 0
        self.language = "en"
        self.attribute = ""
        self.colour = Colour("")
        self._model, self._moved = model, moved
        self._process: BaseProcess | None = None
        self._line: Connection[Command, Answer] | None = None
        self._last_text = self._last_frame = self._last_drawn = 0.0
        self._asked = 0
        self._waiting: dict[int, Callable[[Reply], None]] = {}
        self._lock = threading.RLock()
        self.map.observe(self._selected, ["selected", "unit_selected"])

    @property
    def open(self) -> bool:
        """Whether there is a process."""
        return self._process is not None

    def start(self) -> None:
        """Start the process, also again after it died."""
        self.stop()
        self.colour = Colour("")
        self._process, self._line = worker.start(self._model)
        threading.Thread(target=self._listen, args=(self._line,), daemon=True, name="boligliv-page").start()

    def stop(self) -> None:
        """End the process; harmless when it has ended already."""
        self.tell(Close())
        process, self._process, self._line = self._process, None, None
        self.scenario = None
        if process is not None:
            process.join(0.5)
            if process.is_alive():
                process.terminate()
                process.join(2.0)
            if process.is_alive():
                process.kill()

    def close(self) -> None:
        """End the process and take the map off the page."""
        self.stop()
        self.map.close()

    def ask(self, scenario: Scenario) -> None:
        """Run a scenario from January 2015."""
        with self._lock:
            self.run += 1
            self._waiting.clear()
            self.scenario, self.curves, self.month = scenario, Curves(scenario.months), 0
            self.told.value = Told(playing=self.told.value.playing)
        self.tell(Start(self.run, scenario))

    def play(self, speed: float) -> None:
        """Play at a speed in months a second; 0 pauses."""
        self.tell(Play(speed))
        self.note(playing=speed > 0)

    def note(self, **changes: Any) -> None:
        """Change what the page's text shows."""
        with self._lock:
            self.told.value = replace(self.told.value, **changes)

    def tell(self, command: Command) -> None:
        """Send a command to the process, if there is one."""
        line = self._line
        if line is None:
            return
        try:
            line.send(command)
        except (BrokenPipeError, OSError):
            self._line = None

    def question(self, name: str, then: Callable[[Reply], None], **arguments: Any) -> None:
        """Ask the model something of `dashboards.questions`; `then` hears the reply, unless the run is left before.

        It is called in the thread that carries answers: set a reactive value there and do no work.
        """
        with self._lock:
            self._asked += 1
            number = self._asked
            self._waiting[number] = then
        self.tell(Question(number, name, tuple(arguments.items())))

    def _selected(self, change: Any) -> None:
        self.tell(Select(self.map.selected, self.map.unit_selected))

    def word(self, language: str, colour: Colour, words: dict[str, Any]) -> None:
        """Put the legend into the reader's language and the map into the chosen colours."""
        attribute = attributes.by_name(colour.attribute)
        self.language = language
        with self.map.hold_sync():
            self.map.words = words
            self.map.legend_title = text.of(language, attribute.title)
            self.map.vacant_label = "" if attribute.of_homes else text.say(language, "vacant")
        self._palette(self.attribute or attribute.name)
        self.units.word(language)
        if colour != self.colour:
            self.colour = colour
            self.tell(colour)

    def _palette(self, name: str) -> None:
        """Colours and labels change together with the codes they stand for, never a frame before."""
        attribute = attributes.by_name(name)
        self.map.palette = list(attribute.palette)
        self.map.labels = [text.of(self.language, label) for label in attribute.labels]

    def _listen(self, line: Connection[Command, Answer]) -> None:
        """Carry answers to the page until the line breaks; only the newest of waiting frames is shown."""
        try:
            while self._line is line:
                if not line.poll(0.5):
                    continue
                answers = [line.recv()]
                while self._waiting_for_browser() and self._line is line and not self._asked_for(answers[-1]):
                    if line.poll(0.004):
                        answers.append(line.recv())
                self._pause_if_gone()
                while line.poll():
                    answers.append(line.recv())
                self._show(answers)
        except (EOFError, ConnectionResetError, OSError):
            if self._line is line:
                failure = self.told.value.failure or text.say(self.language, "process_ended")
                self.note(loading=False, playing=False, failure=failure)

    def _asked_for(self, answer: Answer) -> bool:
        """Whether it answers the reader: that waits for no picture, as months that pass by themselves do."""
        told = self.told.value
        return not isinstance(answer, Frame) or (answer.home, answer.unit) != (told.home, told.unit)

    def _waiting_for_browser(self) -> bool:
        return self.map.drawn < self.map.frame and time.monotonic() - self._last_frame < PATIENCE_SECONDS

    def _pause_if_gone(self) -> None:
        """Pause when nobody takes the frames any more: the browser has crashed or lost its line."""
        now = time.monotonic()
        if self.map.drawn == self.map.frame or not self.told.value.playing:
            self._last_drawn = now
        elif now - self._last_drawn > GONE_SECONDS:
            self.play(0.0)

    def _show(self, answers: list[Answer]) -> None:
        newest: Frame | None = None
        with self._lock:
            for answer in answers:
                if isinstance(answer, Drawing):
                    self.map.show(answer.geometry)
                elif answer.run != self.run:
                    continue
                elif isinstance(answer, Failure):
                    self.note(loading=False, playing=False, failure=answer.text)
                elif isinstance(answer, Reply):
                    then = self._waiting.pop(answer.number, None)
                    if then is not None:
                        then(answer)
                else:
                    newest = answer
                    for month, values in answer.values:
                        self.curves.add(month, np.frombuffer(values, dtype=np.float32))
            if newest is not None:
                self._frame(newest)

    def _frame(self, frame: Frame) -> None:
        now = time.monotonic()
        with self.map.hold_sync():
            if frame.attribute != self.attribute:
                self.attribute = frame.attribute
                self._palette(frame.attribute)
            self.units.show(self.scenario.place if self.scenario is not None else "", frame.attribute, frame.units)
            self.map.classes = frame.classes
            self.map.month = calendar.label(frame.month)
            self.map.frame += 1
        self._last_frame = now
        self.month = frame.month
        old = self.told.value
        still = not old.playing or frame.finished
        if still or old.loading or frame.home != old.home or frame.unit != old.unit or self._due(now):
            self._last_text = now
            self.note(
                loading=False,
                month=frame.month,
                lived=frame.lived,
                finished=frame.finished,
                playing=old.playing and not frame.finished,
                speed=frame.speed,
                home=frame.home,
                unit=frame.unit,
                panels=tuple(frame.panels.items()),
            )
        self._moved(self, still)

    def _due(self, now: float) -> bool:
        return now - self._last_text > 1.0 / TEXTS_A_SECOND
