"""Parents who turn down the district's school, by its share of minority pupils."""

import numpy as np
import pandas as pd

from experiments.validation.form import BASE, Measured, Part, Pattern, Runs, base, odense
from model.policies.policy import Text

THRESHOLD, LOW = 0.35, 0.15


def gap(pupils: pd.DataFrame, low: tuple[float, float], high: tuple[float, float]) -> float:
    """Children of Danish origin in another school than their district's, percentage points between two bands."""
    mine = pupils[pupils["danish"]]

    def part(band: tuple[float, float]) -> float:
        of_band = mine[(mine["share"] >= band[0]) & (mine["share"] < band[1])]["elsewhere"]
        return float(of_band.mean()) if len(of_band) else float("nan")

    return 100.0 * (part(high) - part(low))


def measure(runs: Runs) -> Measured:
    """Above the threshold in Odense, where two schools are; below it in Gladsaxe, whose schools lie there."""
    above = [gap(run.table("pupils"), (0.0, THRESHOLD), (THRESHOLD, 1.01)) for run in runs["odense"]]
    below = [gap(run.table("pupils"), (0.0, LOW), (LOW, THRESHOLD)) for run in runs[BASE]]
    return {"above": np.array(above), "below": np.array(below)}


PATTERN = Pattern(
    name="school_opt_out",
    title=Text("Opting out of school sets in above a threshold", "Fravalg af skolen sætter ind over en grænse"),
    claim=Text(
        "Parents of Danish origin turn the district's school down far more often when more than 35 per cent of its "
        "pupils are immigrants; below that the share makes no difference.",
        "Forældre af dansk oprindelse fravælger langt oftere distriktsskolen, når mere end 35 procent af eleverne er "
        "indvandrere; under det gør andelen ingen forskel.",
    ),
    source="rangvid2010",
    grade="observational",
    kind="figure",
    needs=(base(), odense()),
    parts={
        "above": Part(
            Text("Odense: above 35 % against below", "Odense: over 35 % mod under"), 10.0, float("inf"),
            "percentage points", "'far more likely' is read as ten points or more; the size was not found",
        ),
        "below": Part(
            Text("Gladsaxe: 15-35 % against below 15 %", "Gladsaxe: 15-35 % mod under 15 %"), -5.0, 5.0,
            "percentage points", "no effect found; five points either way",
        ),
    },
    measure=measure,
    use="parameter",
    note=Text(
        "The threshold is a number of the model. Below it the name of the area and the homes of its children also "
        "count, which the study held.",
        "Grænsen er et tal i modellen. Under den tæller også områdets ry og børnenes hjem, som studiet holdt fast.",
    ),
)  # fmt: skip
