"""Claim 3: a bad name makes people leave, and leaving makes the name worse."""

from experiments.validation.measure import claim, falls, level, rises
from model.policies.policy import Text

PATTERN = claim(
    3,
    "reputation_and_turnover",
    Text("A bad name and turnover feed each other", "Dårligt ry og fraflytning nærer hinanden"),
    Text(
        "Where the name is bad, more move out, and the name suffers from it.",
        "Hvor ryet er dårligt, flytter flere, og det skader ryet.",
    ),
    high={"moving.name": 2.0, "name.turnover": 0.8},
    low={"moving.name": 0.0, "name.turnover": 0.0},
    parts={
        "turnover": (
            rises("homes left in the estate", "fraflyttede boliger i området", "per 100 homes and year", 2),
            level("turnover"),
        ),
        "name": (
            falls("reputation of the estate", "områdets ry", "0..1", 3),
            level("reputation"),
        ),
    },
)
