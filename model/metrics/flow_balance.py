"""Flow balance: the ledger closes only if nobody was lost and nobody was invented."""

import numpy as np
from numpy.typing import ArrayLike

from model.metrics.metric import FloatArray, Metric


def flow_balance(
    stock_start: ArrayLike,
    births: ArrayLike,
    moved_in: ArrayLike,
    deaths: ArrayLike,
    moved_out: ArrayLike,
    stock_end: ArrayLike,
    reclassified: ArrayLike | None = None,
) -> FloatArray:
    """People unaccounted for, group by group: zero everywhere when the ledger is closed.

    All arguments (n_groups,): stock at the start, births, arrivals, deaths, departures and stock at the end
    of a period. `reclassified` is the net number who changed into the group where they live (became
    vulnerable, grew up), None when nobody can. Returns start + births + in - deaths - out + reclassified -
    end: positive means lost, negative invented [@rees1977spatial].

    >>> flow_balance([100, 20], [2, 0], [5, 1], [1, 0], [6, 3], [100, 18]).tolist()
    [0.0, 0.0]
    >>> flow_balance([100], [2], [5], [1], [6], [97]).tolist()
    [3.0]
    """
    start, born, came, died, left, end = (
        np.asarray(column, dtype=np.float64) for column in (stock_start, births, moved_in, deaths, moved_out, stock_end)
    )
    changed = np.zeros_like(start) if reclassified is None else np.asarray(reclassified, dtype=np.float64)
    shapes = {column.shape for column in (start, born, came, died, left, end, changed)}
    if len(shapes) > 1:
        raise ValueError(f"all columns of the ledger must be (n_groups,), not {sorted(shapes)}")
    return start + born + came - died - left + changed - end


METRIC = Metric(
    name="flow_balance",
    title="Ledger residual",
    unit="persons or households",
    low=float("-inf"),
    high=float("inf"),
    meaning="People unaccounted for in the ledger of births, deaths and moves; zero when it is closed.",
    source="rees1977spatial",
    function=flow_balance,
    kind="flow",
)
