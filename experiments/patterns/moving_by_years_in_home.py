"""Moving by how long one has lived in the home, among reference persons of 30 to 60."""

import numpy as np
import pandas as pd

from experiments.validation.form import BASE, Measured, Part, Pattern, Runs, base
from model.policies.policy import Text

KNOWN = {
    ("danish", 1): -2.7, ("danish", 2): -6.0, ("danish", 4): -9.2, ("danish", 6): -14.3,
    ("non_western", 1): -3.0, ("non_western", 2): -6.8, ("non_western", 4): -9.7, ("non_western", 6): -13.1,
}  # fmt: skip
WORDS = {"danish": Text("others", "andre"), "non_western": Text("non-western origin", "ikke-vestlig oprindelse")}
YEARS = {1: "1-2", 2: "2-4", 4: "4-6", 6: "6+"}


def differences(settled: pd.DataFrame) -> dict[str, float]:
    """Chance to have moved two years on, percentage points against those in their first year, by group."""
    start = np.select([settled["lived"] < edge for edge in (1, 2, 4, 6)], [0, 1, 2, 4], 6)
    group = np.where(settled["non_western"], "non_western", "danish")
    moved = settled.assign(start=start, group=group).groupby(["group", "start"])["moved"].mean()
    return {
        f"{who} {years}": 100.0 * float(moved.get((who, years), np.nan) - moved.get((who, 0), np.nan))
        for who, years in KNOWN
    }


def measure(runs: Runs) -> Measured:
    """Means over the years of each run."""
    found = [differences(run.table("settled")) for run in runs[BASE]]
    return {key: np.array([one[key] for one in found]) for key in found[0]}


PATTERN = Pattern(
    name="moving_by_years_in_home",
    title=Text("Those who have lived long in a home stay", "De, der har boet længe, bliver"),
    claim=Text(
        "Within two years those of 30-60 move less the longer they have lived in the home: 3 points less after one "
        "year, 6-7 after two, 9-10 after four and 13-14 after six.",
        "Inden for to år flytter 30-60-årige mindre, jo længere de har boet i boligen: 3 procentpoint mindre efter et "
        "år, 6-7 efter to, 9-10 efter fire og 13-14 efter seks.",
    ),
    source="jorgenhost_thesis",
    grade="observational",
    kind="figure",
    needs=(base(),),
    parts={
        f"{who} {years}": Part(
            Text(f"{WORDS[who].en}, {YEARS[years]} years in the home", f"{WORDS[who].da}, {YEARS[years]} år i boligen"),
            1.5 * value, 0.5 * value, "percentage points against the first year",
            "half to one and a half of the estimate; no interval is given", 1,
        )
        for (who, years), value in KNOWN.items()
    },
    measure=measure,
    use="parameter",
    note=Text(
        "The estimates hold other things equal; the model's are plain differences.",
        "Estimaterne holder andre forhold lige; modellens er rå forskelle.",
    ),
)  # fmt: skip
