"""Claim 13: adults who are seen at something show the young what is possible."""

from experiments.validation.form import PAIRED_RUNS, Measured, Pattern, Runs, base, proposal
from experiments.validation.measure import pupils_gain, rises
from model.policies.policy import Text

POLICY = "resident_parents"


def measure(runs: Runs) -> Measured:
    """Children of 7-15 in the estate at the end, with the proposal less without."""
    return {
        "agency": pupils_gain(runs, POLICY, "agency"),
    }


PATTERN = Pattern(
    name="role_models",
    title=Text("Visible adults are role models", "Synlige voksne er forbilleder"),
    claim=Text(
        "Children who see adults of their estate in a role gain belief in themselves.",
        "Børn, der ser voksne fra deres område i en rolle, får tro på sig selv.",
    ),
    source="catalogue2015",
    grade="catalogue",
    kind="claim",
    needs=(base(runs=PAIRED_RUNS), proposal(POLICY)),
    parts={
        "agency": rises("agency of the estate's pupils", "handlekraft hos områdets elever", "SD", 4),
    },
    measure=measure,
    use="parameter",
    claim_number=13,
)
