"""Who lives in social housing and who does not, December by December."""

from __future__ import annotations

import numpy as np
import pandas as pd

from agents.codes import Origin, Tenure
from agents.core.calendar import START_YEAR
from model.world import World

YEAR = 12


class Tenures:
    """Persons, those of minority origin, households and couples in social housing and outside it."""

    columns = ("year", "social", "persons", "minority", "households", "couples")

    def __init__(self) -> None:
        self._rows: list[tuple[int, bool, int, int, int, int]] = []

    def look(self, world: World) -> None:
        """Count every December."""
        if world.month % YEAR:
            return
        households, persons = world.households, world.persons
        home = households.dwelling
        lives = households.alive & (home >= 0)
        in_social = lives & (world.dwellings.tenure[np.maximum(home, 0)] == Tenure.ALMENE)
        couple = persons.partner[np.maximum(households.reference, 0)] >= 0
        rows = persons.rows
        minority = persons.origin[rows] != Origin.DANISH
        for social in (True, False):
            mine = in_social if social else lives & ~in_social
            there = mine[persons.household[rows]] & (persons.household[rows] >= 0)
            self._rows.append(
                (
                    START_YEAR + world.month // YEAR - 1, social, int(there.sum()), int((there & minority).sum()),
                    int(mine.sum()), int((mine & couple).sum()),
                )
            )  # fmt: skip

    def frame(self) -> pd.DataFrame:
        """A row for each year, in social housing and outside."""
        return pd.DataFrame(self._rows, columns=list(self.columns))
