"""How the estate has stood to the official criteria so far: every count for the list, and the shares month by month."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from dashboards.past import Past
from model.letting.criteria import NAMES


def answer(model: Any, past: Past) -> dict[str, Any]:
    """`counts` are those of `dashboards.counts.Count`, oldest first; `now` is one row of shares a month, the start
    first, in the order of `names`.
    """
    counts = past.counts
    return {"names": NAMES, "counts": [asdict(one) for one in counts.made], "now": list(counts.now)}
