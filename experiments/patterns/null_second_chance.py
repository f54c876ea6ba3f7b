"""Moving out of the estate and adults' work."""

from experiments.validation.form import Part
from experiments.validation.measure import null, participants
from model.policies.policy import Text

POLICY = "second_chance"

PATTERN = null(
    POLICY,
    "null_second_chance",
    Text("Moving alone brings adults no work", "At flytte giver ikke i sig selv voksne arbejde"),
    Text(
        "For refugee men placed in Danish areas, living in a deprived one made no difference to work by itself.",
        "For mandlige flygtninge placeret i danske områder gjorde det ikke i sig selv nogen forskel for arbejdet at bo "
        "i et udsat.",
    ),
    "damm2014ties",
    "observational",
    {
        "without_work": (
            Part(
                Text("adults taking part, without work after three years", "deltagere uden arbejde efter tre år"),
                -5.0, 5.0, "percentage points", "no effect found; five points either way",
            ),
            lambda runs: 100.0 * participants(runs, POLICY, "without_work", 3, "adults"),
        )
    },
)  # fmt: skip
