"""How many found their job through somebody they knew."""

from experiments.validation.form import BASE, Measured, Part, Pattern, Runs, base, odense
from experiments.validation.measure import each, level
from model.policies.policy import Text

TOWNS = {BASE: "Gladsaxe", "odense": "Odense"}


def measure(runs: Runs) -> Measured:
    """Per cent of employees whose way to the job is known, mean of the last five Decembers."""
    return {label: each(runs[label], level("jobs_by_ties", "municipality", scale=100.0)) for label in TOWNS}


PATTERN = Pattern(
    name="jobs_through_ties",
    title=Text("Jobs found through people known", "Job fundet gennem bekendte"),
    claim=Text(
        "One in three new employees in Denmark found the job through people they knew.",
        "Hver tredje nyansatte i Danmark fandt jobbet gennem bekendte.",
    ),
    source="statistik2015jobs",
    grade="register",
    kind="figure",
    needs=(base(), odense()),
    parts={
        label: Part(
            Text(f"{town}: found through people known", f"{town}: fundet gennem bekendte"), 28.0, 38.0, "% of jobs",
            "one third in 2015, five points either way",
        )
        for label, town in TOWNS.items()
    },
    measure=measure,
    use="parameter",
    reduced=True,
)  # fmt: skip
