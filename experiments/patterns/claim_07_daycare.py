"""Claim 7: daycare helps those most who are least in it."""

import numpy as np
import pandas as pd

from agents.codes import Stage
from experiments.validation.form import Measured, Part, Pattern, Runs, switched
from experiments.validation.measure import rises, same_people
from model.policies.policy import Text

FRAGILE = 0.4


def overrepresented(people: pd.DataFrame) -> float:
    """Children of strained homes among those of 1-2 at home, over their share among those in a nursery."""
    small = people[people["age"].between(1, 2)]
    fragile = small["strain"] >= FRAGILE
    inside = small["stage"] == int(Stage.NURSERY)
    return float(fragile[~inside].mean() / fragile[inside].mean())


def measure(runs: Runs) -> Measured:
    """Places for nearly all against few: who is left out, and who gains."""
    gains = []
    for both in same_people(runs, "open", "shut", {"skill": "skill"}):
        mine = both[both["age"].between(3, 8)]
        gain = mine["skill"] - mine["skill_before"]
        fragile = mine["strain"] >= FRAGILE
        gains.append(float(gain[fragile].mean() - gain[~fragile].mean()))
    return {
        "out": np.array([overrepresented(run.table("people")) for run in runs["shut"]]),
        "gain": np.array(gains),
    }


PATTERN = Pattern(
    name="daycare",
    title=Text("Daycare helps the most vulnerable most", "Dagtilbud hjælper de mest udsatte mest"),
    claim=Text(
        "Daycare gives most to the most vulnerable children, who are over-represented among those not in it.",
        "Dagtilbud giver mest til de mest udsatte børn, som er overrepræsenteret blandt dem, der ikke går der.",
    ),
    source="catalogue2015",
    grade="catalogue",
    kind="claim",
    needs=(
        switched("shut", ladder__nursery=1.0, ladder__kindergarten=1.0),
        switched("open", ladder__nursery=4.0, ladder__kindergarten=4.0),
    ),
    parts={
        "out": Part(
            Text("strained homes among children at home over those in a nursery",
                 "belastede hjem blandt hjemmepassede i forhold til vuggestuebørn"),
            1.0, float("inf"), "ratio", "sign only", 2, open=True,
        ),
        "gain": rises("skill gained by children of strained homes over others",
                      "færdigheder vundet af børn fra belastede hjem frem for andre", "SD", 4),
    },
    measure=measure,
    use="parameter",
    claim_number=7,
)  # fmt: skip
