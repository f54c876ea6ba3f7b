"""Which households live in each part of the stock: the pool raked to the targets and made whole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agents.codes import HouseholdType, Origin
from agents.core import draws
from model.population.households import Pool
from model.population.raking import Total, rake, whole
from model.population.targets import AGE_BANDS, AGE_GROUPS, REST, STRATA, TYPE_GROUPS, Targets

Floats = NDArray[np.float64]
SLACK = 0.25
"""How much of a soft target's plausible range is its slack in the raking."""
POOL_MOST = 12000
POOL_LEAST = 1500
ORIGINS = (("western", Origin.WESTERN), ("non_western", Origin.NON_WESTERN))


@dataclass(frozen=True)
class Features:
    """What each household of the pool adds to the totals: persons by age band and origin, persons, minors."""

    ages: Floats
    origins: Floats
    minors_non_western: Floats
    minors: Floats
    with_children: Floats
    persons: Floats
    types: Floats


def pool_sizes(households: list[int]) -> list[int]:
    """How many households of each stratum the pool holds: all for small strata, enough for large ones."""
    return [int(np.clip(count, POOL_LEAST, POOL_MOST)) if count else 0 for count in households]


def features(pool: Pool) -> Features:
    """Count the members of every household of the pool in the groups of the targets."""
    seated = pool.seated
    bands = [(seated & (pool.age >= low) & (pool.age < high)).sum(axis=1) for low, high in AGE_BANDS]
    minor = seated & (pool.age < 18)
    non_western = pool.origin == Origin.NON_WESTERN
    return Features(
        ages=np.stack(bands).astype(float),
        origins=np.stack([(seated & (pool.origin == code)).sum(axis=1) for code in Origin]).astype(float),
        minors_non_western=(minor & non_western).sum(axis=1).astype(float),
        minors=minor.sum(axis=1).astype(float),
        with_children=minor.any(axis=1).astype(float),
        persons=seated.sum(axis=1).astype(float),
        types=np.stack([pool.type == code for code in HouseholdType]).astype(float),
    )


def choose(pool: Pool, households: list[int], targets: Targets, seed: int) -> NDArray[np.int64]:
    """Rows of the pool, one for each household to be made, strata in their order, `(sum(households),)`.

    The estate is raked to its own targets. The rest of the municipality is raked as a whole to what the
    municipality's totals leave, with softer targets for each tenure, so estate and rest always add up.
    """
    feature = features(pool)
    estate = pool.stratum == 0
    counts = np.zeros(len(pool.key), dtype=np.int64)
    weights = _rake_part(feature, estate, _estate_totals(feature, households[0], targets), pool, households)
    _make_whole(counts, weights, pool, 0, households[0], seed)
    rest = pool.stratum > 0
    if rest.any():
        totals = _rest_totals(feature, pool, households, targets, counts)
        weights = _rake_part(feature, rest, totals, pool, households)
        for stratum in range(1, len(STRATA)):
            _make_whole(counts, weights, pool, stratum, households[stratum], seed)
    return np.repeat(np.arange(len(counts)), counts)


def _rake_part(
    feature: Features, part: NDArray[np.bool_], totals: list[Total], pool: Pool, households: list[int]
) -> Floats:
    sizes = np.bincount(pool.stratum, minlength=len(households))
    start = np.array(households, dtype=float) / np.maximum(sizes, 1)
    weights = np.zeros(len(pool.key))
    used = [Total(total.name, total.adds[part], total.value, total.slack) for total in totals]
    weights[part] = rake(start[pool.stratum[part]], used)
    return weights


