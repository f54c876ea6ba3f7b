"""Homes that change hands, by tenure and kind of home."""

from experiments.validation.form import BASE, Measured, Part, Pattern, Runs, base, odense
from experiments.validation.homes import rates
from model.policies.policy import Text

TOWNS = {BASE: "Gladsaxe", "odense": "Odense"}
SECTOR = "sector in 2019 and scaled to 2013"


def measure(runs: Runs) -> Measured:
    """Per 100 homes a year over the municipality, and owners over tenants, from the second year on."""
    found = {}
    for label in TOWNS:
        by_kind = rates(runs[label], "home")
        found[f"{label} social"] = 100.0 * by_kind["social"]
        found[f"{label} youth"] = 100.0 * by_kind["youth"]
        found[f"{label} owners"] = by_kind["owner"] / by_kind["social"]
    return found


def parts() -> dict[str, Part]:
    """The three figures in both municipalities."""
    found = {}
    for label, town in TOWNS.items():
        family = Text(f"{town}: family dwellings of social housing", f"{town}: almene familieboliger")
        found[f"{label} social"] = Part(family, 10.4, 13.1, "per 100 homes and year", SECTOR)
        young = Text(f"{town}: youth dwellings", f"{town}: ungdomsboliger")
        why = "39.9 in the sector in 2019, ten per cent either way"
        found[f"{label} youth"] = Part(young, 35.9, 43.9, "per 100 homes and year", why)
        own = Text(f"{town}: owners over social tenants", f"{town}: ejere i forhold til almene lejere")
        found[f"{label} owners"] = Part(own, 0.25, 0.6, "ratio", "order of magnitude remembered from registers", 2)
    return found


PATTERN = Pattern(
    name="turnover_by_tenure",
    title=Text("Who lives how moves how often", "Boligform og flytning hænger sammen"),
    claim=Text(
        "Of 100 family dwellings of social housing 10-13 are left in a year, of youth dwellings 40; owners move about "
        "a third as often as tenants.",
        "Af 100 almene familieboliger fraflyttes 10-13 om året og af ungdomsboliger 40; ejere flytter omkring en "
        "tredjedel så ofte som lejere.",
    ),
    source="landsbyggefonden_fraflytning",
    grade="register",
    kind="figure",
    needs=(base(), odense()),
    parts=parts(),
    measure=measure,
    use="parameter",
    reduced=True,
)
