"""Deaths and births alone against demography: survivors of a life table, and the stable population.

The model's own phases `deaths.step` and `births.step` run on made populations in which nobody comes, goes or forms
a couple. What they must give is worked out here from the parameters anew: the chance to live through each month, and
the Leslie matrix of the population by sex and month of age. Women live with a partner in the shares by age that
the parameters name, dealt anew each month, so that births of all women come near the register's rates.

Level: two chi-square tests at 5e-5 for the life tables and five intervals at 2e-5 for growth and ages, 2e-4 in all.
"""

from __future__ import annotations

import copy
import itertools
from dataclasses import dataclass, replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import sparse, stats
from scipy.sparse import linalg

from agents.codes import Origin
from agents.core import draws
from agents.core.columns import Table
from agents.core.ties import Ties
from agents.household import HOUSEHOLD_COLUMNS
from agents.person import PERSON_COLUMNS
from model.estate_model import build
from model.mechanisms import births, deaths
from model.scenario import Scenario
from model.world import World

FloatArray = NDArray[np.float64]

OLDEST = 125 * 12
VALUES = {parameter.name: parameter.value for parameter in (*deaths.PARAMETERS, *births.PARAMETERS)}

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Rates:
    """Chances of a month at each age in months: dying, men and women, shape (2, OLDEST), and bearing a child."""

    death: FloatArray
    birth: FloatArray
    girls: float


def rates(deadlier: float = 1.0, fertile: float = 1.0) -> Rates:
    """Read off the parameters one age after the other, as their descriptions say."""
    starts = sorted(int(name.rsplit("_", 1)[1]) for name in VALUES if name.startswith("mortality.from_age_"))
    death, birth = np.zeros((2, OLDEST)), np.zeros(OLDEST)
    men = VALUES["mortality.men_ratio"]
    for month in range(OLDEST):
        year = month // 12
        band = max(start for start in starts if start <= year)
        yearly = VALUES[f"mortality.from_age_{band}"] / 1000.0 * deadlier
        death[:, month] = yearly * men / 12.0, yearly * (2.0 - men) / 12.0
        if 15 <= year < 50:
            five = f"{year // 5 * 5}_{year // 5 * 5 + 4}"
            birth[month] = VALUES[f"fertility.all_{five}"] / 1000.0 * VALUES["fertility.level"] / 12.0 * fertile
    return Rates(death, birth, VALUES["fertility.girls"])


def survivors(death: FloatArray) -> FloatArray:
    """Share alive at each age in months, of those who enter the first month of life at risk, shape (OLDEST + 1,)."""
    return np.concatenate([[1.0], np.cumprod(1.0 - death)])


def leslie(r: Rates) -> sparse.csr_matrix:
    """The population of next month from that of this: men, then women, by age in months.

    In the model's month people die, those left bear children, and only then all are a month older. The newborn are
    therefore a month old when death first asks for them.
    """
    stay = 1.0 - r.death
    grow = [sparse.diags(stay[sex][:-1], -1, shape=(OLDEST, OLDEST)).tolil() for sex in range(2)]
    born = r.birth * stay[1]
    daughters = sparse.lil_matrix((OLDEST, OLDEST))
    daughters[1] = born * r.girls
    sons = sparse.lil_matrix((OLDEST, OLDEST))
    sons[1] = born * (1.0 - r.girls)
    return sparse.bmat([[grow[0], sons], [None, grow[1] + daughters]]).tocsr()


def stable(r: Rates) -> tuple[float, FloatArray]:
    """Growth a month (the dominant eigenvalue) and the shares by sex and age in months, shape (2, OLDEST)."""
    value, vector = linalg.eigs(leslie(r).astype(float), k=1, which="LR", v0=np.ones(2 * OLDEST))
    shares = np.abs(np.real(vector[:, 0]))
    return float(np.real(value[0])), (shares / shares.sum()).reshape(2, OLDEST)


