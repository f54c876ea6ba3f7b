"""Claim 20: municipal assignment gathers people with social problems."""

from experiments.validation.measure import claim, level, rises
from model.policies.policy import Text

PATTERN = claim(
    20,
    "assignment_gathers_need",
    Text("Assignment gathers those in need", "Anvisning samler dem med behov"),
    Text(
        "Municipal assignment sends people with social problems to the estates that have vacancies.",
        "Kommunal anvisning sender mennesker med sociale problemer til områder med ledige boliger.",
    ),
    high={"letting.assignment_vaerebro": 0.33},
    low={"letting.assignment_vaerebro": 0.08},
    parts={
        "comers": (
            rises(
                "vulnerable households moving in, in a month",
                "udsatte husstande, der flytter ind på en måned",
                "households",
                2,
            ),
            level("in_movers", group="vulnerable"),
        ),
        "vulnerable": (
            rises("vulnerable households in the estate", "udsatte husstande i området", "percentage points", 2),
            level("share_vulnerable", scale=100.0),
        ),
    },
    months=84,
)
