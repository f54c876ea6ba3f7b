"""Spatial exposure: the others' share of the surroundings of an average member of the group."""

from numpy.typing import ArrayLike

from model.metrics.distance_kernel import KernelNeighbourhood, local_environments
from model.metrics.metric import Metric


def spatial_exposure(group_count: ArrayLike, total_count: ArrayLike, neighbourhood: KernelNeighbourhood) -> float:
    """The others' share of what an average group member has around the home, near homes counted more.

    `group_count` and `total_count` (n_units,) in the order of the neighbourhood's points. Returns 0 to 1; nan
    when there is no group, nobody else or only one occupied unit [@reardon2004measures].

    >>> row = KernelNeighbourhood.build([(0, 0), (100, 0)], bandwidth_m=1000)
    >>> round(spatial_exposure([10, 0], [10, 10], row), 3)
    0.495
    """
    seen = local_environments(group_count, total_count, neighbourhood)
    if seen is None:
        return float("nan")
    return float((seen.counts.group * (1.0 - seen.surrounding_share)).sum() / seen.counts.group_sum)


METRIC = Metric(
    name="spatial_exposure",
    title="Spatial exposure",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="The others' share around an average group member's home; near homes count more.",
    source="reardon2004measures",
    function=spatial_exposure,
    kind="spatial_index",
    fully_segregated=0.0,
)
