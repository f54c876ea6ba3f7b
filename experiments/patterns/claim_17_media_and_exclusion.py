"""Claim 17: what is told of a place sticks to its young people."""

from experiments.validation.form import PAIRED_RUNS, Measured, Pattern, Runs, base, proposal
from experiments.validation.measure import change, falls, level, rises
from model.policies.policy import Text

POLICY = "backslash"


def measure(runs: Runs) -> Measured:
    """The estate in the last five years, with the proposal less without."""
    return {
        "name": change(runs, POLICY, level("reputation")),
        "without_work": change(runs, POLICY, level("outside_work_young", scale=100.0)),
    }


PATTERN = Pattern(
    name="media_and_exclusion",
    title=Text("Other stories lift the name and the young", "Andre historier løfter ryet og de unge"),
    claim=Text(
        "A distorted picture in the media shuts the young out; a truer one lifts the name and brings more of them in.",
        "Et forvrænget billede i medierne lukker de unge ude; et sandere løfter ryet og får flere med.",
    ),
    source="catalogue2015",
    grade="catalogue",
    kind="claim",
    needs=(base(runs=PAIRED_RUNS), proposal(POLICY)),
    parts={
        "name": rises("reputation of the estate", "områdets ry", "0..1", 4),
        "without_work": falls(
            "18-24-year-olds outside work and education",
            "18-24-årige uden for arbejde og uddannelse",
            "percentage points",
            2,
        ),
    },
    measure=measure,
    use="parameter",
    claim_number=17,
)
