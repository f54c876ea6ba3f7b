"""How state and municipality share benefits: the state's refunds (*refusion*) before and after the reform of 2016."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from agents.core.parameter import Parameter

P = Parameter
REFORM = 12
"""January 2016."""
PENSION_REFORM = -6
"""July 2014: pensions granted from then on follow the reform of 2016."""
PARAMETERS = (
    P("ledger.refund_cash_2015", 0.30, 0.3, 0.5, "share", "recalled", "recalled",
      "state's part of cash benefit before 2016 (30 % passive, 50 % in work training)"),
    P("ledger.refund_insured_2015", 0.50, 0.3, 1.0, "share", "recalled", "recalled",
      "state's part of unemployment benefit before 2016, mean over its length"),
    P("ledger.refund_first", 0.80, 0.7, 0.9, "share", "recalled", "recalled",
      "state's part of benefits from 2016, weeks 1-4"),
    P("ledger.refund_second", 0.40, 0.3, 0.5, "share", "recalled", "recalled", "the same, weeks 5-26"),
    P("ledger.refund_third", 0.30, 0.2, 0.4, "share", "recalled", "recalled", "the same, weeks 27-52"),
    P("ledger.refund_last", 0.20, 0.1, 0.3, "share", "recalled", "recalled",
      "the same, from week 53, and of disability pensions granted from July 2014"),
    P("ledger.refund_pension_2015", 0.35, 0.3, 0.5, "share", "recalled", "recalled",
      "state's part of disability pensions granted before July 2014, and of all before 2016"),
)  # fmt: skip


def shares(month: int, values: Mapping[str, float]) -> NDArray[np.float64]:
    """The state's part by benefit (0 cash, 1 unemployment) and months on it, shape (2, 13); the last column is for a
    year or more [@recalled].

    Before 2016 the part did not depend on length; from then on it is a ladder that falls with the weeks. The
    law lets the clock run over all benefits together; here it starts anew when the kind of benefit changes.
    """
    table = np.empty((2, 13))
    if month < REFORM:
        table[0], table[1] = values["ledger.refund_cash_2015"], values["ledger.refund_insured_2015"]
        return table
    table[:, 0] = values["ledger.refund_first"]
    table[:, 1:6] = values["ledger.refund_second"]
    table[:, 6:12] = values["ledger.refund_third"]
    table[:, 12] = values["ledger.refund_last"]
    return table


def pension_shares(month: int, values: Mapping[str, float]) -> tuple[float, float]:
    """The state's part of disability pensions granted before July 2014, and from then on."""
    old = values["ledger.refund_pension_2015"]
    return old, old if month < REFORM else values["ledger.refund_last"]
