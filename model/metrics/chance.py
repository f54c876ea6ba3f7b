"""What an index would be if chance alone had placed the households: the yardstick to read it against.

Small units look segregated even when nobody chose anything [@carrington1997measuring; @allen2015reliable].
The null is that the same households were dealt at random over the same homes. Whole households are dealt, not
persons: a family moves together, so dealing persons one by one would make chance look far more even than it
can be. Each household takes its persons and its group with it; the group's overall share stays what it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

from model.metrics import discover, of_kind
from model.metrics.metric import FloatArray, counts_by_unit, dealt

Index = Callable[[FloatArray, FloatArray], float]

# Below 39 dealings even the extreme ones do not reach the 2.5 % and 97.5 % points.
FEWEST_PERMUTATIONS = 39
BAND = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class ChanceBand:
    """An index beside what chance alone would give.

    `value` as observed; `expected` the mean and `low`..`high` the middle 95 % under random placement;
    `outside` whether the value lies beyond the band; `corrected` the distance from chance to complete
    segregation that is covered: 0 as by chance, 1 completely segregated, negative when more even than chance
    [@carrington1997measuring].
    """

    value: float
    expected: float
    low: float
    high: float
    outside: bool
    corrected: float


def chance_band(value: float, draws: ArrayLike, fully_segregated: float = 1.0) -> ChanceBand:
    """Set an observed index beside its values under chance.

    `draws` (n_permutations,); nan draws are left out; no value or no draws gives nan and `outside` False. The
    quantiles are placed so that one more draw falls outside with probability 5 %.

    >>> band = chance_band(0.6, np.linspace(0.1, 0.3, 99))
    >>> band.outside, round(band.expected, 3), round(band.corrected, 3)
    (True, 0.2, 0.5)
    """
    drawn = np.asarray(draws, dtype=np.float64)
    drawn = drawn[~np.isnan(drawn)]
    nan = float("nan")
    if drawn.size == 0 or np.isnan(value):
        return ChanceBand(value, nan, nan, nan, False, nan)
    expected = float(drawn.mean())
    low, high = (float(edge) for edge in np.quantile(drawn, BAND, method="weibull"))
    room = fully_segregated - expected
    corrected = (value - expected) / room if room else nan
    return ChanceBand(value, expected, low, high, bool(value < low or value > high), corrected)


@njit(cache=True)
def _mix(state: np.uint64) -> np.uint64:
    """One step of the splitmix64 output function [@steele2014fast]."""
    word = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return word ^ (word >> np.uint64(31))


@njit(cache=True)
def _kinds(group_weight: FloatArray, total_weight: FloatArray) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Number households by kind, and list each kind's persons of the group and persons (n_kinds, 2).

    Households with the same two weights are alike to chance, so that only their kinds need to be dealt.
    """
    size = 2
    while size < 2 * len(group_weight):
        size *= 2
    known = np.full(size, -1, np.int32)
    kind = np.empty(len(group_weight), np.int32)
    weights = np.empty((len(group_weight), 2))
    found = 0
    for i in range(len(group_weight)):
        group, total = group_weight[i], total_weight[i]
        place = hash((group, total)) & (size - 1)
        while known[place] >= 0 and (weights[known[place], 0] != group or weights[known[place], 1] != total):
            place = (place + 1) & (size - 1)
        if known[place] < 0:
            known[place] = found
            weights[found, 0], weights[found, 1] = group, total
            found += 1
        kind[i] = known[place]
    return kind, weights[:found].copy()


@njit(cache=True)
def _deal(
    stream: np.uint64,
    permutation: np.uint64,
    unit: NDArray[np.integer],
    kind: NDArray[np.integer],
    weights: FloatArray,
    counts: FloatArray,
) -> None:
    """Deal households over homes and count them by unit (n_units, 2), in one backward Fisher-Yates pass.

    Shuffles the kinds in place; a slot is final, and counted, as soon as the pass has left it.
    """
    counts[:] = 0.0
    step = np.uint64(0x9E3779B97F4A7C15)
    state = _mix(stream + _mix(permutation + step))
    half = np.uint64(32)
    for slot in range(len(unit) - 1, -1, -1):
        state += step
        other = ((_mix(state) >> half) * np.uint64(slot + 1)) >> half
        here = kind[other]
        kind[other] = kind[slot]
        counts[unit[slot], 0] += weights[here, 0]
        counts[unit[slot], 1] += weights[here, 1]


