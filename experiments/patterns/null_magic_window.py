"""Home visits: child protection, and trouble of the young."""

from experiments.validation.form import Part
from experiments.validation.measure import null, participants
from model.policies.policy import Text

POLICY = "magic_window"

PATTERN = null(
    POLICY,
    "null_magic_window",
    Text("Home visits do not change social cases", "Hjemmebesøg ændrer ikke sociale sager"),
    Text(
        "Nurses' visits to young mothers in England changed no referral to social care before the child was seven.",
        "Sygeplejerskers besøg hos unge mødre i England ændrede ingen henvisning til socialforvaltningen, før barnet "
        "var syv.",
    ),
    "robling2021",
    "trial",
    {
        "case": (
            Part(
                Text("parents with an open social case after three years", "forældre med åben sag efter tre år"),
                -5.0, 5.0, "percentage points", "no effect found; five points either way",
            ),
            lambda runs: 100.0 * participants(runs, POLICY, "open_case", 3, "adults"),
        )
    },
)  # fmt: skip
