"""Claim 12: to decide oneself gives mastery, and mastery independence."""

from experiments.validation.form import PAIRED_RUNS, Measured, Pattern, Runs, base, proposal
from experiments.validation.measure import falls, participants, rises
from model.policies.policy import Text

POLICY = "relational_budgeting"


def measure(runs: Runs) -> Measured:
    """Adults who take part, two years after joining, with the proposal less without."""
    return {
        "agency": participants(runs, POLICY, "agency", 2, "adults"),
        "without_work": 100.0 * participants(runs, POLICY, "without_work", 2, "adults"),
    }


PATTERN = Pattern(
    name="mastery",
    title=Text("To decide oneself makes able", "At bestemme selv gør i stand til"),
    claim=Text(
        "Families that decide over their own support gain mastery and come nearer to work.",
        "Familier, der bestemmer over deres egen støtte, vinder mestring og kommer nærmere arbejde.",
    ),
    source="catalogue2015",
    grade="catalogue",
    kind="claim",
    needs=(base(runs=PAIRED_RUNS), proposal(POLICY)),
    parts={
        "agency": rises("agency of adults who take part", "handlekraft hos voksne, der deltager", "SD", 3),
        "without_work": falls(
            "adults who take part without work", "deltagende voksne uden arbejde", "percentage points", 1
        ),
    },
    measure=measure,
    use="parameter",
    claim_number=12,
)
