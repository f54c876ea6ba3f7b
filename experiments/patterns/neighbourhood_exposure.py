"""What each year of childhood in the estate goes with at 22, home and origin held."""

import numpy as np
import pandas as pd

from agents.codes import Origin
from experiments.validation.form import BASE, Measured, Part, Pattern, Runs, base
from experiments.validation.measure import slope
from model.policies.policy import Text


def without_work(youth: pd.DataFrame) -> float:
    """Percentage points outside work and education at 22 for each year of childhood in the estate."""
    at = youth[youth["at"] == 22]
    if at.empty:
        return float("nan")
    controls = (at["home_learning"], at["strain"], at["non_western"])
    return 100.0 * slope(at["without_work"], at["childhood_here"] / 12.0, *controls)


def trouble(people: pd.DataFrame) -> float:
    """Trouble at 17 (0..1) of boys for each year of childhood in the estate, times 100."""
    boys = people[(people["age"] == 17) & ~people["female"]]
    controls = (boys["home_learning"], boys["strain"], boys["origin"] == Origin.NON_WESTERN)
    return 100.0 * slope(boys["trouble"], boys["childhood_here"] / 12.0, *controls)


def measure(runs: Runs) -> Measured:
    """Both slopes in each run."""
    return {
        "without_work": np.array([without_work(run.table("youth")) for run in runs[BASE]]),
        "trouble": np.array([trouble(run.table("people")) for run in runs[BASE]]),
    }


PATTERN = Pattern(
    name="neighbourhood_exposure",
    title=Text("Every year of childhood counts", "Hvert barndomsår tæller"),
    claim=Text(
        "The longer a child lives in a deprived area, the worse it fares as an adult; children of demolished housing "
        "in Chicago were 9 per cent more often in work as adults.",
        "Jo længere et barn bor i et udsat område, desto dårligere klarer det sig som voksen; børn fra nedrevne "
        "boliger i Chicago var 9 procent oftere i arbejde som voksne.",
    ),
    source="chetty2016exposure; chyn2018",
    grade="observational",
    kind="figure",
    needs=(base(),),
    parts={
        "without_work": Part(
            Text("outside work and education at 22", "uden for arbejde og uddannelse som 22-årig"), 0.0, 0.6,
            "percentage points a year", "above none; at most 9 % of those in work, over some ten years of childhood",
            2, open=True,
        ),
        "trouble": Part(
            Text("boys' trouble at 17", "drenges uro som 17-årige"), 0.0, float("inf"), "hundredths a year",
            "sign only: crime of boys placed in areas with more convicted youths rose", 2, open=True,
        ),
    },
    measure=measure,
    note=Text(
        "American estates are far poorer, so their effect is an upper bound. Slopes hold home learning, strain and "
        "origin; what else differs between families is left in.",
        "Amerikanske områder er langt fattigere, så deres virkning er en øvre grænse. Læringsmiljø, belastning "
        "og oprindelse er holdt fast; andre forskelle mellem familier er med.",
    ),
)  # fmt: skip
