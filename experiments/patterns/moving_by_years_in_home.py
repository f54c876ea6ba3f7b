"""Moving by how long one has lived in the home, among reference persons of 30 to 60."""

from experiments.validation import settled
from experiments.validation.form import Measured, Pattern, Runs, base
from model.policies.policy import Text

KNOWN = {
    ("danish", 1): -2.7, ("danish", 2): -6.0, ("danish", 4): -9.2, ("danish", 6): -14.3,
    ("non_western", 1): -3.0, ("non_western", 2): -6.8, ("non_western", 4): -9.7, ("non_western", 6): -13.1,
}  # fmt: skip
YEARS = {1: "1-2", 2: "2-4", 4: "4-6", 6: "6+"}
EDGES = (0, *YEARS)


def measure(runs: Runs) -> Measured:
    """Means over the years of each run."""
    return settled.measured(runs, "lived", EDGES, KNOWN)


PATTERN = Pattern(
    name="moving_by_years_in_home",
    title=Text("Those who have lived long in a home stay", "De, der har boet længe, bliver"),
    claim=Text(
        "Within two years those of 30-60 move less the longer they have lived in the home: 3 points less after one "
        "year, 6-7 after two, 9-10 after four and 13-14 after six.",
        "Inden for to år flytter 30-60-årige mindre, jo længere de har boet i boligen: 3 procentpoint mindre efter et "
        "år, 6-7 efter to, 9-10 efter fire og 13-14 efter seks.",
    ),
    source="jorgenhost_thesis",
    grade="observational",
    kind="figure",
    needs=(base(),),
    parts={
        f"{who} {years}": settled.part(
            Text(
                f"{settled.WORDS[who].en}, {YEARS[years]} years in the home",
                f"{settled.WORDS[who].da}, {YEARS[years]} år i boligen",
            ),
            value, "the first year",
        )
        for (who, years), value in KNOWN.items()
    },
    measure=measure,
    use="parameter",
    note=settled.NOTE,
)  # fmt: skip
