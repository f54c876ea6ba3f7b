"""The closed ledger of flows: where every person came from and went to."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

GROUPS = ("other", "vulnerable")


class Flows:
    """Persons and households that moved between places this year, by group; emptied by `take`.

    Places are 'estate', 'elsewhere' in the municipality, each place outside it, 'born' and 'died'.
    """

    def __init__(self, outside: tuple[str, ...]) -> None:
        self.places = ("estate", "elsewhere", *outside, "born", "died")
        self.estate, self.elsewhere = 0, 1
        self.born, self.died = len(self.places) - 2, len(self.places) - 1
        self._count = np.zeros((len(self.places), len(self.places), len(GROUPS), 2), dtype=np.int64)

    def outside(self, index: NDArray[np.integer] | int) -> NDArray[np.int64]:
        """The ledger's number of a place outside the municipality."""
        return np.asarray(index, dtype=np.int64) + 2

    def book(
        self,
        source: NDArray[np.integer] | int,
        target: NDArray[np.integer] | int,
        vulnerable: NDArray[np.bool_],
        persons: NDArray[np.integer] | int,
        households: int = 1,
    ) -> None:
        """Enter one flow for each element: from a place, to a place, of so many persons (and one household)."""
        group = np.asarray(vulnerable, dtype=np.int64)
        came, went, heads, group = np.broadcast_arrays(source, target, persons, group)
        places = len(self.places)
        cell = (came.astype(np.int64) * places + went) * len(GROUPS) + group
        bins = places * places * len(GROUPS)
        self._count[..., 0] += households * np.bincount(cell, minlength=bins).reshape(places, places, -1)
        self._count[..., 1] += np.bincount(cell, heads, bins).astype(np.int64).reshape(places, places, -1)

    def take(self, year: int) -> pd.DataFrame:
        """The flows since last time as rows, and start afresh."""
        source, target, group = np.nonzero(self._count[..., 1])
        frame = pd.DataFrame(
            {
                "year": np.full(len(source), year, dtype=np.int32),
                "origin_place": np.array(self.places, dtype=object)[source],
                "destination_place": np.array(self.places, dtype=object)[target],
                "group": np.array(GROUPS, dtype=object)[group],
                "households": self._count[source, target, group, 0],
                "persons": self._count[source, target, group, 1],
            }
        )
        self._count[:] = 0
        return frame
