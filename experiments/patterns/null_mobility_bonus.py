"""Bonus to institutions and what pupils learn."""

from experiments.validation.form import Part
from experiments.validation.measure import null, pupils_gain
from model.policies.policy import Text

POLICY = "mobility_bonus"

PATTERN = null(
    POLICY,
    "null_mobility_bonus",
    Text("A bonus to institutions moves pupils little", "En bonus til institutioner flytter elever lidt"),
    Text(
        "Bonuses to whole schools in New York gave nothing; merit pay in American schools some 0.04 SD.",
        "Bonus til hele skoler i New York gav intet; resultatløn i amerikanske skoler omkring 0,04 standardafvigelser.",
    ),
    "pham2021",
    "trial",
    {
        "skill": (
            Part(
                Text("skill of the estate's pupils", "færdigheder hos områdets elever"), -0.05, 0.06, "SD",
                "from the lowest for whole schools to the highest for merit pay", 3,
            ),
            lambda runs: pupils_gain(runs, POLICY, "skill"),
        )
    },
    use="parameter",
)  # fmt: skip
