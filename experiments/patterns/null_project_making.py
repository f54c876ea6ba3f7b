"""Projects at school and what school asks for."""

from experiments.validation.form import Part
from experiments.validation.measure import null, participants
from model.policies.policy import Text

POLICY = "project_making"

PATTERN = null(
    POLICY,
    "null_project_making",
    Text("Projects teach no more of the curriculum", "Projekter lærer ikke mere af pensum"),
    Text(
        "A trial with 2,751 Dutch pupils found gains in agency and none in knowledge.",
        "Et forsøg med 2.751 hollandske elever fandt mere handlekraft og ikke mere viden.",
    ),
    "rosendahl2014",
    "trial",
    {
        "skill": (
            Part(
                Text("pupils' skill after three years", "elevers færdigheder efter tre år"), -0.1, 0.1, "SD",
                "0.1 SD is what a trial of that size can tell from none", 3,
            ),
            lambda runs: participants(runs, POLICY, "skill", 3, "children"),
        ),
        "agency": (
            Part(
                Text("pupils' agency after three years", "elevers handlekraft efter tre år"), 0.0, 0.3, "SD",
                "above none; at most what was remembered of the trial", 3, open=True,
            ),
            lambda runs: participants(runs, POLICY, "agency", 3, "children"),
        ),
    },
    use="parameter",
)  # fmt: skip
