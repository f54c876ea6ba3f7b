"""Claim 5: vulnerable children do better among children who do well."""

import numpy as np

from experiments.validation.form import Measured, Pattern, Runs, switched
from experiments.validation.measure import rises, same_people, slope
from model.policies.policy import Text

FRAGILE = 0.4


def measure(runs: Runs) -> Measured:
    """Of pupils of strained homes: what a strong pull of peers changes in skill, by how far peers are ahead."""
    gains = []
    for both in same_people(runs, "strong", "weak", {"skill": "skill"}):
        mine = both[both["age"].between(8, 15) & (both["strain"] >= FRAGILE)]
        gains.append(slope(mine["skill"] - mine["skill_before"], mine["peers"] - mine["skill_before"]))
    return {"skill": np.array(gains)}


PATTERN = Pattern(
    name="peers",
    title=Text("Good company lifts vulnerable children", "Godt selskab løfter udsatte børn"),
    claim=Text(
        "Vulnerable children do better at school with children from homes that function.",
        "Udsatte børn klarer sig bedre i skolen sammen med børn fra velfungerende hjem.",
    ),
    source="catalogue2015",
    grade="catalogue",
    kind="claim",
    needs=(switched("weak", growth__peers=0.0), switched("strong", growth__peers=0.06)),
    parts={
        "skill": rises(
            "skill gained per SD that classmates are ahead", "færdigheder vundet pr. SD, som kammeraterne er foran",
            "SD per SD", 3,
        )
    },
    measure=measure,
    use="parameter",
    claim_number=5,
)  # fmt: skip
