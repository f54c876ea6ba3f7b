"""Claim 16: residents who decide look after the place."""

from experiments.validation.form import PAIRED_RUNS, Measured, Pattern, Runs, base, proposal
from experiments.validation.measure import change, level, rises
from model.policies.policy import Text

POLICY = "participatory_budget"


def measure(runs: Runs) -> Measured:
    """The estate in the last five years, with the proposal less without."""
    return {
        "order": change(runs, POLICY, level("order")),
        "neighbours": change(runs, POLICY, level("positive_neighbourliness", scale=100.0)),
    }


PATTERN = Pattern(
    name="ownership_and_order",
    title=Text("Residents who decide look after the place", "Beboere, der bestemmer, passer på stedet"),
    claim=Text(
        "Residents who vote on money take ownership: less neglect, more neighbourliness.",
        "Beboere, der stemmer om penge, tager ejerskab: mindre forfald, mere naboskab.",
    ),
    source="catalogue2015",
    grade="catalogue",
    kind="claim",
    needs=(base(runs=PAIRED_RUNS), proposal(POLICY)),
    parts={
        "order": rises("order in the estate", "orden i området", "0..1", 4),
        "neighbours": rises(
            "residents who find neighbourliness good", "beboere, der oplever godt naboskab", "percentage points", 2
        ),
    },
    measure=measure,
    use="parameter",
    claim_number=16,
    note=Text(
        "That the effect is larger where civic life is weak is a number of the proposal, so no run can show it.",
        "At virkningen er større, hvor foreningslivet er svagt, er et tal i forslaget, så ingen kørsel kan vise det.",
    ),
)
