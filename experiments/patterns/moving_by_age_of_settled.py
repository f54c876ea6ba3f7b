"""Moving by age among reference persons of 30 to 60."""

import numpy as np
import pandas as pd

from experiments.validation.form import BASE, Measured, Part, Pattern, Runs, base
from model.policies.policy import Text

KNOWN = {("danish", 41): -9.3, ("danish", 51): -12.7, ("non_western", 41): -8.6, ("non_western", 51): -13.0}
WORDS = {"danish": Text("others", "andre"), "non_western": Text("non-western origin", "ikke-vestlig oprindelse")}
AGES = {41: "41-50", 51: "51-60"}


def differences(settled: pd.DataFrame) -> dict[str, float]:
    """Chance to have moved two years on, percentage points against those of 30-40, by group."""
    band = np.select([settled["age"] < 41, settled["age"] < 51], [30, 41], 51)
    group = np.where(settled["non_western"], "non_western", "danish")
    moved = settled.assign(band=band, group=group).groupby(["group", "band"])["moved"].mean()
    return {
        f"{who} {age}": 100.0 * float(moved.get((who, age), np.nan) - moved.get((who, 30), np.nan))
        for who, age in KNOWN
    }


def measure(runs: Runs) -> Measured:
    """Means over the years of each run."""
    found = [differences(run.table("settled")) for run in runs[BASE]]
    return {key: np.array([one[key] for one in found]) for key in found[0]}


PATTERN = Pattern(
    name="moving_by_age_of_settled",
    title=Text("Adults move less as they grow older", "Voksne flytter mindre, jo ældre de bliver"),
    claim=Text(
        "Within two years those of 41-50 move some 9 points less than those of 30-40, and those of 51-60 some 13 less.",
        "Inden for to år flytter 41-50-årige omkring 9 procentpoint mindre end 30-40-årige og 51-60-årige omkring 13 "
        "mindre.",
    ),
    source="jorgenhost_thesis",
    grade="observational",
    kind="figure",
    needs=(base(),),
    parts={
        f"{who} {age}": Part(
            Text(f"{WORDS[who].en}, {AGES[age]} years old", f"{WORDS[who].da}, {AGES[age]} år"),
            1.5 * value, 0.5 * value, "percentage points against 30-40",
            "half to one and a half of the estimate; no interval is given", 1,
        )
        for (who, age), value in KNOWN.items()
    },
    measure=measure,
    note=Text(
        "The estimates hold other things equal; the model's are plain differences.",
        "Estimaterne holder andre forhold lige; modellens er rå forskelle.",
    ),
)  # fmt: skip
