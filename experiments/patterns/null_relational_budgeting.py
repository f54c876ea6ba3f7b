"""Relational budgeting and work: key workers for families found nothing in a year and a half in England."""

from experiments.validation.form import Part
from experiments.validation.measure import null, participants
from model.policies.policy import Text

POLICY = "relational_budgeting"

PATTERN = null(
    POLICY,
    "null_relational_budgeting",
    Text("A key worker alone brings few into work", "En kontaktperson alene bringer få i arbejde"),
    Text(
        "The first phase of Troubled Families in England changed neither work nor schooling after 12-18 months.",
        "Første fase af Troubled Families i England ændrede hverken arbejde eller skolegang efter 12-18 måneder.",
    ),
    "troubledfamilies2016",
    "observational",
    {
        "without_work": (
            Part(
                Text("adults without work after two years", "voksne uden arbejde efter to år"), -5.0, 5.0,
                "percentage points", "no effect found; five points either way",
            ),
            lambda runs: 100.0 * participants(runs, POLICY, "without_work", 2, "adults"),
        )
    },
    use="parameter",
)  # fmt: skip
