"""How one home was let, every time: the steps that `boligliv trace` tells, and which homes were let last."""

from __future__ import annotations

from typing import Any

from dashboards.past import Past
from experiments.trace import lettings

LATEST = 60
FIELDS = ("month", "order", "rule", "household", "outcome", "reason", "score", "waited_months")


def answer(model: Any, past: Past, home: int) -> dict[str, Any]:
    """`lettings`: the offers of each letting of the home, oldest first; `latest`: (month, home) let last, newest first.

    `household` is the key of who lives there now, 0 for nobody.
    """
    world = model.world
    offers = model.record.offers()
    let = offers[offers["outcome"] == "accepted"].tail(LATEST)
    latest = [(int(month), int(one)) for month, one in let[["month", "dwelling"]].to_numpy()[::-1]]
    row = int(world.dwellings.household[home]) if home >= 0 else -1
    told = lettings(offers, home, "") if home >= 0 else []
    return {
        "latest": latest,
        "household": int(world.households.key[row]) if row >= 0 else 0,
        "since": int(world.households.since[row]) if row >= 0 else -1,
        "lettings": [[{name: _plain(offer[name]) for name in FIELDS} for offer in one.offers] for one in told],
    }


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value
