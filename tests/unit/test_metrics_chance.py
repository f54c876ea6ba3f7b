"""Indices under chance: against exact hypergeometric expectations, and how often the band is left by luck."""

import math
from collections import Counter
from functools import partial
from itertools import permutations

import numpy as np
import pytest
from scipy.special import entr
from scipy.stats import binomtest, chisquare, hypergeom

from model.metrics import of_kind
from model.metrics.chance import chance_band, segregation_with_chance
from model.metrics.distance_kernel import KernelNeighbourhood
from model.metrics.spatial_exposure import spatial_exposure

INDICES = tuple(of_kind("index"))


def exact_expectations(sizes, members):
    """Each index is a sum over units, and each unit's count is hypergeometric: no simulation needed."""
    people = sum(sizes)
    share = members / people
    whole = entr(share) + entr(1 - share)
    d = h = own = 0.0
    for size in sizes:
        count = np.arange(size + 1)
        chance = hypergeom(people, members, size).pmf(count)
        local = count / size
        d += size * (chance * np.abs(local - share)).sum() / (2 * people * share * (1 - share))
        h += size * (chance * (whole - entr(local) - entr(1 - local))).sum() / (people * whole)
        own += (chance * count * local).sum() / members
    return {"dissimilarity": d, "theil_h": h, "isolation": own, "exposure": 1 - own}


def dealt(unit, label, weight, n_units, stream, times, indices):
    """The raw values of chosen functions under chance, caught on the way."""
    seen = []

    def spy(group_count, total_count):
        seen.append((group_count.copy(), total_count.copy()))
        return 0.0

    segregation_with_chance(unit, label, weight, n_units, stream, times, {"spy": spy})
    return [tuple(index(*counts) for index in indices) for counts in seen[1:]]


@pytest.mark.parametrize(
    ("sizes", "members"), [((4, 5, 6), 6), ((2, 2, 2, 2, 20), 7), ((10, 30, 60), 35), ((1,) * 12, 3)]
)
def test_expected_value_is_the_hypergeometric_one(sizes, members):
    unit = np.repeat(np.arange(len(sizes)), sizes)
    label = np.arange(len(unit)) < members
    times = 4000
    found = segregation_with_chance(unit, label, None, len(sizes), stream=11, permutations=times)
    values = dealt(unit, label, None, len(sizes), 11, times, [of_kind("index")[name].function for name in INDICES])
    error = np.std(values, axis=0, ddof=1) / math.sqrt(times)
    for name, standard_error in zip(INDICES, error, strict=True):
        # Five standard errors of the mean of 4,000 draws: one false alarm in two million.
        tolerance = 5 * standard_error + 1e-12
        assert found[name].expected == pytest.approx(exact_expectations(sizes, members)[name], abs=tolerance)


def test_every_order_of_households_is_equally_likely():
    """Four households in four homes of their own: 24 orders, a chi-square test at 1 in 1,000."""
    times = 4800
    orders = dealt(np.arange(4), np.zeros(4), [1, 2, 3, 4], 4, 5, times, [lambda group, total: tuple(total)])
    count = Counter(order for (order,) in orders)
    assert set(count) == set(permutations((1.0, 2.0, 3.0, 4.0)))
    assert chisquare(list(count.values())).pvalue > 0.001


def test_chance_alone_leaves_the_band_one_time_in_twenty():
    """300 cities placed at random; a two-sided binomial test at 1 in 1,000 for each index.

    Persons of uneven number make values all but continuous, so ties do not widen the band.
    """
    rng = np.random.default_rng(2)
    unit, outside, cities = np.repeat(np.arange(12), 10), Counter(), 300
    for city in range(cities):
        persons = rng.uniform(0.5, 5.5, 120)
        found = segregation_with_chance(unit, rng.random(120) < 0.3, persons, 12, city, 99)
        outside.update(name for name in INDICES if found[name].outside)
    for name in INDICES:
        assert binomtest(outside[name], cities, 0.05).pvalue > 0.001, (name, outside[name])


def test_real_segregation_is_outside_and_corrected_says_how_much():
    unit = np.repeat(np.arange(10), 20)
    found = segregation_with_chance(unit, unit < 3, None, 10, stream=3)
    for name in INDICES:
        assert found[name].outside
        assert found[name].corrected == pytest.approx(1), name
    assert found["isolation"].corrected == pytest.approx(found["exposure"].corrected)


