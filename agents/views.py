"""Reading one row of a table as an object: what Mesa agents are made of here."""

from __future__ import annotations

from typing import Any

import mesa

from agents.core.columns import Table


class RowAgent(mesa.Agent):
    """A Mesa agent that is a thin view on one row of a table: reading an attribute reads the column.

    The row may be given to somebody else when the agent is gone; `present` tells whether it still is the same one.
    """

    def __init__(self, model: mesa.Model, table: Table, row: int) -> None:
        super().__init__(model)
        self._table = table
        self.row = int(row)
        self.key = int(table.key[row])

    @property
    def present(self) -> bool:
        """Whether the row still belongs to this agent."""
        return bool(self._table.alive[self.row]) and int(self._table.key[self.row]) == self.key

    def __getattr__(self, name: str) -> Any:
        table = self.__dict__.get("_table")
        if table is not None and name in table.columns:
            return getattr(table, name)[self.__dict__["row"]].item()
        raise AttributeError(f"{type(self).__name__} has no attribute '{name}'")
