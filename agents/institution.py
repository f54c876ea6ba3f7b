"""Institutions that hand out homes: the municipality, letting departments and the inter-municipal platform."""

from __future__ import annotations

import mesa
import numpy as np

from agents.core.columns import Table


class Institution(mesa.Agent):
    """An institution with a name and a task; what it did this month is in `model.record`.

    Rules and shares that it applies are levers, so that a policy changes what it does without reaching into it.
    """

    def __init__(self, model: mesa.Model, title: str, task: str) -> None:
        super().__init__(model)
        self.title = title
        self.task = task


class LettingDepartment(Institution):
    """A letting department (*afdeling*): the homes it lets and those that stand vacant now."""

    def __init__(self, model: mesa.Model, title: str, number: int, dwellings: Table) -> None:
        super().__init__(model, title, "lets vacant homes by the rule-book")
        self.number = number
        self._dwellings = dwellings
        self._homes = np.flatnonzero(dwellings.alive & (dwellings.department == number))

    @property
    def homes(self) -> int:
        """Homes of the department."""
        return len(self._homes)

    @property
    def vacant(self) -> int:
        """Homes without a household now."""
        return int((self._dwellings.household[self._homes] < 0).sum())
