"""What a room keeps of one run."""

from __future__ import annotations

import math

from dashboards.workshop.matters import KR, PURSE, SPENT, by_key
from experiments.effects_values import SPENT as PROGRAMME_KEY
from experiments.effects_values import VALUE as COST_KEY
from experiments.effects_values import account_values
from experiments.measures import key_of
from experiments.net_present_value import ALL, MAIN, PUBLIC
from experiments.outcome_values import measure
from experiments.outcomes import OUTCOMES
from experiments.running import Job, Report, lived

LETTINGS = "lettings."


def values(job: Job, report: Report) -> dict[str, float]:
    """Every matter of a run by key, what was spent and gained (million kr, present value), and lettings by rule.

    A matter of which the run has nothing is left out.
    """
    scenario, record = job.scenario, lived(job, report).record
    series = record.series()
    found = measure(series, [one for one in OUTCOMES if one.key in by_key()])
    account = account_values(record.ledger(), scenario.months // 12)
    if account:
        found[PURSE] = -KR * account[key_of(COST_KEY, MAIN, PUBLIC)]
        found[SPENT] = KR * account[key_of(PROGRAMME_KEY, MAIN, ALL)]
    own = series[(series["metric"] == "lettings") & (series["unit"] == "estate") & (series["group"] != "all")]
    for rule, sum_ in own.groupby("group")["value"].sum().items():
        found[f"{LETTINGS}{rule}"] = float(sum_)
    return {key: float(value) for key, value in found.items() if not math.isnan(value)}
