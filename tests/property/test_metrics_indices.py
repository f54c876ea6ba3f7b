"""What segregation indices promise for any city, and their agreement with PySAL."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.metrics import of_kind
from model.metrics.dissimilarity import dissimilarity
from model.metrics.exposure import exposure
from model.metrics.isolation import isolation
from model.metrics.metric import dealt
from model.metrics.theil_h import theil_h

INDICES = {name: metric.function for name, metric in of_kind("index").items()}
EVERY_INDEX = pytest.mark.parametrize("index", INDICES.values(), ids=INDICES)

# Sums of at most 40 terms of size one in another order differ by rounding only.
ROUNDING = 1e-11


@st.composite
def cities(draw, empty_units=True):
    """Group and total counts of 2 to 40 units: some of the group, some others, two units with people."""
    n = draw(st.integers(2, 40))
    pair = st.tuples(st.integers(0, 300), st.integers(0, 3000))
    if not empty_units:
        pair = pair.filter(lambda both: sum(both) > 0)
    unit = np.array(draw(st.lists(pair, min_size=n, max_size=n)), dtype=float)
    unit[0, 0] += 1
    unit[1, 1] += 1
    return unit[:, 0], unit.sum(axis=1)


@pytest.fixture(scope="module")
def pysal():
    """PySAL's segregation, whose import turns NumPy's warnings off for the whole process."""
    before = np.geterr()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from segregation import multigroup, singlegroup
    np.seterr(**before)
    return singlegroup, multigroup


@given(city=cities())
def test_agrees_with_pysal(pysal, city):
    singlegroup, multigroup = pysal
    group, total = city
    frame = pd.DataFrame({"group": group, "total": total, "other": total - group})
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        expected = {
            dissimilarity: singlegroup.Dissim(frame, "group", "total").statistic,
            isolation: singlegroup.Isolation(frame, "group", "total").statistic,
            exposure: singlegroup.Interaction(frame, "group", "total").statistic,
            theil_h: singlegroup.Entropy(frame, "group", "total").statistic,
        }
        as_two_groups = multigroup.MultiInfoTheory(frame, ["group", "other"]).statistic
    for index, value in expected.items():
        assert index(group, total) == pytest.approx(value, abs=1e-9)
    assert theil_h(group, total) == pytest.approx(as_two_groups, abs=1e-9)


@EVERY_INDEX
@given(city=cities(), order=st.randoms(use_true_random=False))
def test_does_not_care_in_which_order_units_come(index, city, order):
    group, total = city
    shuffled = list(range(len(group)))
    order.shuffle(shuffled)
    assert index(group[shuffled], total[shuffled]) == pytest.approx(index(group, total), abs=ROUNDING)


@EVERY_INDEX
@given(city=cities(), factor=st.floats(0.01, 100))
def test_does_not_care_about_the_size_of_the_city(index, city, factor):
    group, total = city
    assert index(group * factor, total * factor) == pytest.approx(index(group, total), abs=ROUNDING)


@EVERY_INDEX
@given(city=cities(), empty=st.integers(1, 5))
def test_does_not_see_empty_units(index, city, empty):
    group, total = (np.concatenate([column, np.zeros(empty)]) for column in city)
    assert index(group, total) == pytest.approx(index(*city), abs=ROUNDING)


@EVERY_INDEX
@given(city=cities(), parts=st.integers(2, 5), which=st.integers(0, 39))
def test_organisational_equivalence(index, city, parts, which):
    """Splitting a unit into parts of the same mix, or merging such parts again, changes nothing."""
    group, total = city
    unit = which % len(group)
    split = np.full(parts, 1 / parts)
    finer = index(
        np.concatenate([np.delete(group, unit), group[unit] * split]),
        np.concatenate([np.delete(total, unit), total[unit] * split]),
    )
    assert finer == pytest.approx(index(group, total), abs=ROUNDING)


@given(city=cities())
def test_lies_between_an_even_spread_and_complete_segregation(city):
    group, total = city
    share = group.sum() / total.sum()
    assert 0 <= dissimilarity(group, total) <= 1 + ROUNDING
    assert -ROUNDING <= theil_h(group, total) <= 1 + ROUNDING
    assert share - ROUNDING <= isolation(group, total) <= 1 + ROUNDING
    assert 0 <= exposure(group, total) <= 1 - share + ROUNDING


@given(city=cities())
def test_isolation_and_exposure_are_the_whole_of_what_one_meets(city):
    assert isolation(*city) + exposure(*city) == pytest.approx(1, abs=ROUNDING)


@given(city=cities())
def test_dissimilarity_and_h_are_the_same_for_both_groups(city):
    group, total = city
    for index in (dissimilarity, theil_h):
        assert index(total - group, total) == pytest.approx(index(group, total), abs=ROUNDING)


@given(city=cities(), factor=st.floats(0.05, 20))
def test_dissimilarity_does_not_care_how_big_the_group_is(city, factor):
    """Composition invariance, which D has and isolation, exposure and H have not."""
    group, total = city
    other = total - group
    assert dissimilarity(group * factor, group * factor + other) == pytest.approx(
        dissimilarity(group, total), abs=ROUNDING
    )


@EVERY_INDEX
@given(city=cities(empty_units=False), part=st.floats(0, 1), pick=st.data())
def test_exchanges(index, city, part, pick):
    """Swapping people between two units so that their mixes approach never raises segregation."""
    group, total = city
    one = pick.draw(st.integers(0, len(group) - 1))
    two = pick.draw(st.integers(0, len(group) - 1))
    if group[one] / total[one] < group[two] / total[two]:
        one, two = two, one
    gap = group[one] / total[one] - group[two] / total[two]
    swapped = part * gap / (1 / total[one] + 1 / total[two])
    after = group.copy()
    after[one] -= swapped
    after[two] += swapped
    change = index(after, total) - index(group, total)
    assert (-change if index is exposure else change) <= ROUNDING


@EVERY_INDEX
@given(data=st.data(), dealings=st.integers(1, 5))
def test_many_dealings_at_once_are_each_of_them_to_the_bit(index, data, dealings):
    """The same units lived in by other people each time, or now and then by nobody."""
    group, total = data.draw(cities())
    shuffle = np.random.default_rng(data.draw(st.integers(0, 1000)))
    lived_in = total > 0
    groups, totals = np.tile(group, (dealings, 1)), np.tile(total, (dealings, 1))
    for k in range(1, dealings):
        order = shuffle.permutation(int(lived_in.sum()))
        groups[k, lived_in], totals[k, lived_in] = group[lived_in][order], total[lived_in][order]
    at_once = dealt(groups, totals)
    assert at_once is not None
    (formula,) = (metric.of_counts for metric in of_kind("index").values() if metric.function is index)
    assert formula(at_once).tolist() == [index(*pair) for pair in zip(groups, totals, strict=True)]


def test_dealings_that_empty_different_units_are_left_to_be_measured_one_by_one():
    assert dealt(np.array([[1.0, 0, 1], [1, 1, 0]]), np.array([[2.0, 0, 2], [2, 2, 0]])) is None
    assert dealt(np.array([[0.0, 0, 0]]), np.array([[2.0, 1, 2]])) is None
