"""What the rules of letting and choosing make of a social sector that is mixed at first."""

import numpy as np
import pandas as pd

from experiments.validation.form import Measured, Need, Part, Pattern, Runs, less
from experiments.validation.runs import Run
from model.policies.policy import Text
from model.scenario import Scenario

YEARS = 33
"""From 1981 to 2014; runs begin in January 2015 with the people and homes of that month."""
FIRST, THEN, LAST = 2015, 2029, 2047


def odds(table: pd.DataFrame, year: int) -> float:
    """Odds of minority origin in social housing over those elsewhere, in the December of a year."""
    now = table[table["year"] == year].set_index("social")
    inside, outside = now.loc[True], now.loc[False]
    return float(
        inside["minority"] / (inside["persons"] - inside["minority"])
        * (outside["persons"] - outside["minority"]) / outside["minority"]
    )  # fmt: skip


def couples(table: pd.DataFrame, year: int) -> float:
    """Share of households with two adults in social housing less that elsewhere, percentage points."""
    now = table[table["year"] == year].set_index("social")
    share = 100.0 * now["couples"] / now["households"]
    return float(share.loc[True] - share.loc[False])


def _of(run: Run) -> tuple[float, float, float]:
    table, last = run.table("tenures"), run.scenario.months // 12 + FIRST - 1
    then = odds(table, min(THEN, last))
    return then, odds(table, min(LAST, last)) / then, couples(table, min(LAST, last)) - couples(table, FIRST)


def measure(runs: Runs) -> Measured:
    """Gathering after 15 years, whether it goes on, and couples."""
    found = np.array([_of(run) for run in runs["mixed"]])
    return {"after_15_years": found[:, 0], "goes_on": found[:, 1], "couples": found[:, 2]}


PATTERN = Pattern(
    name="selection_process",
    title=Text("What selection makes of a mixed social sector", "Hvad udvælgelsen gør ved en blandet almen sektor"),
    claim=Text(
        "From 1981 to 1996 the minority share rose from 5 to 16 per cent in social housing and from 3 to 6 per cent in "
        "the population; since then the sector has had about the same over-representation (27 and 11 per cent in "
        "2014). Couples fell from 66 per cent of its households in 1970 to 26 in 2014.",
        "Fra 1981 til 1996 steg minoritetsandelen fra 5 til 16 procent i almene boliger og fra 3 til 6 i befolkningen; "
        "siden har sektoren haft omtrent samme overrepræsentation (27 og 11 procent i 2014). Par faldt fra 66 procent "
        "af husstandene i 1970 til 26 i 2014.",
    ),
    source="catalogue2015",
    grade="catalogue",
    kind="figure",
    needs=(Need("mixed", Scenario(months=12 * YEARS), 5, "mixed"),),
    parts={
        "after_15_years": Part(
            Text("minority in social housing against elsewhere, after 15 years",
                 "minoritet i almene boliger mod andre steder, efter 15 år"),
            3.9, 5.6, "odds ratio", "4.6 in 1996; shares rounded to whole per cent, 17 % live in the sector",
        ),
        "goes_on": Part(
            Text("the same after 33 years over after 15", "det samme efter 33 år over efter 15"),
            0.7, 1.25, "ratio", "0.95 from 1996 to 2014; what rounding allows", 2,
        ),
        "couples": less(
            Text("couples in social housing less elsewhere, change in 32 years",
                 "par i almene boliger minus andre steder, ændring på 32 år"),
            "percentage points", 1,
        ),
    },
    measure=measure,
    note=Text(
        "Runs cannot begin in 1981: there are no homes, prices and lists of that year. They begin with the people of "
        "2015, among whom homes of the same size have been dealt out anew whatever the tenure (odds ratio 2.4; it was "
        "2.0 in 1981 and is 2.9 in the Gladsaxe of the model's January 2015).",
        "Kørsler kan ikke begynde i 1981: boliger, priser og lister fra dengang findes ikke. De begynder med 2015's "
        "mennesker, blandt hvem boliger af samme størrelse er fordelt på ny uanset ejerform (oddsforhold 2,4; det var "
        "2,0 i 1981 og er 2,9 i modellens Gladsaxe i januar 2015).",
    ),
)  # fmt: skip
