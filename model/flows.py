"""The closed ledger of flows: where every person came from and went to."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numba import njit
from numpy.typing import NDArray

GROUPS = ("other", "vulnerable")


@njit(cache=True)
def _enter(households, persons, source, target, vulnerable, counted, moved):  # type: ignore[no-untyped-def]
    for k in range(len(source)):
        persons[source[k], target[k], np.int64(vulnerable[k])] += counted[k]
        households[source[k], target[k], np.int64(vulnerable[k])] += moved


class Flows:
    """Persons and households that moved between places this year, by group; emptied by `take`.

    Places are 'estate', 'elsewhere' in the municipality, each place outside it, 'born' and 'died'.
    """

    def __init__(self, outside: tuple[str, ...]) -> None:
        self.places = ("estate", "elsewhere", *outside, "born", "died")
        self.estate, self.elsewhere, self.first_outside = 0, 1, 2
        self.born, self.died = len(self.places) - 2, len(self.places) - 1
        shape = len(self.places), len(self.places), len(GROUPS)
        self._households = np.zeros(shape, dtype=np.int64)
        self._persons = np.zeros(shape, dtype=np.int64)

    def outside(self, index: NDArray[np.integer] | int) -> NDArray[np.int64]:
        """The ledger's number of a place outside the municipality."""
        return np.asarray(index, dtype=np.int64) + self.first_outside

    def book(
        self,
        source: NDArray[np.integer] | int,
        target: NDArray[np.integer] | int,
        vulnerable: NDArray[np.bool_],
        persons: NDArray[np.integer] | int,
        households: int = 1,
    ) -> None:
        """Enter one flow for each element: from a place, to a place, of so many persons (and one household)."""
        n = len(vulnerable)
        leaves, reaches, counted = (np.full(n, x) if isinstance(x, int) else x for x in (source, target, persons))
        _enter(self._households, self._persons, leaves, reaches, vulnerable, counted, households)

    def take(self, year: int) -> pd.DataFrame:
        """The flows since last time as rows, and start afresh."""
        source, target, group = np.nonzero(self._persons)
        frame = pd.DataFrame(
            {
                "year": np.full(len(source), year, dtype=np.int32),
                "origin_place": np.array(self.places, dtype=object)[source],
                "destination_place": np.array(self.places, dtype=object)[target],
                "group": np.array(GROUPS, dtype=object)[group],
                "households": self._households[source, target, group],
                "persons": self._persons[source, target, group],
            }
        )
        self._households[:] = 0
        self._persons[:] = 0
        return frame
