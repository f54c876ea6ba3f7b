"""The curves of B minus those of A, month by month, with the line of no difference."""

from __future__ import annotations

from typing import Any

import numpy as np

from dashboards import text
from dashboards.charts import CHARTS, LineChart, difference_unit
from dashboards.session import Session

MINUS = ("{}: B minus A", "{}: B minus A")
LEAST = {"vulnerable": 1.0, "reputation": 0.01, "turnover": 1.0, "moves": 10.0, "moves_vulnerable": 4.0, "vacancy": 0.4}
"""What is always shown on either side of zero, so that nothing looks large because it is drawn large."""


class DifferenceCurves:
    """One chart of differences under each chart of the session; closed with the page."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.charts = tuple(
            LineChart(at_least=[-LEAST.get(chart.name, 1.0), LEAST.get(chart.name, 1.0)]) for chart in CHARTS
        )
        # Both curves of a chart are set together, those of B last.
        for widget in session.charts:
            widget.observe(self._renew, ["data", "before", "cursor", "horizon"])
        self._renew(None)

    def word(self, language: str) -> None:
        """Put titles and units into the reader's language."""
        for chart, widget in zip(CHARTS, self.charts, strict=True):
            widget.unit = difference_unit(language, chart)
            widget.lines = [{"label": text.of(language, x.label), "colour": x.colour} for x in chart.lines]
            widget.title = text.of(language, MINUS).format(text.of(language, chart.title))
            widget.locale = language

    def close(self) -> None:
        """Stop following and leave the page."""
        for widget in self._session.charts:
            widget.unobserve(self._renew, ["data", "before", "cursor", "horizon"])
        for chart in self.charts:
            chart.close()

    def _renew(self, change: Any) -> None:
        for chart, source, widget in zip(CHARTS, self._session.charts, self.charts, strict=True):
            if change is not None and change["owner"] is not source:
                continue
            with widget.hold_sync():
                widget.data = difference(source.data, source.before, len(chart.lines))
                widget.horizon, widget.cursor = source.horizon, source.cursor


def difference(a: bytes, b: bytes, lines: int) -> bytes:
    """B minus A as float32 rows over the months that both have.

    >>> a, b = np.array([[1, 2, 3]], dtype=np.float32), np.array([[2, 2]], dtype=np.float32)
    >>> np.frombuffer(difference(a.tobytes(), b.tobytes(), 1), dtype=np.float32).tolist()
    [1.0, 0.0]
    """
    first, second = (np.frombuffer(curves, dtype=np.float32).reshape(lines, -1) for curves in (a, b))
    both = min(first.shape[1], second.shape[1])
    return np.ascontiguousarray(second[:, :both] - first[:, :both]).tobytes()
