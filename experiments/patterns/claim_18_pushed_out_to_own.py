"""Claim 18: who can afford to own leaves, because there is nothing to own."""

from experiments.validation.measure import claim, falls, level, rises
from model.policies.policy import Text

PATTERN = claim(
    18,
    "pushed_out_to_own",
    Text("Who can afford to own moves out", "De, der har råd til at eje, flytter"),
    Text(
        "Tenants who could buy leave an estate where nothing is for sale, and income leaves with them.",
        "Lejere, der kunne købe, forlader et område, hvor intet er til salg, og indkomsten følger med.",
    ),
    high={"moving.wish_to_own": 1.0},
    low={"moving.wish_to_own": 0.0},
    parts={
        "turnover": (
            rises("homes left in the estate", "fraflyttede boliger i området", "per 100 homes and year", 2),
            level("turnover"),
        ),
        "income": (
            falls("mean income of the estate's households", "områdets husstandsindkomst i gennemsnit", "kr/month", 0),
            level("mean_income"),
        ),
    },
    months=84,
)
