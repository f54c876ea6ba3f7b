"""A lively centre and residents' work."""

from experiments.validation.form import Part
from experiments.validation.measure import change, level, null
from model.policies.policy import Text

POLICY = "epicenter"

PATTERN = null(
    POLICY,
    "null_epicenter",
    Text("A place made livelier employs few more residents", "Et livligere sted giver få beboere arbejde"),
    Text(
        "Efforts for places in the United States and France raised residents' employment by -1 to 2 points.",
        "Stedbaserede indsatser i USA og Frankrig løftede beboernes beskæftigelse med -1 til 2 procentpoint.",
    ),
    "neumark2015",
    "recalled",
    {
        "without_work": (
            Part(
                Text("residents of 18-64 outside work", "beboere på 18-64 år uden for arbejde"), -2.0, 1.0,
                "percentage points", "the range of the review, turned round", 2,
            ),
            lambda runs: change(runs, POLICY, level("outside_work", scale=100.0)),
        )
    },
    use="parameter",
)  # fmt: skip
