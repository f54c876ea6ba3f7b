"""What proposals cost where it was measured before; what is missing is measured in the room."""

from __future__ import annotations

import math
from collections.abc import Mapping

from dashboards.workshop.matters import KR
from dashboards.workshop.setting import Setting, proposals
from experiments import measured
from experiments.errors import InputError


def stored(setting: Setting) -> dict[str, float]:
    """Million kr of each proposal alone until the horizon, all payers, present value; only what was measured of this
    very question (place, law, behaviour, the model's own numbers).
    """
    asked = setting.treated
    if asked.parameters or asked.months % 12:
        return {}
    try:
        tables = measured.read()
    except InputError:
        return {}
    question = (asked.place, asked.law, asked.behaviour)
    found: dict[str, float] = {}
    for table in tables:
        if (table.place, table.law, table.behaviour) != question or setting.years not in table.years:
            continue
        for name in table.runs:
            spent = table.spent(name, setting.years)
            if spent:
                found[name] = round(KR * sum(spent.values()), 1)
    return found


def budget(setting: Setting, prices: Mapping[str, float]) -> float | None:
    """What a team may spend, million kr: the room's part of what all sixteen cost; None while a price is missing."""
    if any(name not in prices for name in proposals()):
        return None
    return float(math.ceil(setting.part * sum(prices[name] for name in proposals())))
