"""Resident parents: work of the parents, and what pupils learn."""

from experiments.validation.form import Part
from experiments.validation.measure import null, participants, pupils_gain
from model.policies.policy import Text

POLICY = "resident_parents"

PATTERN = null(
    POLICY,
    "null_resident_parents",
    Text("An extra adult at school changes little", "En ekstra voksen i skolen ændrer lidt"),
    Text(
        "Placements gave nobody lasting work, and mentoring at school moved pupils by 0.09 SD at most.",
        "Praktik gav ingen varigt arbejde, og mentorer i skolen flyttede højst elever 0,09 standardafvigelser.",
    ),
    "graversen2012; wood2012",
    "trial",
    {
        "without_work": (
            Part(
                Text("parents without work after three years", "forældre uden arbejde efter tre år"), -5.0, 5.0,
                "percentage points", "no effect found; five points either way",
            ),
            lambda runs: 100.0 * participants(runs, POLICY, "without_work", 3, "adults"),
        ),
        "skill": (
            Part(
                Text("skill of the estate's pupils", "færdigheder hos områdets elever"), -0.09, 0.09, "SD",
                "the largest effect of school mentoring on any outcome", 3,
            ),
            lambda runs: pupils_gain(runs, POLICY, "skill"),
        ),
    },
    use="parameter",
)  # fmt: skip
