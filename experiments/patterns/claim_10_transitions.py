"""Claim 10: vulnerable families lose children at transitions."""

import numpy as np

from experiments.validation.form import Measured, Pattern, Runs, switched
from experiments.validation.measure import rises, same_people
from model.policies.policy import Text

FRAGILE = 0.4


def measure(runs: Runs) -> Measured:
    """Gates missed so far at 3-24, when transitions cost much less when they cost nothing, by the home's strain."""
    fragile, apart = [], []
    for both in same_people(runs, "costly", "free", {"gates_missed": "gates_missed"}):
        mine = both[both["age"].between(3, 24)]
        more = np.bitwise_count(mine["gates_missed"].to_numpy(np.uint8)).astype(float)
        more -= np.bitwise_count(mine["gates_missed_before"].to_numpy(np.uint8))
        strained = (mine["strain"] >= FRAGILE).to_numpy()
        fragile.append(more[strained].mean())
        apart.append(more[strained].mean() - more[~strained].mean())
    return {"fragile": np.array(fragile), "apart": np.array(apart)}


PATTERN = Pattern(
    name="transitions",
    title=Text("Transitions lose the vulnerable", "Overgange taber de udsatte"),
    claim=Text(
        "Passing from one institution to the next costs children of vulnerable families, and not others.",
        "Overgange fra en institution til den næste koster børn af udsatte familier noget, og ikke andre.",
    ),
    source="catalogue2015",
    grade="catalogue",
    kind="claim",
    needs=(switched("free", ladder__fragile_loss=0.0), switched("costly", ladder__fragile_loss=1.2)),
    parts={
        "fragile": rises("gates missed by the young of strained homes", "porte misset af unge fra belastede hjem",
                         "gates a person", 3),
        "apart": rises("the same less those of other homes", "det samme minus andre hjem", "gates a person", 3),
    },
    measure=measure,
    use="parameter",
    claim_number=10,
    note=Text(
        "That transitions are a gain for strong families is not in the model.",
        "At overgange er en gevinst for stærke familier, er ikke med i modellen.",
    ),
)  # fmt: skip
