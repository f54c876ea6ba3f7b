"""Claim 14: work in one's own area is a foothold, and may keep people there."""

from experiments.validation.form import PAIRED_RUNS, Measured, Pattern, Runs, base, proposal
from experiments.validation.measure import falls, participants, rises
from model.policies.policy import Text

POLICY = "build_them_up"


def measure(runs: Runs) -> Measured:
    """Those who take part, three years after joining, with the proposal less without."""
    return {
        "without_work": 100.0 * participants(runs, POLICY, "without_work", 3),
        "stays": 100.0 * participants(runs, POLICY, "in_estate", 3),
    }


PATTERN = Pattern(
    name="foothold",
    title=Text("Work at home is a foothold", "Arbejde hjemme er et fodfæste"),
    claim=Text(
        "Work on the estate's own sites is a first step to lasting work, at the risk of keeping people in the area.",
        "Arbejde på områdets egne pladser er et første skridt til varigt arbejde, med risiko for at holde folk der.",
    ),
    source="catalogue2015",
    grade="catalogue",
    kind="claim",
    needs=(base(runs=PAIRED_RUNS), proposal(POLICY)),
    parts={
        "without_work": falls("those who take part without work", "deltagere uden arbejde", "percentage points", 1),
        "stays": rises(
            "those who take part still in the estate", "deltagere, der stadig bor i området", "percentage points", 1
        ),
    },
    measure=measure,
    use="parameter",
    claim_number=14,
)
