"""Businesses near the estates: the estate centre and large employers; simple as yet."""

from __future__ import annotations

import mesa


class Business(mesa.Agent):
    """A business with a place on the grid (metres, EPSG:25832) and the jobs it offers; `precision` says how sure
    the place is.
    """

    def __init__(
        self, model: mesa.Model, title: str, kind: str, pos: tuple[float, float], jobs: float, precision: str
    ) -> None:
        super().__init__(model)
        self.title = title
        self.kind = kind
        self.pos = pos
        self.jobs = jobs
        self.precision = precision