class Closed:
    """A made world of some populations that have nothing to do with each other: a household each, never without an
    adult, so that no orphan leaves.
    """

    def __init__(self, start: World, ages: NDArray[np.int64], female: NDArray[np.bool_], of: NDArray[np.int64]) -> None:
        self.world = world = copy.copy(start)
        world.scenario = replace(start.scenario, seed=11)
        world.persons, world.households = Table(PERSON_COLUMNS, len(ages)), Table(HOUSEHOLD_COLUMNS, 64)
        world.streams, world.month, world.counters = draws.Streams(), 0, {}
        world.ties = Ties(world.persons.capacity)
        world.values = dict(start.values)
        homes = world.households.add(draws.keys_of("population", 0, int(of.max()) + 1))
        rows = world.persons.add(draws.keys_of("founder", 0, len(ages)))
        world.persons.birth_month[rows], world.persons.female[rows] = -ages, female
        world.persons.household[rows], world.persons.origin[rows] = homes[of], Origin.DANISH

    def pair_up(self) -> None:
        """Women have a partner, in name, with the share of their age."""
        persons = self.world.persons
        women = np.flatnonzero(persons.alive & persons.female)
        band = np.clip((self.world.month - persons.birth_month[women]) // 60 - 3, 0, len(births.AGES) - 1)
        share = np.array([VALUES[f"fertility.partnered_{age}_{age + 4}"] for age in births.AGES])
        paired = self.world.uniform("theory.partnered", persons.key[women]) < share[band]
        persons.partner[women] = np.where(paired, women, -1)

    def month(self, with_births: bool = True) -> None:
        deaths.step(self.world)
        if with_births:
            self.pair_up()
            births.step(self.world)
        self.world.month += 1

    def sizes(self) -> NDArray[np.int64]:
        persons = self.world.persons
        return np.bincount(persons.household[persons.alive], minlength=len(self.world.households))

    def by_age(self, bounds: tuple[int, ...]) -> FloatArray:
        """Shares of ages between these bounds in years, shape (populations, len(bounds) - 1)."""
        persons = self.world.persons
        rows = np.flatnonzero(persons.alive)
        band = np.searchsorted(bounds, (self.world.month - persons.birth_month[rows]) / 12.0, side="right") - 1
        count = np.zeros((len(self.world.households), len(bounds) - 1))
        np.add.at(count, (persons.household[rows], band), 1.0)
        return count / count.sum(axis=1, keepdims=True)


@pytest.fixture(scope="module")
def start() -> World:
    return build(Scenario(place="vaerebro", months=12), years=())


LIVES, KEEPERS = 60_000, 40
AGES = (0, 1, 20, 40, 50, 60, 65, 70, 75, 80, 85, 90, 95)


@pytest.fixture(scope="module")
def ends(start: World) -> NDArray[np.int64]:
    """How many of 60,000 boys and 60,000 girls die between the ages of `AGES`, the last after them, shape (2, 13)."""
    sex = np.repeat([False, True, True], [LIVES, LIVES, KEEPERS])
    town = Closed(start, np.zeros(len(sex), dtype=np.int64), sex, np.zeros(len(sex), dtype=np.int64))
    persons = town.world.persons
    # Some who are not counted, and do not grow old, see to it that no child is an orphan.
    lives, keepers = persons.rows[:-KEEPERS], persons.rows[-KEEPERS:]
    left = np.zeros((2, len(AGES) + 1), dtype=np.int64)
    for month in range(OLDEST):
        if month % 12 == 0 and month // 12 in AGES:
            there = lives[persons.alive[lives]]
            left[:, AGES.index(month // 12)] = np.bincount(persons.female[there].astype(int), minlength=2)
        persons.birth_month[keepers] = month - 30 * 12
        town.month(with_births=False)
    assert persons.alive[keepers].any()
    return left[:, :-1] - left[:, 1:]


def expected_ends(death: FloatArray) -> FloatArray:
    """Share of all lives that end between the ages of `AGES`."""
    at = survivors(death)[[age * 12 for age in AGES]]
    return -np.diff(np.append(at, 0.0))


@pytest.mark.parametrize("sex", [0, 1], ids=["men", "women"])
def test_survivors_follow_the_life_table(ends: NDArray, sex: int) -> None:
    assert ends[sex].sum() == LIVES
    expected = expected_ends(rates().death[sex]) * LIVES
    assert expected.min() > 20
    assert stats.chisquare(ends[sex], expected).pvalue > 5e-5


def test_five_percent_more_deaths_are_seen(ends: NDArray) -> None:
    for sex in range(2):
        assert stats.chisquare(ends[sex], expected_ends(rates(deadlier=1.05).death[sex]) * LIVES).pvalue < 5e-5


POPULATIONS, EACH, WARM_UP, MEASURED = 48, 4000, 1080, 360
BOUNDS = (0, 20, 40, 60, 80, 200)


@dataclass(frozen=True)
class Lived:
    """Sizes at the start and the end of the months measured, shape (populations,), and shares by age at the end."""

    before: NDArray[np.int64]
    after: NDArray[np.int64]
    ages: FloatArray


def founders() -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Ages in months and sex of 4,000 as if as many had been born each year: younger than the stable population, which
    they have to become.
    """
    half = EACH // 2
    parts = []
    for sex in range(2):
        ends = np.cumsum(survivors(rates().death[sex])[:OLDEST])
        parts.append(np.searchsorted(ends / ends[-1], (np.arange(half) + 0.5) / half))
    return np.concatenate(parts), np.arange(EACH) >= half


@pytest.fixture(scope="module")
def lived(start: World) -> Lived:
    """Populations of 4,000 live on for 120 years, of which 30 are measured."""
    ages, female = founders()
    of = np.repeat(np.arange(POPULATIONS), EACH)
    town = Closed(start, np.tile(ages, POPULATIONS), np.tile(female, POPULATIONS), of)
    for _ in range(WARM_UP):
        town.month()
    before = town.sizes()
    for _ in range(MEASURED):
        town.month()
    return Lived(before, town.sizes(), town.by_age(BOUNDS))


def in_bands(shares: FloatArray) -> FloatArray:
    """Shares by sex and month of age added up between the `BOUNDS`."""
    years = np.arange(OLDEST) // 12
    return np.array([shares[:, (years >= a) & (years < b)].sum() for a, b in itertools.pairwise(BOUNDS)])


def misses(found: FloatArray, level: float) -> tuple[float, float]:
    """How far the mean of the populations lies from nought, and half the width of its interval."""
    half = stats.t.ppf(1.0 - level / 2.0, len(found) - 1) * found.std(ddof=1) / np.sqrt(len(found))
    return float(abs(found.mean())), float(half)


@pytest.fixture(scope="module")
def projected() -> tuple[float, FloatArray]:
    """Growth over the months measured and shares by age at their end, as the Leslie matrix has them from the founders
    on.
    """
    matrix, (ages, female) = leslie(rates()), founders()
    people = np.zeros((2, OLDEST))
    np.add.at(people, (female.astype(int), ages), 1.0)
    now = people.ravel()
    for _ in range(WARM_UP):
        now = matrix @ now
    then = now
    for _ in range(MEASURED):
        then = matrix @ then
    return float(then.sum() / now.sum()), in_bands(then.reshape(2, -1) / then.sum())


def test_after_a_century_the_theory_itself_is_nearly_stable(projected: tuple[float, FloatArray]) -> None:
    """What is left of the founders' ages: a thousandth in growth over 30 years, and a fifth of a point in any share."""
    growth, ages = projected
    value, shares = stable(rates())
    assert growth == pytest.approx(value**MEASURED, rel=1e-3)
    assert np.abs(ages - in_bands(shares)).max() < 0.002
    start_ages = np.histogram(founders()[0] / 12.0, BOUNDS)[0] / EACH
    assert np.abs(start_ages - in_bands(shares)).max() > 0.03


def test_the_population_grows_by_the_dominant_eigenvalue(lived: Lived) -> None:
    """Over 30 years; to 2.5 % of the size, or 0.1 % a year."""
    value, _ = stable(rates())
    far, half = misses((lived.after - value**MEASURED * lived.before) / lived.after.mean(), 2e-5)
    assert far < half < 0.025


@pytest.mark.parametrize("band", range(1, len(BOUNDS) - 1))
def test_the_ages_are_those_of_the_leslie_matrix(lived: Lived, projected: tuple[float, FloatArray], band: int) -> None:
    """Each share to 0.8 points; the youngest follow from the others."""
    far, half = misses((lived.ages[:, band] - projected[1][band]) * lived.after / lived.after.mean(), 2e-5)
    assert far < half < 0.008


def test_five_percent_more_births_are_seen_in_growth(lived: Lived) -> None:
    value, _ = stable(rates(fertile=1.05))
    far, half = misses((lived.after - value**MEASURED * lived.before) / lived.after.mean(), 2e-5)
    assert far > half


def test_a_tenth_more_deaths_are_seen_in_the_ages(lived: Lived) -> None:
    _, shares = stable(rates(deadlier=1.1))
    far, half = misses((lived.ages[:, -1] - in_bands(shares)[-1]) * lived.after / lived.after.mean(), 2e-5)
    assert far > half


def test_rates_of_a_month_are_a_twelfth_and_cost_little() -> None:
    """A chance of a twelfth of the yearly rate is not a rate without steps, and the newborn skip the first month.

    Against a life table in which time has no steps, from birth on, lives are less than 0.1 years out.
    """
    for sex, death in enumerate(rates().death):
        smooth = np.exp(-np.cumsum(death))
        years = np.concatenate([[1.0], smooth]).sum() / 12.0 - 1.0 / 24.0
        ours = survivors(np.where(np.arange(OLDEST) == 0, 0.0, death)).sum() / 12.0 - 1.0 / 24.0
        assert abs(ours - years) < 0.1
        assert (77.0, 82.0)[sex] < years < (79.0, 84.0)[sex]
