"""Spatial isolation: the own group's share of the surroundings of an average member."""

from numpy.typing import ArrayLike

from model.metrics.distance_kernel import KernelNeighbourhood, local_environments
from model.metrics.metric import Metric


def spatial_isolation(group_count: ArrayLike, total_count: ArrayLike, neighbourhood: KernelNeighbourhood) -> float:
    """The group's share of what an average group member has around the home, near homes counted more.

    `group_count` and `total_count` (n_units,) in the order of the neighbourhood's points. Returns 0 to 1; nan
    when there is no group, nobody else or only one occupied unit [@reardon2004measures].

    >>> row = KernelNeighbourhood.build([(0, 0), (100, 0)], bandwidth_m=1000)
    >>> round(spatial_isolation([10, 0], [10, 10], row), 3)
    0.505
    """
    seen = local_environments(group_count, total_count, neighbourhood)
    if seen is None:
        return float("nan")
    return float((seen.counts.group * seen.surrounding_share).sum() / seen.counts.group_sum)


METRIC = Metric(
    name="spatial_isolation",
    title="Spatial isolation",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="The own group's share around an average group member's home; near homes count more.",
    source="reardon2004measures",
    function=spatial_isolation,
    kind="spatial_index",
)
