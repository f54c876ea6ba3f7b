"""Spatial information index: how much less mixed people's surroundings are than the whole."""

from numpy.typing import ArrayLike

from model.metrics.distance_kernel import KernelNeighbourhood, local_environments
from model.metrics.metric import Metric
from model.metrics.theil_h import two_group_entropy


def spatial_theil_h(group_count: ArrayLike, total_count: ArrayLike, neighbourhood: KernelNeighbourhood) -> float:
    """How much of the whole population's mix is missing around the average home, near homes counted more.

    `group_count` and `total_count` (n_units,) in the order of the neighbourhood's points. Returns at most 1;
    it can fall below 0 when people see more mix around them than the whole has. nan when there is no group,
    nobody else or only one occupied unit [@reardon2004measures].

    >>> row = KernelNeighbourhood.build([(0, 0), (100, 0)], bandwidth_m=50)
    >>> round(spatial_theil_h([8, 2], [10, 10], row), 4)
    0.2781
    """
    seen = local_environments(group_count, total_count, neighbourhood)
    if seen is None:
        return float("nan")
    whole = float(two_group_entropy(seen.counts.group_share))
    loss = whole - two_group_entropy(seen.surrounding_share)
    return float((seen.counts.total * loss).sum() / (whole * seen.counts.total_sum))


METRIC = Metric(
    name="spatial_theil_h",
    title="Spatial information index",
    unit="share",
    low=float("-inf"),
    high=1.0,
    meaning="Share of the whole population's mix that is missing around the average person's home.",
    source="reardon2004measures",
    function=spatial_theil_h,
    kind="spatial_index",
)
