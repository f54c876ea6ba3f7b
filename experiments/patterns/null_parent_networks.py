"""Parent networks and the home: the Aarhus trial found nothing on average."""

from experiments.validation.form import Part
from experiments.validation.measure import null, participants
from model.policies.policy import Text

POLICY = "parent_networks"

PATTERN = null(
    POLICY,
    "null_parent_networks",
    Text("Parent networks hardly change the average home", "Forældrenetværk ændrer næppe det gennemsnitlige hjem"),
    Text(
        "Among 3,557 first-time parents in Aarhus parents' wellbeing and family relations did not change on average.",
        "Blandt 3.557 førstegangsforældre i Aarhus ændrede forældres trivsel og familiens forhold sig ikke i "
        "gennemsnit.",
    ),
    "familieivaerksaetterne2019",
    "trial",
    {
        "home": (
            Part(
                Text("home learning of families after three years", "hjemmets læringsmiljø efter tre år"), -0.1, 0.1,
                "SD", "0.1 SD is what a trial of that size can tell from none", 3,
            ),
            lambda runs: participants(runs, POLICY, "home_learning", 3),
        ),
    },
    use="parameter",
    note=Text("Measured in those of the estate who take part.", "Målt på dem i området, der deltager."),
)  # fmt: skip
