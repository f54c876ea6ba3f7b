"""One open page: its model's process, its widgets, and the thread that carries months between them."""

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
from dashboards.charts import CHARTS, Curves, LineChart, Values
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
    Select,
    Start,
    Step,
)
from dashboards.state import Choices
from model.scenario import Scenario

TEXTS_A_SECOND = 4.0
GONE_SECONDS = 20.0
PATIENCE_SECONDS = 0.5
"""A browser that has not drawn the last frame by then is sent the next one all the same."""
ENOUGH_MONTHS = 6
"""A run shorter than this is not kept for comparison."""
CURVES_A_SECOND = 10.0
MAP_WORDS = ("tiles", "deeper", "schematic", "synthetic", "zoom_in", "zoom_out", "zoom_fit")


@dataclass(frozen=True)
class View:
    """What the page's text shows, renewed at most four times a second."""

    loading: bool = True
    month: int = 0
    playing: bool = False
    finished: bool = False
    speed: float = 0.0
    failure: str = ""
    home: int = -1
    panels: tuple[tuple[str, Any], ...] = ()
    before: Scenario | None = None


class Session:
    """Everything that belongs to one page and is closed with it; must be made inside a page."""

    def __init__(self, model: str = "") -> None:
        self.view: solara.Reactive[View] = solara.Reactive(View())
        self.map = EstateMap()
        self.charts = tuple(LineChart(at_least=list(chart.at_least)) for chart in CHARTS)
        self.scenario: Scenario | None = None
        self.curves = Curves(0)
        self.run = 0
        self.language = "en"
        self.attribute = ""
        self._model = model or worker.MODEL
        self._process: BaseProcess | None = None
        self._line: Connection[Command, Answer] | None = None
        self._last_text = self._last_curves = self._last_frame = self._last_drawn = 0.0
        self._lock = threading.RLock()
        self.map.observe(lambda change: self._tell(Select(int(change["new"]))), "selected")

    def open(self) -> Callable[[], None]:
        """Start the model's process and the thread; gives what closes them."""
        self._process, self._line = worker.start(self._model)
        threading.Thread(target=self._listen, args=(self._line,), daemon=True, name="boligliv-page").start()
        return self.close

    def close(self) -> None:
        """End the process; harmless when it has ended already."""
        self._tell(Close())
        process, self._process, self._line = self._process, None, None
        if process is not None:
            process.join(0.5)
            if process.is_alive():
                process.terminate()
                process.join(2.0)
            if process.is_alive():
                process.kill()
        self.map.close()
        for chart in self.charts:
            chart.close()

    def ask(self, scenario: Scenario, restart: bool = False) -> None:
        """Run a scenario from January 2015 unless it runs already; the run before stays as dashed curves."""
        if scenario == self.scenario and not restart:
            return
        with self._lock:
            view = self.view.value
            before = view.before
            same_place = self.scenario is not None and self.scenario.place == scenario.place
            if not same_place:
                before = None
                self._dash([b""] * len(CHARTS))
            elif self.curves.months >= ENOUGH_MONTHS and self.scenario != scenario:
                before = self.scenario
                self._dash([_bytes(self.curves.of(chart)) for chart in CHARTS])
            self.run += 1
            self.scenario, self.curves = scenario, Curves(scenario.months)
            self._draw_curves()
            for widget in self.charts:
                widget.horizon = scenario.months
            self.view.value = replace(View(before=before), playing=view.playing)
        self._tell(Start(self.run, scenario))

    def play(self, speed: float) -> None:
        """Play at a speed in months a second; 0 pauses."""
        self._tell(Play(speed))
        with self._lock:
            self.view.value = replace(self.view.value, playing=speed > 0)

    def step(self) -> None:
        """Play one month and pause."""
        self._tell(Step())
        with self._lock:
            self.view.value = replace(self.view.value, playing=False)

    def word(self, choices: Choices, place_title: str) -> None:
        """Put legend and chart titles into the reader's language and the map into the chosen colours."""
        language = choices.language
        self.language = language
        attribute = attributes.by_name(choices.attribute)
        with self.map.hold_sync():
            self.map.words = {
                "locale": language,
                "describe": text.say(language, "map_describe").format(place_title),
                **{key: text.say(language, key) for key in MAP_WORDS},
            }
            self.map.legend_title = text.of(language, attribute.title)
            self.map.vacant_label = "" if attribute.name == "vacancy" else text.say(language, "vacant")
        for chart, widget in zip(CHARTS, self.charts, strict=True):
            widget.lines = [{"label": text.of(language, x.label), "colour": x.colour} for x in chart.lines]
            widget.title, widget.unit = text.of(language, chart.title), text.of(language, chart.unit)
            widget.locale = language
        self._palette(self.attribute or choices.attribute)
        if attribute.name != self.attribute:
            self._tell(Colour(attribute.name))

    def _palette(self, name: str) -> None:
        """Colours and labels change together with the codes they stand for, never a frame before."""
        attribute = attributes.by_name(name)
        self.map.palette = list(attribute.palette)
        self.map.labels = [text.of(self.language, label) for label in attribute.labels]

    def _tell(self, command: Command) -> None:
        line = self._line
        if line is None:
            return
        try:
            line.send(command)
        except (BrokenPipeError, OSError):
            self._line = None

    def _listen(self, line: Connection[Command, Answer]) -> None:
        """Carry answers to the page until the line breaks; only the newest of waiting frames is shown."""
        try:
            while self._line is line:
                if not line.poll(0.5):
                    continue
                answers = [line.recv()]
                while self._waiting_for_browser() and self._line is line:
                    time.sleep(0.004)
                self._pause_if_gone()
                while line.poll():
                    answers.append(line.recv())
                self._show(answers)
        except (EOFError, ConnectionResetError, OSError):
            if self._line is line:
                with self._lock:
                    failure = self.view.value.failure or text.say(self.language, "process_ended")
                    self.view.value = replace(self.view.value, loading=False, playing=False, failure=failure)

    def _waiting_for_browser(self) -> bool:
        return self.map.drawn < self.map.frame and time.monotonic() - self._last_frame < PATIENCE_SECONDS

    def _pause_if_gone(self) -> None:
        """Pause when nobody takes the frames any more: the browser has crashed or lost its line."""
        now = time.monotonic()
        if self.map.drawn == self.map.frame or not self.view.value.playing:
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
                    self.view.value = replace(self.view.value, loading=False, playing=False, failure=answer.text)
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
            self.map.classes = frame.classes
            self.map.month = calendar.label(frame.month)
            self.map.frame += 1
        self._last_frame = now
        old = self.view.value
        still = not old.playing or frame.finished
        if still or now - self._last_curves > 1.0 / CURVES_A_SECOND:
            self._last_curves = now
            self._draw_curves()
        if still or old.loading or frame.home != old.home or now - self._last_text > 1.0 / TEXTS_A_SECOND:
            self._last_text = now
            self.view.value = replace(
                old,
                loading=False,
                month=frame.month,
                finished=frame.finished,
                playing=old.playing and not frame.finished,
                speed=frame.speed,
                home=frame.home,
                panels=tuple(frame.panels.items()),
            )

    def _draw_curves(self) -> None:
        for chart, widget in zip(CHARTS, self.charts, strict=True):
            widget.data = _bytes(self.curves.of(chart))

    def _dash(self, curves: list[bytes]) -> None:
        for widget, data in zip(self.charts, curves, strict=True):
            widget.before = data


def _bytes(values: Values) -> bytes:
    return np.ascontiguousarray(values, dtype=np.float32).tobytes()
