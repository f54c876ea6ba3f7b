"""Waiting time: how long those who got a home had waited, by the rule that let them in."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from model.metrics.metric import FloatArray, IntArray, Metric


@dataclass(frozen=True, slots=True)
class WaitingTime:
    """Completed waits by letting rule, all (n_rules,): how many; their median, mean and 90 % point in months.

    Rules by which nobody was let in have nan.
    """

    count: IntArray
    median_months: FloatArray
    mean_months: FloatArray
    p90_months: FloatArray


def waiting_time(months_waited: ArrayLike, rule: ArrayLike, n_rules: int) -> WaitingTime:
    """How long those who moved in had been on the list, rule by rule.

    `months_waited` (n_lettings,) and `rule` int 0..n_rules-1 (n_lettings,). Only waits that ended in a home
    are seen: where many give up or still wait, the true wait is longer [@klein2003survival]. Raises
    `ValueError` on an unknown rule or a negative or missing wait.

    >>> found = waiting_time([6, 12, 30, 1], [0, 0, 0, 2], n_rules=3)
    >>> found.count.tolist(), found.median_months.tolist(), found.mean_months.tolist()
    ([3, 0, 1], [12.0, nan, 1.0], [16.0, nan, 1.0])
    """
    waited = np.asarray(months_waited, dtype=np.float64)
    code = np.asarray(rule, dtype=np.int64)
    if waited.shape != code.shape:
        raise ValueError(f"months_waited {waited.shape} and rule {code.shape} must both be (n_lettings,)")
    if code.size and not (code.min() >= 0 and code.max() < n_rules):
        wrong = code.min() if code.min() < 0 else code.max()
        raise ValueError(f"rule = {wrong} is outside 0..{n_rules - 1}")
    if not (waited >= 0).all():
        row = int((~(waited >= 0)).argmax())
        raise ValueError(f"letting {row}: months_waited = {waited[row]:g} must be 0 or more")
    median, mean, p90 = (np.full(n_rules, np.nan) for _ in range(3))
    for k in np.unique(code):
        of_rule = waited[code == k]
        median[k], p90[k] = np.quantile(of_rule, (0.5, 0.9))
        mean[k] = of_rule.mean()
    return WaitingTime(np.bincount(code, minlength=n_rules), median, mean, p90)


METRIC = Metric(
    name="waiting_time",
    title="Waiting time by rule",
    unit="months",
    low=0.0,
    high=float("inf"),
    meaning="Months on the list of those who got a home, by the rule that let them in.",
    source="klein2003survival",
    function=waiting_time,
    kind="time",
)
