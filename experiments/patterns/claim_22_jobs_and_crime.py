"""Claim 22: a job keeps the young out of trouble, and the place becomes safer."""

from experiments.validation.measure import claim, falls, level, rises
from model.policies.policy import Text

PATTERN = claim(
    22,
    "jobs_and_crime",
    Text("Work, less crime, more safety", "Arbejde, mindre kriminalitet, mere tryghed"),
    Text(
        "Young people in work are less in trouble, and the place is safer for it.",
        "Unge i arbejde er mindre i uro, og stedet bliver tryggere.",
    ),
    high={"trouble.job": 0.4},
    low={"trouble.job": 1.0},
    parts={
        "trouble": (
            falls("young people in trouble", "unge i uro", "percentage points", 2),
            level("young_in_trouble", scale=100.0),
        ),
        "convicted": (
            falls("convicted of 18 and over", "dømte på 18 år og over", "percentage points", 2),
            level("convicted_share", scale=100.0),
        ),
        "order": (
            rises("order in the estate", "orden i området", "0..1", 4),
            level("order"),
        ),
    },
    months=84,
)
