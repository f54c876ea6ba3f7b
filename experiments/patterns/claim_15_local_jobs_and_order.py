"""Claim 15: jobs for the estate's own people bring less vandalism."""

from experiments.validation.form import PAIRED_RUNS, Measured, Pattern, Runs, base, proposal
from experiments.validation.measure import change, falls, level, rises
from model.policies.policy import Text

POLICY = "build_them_up"


def measure(runs: Runs) -> Measured:
    """The estate in the last five years, with the proposal less without."""
    return {
        "order": change(runs, POLICY, level("order")),
        "trouble": change(runs, POLICY, level("young_in_trouble", scale=100.0)),
    }


PATTERN = Pattern(
    name="local_jobs_and_order",
    title=Text("Local jobs, less vandalism", "Lokale job, mindre hærværk"),
    claim=Text(
        "Where the estate's own people build and run it, there is less vandalism and more goodwill.",
        "Hvor områdets egne folk bygger og driver det, er der mindre hærværk og mere velvilje.",
    ),
    source="catalogue2015",
    grade="catalogue",
    kind="claim",
    needs=(base(runs=PAIRED_RUNS), proposal(POLICY)),
    parts={
        "order": rises("order in the estate", "orden i området", "0..1", 4),
        "trouble": falls("young people in trouble", "unge i uro", "percentage points", 2),
    },
    measure=measure,
    use="parameter",
    claim_number=15,
)
