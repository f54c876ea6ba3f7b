"""Distance-kernel indices: against loops over all pairs, and the plain ones as the bandwidth shrinks."""

import math

import numpy as np
import pytest

from model.metrics import of_kind
from model.metrics.dissimilarity import dissimilarity
from model.metrics.distance_kernel import KERNELS, KernelNeighbourhood
from model.metrics.exposure import exposure
from model.metrics.isolation import isolation
from model.metrics.spatial_dissimilarity import spatial_dissimilarity
from model.metrics.spatial_exposure import spatial_exposure
from model.metrics.spatial_isolation import spatial_isolation
from model.metrics.spatial_theil_h import spatial_theil_h
from model.metrics.theil_h import theil_h

PAIRS = [
    (spatial_dissimilarity, dissimilarity),
    (spatial_isolation, isolation),
    (spatial_exposure, exposure),
    (spatial_theil_h, theil_h),
]


def town(seed, n=60):
    """Cell centroids in metres with people; some cells empty, some in the same place."""
    rng = np.random.default_rng(seed)
    points = rng.uniform(0, 1500, (n, 2)).round(-2)
    total = rng.integers(0, 40, n) * (rng.random(n) < 0.8)
    return points, rng.binomial(total, rng.beta(1, 3, n)).astype(float), total.astype(float)


def weight_by_hand(kernel, distance, bandwidth):
    if kernel == "biweight":
        return (1 - (distance / bandwidth) ** 2) ** 2 if distance < bandwidth else 0.0
    return math.exp(-distance / bandwidth) if distance <= 5 * bandwidth else 0.0


def by_hand(points, group, total, kernel, bandwidth):
    """Reardon and O'Sullivan's four indices, person by person in plain loops."""
    n, people, members = len(points), sum(total), sum(group)
    share = members / people

    def entropy(p):
        return 0.0 if p in (0.0, 1.0) else -p * math.log(p) - (1 - p) * math.log(1 - p)

    d = own = others = h = 0.0
    for i in range(n):
        if total[i] == 0:
            continue
        weight = [weight_by_hand(kernel, math.dist(points[i], points[j]), bandwidth) for j in range(n)]
        around = sum(w * x for w, x in zip(weight, group, strict=True))
        around /= sum(w * t for w, t in zip(weight, total, strict=True))
        d += total[i] * abs(around - share) / (2 * people * share * (1 - share))
        own += group[i] / members * around
        others += group[i] / members * (1 - around)
        h += total[i] * (entropy(share) - entropy(around)) / (people * entropy(share))
    return d, own, others, h


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize(("seed", "bandwidth"), [(1, 100.0), (2, 250.0), (3, 800.0)])
def test_agrees_with_loops_over_all_pairs(kernel, seed, bandwidth):
    points, group, total = town(seed)
    near = KernelNeighbourhood.build(points, bandwidth, kernel)
    found = [spatial(group, total, near) for spatial, _ in PAIRS]
    # Sums of 60 terms in another order: rounding only.
    assert found == pytest.approx(by_hand(points, group, total, kernel, bandwidth), rel=1e-10)


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize(("spatial", "plain"), PAIRS, ids=lambda function: function.__name__)
def test_becomes_the_plain_index_as_the_bandwidth_goes_to_zero(kernel, spatial, plain):
    rng = np.random.default_rng(9)
    points = np.stack(np.meshgrid(np.arange(8), np.arange(8)), axis=-1).reshape(-1, 2) * 100.0
    total = rng.integers(0, 30, 64)
    group = rng.binomial(total, 0.3)
    near = KernelNeighbourhood.build(points, 1.0, kernel)
    assert spatial(group, total, near) == pytest.approx(plain(group, total), rel=1e-12)


def test_everybody_sees_the_same_when_the_bandwidth_is_vast():
    points, group, total = town(4)
    near = KernelNeighbourhood.build(points, 1e9)
    # Distances of 2 km in a bandwidth of a million km weigh alike to 1e-11.
    assert spatial_dissimilarity(group, total, near) == pytest.approx(0, abs=1e-9)
    assert spatial_isolation(group, total, near) == pytest.approx(group.sum() / total.sum(), rel=1e-9)


def test_a_checkerboard_is_segregated_by_cell_but_not_around_the_person():
    """The checkerboard problem: the plain index cannot tell it from two solid halves, the spatial one can."""
    row, column = np.indices((10, 10)).reshape(2, -1)
    points = np.column_stack([column, row]) * 100.0
    total = np.full(100, 20.0)
    board, halves = 20.0 * ((row + column) % 2), 20.0 * (row < 5)
    near = KernelNeighbourhood.build(points, 300)
    assert dissimilarity(board, total) == pytest.approx(1)
    assert dissimilarity(halves, total) == pytest.approx(1)
    assert spatial_dissimilarity(board, total, near) < 0.2
    assert spatial_dissimilarity(halves, total, near) > 0.7


def test_scattered_homes_around_a_dense_group_may_pass_one():
    """Why the metric has no upper bound: five blocks of others see the dense block, but not each other."""
    angle = np.arange(5) * 2 * np.pi / 5
    ring = np.column_stack([np.cos(angle), np.sin(angle)]) * 86.0
    near = KernelNeighbourhood.build(np.vstack([[(0.0, 0.0)], ring, [(9000.0, 0.0)]]), 100)
    assert near.weight.nnz == 7 + 2 * 5
    assert spatial_dissimilarity([1000, 0, 0, 0, 0, 0, 0], [1000, 60, 60, 60, 60, 60, 100_000], near) > 1.05


def test_weights_are_symmetric_and_at_most_one():
    near = KernelNeighbourhood.build(town(5)[0], 300)
    matrix = near.weight.toarray()
    assert np.array_equal(matrix, matrix.T)
    assert matrix.max() == 1 == matrix.diagonal().min()
    assert matrix.min() == 0


@pytest.mark.parametrize("metric", of_kind("spatial_index").values(), ids=lambda metric: metric.name)
def test_undefined_is_nan(metric):
    near = KernelNeighbourhood.build([(0, 0), (100, 0)], 150)
    for group, total in [([0, 0], [5, 5]), ([5, 5], [5, 5]), ([2, 0], [5, 0])]:
        assert math.isnan(metric.function(group, total, near))


def test_bad_arguments_are_named():
    with pytest.raises(ValueError, match="bandwidth_m = 0 must be above 0 m"):
        KernelNeighbourhood.build([(0, 0)], 0)
    with pytest.raises(ValueError, match=r"shape \(n_units, 2\), not \(3,\)"):
        KernelNeighbourhood.build([0, 1, 2], 100)
    with pytest.raises(ValueError, match="kernel = 'biwaight' is unknown; nearest: 'biweight'"):
        KernelNeighbourhood.build([(0, 0)], 100, "biwaight")
    with pytest.raises(ValueError, match="3 units of people but 1 in the neighbourhood"):
        spatial_exposure([1, 2, 0], [2, 3, 4], KernelNeighbourhood.build([(0, 0)], 100))
