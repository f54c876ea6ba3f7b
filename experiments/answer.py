"""What came out of asking the model from Python: tables for pandas, a map for GeoPandas, and a page for a notebook."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from experiments import report, report_data
from experiments.figures_ground import estate_cells
from experiments.report_data import PlaceReport, Side
from model.scenario import Scenario


class Answer:
    """One scenario, or a base and others on the same draws; shown at the end of a notebook's cell it tells what came
    out in words, numbers with their Monte-Carlo error, and maps.
    """

    def __init__(self, found: PlaceReport) -> None:
        self.found = found
        """All that reports are made from."""

    @property
    def scenarios(self) -> Mapping[str, Scenario]:
        """The scenarios by the names that the tables give them; the base first."""
        return {side.name: side.scenario for side in self.found.sides}

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds that every scenario was run on."""
        return self.found.shared_seeds

    @property
    def outcomes(self) -> pd.DataFrame:
        """A row for each outcome and scenario: mean and its error, paired difference from the base with its error,
        95 % interval and verdict, and how many more runs would tell; columns as in `Comparison.table`.
        """
        return self.found.table

    @property
    def curves(self) -> pd.DataFrame:
        """Mean and the middle 90 % of the runs for each metric, unit, group, scenario and month."""
        return self.found.curves

    @property
    def series(self) -> pd.DataFrame:
        """Every run by itself: scenario, seed, month, metric, unit, group, value."""
        return self._all("series")

    @property
    def offers(self) -> pd.DataFrame:
        """Every offer of a home: scenario, seed, month, dwelling, to whom, under which rule, and the answer."""
        return self._all("offers")

    @property
    def flows(self) -> pd.DataFrame:
        """Who went from where to where: scenario, seed and the columns of the record."""
        return self._all("flows")

    @property
    def cells(self) -> gpd.GeoDataFrame:
        """The estate's 100 m cells in the last month, a row for each cell and scenario, EPSG:25832.

        `households` (mean over runs), `share_vulnerable` (0..1, mean over runs; nan where nobody lives) and, against
        the base on the same seeds, `difference` and its `difference_error`.
        """
        place, base = self.found.place, self.found.base
        ground = estate_cells(place)
        names = ground["cell"].tolist()
        shapes = place.cells.set_index("cell").geometry.loc[names].to_numpy()
        before = self._shares(base, names)
        parts = []
        for side in self.found.sides:
            own = self._shares(side, names)
            difference, error, _ = report_data.paired(before, own)
            parts.append(
                gpd.GeoDataFrame(
                    {
                        "scenario": side.name,
                        "cell": names,
                        "households": self._households(side, names),
                        "share_vulnerable": report_data.mean_over_runs(own),
                        "difference": difference if side is not base else np.nan,
                        "difference_error": error if side is not base else np.nan,
                    },
                    geometry=shapes,
                    crs=place.cells.crs,
                )
            )
        whole = pd.concat(parts, ignore_index=True)
        return gpd.GeoDataFrame(whole, geometry="geometry", crs=place.cells.crs)

    def save(self, page: Path | str) -> Path:
        """Write the whole report as one page (`….html`) with its pictures beside it; returns the page."""
        return report.publish([self.found], Path(page))

    def __repr__(self) -> str:
        names = ", ".join(self.scenarios)
        return f"Answer({self.found.place.name}: {names}; seeds {self.seeds[0]}..{self.seeds[-1]})"

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return report.fragment(self.found)

    def _all(self, name: str) -> pd.DataFrame:
        tables = [getattr(side, name).assign(scenario=side.name) for side in self.found.sides]
        whole = pd.concat(tables, ignore_index=True)
        return whole[["scenario", "seed", *(column for column in whole if column not in ("scenario", "seed"))]]

    def _shares(self, side: Side, names: list[str]) -> np.ndarray:
        return report_data.cell_shares(side.cells, report_data.last_month(side.cells), names, self.seeds)

    def _households(self, side: Side, names: list[str]) -> np.ndarray:
        return report_data.cell_households(side.cells, report_data.last_month(side.cells), names, self.seeds)
