"""By which list social homes are let."""

import numpy as np

from experiments.validation.form import BASE, Measured, Part, Pattern, Runs, base, odense
from experiments.validation.runs import Run
from model.policies.policy import Text

TOWNS = {BASE: "Gladsaxe", "odense": "Odense"}
LISTS = {
    "assignment": (("assignment",), Text("municipal assignment", "kommunal anvisning"), 8.0, 12.0),
    "external": (("ordinary",), Text("external waiting list", "ekstern venteliste"), 60.0, 75.0),
    "internal": (("internal",), Text("internal waiting list", "intern venteliste"), 5.0, 15.0),
}
WHY = {
    "assignment": "8 % in Odense, 10 % in the country, 12 % of the cheapest homes",
    "external": "60 % in 2022, three quarters in 2014",
    "internal": "10 % in 2022, five points either way",
}


def share(run: Run, rules: tuple[str, ...]) -> float:
    """Lettings by some rules, per cent of all in the municipality."""
    units = ("estate", "elsewhere")
    whole = sum(run.total("lettings", unit) for unit in units)
    part = sum(run.total("lettings", unit, rule) for unit in units for rule in rules)
    return 100.0 * part / whole if whole else float("nan")


def measure(runs: Runs) -> Measured:
    """The three shares in both municipalities."""
    return {
        f"{label} {key}": np.array([share(run, LISTS[key][0]) for run in runs[label]])
        for label in TOWNS for key in LISTS
    }  # fmt: skip


PATTERN = Pattern(
    name="letting_channels",
    title=Text("By which list homes are let", "Ad hvilken vej boliger udlejes"),
    claim=Text(
        "Most social homes are let by the external waiting list (60-75 %), one in ten by the internal list and one in "
        "ten by municipal assignment.",
        "De fleste almene boliger udlejes ad den eksterne venteliste (60-75 %), hver tiende ad den interne og hver "
        "tiende ved kommunal anvisning.",
    ),
    source="landsbyggefonden_udlejning; bl_udlejning2023",
    grade="register",
    kind="figure",
    needs=(base(), odense()),
    parts={
        f"{label} {key}": Part(Text(f"{town}: {text.en}", f"{town}: {text.da}"), low, high, "% of lettings", WHY[key])
        for label, town in TOWNS.items() for key, (_, text, low, high) in LISTS.items()
    },
    measure=measure,
    use="parameter",
    reduced=True,
    note=Text(
        "The share of assignment is a rule of the model; which list the rest goes by follows from the rule-book.",
        "Andelen ved anvisning er en regel i modellen; hvilken liste resten går efter, følger af reglerne.",
    ),
)  # fmt: skip
