"""Moving by age among reference persons of 30 to 60."""

from experiments.validation import settled
from experiments.validation.form import Measured, Pattern, Runs, base
from model.policies.policy import Text

KNOWN = {("danish", 41): -9.3, ("danish", 51): -12.7, ("non_western", 41): -8.6, ("non_western", 51): -13.0}
AGES = {41: "41-50", 51: "51-60"}
EDGES = (30, *AGES)


def measure(runs: Runs) -> Measured:
    """Means over the years of each run."""
    return settled.measured(runs, "age", EDGES, KNOWN)


PATTERN = Pattern(
    name="moving_by_age_of_settled",
    title=Text("Adults move less as they grow older", "Voksne flytter mindre, jo ældre de bliver"),
    claim=Text(
        "Within two years those of 41-50 move some 9 points less than those of 30-40, and those of 51-60 some 13 less.",
        "Inden for to år flytter 41-50-årige omkring 9 procentpoint mindre end 30-40-årige og 51-60-årige omkring 13 "
        "mindre.",
    ),
    source="jorgenhost_thesis",
    grade="observational",
    kind="figure",
    needs=(base(),),
    parts={
        f"{who} {age}": settled.part(
            Text(f"{settled.WORDS[who].en}, {AGES[age]} years old", f"{settled.WORDS[who].da}, {AGES[age]} år"),
            value, "30-40",
        )
        for (who, age), value in KNOWN.items()
    },
    measure=measure,
    note=settled.NOTE,
)  # fmt: skip
