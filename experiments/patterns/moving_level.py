"""How often people move: the level, beside the pattern by age."""

from experiments.validation.form import BASE, Measured, Part, Pattern, Runs, base, odense
from experiments.validation.homes import rates
from model.policies.policy import Text

TOWNS = {BASE: "Gladsaxe", "odense": "Odense"}
AGES = {"20-23": (0.45, 0.70), "24-28": (0.40, 0.46), "29-34": (0.20, 0.25)}


def measure(runs: Runs) -> Measured:
    """Moves a person and year of those who live in the municipality, from the second year on."""
    by_age = {label: rates(runs[label], "age") for label in TOWNS}
    return {f"{label} {age}": by_age[label][age] for label in TOWNS for age in AGES}


PATTERN = Pattern(
    name="moving_level",
    title=Text("How often the young move", "Hvor ofte de unge flytter"),
    claim=Text(
        "At 20-23 a person moves 0.45-0.70 times a year, at 24-28 0.40-0.46 and at 29-34 0.20-0.25 times (Denmark).",
        "Som 20-23-årig flytter man 0,45-0,70 gange om året, som 24-28-årig 0,40-0,46 og som 29-34-årig 0,20-0,25 "
        "gange (hele landet).",
    ),
    source="dst_moves",
    grade="observational",
    kind="figure",
    needs=(base(), odense()),
    parts={
        f"{label} {age}": Part(
            Text(f"{town}: moves a person and year at {age}", f"{town}: flytninger pr. person og år som {age}-årig"),
            low, high, "moves a year", "moves lived through by each age, to one decimal and by sex", 3,
        )
        for label, town in TOWNS.items() for age, (low, high) in AGES.items()
    },
    measure=measure,
    note=Text(
        "The figures are national; towns differ, and rooms and shared flats are not in the model.",
        "Tallene gælder hele landet; byer er forskellige, og værelser og delte lejligheder er ikke med i modellen.",
    ),
)  # fmt: skip
