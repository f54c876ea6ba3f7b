"""Tenants who become owners and neighbourliness."""

from experiments.validation.form import Part
from experiments.validation.measure import change, level, null
from model.policies.policy import Text

POLICY = "housing_career"

PATTERN = null(
    POLICY,
    "null_housing_career",
    Text("Mixed tenure makes no neighbourliness", "Blandede ejerformer giver ikke naboskab"),
    Text(
        "A review of 27 British studies of mixed tenure found no effect on social capital.",
        "En gennemgang af 27 britiske studier af blandede ejerformer fandt ingen virkning på social kapital.",
    ),
    "sautkina2012",
    "observational",
    {
        "neighbours": (
            Part(
                Text("residents who find neighbourliness good", "beboere, der oplever godt naboskab"), -5.0, 5.0,
                "percentage points", "no effect found; five points either way",
            ),
            lambda runs: change(runs, POLICY, level("positive_neighbourliness", scale=100.0)),
        )
    },
    use="parameter",
)  # fmt: skip
