"""Moving by age: how much more the young move than those around thirty."""

from experiments.validation.form import BASE, Measured, Part, Pattern, Runs, base, odense
from experiments.validation.homes import rates
from model.policies.policy import Text

TOWNS = {BASE: "Gladsaxe", "odense": "Odense"}
AGES = {"20-23": (1.8, 3.5), "24-28": (1.6, 2.3)}


def measure(runs: Runs) -> Measured:
    """Rates of the municipality from the second year on, over that of 29-34."""
    by_age = {label: rates(runs[label], "age") for label in TOWNS}
    return {f"{label} {age}": by_age[label][age] / by_age[label]["29-34"] for label in TOWNS for age in AGES}


PATTERN = Pattern(
    name="moving_by_age",
    title=Text("The young move most", "De unge flytter mest"),
    claim=Text(
        "Moves a person makes in a year fall from 0.45-0.70 at 20-23 and 0.40-0.46 at 24-28 to 0.20-0.25 at 29-34.",
        "En persons flytninger om året falder fra 0,45-0,70 som 20-23-årig og 0,40-0,46 som 24-28-årig til 0,20-0,25 "
        "som 29-34-årig.",
    ),
    source="dst_moves",
    grade="observational",
    kind="figure",
    needs=(base(), odense()),
    parts={
        f"{label} {age}": Part(
            Text(f"{town}: moves at {age} over moves at 29-34", f"{town}: flytninger som {age}-årig over 29-34-årig"),
            low, high, "ratio", "quotient of the ranges in the claim", 2,
        )
        for label, town in TOWNS.items() for age, (low, high) in AGES.items()
    },
    measure=measure,
    use="parameter",
    reduced=True,
)  # fmt: skip
