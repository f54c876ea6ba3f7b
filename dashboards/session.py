"""One open page: its one or two runs on one clock, and the curves that show them."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import solara

from dashboards import measures, place_names, text, worker
from dashboards.branch import Branch, Told
from dashboards.charts import CHARTS, LineChart, Values
from dashboards.maps import EstateMap
from dashboards.messages import Colour, Show, Step, Until
from dashboards.replications.ensemble import Ensemble
from dashboards.scripts import Scripts
from dashboards.state import Choices
from dashboards.story.answers import NOTHING, Answer
from dashboards.units import HOMES
from model.scenario import Scenario

ENOUGH_MONTHS = 6
"""A run shorter than this is not kept for comparison."""
CURVES_A_SECOND = 10.0
LEAD_MONTHS = 1
"""How far one branch may be ahead of the other."""
MAP_WORDS = ("tiles", "deeper", "schematic", "synthetic", "zoom_in", "zoom_out", "zoom_fit", "table")


class Session:
    """Everything that belongs to one page and is closed with it; must be made inside a page.

    Branch `a` always runs. Branch `b` runs while two scenarios are compared, and both keep step: same draws, one
    clock. The dashed curves are those of `b`, or without it those of the run of `a` before the last change.
    """

    def __init__(self, model: str = "") -> None:
        self.scripts = Scripts()
        self._model = model or worker.MODEL
        self.a = Branch(self._model, self._moved)
        self.b = Branch(self._model, self._moved)
        self.ensemble = Ensemble()
        self.charts = tuple(LineChart(at_least=list(chart.at_least)) for chart in CHARTS)
        self.story: solara.Reactive[tuple[Answer, ...]] = solara.Reactive(NOTHING)
        self.before: solara.Reactive[Scenario | None] = solara.Reactive(None)
        self._last_curves = 0.0
        self._goal = 0
        self._worded: Callable[[Branch], None] = lambda branch: None

    @property
    def view(self) -> solara.Reactive[Told]:
        """What the text shows of the first branch."""
        return self.a.told

    @property
    def map(self) -> EstateMap:
        """The map of the first branch."""
        return self.a.map

    @property
    def branches(self) -> tuple[Branch, ...]:
        """The branches at work."""
        return (self.a, self.b) if self.b.open else (self.a,)

    def open(self) -> Callable[[], None]:
        """Start the first model's process; gives what closes all."""
        self.a.start()
        return self.close

    def close(self) -> None:
        """End the processes; harmless when they have ended already."""
        self.ensemble.close()
        for branch in (self.a, self.b):
            branch.close()
        for chart in self.charts:
            chart.close()
        self.scripts.close()

    def ask(self, scenario: Scenario, other: Scenario | None = None, restart: bool = False) -> None:
        """Run one scenario, or two side by side, from January 2015 unless they run already."""
        if other is None and self.b.open:
            self.b.stop()
            self.a.tell(Until(worker.NO_LIMIT))
        elif other is not None and not self.b.open:
            self.b.start()
            self._worded(self.b)
        anew = restart or scenario != self.a.scenario or (other is not None and other != self.b.scenario)
        if not anew:
            self._draw_curves()
            return
        self._keep_before(scenario, other)
        self._goal = 0
        for branch, asked in ((self.a, scenario), (self.b, other)):
            if asked is not None:
                branch.tell(Until(LEAD_MONTHS if other is not None else worker.NO_LIMIT))
                branch.ask(asked)
        for chart in self.charts:
            chart.horizon = scenario.months
        self._draw_curves()

    def again(self, branch: Branch) -> None:
        """Start a branch whose process died or whose run stopped, and its run from the beginning."""
        scenario, other = self.a.scenario, self.b.scenario if self.b.open else None
        branch.start()
        self._worded(branch)
        if scenario is not None:
            self.ask(scenario, other, restart=True)

    def play(self, speed: float) -> None:
        """Play at a speed in months a second; 0 pauses, two branches in the same month."""
        if speed <= 0 and self.b.open:
            self.show(max(branch.month for branch in self.branches))
            return
        self._goal = 0
        for branch in self.branches:
            branch.play(speed)

    def step(self) -> None:
        """Go on one month from the one shown, and pause."""
        month = min(branch.month for branch in self.branches) + 1
        for branch in self.branches:
            branch.tell(Step() if branch.month < month else Show(month))
            branch.note(playing=False)

    def show(self, month: int) -> None:
        """Show a month, lived or not yet lived, and pause."""
        self._goal = month
        for branch in self.branches:
            branch.tell(Until(worker.NO_LIMIT))
            branch.tell(Show(month))
            branch.note(playing=False)

    def word(self, choices: Choices, place_title: str) -> None:
        """Put legends and chart titles into the reader's language and the maps into the chosen colours."""
        language = choices.language
        level = choices.level if choices.view == "explore" else HOMES
        colour = Colour(choices.attribute, level, measures.group_of(choices.attribute, choices.group))
        words = {
            "locale": language,
            "describe": text.say(language, "map_describe").format(place_title),
            **{key: text.say(language, key) for key in MAP_WORDS},
            "facilities": dict(place_names.DANISH) if language == "da" else {},
            "columns": [
                text.say(language, "table_class"),
                text.say(language, "table_homes"),
                text.say(language, "table_share"),
            ],
        }
        self._worded = lambda branch: branch.word(language, colour, words)
        for branch in (self.a, self.b):
            self._worded(branch)
        for chart, widget in zip(CHARTS, self.charts, strict=True):
            widget.lines = [{"label": text.of(language, x.label), "colour": x.colour} for x in chart.lines]
            widget.title, widget.unit = text.of(language, chart.title), text.of(language, chart.unit)
            widget.locale = language

    def _keep_before(self, scenario: Scenario, other: Scenario | None) -> None:
        """The run of `a` that is left stays as dashed curves, while there is no second branch to draw there."""
        old = self.a.scenario
        if other is not None or old is None or old.place != scenario.place:
            self._dash([b""] * len(CHARTS))
            self.before.value = None
        elif self.a.curves.months >= ENOUGH_MONTHS and old != scenario:
            self._dash([_bytes(self.a.curves.of(chart)) for chart in CHARTS])
            self.before.value = old

    def _moved(self, branch: Branch, still: bool) -> None:
        """A branch shows another month: the other one may follow, and the curves grow.

        Both may go as far as a month that was asked for: a frame on its way when it was asked must not hold them back.
        """
        if self.b.open:
            for one, ahead_of in ((self.a, self.b), (self.b, self.a)):
                one.tell(Until(max(ahead_of.month + LEAD_MONTHS, self._goal)))
        now = time.monotonic()
        if still or now - self._last_curves > 1.0 / CURVES_A_SECOND:
            self._last_curves = now
            self._draw_curves()

    def _draw_curves(self) -> None:
        for chart, widget in zip(CHARTS, self.charts, strict=True):
            with widget.hold_sync():
                widget.data = _bytes(self.a.curves.of(chart))
                widget.cursor = self.a.month if self.a.month < self.a.curves.months else -1
                if self.b.open:
                    widget.before = _bytes(self.b.curves.of(chart))

    def _dash(self, curves: list[bytes]) -> None:
        for widget, data in zip(self.charts, curves, strict=True):
            widget.before = data


def _bytes(values: Values) -> bytes:
    return np.ascontiguousarray(values, dtype=np.float32).tobytes()
