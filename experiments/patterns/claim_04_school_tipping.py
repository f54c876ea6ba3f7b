"""Claim 4: the schools of the estate balance on a tipping point."""

import numpy as np

from experiments.validation.measure import claim, rises
from experiments.validation.runs import Run
from model.policies.policy import Text


def minority(run: Run) -> float:
    """Minority share of the estate's schools, per cent, mean of the last two years and of the schools."""
    names = run.series[run.series["metric"] == "school_minority"]["group"].unique()
    return 100.0 * float(np.mean([run.level("school_minority", "school", name) for name in names]))


PATTERN = claim(
    4,
    "school_tipping",
    Text("Opting out of school tips it further", "Fravalg tipper skolen yderligere"),
    Text(
        "The estate's schools balance on a tipping point: who opts out makes the next opt out.",
        "Områdets skoler balancerer på et vippepunkt: den, der vælger fra, får den næste til det.",
    ),
    high={"schooling.tipping": 10.0},
    low={"schooling.tipping": 0.0},
    parts={
        "minority": (
            rises(
                "minority pupils in the estate's schools", "minoritetselever på områdets skoler", "percentage points"
            ),
            minority,
        )
    },
    place="vollsmose",
    months=60,
    runs=4,
)