def _estate_totals(feature: Features, count: int, targets: Targets) -> list[Total]:
    persons = targets.value("estate", "population")
    ages = np.array([targets.value("estate", "age", group) for group in AGE_GROUPS])
    ages *= persons / ages.sum()
    out = [Total(f"age {group}", feature.ages[i], ages[i]) for i, group in enumerate(AGE_GROUPS)]
    out.append(Total("households", np.ones_like(feature.persons), count))
    out += [
        Total(name, feature.origins[code], targets.share("estate", "origin", name) * persons) for name, code in ORIGINS
    ]
    minors = ages[0] + ages[1]
    share = targets.share("estate", "origin_0_17", "non_western")
    out.append(Total("children of non-western origin", feature.minors_non_western, share * minors, 0.002 * minors))
    with_children = targets.share("estate", "households_with_children") * count
    out.append(Total("with children", feature.with_children, with_children))
    return out + _types(feature, feature.persons >= 0, "estate", count, targets)


def _rest_totals(
    feature: Features, pool: Pool, households: list[int], targets: Targets, chosen: NDArray[np.int64]
) -> list[Total]:
    count = sum(households)
    persons = targets.value("municipality", "population")
    ages = np.array([targets.value("municipality", "age", group) for group in AGE_GROUPS])
    ages = ages * persons / ages.sum() - feature.ages @ chosen
    out = [Total(f"age {group}", feature.ages[i], ages[i]) for i, group in enumerate(AGE_GROUPS)]
    for name, code in ORIGINS:
        wanted = targets.share("municipality", "origin", name) * persons - _sum(feature.origins[code], chosen)
        out.append(Total(name, feature.origins[code], wanted))
    families = _sum(feature.with_children, chosen)
    wanted = targets.share("municipality", "households_with_children") * count - families
    out.append(Total("with children", feature.with_children, wanted))
    for i, group in enumerate(TYPE_GROUPS):
        made = _sum(feature.types[i], chosen)
        wanted = targets.share("municipality", "household_type", group) * count - made
        slack = SLACK * targets.slack("municipality", "household_type", group) / 100.0 * count
        out.append(Total(f"municipality {group}", feature.types[i], wanted, slack))
    for stratum, name in enumerate(STRATA):
        if name in REST and households[stratum]:
            out += _stratum_totals(feature, pool.stratum == stratum, name, households[stratum], targets)
    return out


def _sum(adds: Floats, chosen: NDArray[np.int64]) -> float:
    return float((adds * chosen).sum())


def _stratum_totals(feature: Features, here: NDArray[np.bool_], name: str, count: int, targets: Targets) -> list[Total]:
    persons = targets.value(name, "mean_household_size") * count
    slack = SLACK * targets.slack(name, "mean_household_size") * count
    out = [Total(f"{name} households", here.astype(float), count)]
    out.append(Total(f"{name} persons", feature.persons * here, persons, slack))
    for i, group in enumerate(AGE_GROUPS):
        if targets.has(name, "age", group):
            wide = SLACK * targets.slack(name, "age", group) / 100.0 * persons
            out.append(
                Total(
                    f"{name} {group}",
                    feature.ages[i] * here,
                    targets.share(name, "age", group) * persons,
                    wide,
                )
            )
    wide = SLACK * targets.slack(name, "origin", "non_western") / 100.0 * persons
    wanted = targets.share(name, "origin", "non_western") * persons
    out.append(Total(f"{name} non-western", feature.origins[Origin.NON_WESTERN] * here, wanted, wide))
    return out + _types(feature, here, name, count, targets)


def _types(feature: Features, here: NDArray[np.bool_], name: str, count: int, targets: Targets) -> list[Total]:
    return [
        Total(
            f"{name} {group}",
            feature.types[i] * here,
            targets.share(name, "household_type", group) * count,
            SLACK * targets.slack(name, "household_type", group) / 100.0 * count,
        )
        for i, group in enumerate(TYPE_GROUPS)
    ]


def _make_whole(
    counts: NDArray[np.int64], weights: Floats, pool: Pool, stratum: int, households: int, seed: int
) -> None:
    rows = np.flatnonzero(pool.stratum == stratum)
    size = pool.seated[rows].sum(axis=1)
    order = rows[np.lexsort((pool.age[rows, 0], size, pool.origin[rows, 0], pool.type[rows]))]
    address = np.array([draws.key_of("whole households", stratum)])
    start = float(draws.uniform(seed, "population.whole", 0, address)[0])
    counts[order] = whole(weights[order], households, start)
