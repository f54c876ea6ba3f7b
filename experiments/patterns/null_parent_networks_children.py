"""Parent networks and the children's skill."""

from experiments.validation.form import Part
from experiments.validation.measure import null, participants
from model.policies.policy import Text

POLICY = "parent_networks"

PATTERN = null(
    POLICY,
    "null_parent_networks_children",
    Text("Parent networks hardly change children's skills", "Forældrenetværk ændrer næppe børns færdigheder"),
    Text(
        "Trials of parent courses around birth moved children by 0.1-0.2 SD at most, and it faded.",
        "Forsøg med forældrekurser omkring fødslen flyttede børn højst 0,1-0,2 standardafvigelser, og det aftog.",
    ),
    "recalled",
    "recalled",
    {
        "skill": (
            Part(
                Text("children's skill after four years", "børns færdigheder efter fire år"), -0.1, 0.2, "SD",
                "no harm beyond 0.1, no gain beyond 0.2", 3,
            ),
            lambda runs: participants(runs, POLICY, "skill", 4, "children"),
        )
    },
    note=Text("Measured in those of the estate who take part.", "Målt på dem i området, der deltager."),
)  # fmt: skip
