"""Light tasks for the most vulnerable and work: company placements found nothing in three years."""

from experiments.validation.form import Part
from experiments.validation.measure import null, participants
from model.policies.policy import Text

POLICY = "estate_assistants"

PATTERN = null(
    POLICY,
    "null_estate_assistants",
    Text("Tasks in the estate are no road to ordinary work", "Opgaver i området er ingen vej til almindeligt arbejde"),
    Text(
        "Company placement of people on benefits who were not job-ready did not make them self-supporting within "
        "three years.",
        "Virksomhedspraktik til ydelsesmodtagere, der ikke var jobparate, gjorde dem ikke selvforsørgende inden for "
        "tre år.",
    ),
    "graversen2012",
    "observational",
    {
        "without_work": (
            Part(
                Text("participants without work after three years", "deltagere uden arbejde efter tre år"), -5.0, 5.0,
                "percentage points", "no effect found; five points either way",
            ),
            lambda runs: 100.0 * participants(runs, POLICY, "without_work", 3, "adults"),
        )
    },
    use="parameter",
)  # fmt: skip