def segregation_with_chance(
    unit: ArrayLike,
    label: ArrayLike,
    weight: ArrayLike | None,
    n_units: int,
    stream: int,
    permutations: int = 99,
    indices: Mapping[str, Index] | None = None,
) -> dict[str, ChanceBand]:
    """Every index, with the value and 95 % band that dealing the same households over the homes would give.

    `unit` int (n_households,), -1 for those outside every unit (left out); `label` (n_households,): whether
    the household is of the group, or the share 0..1 of its persons who are; `weight` (n_households,): its
    persons, None for one each. `stream` is the 64-bit address of the draws; permutation k is the same
    whatever `permutations` is. `indices` maps names to functions of `(group_count, total_count)`; by default
    all metrics of kind "index". A spatial index joins by `functools.partial(spatial_dissimilarity,
    neighbourhood=...)`. Raises `ValueError` on impossible arguments.

    >>> unit, label = np.repeat([0, 1, 2], 20), np.repeat([True, False, False], 20)
    >>> segregation_with_chance(unit, label, None, n_units=3, stream=1)["dissimilarity"].outside
    True
    """
    where, group_weight, total_weight = _checked(unit, label, weight, n_units)
    if permutations < FEWEST_PERMUTATIONS:
        raise ValueError(f"permutations = {permutations} is below {FEWEST_PERMUTATIONS}, too few for a 95 % band")
    chosen = indices if indices is not None else {name: item.function for name, item in of_kind("index").items()}
    observed = counts_by_unit(where, group_weight, total_weight, n_units)
    values = {name: float(index(*observed)) for name, index in chosen.items()}
    kind, weights = _kinds(group_weight, total_weight)
    # Narrow columns stay in the cache while they are shuffled.
    kind = kind.astype(np.min_scalar_type(len(weights)))
    narrow, counts = where.astype(np.uint32), np.empty((n_units, 2))
    address = np.uint64(stream)
    group_count, total_count = np.empty((2, permutations, n_units))
    for k in range(permutations):
        _deal(address, np.uint64(k), narrow, kind.copy(), weights, counts)
        group_count[k], total_count[k] = counts.T
    known, at_once = discover(), dealt(group_count, total_count)
    bands = {}
    for name, index in chosen.items():
        formula = known[name].of_counts if name in known and known[name].function is index else None
        if formula is not None and at_once is not None:
            drawn = formula(at_once)
        else:
            drawn = np.array([index(*pair) for pair in zip(group_count, total_count, strict=True)])
        bands[name] = chance_band(values[name], drawn, known[name].fully_segregated if name in known else 1.0)
    return bands


def _checked(
    unit: ArrayLike, label: ArrayLike, weight: ArrayLike | None, n_units: int
) -> tuple[NDArray[np.int64], FloatArray, FloatArray]:
    """Households inside the units: unit, persons of the group, persons; or a `ValueError`."""
    where = np.asarray(unit, dtype=np.int64)
    share = np.asarray(label, dtype=np.float64)
    persons = np.ones(where.shape) if weight is None else np.asarray(weight, dtype=np.float64)
    if where.ndim != 1 or where.shape != share.shape or where.shape != persons.shape:
        raise ValueError(
            f"unit {where.shape}, label {share.shape} and weight {persons.shape} must all be (n_households,)"
        )
    for name, column, high in (("label", share, 1.0), ("weight", persons, np.inf)):
        wrong = ~(np.isfinite(column) & (column >= 0) & (column <= high))
        if wrong.any():
            row = int(wrong.argmax())
            raise ValueError(f"household {row}: {name} = {column[row]:g} is outside 0..{high:g}")
    if where.size and where.max() >= n_units:
        raise ValueError(f"unit {where.max()} is outside 0..{n_units - 1}")
    inside = where >= 0
    return where[inside], (share * persons)[inside], persons[inside]
