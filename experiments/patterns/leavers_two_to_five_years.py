"""Of those who leave a social home, how many had lived there two to five years."""

from experiments.validation.form import BASE, Measured, Part, Pattern, Runs, base, odense
from experiments.validation.homes import rates
from model.policies.policy import Text

TOWNS = {BASE: "Gladsaxe", "odense": "Odense"}


def measure(runs: Runs) -> Measured:
    """Share in per cent of homes left, from the second year on."""
    return {label: 100.0 * rates(runs[label], "of movers")["2 to 5 years"] for label in TOWNS}


PATTERN = Pattern(
    name="leavers_two_to_five_years",
    title=Text("How long those who leave had lived there", "Hvor længe fraflyttere har boet der"),
    claim=Text(
        "Of the homes left in social housing in 2017, 30 per cent had been lived in for two to five years.",
        "Af de almene boliger, der blev fraflyttet i 2017, havde 30 procent været beboet i to til fem år.",
    ),
    source="landsbyggefonden_fraflytning",
    grade="register",
    kind="figure",
    needs=(base(), odense()),
    parts={
        label: Part(
            Text(f"{town}: left after two to five years", f"{town}: fraflyttet efter to til fem år"),
            25.0, 35.0, "% of homes left", "30 %, five points either way: one year, all kinds of dwellings", 1,
        )
        for label, town in TOWNS.items()
    },
    measure=measure,
)  # fmt: skip
