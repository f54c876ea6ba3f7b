"""The government's list: who comes, and crime."""

from experiments.validation.form import Measured, Part, Pattern, Runs, more, switched
from experiments.validation.measure import change, level
from model.policies.policy import Text


def measure(runs: Runs) -> Measured:
    """Vollsmose with a label that costs twice as much name as believed, less with one that costs none."""
    in_moving = level("in_movers", group="non_western")
    everybody = level("in_movers")
    return {
        "trouble": change(runs, "felt", level("trouble_share", scale=100.0), "unfelt"),
        "convicted": change(runs, "felt", level("convicted_share", scale=100.0), "unfelt"),
        "who_comes": change(runs, "felt", lambda run: 100.0 * in_moving(run) / everybody(run), "unfelt"),
    }


PATTERN = Pattern(
    name="label_and_crime",
    title=Text("A label keeps some away and changes no crime", "Et stempel holder nogle væk, uden mindre kriminalitet"),
    claim=Text(
        "The list of 2010 made households of Danish origin avoid the areas on it; crime there did not change.",
        "Listen fra 2010 fik husstande af dansk oprindelse til at undgå områderne på den; kriminaliteten ændrede sig "
        "ikke.",
    ),
    source="govind2025",
    grade="observational",
    kind="null effect",
    needs=(
        switched("unfelt", place="vollsmose", months=60, runs=4, name__label=0.0),
        switched("felt", place="vollsmose", months=60, runs=4, name__label=0.12),
    ),
    parts={
        "trouble": Part(
            Text("young people in trouble", "unge i uro"), -1.0, 1.0, "percentage points",
            "no effect found; one point either way", 2,
        ),
        "convicted": Part(
            Text("convicted of 18 and over", "dømte på 18 år og over"), -0.3, 0.3, "percentage points",
            "no effect found; a tenth of today's 3 % either way", 2,
        ),
        "who_comes": more(
            Text("non-western households among those who move in", "ikke-vestlige blandt tilflyttende husstande"),
            "percentage points",
        ),
    },
    measure=measure,
    use="parameter",
)  # fmt: skip
