"""Spatial dissimilarity: D between the surroundings people have, whatever the borders of cells."""

import numpy as np
from numpy.typing import ArrayLike

from model.metrics.distance_kernel import KernelNeighbourhood, local_environments
from model.metrics.metric import Metric


def spatial_dissimilarity(group_count: ArrayLike, total_count: ArrayLike, neighbourhood: KernelNeighbourhood) -> float:
    """How far the mix around the average person's home is from the mix of the whole, near homes counted more.

    `group_count` and `total_count` (n_units,) in the order of the neighbourhood's points. Returns 0 or more,
    and D itself when the bandwidth is smaller than the distance between cells. It can pass 1 where a dense
    cluster of a small group is what many scattered homes have around them. nan when there is no group, nobody
    else or only one occupied unit [@reardon2004measures].

    >>> row = KernelNeighbourhood.build([(0, 0), (100, 0), (200, 0)], bandwidth_m=150)
    >>> round(spatial_dissimilarity([10, 0, 10], [10, 10, 10], row), 3)
    0.36
    """
    seen = local_environments(group_count, total_count, neighbourhood)
    if seen is None:
        return float("nan")
    share = seen.counts.group_share
    distance = np.abs(seen.surrounding_share - share)
    return float((seen.counts.total * distance).sum() / (2 * seen.counts.total_sum * share * (1 - share)))


METRIC = Metric(
    name="spatial_dissimilarity",
    title="Spatial dissimilarity",
    unit="share",
    low=0.0,
    high=float("inf"),
    meaning="How far the mix around the average home is from that of the whole; near homes count more.",
    source="reardon2004measures",
    function=spatial_dissimilarity,
    kind="spatial_index",
)
