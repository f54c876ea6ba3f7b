"""Neighbourhoods that follow the person, not the district border: near homes count more than far ones."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import coo_array, csr_array
from scipy.spatial import cKDTree

from model.metrics.metric import Counts, FloatArray, checked_counts, comparable


@dataclass(frozen=True, slots=True)
class Kernel:
    """How a neighbour's weight falls with distance; `reach` is where it is cut off, in bandwidths."""

    weight: Callable[[FloatArray], FloatArray]
    reach: float


def _biweight(distance: FloatArray) -> FloatArray:
    return (1.0 - distance**2) ** 2


def _exponential(distance: FloatArray) -> FloatArray:
    return np.exp(-distance)


# The exponential kernel never ends; beyond five bandwidths a home weighs less than 1 % of the nearest.
KERNELS = MappingProxyType({"biweight": Kernel(_biweight, reach=1.0), "exponential": Kernel(_exponential, reach=5.0)})


@dataclass(frozen=True, slots=True, eq=False)
class KernelNeighbourhood:
    """Who counts as whose neighbour and how much, worked out once and used every year.

    `weight` is a sparse (n_units, n_units) matrix, symmetric, 1 on the diagonal; `bandwidth_m` in metres;
    `kernel` one of `KERNELS`. About 80 neighbours per 100 m cell at a biweight bandwidth of 500 m: 12 bytes
    each.
    """

    bandwidth_m: float
    kernel: str
    weight: csr_array

    @classmethod
    def build(cls, points: ArrayLike, bandwidth_m: float, kernel: str = "biweight") -> "KernelNeighbourhood":
        """Find everyone's neighbours within the kernel's reach.

        `points` (n_units, 2): centroids in metres (EPSG:25832). `bandwidth_m` > 0: where a biweight
        neighbour's weight reaches zero, or an exponential one's falls to 37 %. Raises `ValueError` on other
        shapes or values [@reardon2004measures].

        >>> line = KernelNeighbourhood.build([(0, 0), (100, 0), (300, 0)], bandwidth_m=200)
        >>> line.weight.toarray().tolist()
        [[1.0, 0.5625, 0.0], [0.5625, 1.0, 0.0], [0.0, 0.0, 1.0]]
        """
        place = np.asarray(points, dtype=np.float64)
        if place.ndim != 2 or place.shape[1] != 2 or not np.isfinite(place).all():
            raise ValueError(f"points must be finite with shape (n_units, 2), not {place.shape}")
        if not (np.isfinite(bandwidth_m) and bandwidth_m > 0):
            raise ValueError(f"bandwidth_m = {bandwidth_m} must be above 0 m")
        if kernel not in KERNELS:
            near = difflib.get_close_matches(kernel, KERNELS, n=1, cutoff=0.0)
            raise ValueError(f"kernel = {kernel!r} is unknown; nearest: {near[0]!r}; known: {', '.join(KERNELS)}")
        chosen = KERNELS[kernel]
        n = len(place)
        pair = cKDTree(place).query_pairs(chosen.reach * bandwidth_m, output_type="ndarray")
        one, two = pair[:, 0], pair[:, 1]
        distance = np.sqrt(((place[one] - place[two]) ** 2).sum(axis=1)) / bandwidth_m
        # Rounding may put a pair on the rim a hair beyond it, where the biweight would rise again.
        near_weight = chosen.weight(np.minimum(distance, chosen.reach))
        itself = np.arange(n)
        weight = csr_array(
            coo_array(
                (
                    np.concatenate([near_weight, near_weight, np.ones(n)]),
                    (np.concatenate([one, two, itself]), np.concatenate([two, one, itself])),
                ),
                shape=(n, n),
            )
        )
        weight.eliminate_zeros()
        return cls(float(bandwidth_m), kernel, weight)

    @property
    def n_units(self) -> int:
        """How many units (cells) it connects."""
        return int(self.weight.shape[0])

    def around(self, count: ArrayLike) -> FloatArray:
        """How many live around each unit, near ones counted more: (n_units,) in and out."""
        return np.asarray(self.weight @ np.asarray(count, dtype=np.float64), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class LocalEnvironments:
    """People where they live (`counts`) and the group's share of the surroundings of each occupied unit."""

    counts: Counts
    surrounding_share: FloatArray


def local_environments(
    group_count: ArrayLike, total_count: ArrayLike, neighbourhood: KernelNeighbourhood
) -> LocalEnvironments | None:
    """What each inhabited cell's residents see around them, or None where no index is defined.

    `group_count` and `total_count` (n_units,), in the order of the neighbourhood's points. Raises
    `ValueError` when the lengths differ.
    """
    group, total = checked_counts(group_count, total_count)
    if len(group) != neighbourhood.n_units:
        raise ValueError(f"{len(group)} units of people but {neighbourhood.n_units} in the neighbourhood")
    if not comparable(group, total):
        return None
    lived_in = total > 0
    counts = Counts(group[lived_in], total[lived_in], float(group.sum()), float(total.sum()))
    share = neighbourhood.around(group)[lived_in] / neighbourhood.around(total)[lived_in]
    return LocalEnvironments(counts, np.minimum(share, 1.0))
