"""Claim 1: what is seen of a place makes its name, and the name decides who comes."""

from experiments.validation.measure import claim, falls, level, rises
from model.policies.policy import Text

PATTERN = claim(
    1,
    "stigma_spiral",
    Text("Composition, name, who comes: a spiral", "Sammensætning, ry, tilflytning: en spiral"),
    Text(
        "Where many have problems, the name suffers and those with resources choose other places; problems gather.",
        "Hvor mange har problemer, lider ryet, og ressourcestærke vælger andre steder, så problemerne samles.",
    ),
    high={"name.worklessness": 1.5, "choice.name": 4.0},
    low={"name.worklessness": 0.4, "choice.name": 0.5},
    parts={
        "vulnerable": (
            rises("vulnerable households in the estate", "udsatte husstande i området", "percentage points", 2),
            level("share_vulnerable", scale=100.0),
        ),
        "income": (
            falls("mean income of the estate's households", "områdets husstandsindkomst i gennemsnit", "kr/month", 0),
            level("mean_income"),
        ),
    },
)
