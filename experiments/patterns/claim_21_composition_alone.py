"""Claim 21, a doubt: steering who moves in has shown no clear effect on those who live there."""

from experiments.validation.form import PAIRED_RUNS, Measured, Part, Pattern, Runs, base, proposal
from experiments.validation.measure import change, level
from model.policies.policy import Text

POLICY = "cooperative_letting"


def measure(runs: Runs) -> Measured:
    """Residents of the start wherever they live in the last five years, with the proposal less without."""
    return {"without_work": change(runs, POLICY, level("outside_work", "start_estate", scale=100.0))}


PATTERN = Pattern(
    name="composition_alone",
    title=Text("Steering who comes hardly changes who is there", "At styre tilflytning ændrer næppe dem, der bor der"),
    claim=Text(
        "No study clearly shows that a planned change in who lives in an area by itself helps those who lived there.",
        "Intet studie viser klart, at en planlagt ændring af, hvem der bor i et område, i sig selv hjælper dem, der "
        "boede der.",
    ),
    source="catalogue2015",
    grade="catalogue",
    kind="claim",
    needs=(base(runs=PAIRED_RUNS), proposal(POLICY)),
    parts={
        "without_work": Part(
            Text("residents of the start outside work", "beboere fra starten uden for arbejde"), -1.0, 1.0,
            "percentage points", "no clear effect; one point either way", 2,
        )
    },
    measure=measure,
    use="parameter",
    claim_number=21,
    note=Text(
        "The other half of the claim, that acting on many fronts at once does help, is not tested here: the bundles of "
        "proposals are in the page of effects.",
        "Den anden halvdel, at det hjælper at handle på mange fronter på én gang, prøves ikke her: pakkerne af forslag "
        "står på siden om virkninger.",
    ),
)  # fmt: skip
