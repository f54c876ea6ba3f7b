"""Claim 9: language comes before learning."""

import numpy as np

from agents.codes import Origin
from experiments.validation.form import Measured, Pattern, Runs, switched
from experiments.validation.measure import change, falls, level, rises, same_people
from model.policies.policy import Text


def measure(runs: Runs) -> Measured:
    """Much Danish heard at home against little: who needs an effort at school start, and skill in the school years."""
    gains = []
    for both in same_people(runs, "much", "little", {"skill": "skill"}):
        mine = both[both["age"].between(7, 12) & (both["origin"] != Origin.DANISH)]
        gains.append(float((mine["skill"] - mine["skill_before"]).mean()))
    effort = level("special_language_effort", "municipality", "non_western", 100.0)
    return {"effort": change(runs, "much", effort, "little"), "skill": np.array(gains)}


PATTERN = Pattern(
    name="language_first",
    title=Text("Language before learning", "Sprog før læring"),
    claim=Text(
        "Children who hear and use the language early are readier for school and learn more there.",
        "Børn, der tidligt hører og bruger sproget, er mere skoleparate og lærer mere.",
    ),
    source="catalogue2015",
    grade="catalogue",
    kind="claim",
    needs=(switched("little", growth__danish_use=0.5), switched("much", growth__danish_use=1.0)),
    parts={
        "effort": falls("non-western children who need a special effort", "ikke-vestlige børn med særligt behov",
                        "percentage points"),
        "skill": rises("skill of minority pupils of 7-12", "færdigheder hos minoritetselever på 7-12 år", "SD", 3),
    },
    measure=measure,
    use="parameter",
    claim_number=9,
)  # fmt: skip
