"""Flow table: who left, and where to."""

import numpy as np
from numpy.typing import ArrayLike

from model.metrics.metric import FloatArray, Metric


def flow_table(
    group: ArrayLike,
    destination: ArrayLike,
    n_groups: int,
    n_destinations: int,
    weight: ArrayLike | None = None,
) -> FloatArray:
    """How many of each group went to each destination; also how many of each group failed for each reason.

    `group` and `destination` int (n_moves,); `weight` (n_moves,), e.g. persons, None for one each. Returns
    (n_groups, n_destinations); its sum is the number of moves, so nobody is lost. Raises `ValueError` on an
    unknown code. The origin-destination table of migration accounts [@rees1977spatial].

    >>> flow_table([0, 0, 1], [2, 2, 0], n_groups=2, n_destinations=3).tolist()
    [[0.0, 0.0, 2.0], [1.0, 0.0, 0.0]]
    """
    row = np.asarray(group, dtype=np.int64)
    column = np.asarray(destination, dtype=np.int64)
    if row.shape != column.shape:
        raise ValueError(f"group {row.shape} and destination {column.shape} must both be (n_moves,)")
    for name, code, size in (("group", row, n_groups), ("destination", column, n_destinations)):
        wrong = (code < 0) | (code >= size)
        if wrong.any():
            move = int(wrong.argmax())
            raise ValueError(f"move {move}: {name} = {code[move]} is outside 0..{size - 1}")
    each = None if weight is None else np.asarray(weight, dtype=np.float64)
    count = np.bincount(row * n_destinations + column, each, minlength=n_groups * n_destinations)
    return count.astype(np.float64).reshape(n_groups, n_destinations)


METRIC = Metric(
    name="flow_table",
    title="Who left, and where to",
    unit="persons or households",
    low=0.0,
    high=float("inf"),
    meaning="How many of each group went to each destination.",
    source="rees1977spatial",
    function=flow_table,
    kind="flow",
)
