"""Net present value: what a proposal changes in the public account, year by year, discounted to the start.

Every run is paired with the base's run on the same draws; the gain is what the base costs less what the alternative
costs. What happens after the last year of the run is not counted: neither later gains nor later costs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from agents.core.calendar import START_YEAR
from agents.core.parameter import Parameter
from experiments.statistics import estimate, paired_difference
from model.mechanisms.ledger.entries import GROUPS, PAYERS, PROGRAMME, SCOPES

FloatArray = NDArray[np.float64]
RATE = Parameter(
    "net_present_value.rate", 0.04, 0.0, 0.06, "per year", "recalled", "recalled",
    "discount rate of the Ministry of Finance for public projects, 2013-2018; 3.5 % since",
)  # fmt: skip
RATES = (0.0, 0.02, 0.035, RATE.value, 0.06)
"""Rates the result is shown for, so that nobody need believe in one."""
CLAIM = Parameter(
    "net_present_value.claim_society", 15.0, 0.0, 30.0, "million kr per young person", "catalogue2015", "catalogue",
    "what the catalogue says that it is worth to society, over a life, to bring one young person from the margin",
)  # fmt: skip
CLAIMED_YOUNG, CLAIMED_SOCIETY, CLAIMED_PUBLIC = 650, 10e9, 6.5e9
"""The catalogue's sum: 650 young people, 10 bn kr to society, of it about 6.5 bn kr to the public purse
[@catalogue2015]."""

ASKED = ("residents of the start", "everybody followed", "ever lived in the estate")
"""Scopes a value is reckoned for. The first are the same people under every scenario, followed with their children
wherever they live; the others also change by who comes to the estate or the municipality, a gain to nobody."""
MAIN = ASKED[0]
PUBLIC, ALL = "public", "all"


@dataclass(frozen=True)
class NetPresentValue:
    """The values of a comparison.

    `table` has a row for each scenario (the base not), scope, rate, payer ('public' is state and municipality together,
    'all' every payer) and kind ('all' every kind, programmes included): gain in kr (negative: a loss), mcse, low and
    high (95 %), verdict, more_runs. `summary` has a row for each scenario and scope: programme (kr spent, discounted),
    payback (year; missing: none within the run), and for the last year the difference in people at work and in young
    people outside work and education with error and verdict, and for the main scope the gain per person moved to work
    (missing: nobody can say). `curve` is the sum so far of the public gain at `rate` by scenario and year: mean, low
    and high (95 %).
    """

    rate: float
    years: int
    table: pd.DataFrame
    summary: pd.DataFrame
    curve: pd.DataFrame

    def renamed(self, names: Mapping[str, str]) -> NetPresentValue:
        """The same with other names for the scenarios."""
        frames = (self.table, self.summary, self.curve)
        parts = (frame.assign(scenario=frame["scenario"].map(names)) for frame in frames)
        return NetPresentValue(self.rate, self.years, *parts)

    def as_data(self) -> dict[str, Any]:
        """Everything as plain rows, for JSON."""
        return {
            "rate": self.rate,
            "years": self.years,
            "beyond_the_run": "not included",
            "claim_to_compare_with": {
                "million_kr_per_young_person": CLAIM.value,
                "young_people": CLAIMED_YOUNG,
                "society_kr": CLAIMED_SOCIETY,
                "public_kr": CLAIMED_PUBLIC,
                "source": CLAIM.source,
            },
            "table": self.table.to_dict("records"),
            "summary": self.summary.to_dict("records"),
            "curve": self.curve.to_dict("records"),
        }


def factors(years: int, rate: float) -> FloatArray:
    """What a krone of each year is worth at the start; a year's money falls in its middle.

    >>> factors(2, 0.0).tolist(), round(float(factors(1, 0.04)[0]), 4)
    ([1.0, 1.0], 0.9806)
    """
    if rate <= -1.0:
        raise ValueError(f"a discount rate of {rate:g} makes later years worth more than all there is")
    return np.asarray((1.0 + rate) ** -(np.arange(years) + 0.5))


def present_value(yearly: FloatArray, rate: float) -> FloatArray:
    """Present value of yearly amounts, `(..., n_years)` to `(...)`."""
    return np.asarray(yearly @ factors(yearly.shape[-1], rate))


def payback(gain: FloatArray, rate: float) -> int | None:
    """The year by whose end the discounted sum so far has become a gain for good; None when it never does.

    `gain` is the mean gain by year, costs included, `(n_years,)`.

    >>> payback(np.array([-10.0, 6.0, 6.0]), 0.0), payback(np.array([-10.0, 1.0]), 0.0)
    (2017, None)
    """
    total = np.cumsum(gain * factors(len(gain), rate))
    below = np.flatnonzero(total < 0)
    if len(total) == 0 or not gain.any() or (len(below) and below[-1] == len(total) - 1):
        return None
    return START_YEAR + (int(below[-1]) + 1 if len(below) else 0)


def net_present_value(
    ledgers: Mapping[str, pd.DataFrame],
    series: Mapping[str, pd.DataFrame],
    seeds: Sequence[int],
    rate: float = RATE.value,
) -> NetPresentValue | None:
    """The values of every scenario against the first; both tables by scenario with a column `seed`.

    None when the runs carry no ledger. Programmes and the housing association's homes belong to no person and
    count in every scope.
    """
    if len(ledgers) < 2 or any(ledger.empty for ledger in ledgers.values()):
        return None
    base, *others = ledgers
    years = 1 + max(int(ledger["year"].max()) for ledger in ledgers.values()) - START_YEAR
    together = pd.concat([ledger[["payer", "kind"]].drop_duplicates() for ledger in ledgers.values()])
    payers = tuple(dict.fromkeys((*PAYERS, *sorted(together["payer"].unique()))))
    kinds = tuple(dict.fromkeys((PROGRAMME, *sorted(together["kind"].unique()))))
    cubes = {name: _Cube(ledger, seeds, years, payers, kinds) for name, ledger in ledgers.items()}
    rows, summary, curve = [], [], []
    for name in others:
        cube = cubes[name]
        for scope in ASKED:
            gain = cubes[base].cost(scope) - cube.cost(scope)
            told = _summary(cube, gain, rate, scope, series[base], series[name], seeds)
            rows += [{"scenario": name, "scope": scope, **row} for row in _rows(cube, gain, rate)]
            summary.append({"scenario": name, "scope": scope, **told})
        public = _pick(cube, cubes[base].cost(MAIN) - cube.cost(MAIN), PUBLIC, ALL)
        curve += [{"scenario": name, **row} for row in _curve(public, rate)]
    table, summed = pd.DataFrame(rows), pd.DataFrame(summary)
    table["more_runs"] = table["more_runs"].astype("Int64")
    summed["payback"] = summed["payback"].astype("Int64")
    return NetPresentValue(rate, years, table, summed, pd.DataFrame(curve))


class _Cube:
    """Cost of one scenario by run, year, payer and kind, for any scope; kr."""

    def __init__(
        self, ledger: pd.DataFrame, seeds: Sequence[int], years: int, payers: tuple[str, ...], kinds: tuple[str, ...]
    ) -> None:
        self.payers, self.kinds = payers, kinds
        known = {group: k for k, group in enumerate(GROUPS)}
        own = ledger[ledger["seed"].isin(seeds)]
        group = [known.get(pair, len(GROUPS)) for pair in zip(own["place"], own["cohort"], strict=True)]
        place = (
            pd.Index(seeds).get_indexer(own["seed"]),
            own["year"].to_numpy() - START_YEAR,
            np.array(group, dtype=np.int64),
            pd.Index(self.payers).get_indexer(own["payer"]),
            pd.Index(self.kinds).get_indexer(own["kind"]),
        )
        shape = (len(seeds), years, len(GROUPS) + 1, len(self.payers), len(self.kinds))
        self._kr = np.zeros(shape)
        np.add.at(self._kr, place, own["kr"].to_numpy(dtype=float))

    def cost(self, scope: str) -> FloatArray:
        """Cost by run, year, payer and kind of a scope, what belongs to nobody included."""
        return np.asarray(self._kr[:, :, [*SCOPES[scope], len(GROUPS)]].sum(axis=2))


def _pick(cube: _Cube, gain: FloatArray, payer: str, kind: str) -> FloatArray:
    """Gain by run and year of some payers and kinds."""
    payers = PAYERS if payer == PUBLIC else cube.payers if payer == ALL else (payer,)
    kinds = cube.kinds if kind == ALL else (kind,)
    chosen = gain[..., [cube.payers.index(one) for one in payers], :]
    return np.asarray(chosen[..., [cube.kinds.index(one) for one in kinds]].sum(axis=(2, 3)))


def _rows(cube: _Cube, gain: FloatArray, rate: float) -> list[dict[str, Any]]:
    """Every payer and kind at the main rate; the public purse and all payers at the others."""
    asked = [(rate, payer, kind) for payer in (*cube.payers, PUBLIC, ALL) for kind in (*cube.kinds, ALL)]
    asked += [(other, payer, ALL) for other in RATES if other != rate for payer in (PUBLIC, ALL)]
    rows = []
    for own_rate, payer, kind in asked:
        value = present_value(_pick(cube, gain, payer, kind), own_rate)
        found = paired_difference(np.zeros_like(value), value)
        rows.append(
            {
                "rate": own_rate, "payer": payer, "kind": kind, "gain": found.mean, "mcse": found.standard_error,
                "low": found.low, "high": found.high, "verdict": found.verdict, "more_runs": found.more_runs_needed,
            }
        )  # fmt: skip
    return rows


def _summary(
    cube: _Cube,
    gain: FloatArray,
    rate: float,
    scope: str,
    before: pd.DataFrame,
    after: pd.DataFrame,
    seeds: Sequence[int],
) -> dict[str, Any]:
    """What the programme cost, when it is paid back, whom it moved, and the gain for each of them."""
    public = _pick(cube, gain, PUBLIC, ALL)
    spent = -present_value(_pick(cube, gain, ALL, PROGRAMME), rate)
    year = payback(public.mean(axis=0), rate) if spent.any() else None
    found: dict[str, Any] = {"programme": float(spent.mean()), "payback": year}
    for name, group, sign in (("at_work", "at work", 1.0), ("young_outside", "young outside", -1.0)):
        moved = sign * (_heads(after, scope, group, seeds) - _heads(before, scope, group, seeds))
        pair = paired_difference(np.zeros_like(moved), moved)
        each, error = ratio(present_value(public, rate), moved)
        certain = scope == MAIN and pair.verdict == "distinguishable" and pair.mean > 0
        found |= {
            name: pair.mean, f"{name}_mcse": pair.standard_error, f"{name}_verdict": pair.verdict,
            f"gain_per_{name}": each if certain else float("nan"),
            f"gain_per_{name}_mcse": error if certain else float("nan"),
        }  # fmt: skip
    return found


def _heads(series: pd.DataFrame, scope: str, group: str, seeds: Sequence[int]) -> FloatArray:
    """People of a scope in the last year on record, by run; nan where there is none."""
    own = series[(series["metric"] == "followed") & (series["unit"] == scope) & (series["group"] == group)]
    last = own.sort_values("month").groupby("seed")["value"].last()
    return np.asarray(last.reindex(list(seeds)).to_numpy(dtype=float))


def ratio(top: FloatArray, bottom: FloatArray) -> tuple[float, float]:
    """Mean of `top` over mean of `bottom`, both `(n_runs,)`, with its jackknife error.

    >>> ratio(np.array([2.0, 4.0]), np.array([1.0, 2.0]))
    (2.0, 0.0)
    """
    n, below = len(top), float(bottom.sum())
    if n == 0 or not np.isfinite(below) or below == 0.0:
        return float("nan"), float("nan")
    value = float(top.sum()) / below
    rest = below - bottom
    if n < 2 or (rest == 0.0).any():
        return value, float("nan")
    left_out = (top.sum() - top) / rest
    return value, float(np.sqrt((n - 1) / n * ((left_out - left_out.mean()) ** 2).sum()))


def _curve(public: FloatArray, rate: float) -> list[dict[str, Any]]:
    """The public gain so far at the end of each year: mean and 95 % interval of the mean."""
    total = np.cumsum(public * factors(public.shape[1], rate), axis=1)
    rows = []
    for k in range(total.shape[1]):
        found = estimate(total[:, k])
        rows.append({"year": START_YEAR + k, "mean": found.mean, "low": found.low, "high": found.high})
    return rows
