"""Refugees who enter a school and what the others learn."""

import numpy as np

from agents.codes import Origin
from experiments.validation.form import Measured, Part, Pattern, Runs, switched
from experiments.validation.measure import same_people
from model.policies.policy import Text


def measure(runs: Runs) -> Measured:
    """Children of Danish origin of 8-17 who live or lived in the estate: many refugees come, less none."""
    pairs = same_people(runs, "many", "none", {"skill": "skill"})
    gains = []
    for both in pairs:
        mine = both[(both["origin"] == Origin.DANISH) & both["age"].between(8, 17)]
        gains.append(float((mine["skill"] - mine["skill_before"]).mean()))
    return {"skill": np.array(gains)}


PATTERN = Pattern(
    name="newcomers_and_natives",
    title=Text("Refugee classmates do not hold others back", "Flygtninge i klassen holder ikke andre tilbage"),
    claim=Text(
        "Test scores of Danish pupils did not change when refugees entered their year.",
        "Danske elevers testresultater ændrede sig ikke, når der kom flygtninge på årgangen.",
    ),
    source="hassan2022",
    grade="observational",
    kind="null effect",
    needs=(switched("none", arrivals__refugees=0.0), switched("many", arrivals__refugees=2.0)),
    parts={
        "skill": Part(
            Text("skill of children of Danish origin", "færdigheder hos børn af dansk oprindelse"), -0.05, 0.05, "SD",
            "no effect found; 0.05 SD either way", 3,
        )
    },
    measure=measure,
)  # fmt: skip
