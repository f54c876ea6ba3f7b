"""Claim 19: cheap owning drains rented housing of families that can borrow."""

from experiments.validation.measure import claim, falls, level, rises
from model.policies.policy import Text

PATTERN = claim(
    19,
    "cheap_owning_drains",
    Text("Cheap owning drains social housing", "Billigt ejeri dræner de almene boliger"),
    Text(
        "Indirect support of owning draws families that can borrow out of social housing, and the town is segregated.",
        "Indirekte støtte til ejere trækker familier, der kan låne, ud af de almene boliger, og byen deles.",
    ),
    high={"market.user_cost": 0.03, "market.tenure_elasticity": -0.6},
    low={"market.user_cost": 0.08, "market.tenure_elasticity": -0.6},
    parts={
        "turnover": (
            rises("homes left in the estate", "fraflyttede boliger i området", "per 100 homes and year", 2),
            level("turnover"),
        ),
        "income": (
            falls("mean income of the estate's households", "områdets husstandsindkomst i gennemsnit", "kr/month", 0),
            level("mean_income"),
        ),
        "segregation": (
            rises(
                "vulnerable households apart from others, by district",
                "udsatte husstande adskilt fra andre, efter distrikt",
                "dissimilarity",
                3,
            ),
            level("dissimilarity", "district", "vulnerable"),
        ),
    },
)
