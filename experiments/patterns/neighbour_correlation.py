"""How alike those become who grew up near each other."""

import numpy as np
import pandas as pd

from agents.codes import Education, Stage
from experiments.validation.form import BASE, Measured, Part, Pattern, Runs, base
from model.policies.policy import Text

YEARS = {
    Education.NONE: 9.0, Education.BASIC: 9.5, Education.UPPER_SECONDARY: 12.5, Education.VOCATIONAL: 13.0,
    Education.MEDIUM_HIGHER: 16.0, Education.LONG_HIGHER: 17.5,
}  # fmt: skip
BEGUN = {Stage.UPPER_SECONDARY: 12.0, Stage.VOCATIONAL: 12.0, Stage.HIGHER: 15.0}


def intraclass(values: np.ndarray, group: np.ndarray) -> float:
    """The correlation of two of one group, from the analysis of variance; nan with fewer than two groups.

    >>> round(intraclass(np.array([1.0, 1.0, 3.0, 3.0]), np.array([0, 0, 1, 1])), 3)
    1.0
    """
    groups = [values[group == one] for one in np.unique(group)]
    groups = [one for one in groups if len(one) > 1]
    n, k = sum(map(len, groups)), len(groups)
    if k < 2 or n <= k:
        return float("nan")
    mean = sum(one.sum() for one in groups) / n
    between = sum(len(one) * (one.mean() - mean) ** 2 for one in groups) / (k - 1)
    within = sum(((one - one.mean()) ** 2).sum() for one in groups) / (n - k)
    size = (n - sum(len(one) ** 2 for one in groups) / n) / (k - 1)
    below = between + (size - 1.0) * within
    return float((between - within) / below) if below else float("nan")


def of_run(youth: pd.DataFrame) -> float:
    """Years of education reached or begun at 24, correlated by the area lived in at 15."""
    at = youth[youth["at"] == 24]
    if at.empty:
        return float("nan")
    reached = at["education"].map({int(code): years for code, years in YEARS.items()}).to_numpy(dtype=float)
    begun = at["stage"].map({int(code): years for code, years in BEGUN.items()}).fillna(0.0).to_numpy(dtype=float)
    return intraclass(np.maximum(reached, begun), at["area"].to_numpy())


def measure(runs: Runs) -> Measured:
    """One correlation for each run."""
    return {"education": np.array([of_run(run.table("youth")) for run in runs[BASE]])}


PATTERN = Pattern(
    name="neighbour_correlation",
    title=Text("Who grow up side by side become a little alike", "De, der vokser op sammen, ligner hinanden lidt"),
    claim=Text(
        "The education of two who grew up as neighbours correlates by 0.11-0.12 in Norway, about half of that ten "
        "years later; who lives where is part of it.",
        "Uddannelsen hos to, der voksede op som naboer, korrelerer med 0,11-0,12 i Norge, omkring det halve ti år "
        "senere; hvem der bor hvor, er en del af det.",
    ),
    source="raaum2006",
    grade="observational",
    kind="figure",
    needs=(base(),),
    parts={
        "education": Part(
            Text("education at 24 by area at 15", "uddannelse som 24-årig efter område som 15-årig"), 0.05, 0.12,
            "correlation", "from half of the earlier estimate to the whole", 3,
        )
    },
    measure=measure,
    use="parameter",
)  # fmt: skip