def test_small_units_look_segregated_by_chance_and_the_correction_takes_it_out():
    rng = np.random.default_rng(8)
    unit, label = np.arange(3000) // 3, rng.random(3000) < 0.2
    found = segregation_with_chance(unit, label, None, 1000, stream=4)["dissimilarity"]
    assert found.value > 0.4
    assert not found.outside
    assert abs(found.corrected) < 0.05


def test_households_take_their_persons_and_group_along():
    """Totals per unit change with every dealing, the city's do not; a share stands for a mixed household."""
    rng = np.random.default_rng(6)
    unit, share, persons = rng.integers(0, 5, 80), rng.choice([0, 0.5, 1], 80), rng.integers(1, 7, 80)
    sums = dealt(unit, share, persons, 5, 1, 50, [lambda group, total: (group.sum(), total.sum())])
    expected = ((share * persons).sum(), persons.sum())
    assert all(found == pytest.approx(expected, rel=1e-12) for (found,) in sums)


def test_same_address_same_draws_and_more_permutations_begin_with_the_fewer():
    rng = np.random.default_rng(1)
    unit, label = rng.integers(0, 6, 100), rng.random(100) < 0.4
    assert segregation_with_chance(unit, label, None, 6, 2**63 + 5) == segregation_with_chance(
        unit, label, None, 6, 2**63 + 5
    )
    d = [of_kind("index")["dissimilarity"].function]
    short, long = (dealt(unit, label, None, 6, 9, times, d) for times in (50, 120))
    assert long[:50] == short
    assert dealt(unit, label, None, 6, 10, 50, d) != short


def test_arguments_are_left_as_they_were_and_those_outside_are_left_out():
    unit, label, weight = np.array([0, 0, 1, 1, -1] * 8), np.arange(40) % 3 == 0, np.arange(40.0)
    before = unit.copy(), label.copy(), weight.copy()
    found = segregation_with_chance(unit, label, weight, 2, 1)
    inside = unit >= 0
    assert found == segregation_with_chance(unit[inside], label[inside], weight[inside], 2, 1)
    assert all(np.array_equal(old, new) for old, new in zip(before, (unit, label, weight), strict=True))


def test_a_spatial_index_joins_by_partial():
    near = KernelNeighbourhood.build([(0, 0), (100, 0), (500, 0)], 200)
    unit, label = np.repeat([0, 1, 2], 30), np.repeat([True, False, False], 30)
    index = {"spatial_exposure": partial(spatial_exposure, neighbourhood=near)}
    found = segregation_with_chance(unit, label, None, 3, 1, indices=index)["spatial_exposure"]
    assert found.outside
    assert found.value < found.low
    assert 0 < found.corrected < 1


@pytest.mark.parametrize("label", [np.zeros(20, bool), np.ones(20, bool)])
def test_undefined_stays_undefined(label):
    found = segregation_with_chance(np.arange(20) % 4, label, None, 4, 1)
    for band in found.values():
        assert math.isnan(band.value) and math.isnan(band.corrected)
        assert not band.outside


def test_nobody_at_all_is_undefined():
    assert math.isnan(segregation_with_chance([], [], None, 3, 1)["theil_h"].value)


def test_draws_without_a_value_are_left_out():
    band = chance_band(0.5, [0.1, math.nan, 0.3])
    assert (band.expected, band.low, band.high) == pytest.approx((0.2, 0.1, 0.3))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"permutations": 20}, "permutations = 20 is below 39"),
        ({"label": [0, 2]}, r"household 1: label = 2 is outside 0\.\.1"),
        ({"weight": [1, -1]}, r"household 1: weight = -1 is outside 0\.\.inf"),
        ({"unit": [0, 7]}, r"unit 7 is outside 0\.\.1"),
        ({"weight": [1, 1, 1]}, r"must all be \(n_households,\)"),
    ],
)
def test_impossible_arguments_are_named(change, message):
    fine = {"unit": [0, 1], "label": [0, 1], "weight": [1, 1], "n_units": 2, "stream": 1}
    with pytest.raises(ValueError, match=message):
        segregation_with_chance(**(fine | change))
