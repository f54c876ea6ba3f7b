"""What a comparison is about: the outcomes a planner asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Window = Literal["last_year", "run"]
EVERY = "*"
"""As a group: one outcome for each there is (letting rule, payer). As a unit: all units together."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One number of a run: a metric of one unit and group over a window.

    `window` is the mean of the last twelve months, or the sum over the run. `per` divides by another group of
    the same metric (a share of sums). `zero` marks what a run does not write down when there is none of it.
    `scale` and `measure` are for showing (100 and '%'), `digits` the decimals. `official` marks outcomes that
    use the official origin groups, which can be switched off.
    """

    key: str
    title: str
    title_da: str
    metric: str
    unit: str = "estate"
    group: str = "all"
    window: Window = "last_year"
    per: str | None = None
    zero: bool = False
    scale: float = 1.0
    measure: str = ""
    digits: int = 1
    official: bool = False


def _percent(key: str, title: str, title_da: str, metric: str, **more: object) -> Outcome:
    return replace(Outcome(key, title, title_da, metric, scale=100.0, measure="%"), **more)  # type: ignore[arg-type]


SIDES = (
    ("place", "estate", "living in the estate", "bor i området"),
    ("persons", "ever_estate", "ever lived in the estate", "har boet i området"),
)
"""A measure of people is shown of the place, and of all persons who ever lived there: key, unit, English, Danish."""

OF_PEOPLE = (
    ("outside_work_young", "Aged 18-24 outside work and education", "18-24-årige uden for arbejde og uddannelse"),
    (
        "youth_education_at_20",
        "In or through youth education at 20",
        "I eller færdig med ungdomsuddannelse som 20-årig",
    ),
    ("special_language_effort", "Special language effort at 3-5", "Særlig sprogindsats som 3-5-årig"),
)

OUTCOMES: tuple[Outcome, ...] = (
    _percent(
        "share_vulnerable",
        "Vulnerable households in the estate",
        "Udsatte husstande i området",
        "share_vulnerable",
    ),
    _percent(
        "share_non_western",
        "Residents of non-western origin in the estate (official groups)",
        "Beboere med ikke-vestlig oprindelse i området (officielle grupper)",
        "share_non_western",
        official=True,
    ),
    _percent(
        "share_outside_work",
        "Aged 18-64 outside work and education in the estate",
        "18-64-årige uden for arbejde og uddannelse i området",
        "share_outside_work",
    ),
    _percent(
        "outside_work_persons",
        "Aged 18-64 outside work and education: ever lived in the estate",
        "18-64-årige uden for arbejde og uddannelse: har boet i området",
        "outside_work",
        unit="ever_estate",
    ),
    _percent(
        "in_movers_vulnerable",
        "Vulnerable among households moving in",
        "Udsatte blandt tilflyttende husstande",
        "in_movers",
        group="vulnerable",
        per="all",
        window="run",
    ),
    _percent(
        "out_movers_vulnerable",
        "Vulnerable among households moving out",
        "Udsatte blandt fraflyttende husstande",
        "out_movers",
        group="vulnerable",
        per="all",
        window="run",
    ),
    Outcome(
        "in_movers",
        "Households moving in over the run",
        "Tilflyttede husstande i perioden",
        "in_movers",
        group="all",
        window="run",
        measure="households",
        digits=0,
    ),
    Outcome(
        "out_movers",
        "Households moving out over the run",
        "Fraflyttede husstande i perioden",
        "out_movers",
        group="all",
        window="run",
        measure="households",
        digits=0,
    ),
    Outcome(
        "turnover",
        "Moves out per 100 dwellings a year",
        "Fraflytninger pr. 100 boliger om året",
        "turnover",
        measure="per year",
    ),
    Outcome(
        "vacancy_days",
        "Days a dwelling stands vacant",
        "Dage, en bolig står tom",
        "vacancy_days",
        measure="days",
    ),
    Outcome(
        "rent_loss",
        "Rent lost to vacancy over the run",
        "Huslejetab ved tomme boliger i perioden",
        "rent_loss_kr",
        window="run",
        scale=1e-6,
        measure="million kr",
        digits=2,
    ),
    Outcome(
        "waiting_months",
        "Waiting time of those let a dwelling",
        "Ventetid for dem, der fik en bolig",
        "waiting_months",
        group=EVERY,
        measure="months",
    ),
    Outcome("refusals", "Offers refused per letting", "Afslag pr. udlejning", "refusals", digits=2),
    Outcome("reputation", "Reputation of the estate (0-1)", "Områdets omdømme (0-1)", "reputation", digits=3),
    _percent(
        "dissimilarity_vulnerable",
        "Separation of vulnerable households between districts, beyond chance",
        "Adskillelse af udsatte husstande mellem kvarterer ud over tilfældet",
        "dissimilarity.corrected",
        unit="district",
        group="vulnerable",
    ),
    _percent(
        "vulnerable_elsewhere_max",
        "Highest share of vulnerable in any other department",
        "Højeste andel udsatte i en anden afdeling",
        "vulnerable_elsewhere_max_share",
        unit="elsewhere",
    ),
    Outcome(
        "assigned_waiting",
        "Households in urgent need still waiting",
        "Husstande i akut bolignød, der stadig venter",
        "assigned_waiting",
        unit="municipality",
        measure="households",
    ),
    *(
        _percent(f"{metric}_{key}", f"{title}: {side}", f"{title_da}: {side_da}", metric, unit=unit)
        for metric, title, title_da in OF_PEOPLE
        for key, unit, side, side_da in SIDES
    ),
    *(
        Outcome(
            f"leaving_grade_{key}",
            f"Leaving grade of compulsory school: {side}",
            f"Karakterer ved grundskolens afslutning: {side_da}",
            "leaving_grade",
            unit=unit,
            measure="grade",
            digits=2,
        )
        for key, unit, side, side_da in SIDES
    ),
    Outcome(
        "second_chance_moves",
        "Households moved by second chance",
        "Husstande flyttet med second chance",
        "second_chance_moved",
        unit="municipality",
        zero=True,
        window="run",
        measure="households",
    ),
    Outcome(
        "cost",
        "Cost over the run",
        "Udgift i perioden",
        "cost_kr",
        unit=EVERY,
        group=EVERY,
        window="run",
        zero=True,
        scale=1e-6,
        measure="million kr",
        digits=2,
    ),
    Outcome(
        "account",
        "Net public cost of the residents of January 2015 over the run, paid by",
        "Nettoudgift i perioden til dem, der boede i området i januar 2015, betalt af",
        "account_kr",
        unit="residents of the start",
        group=EVERY,
        window="run",
        scale=1e-6,
        measure="million kr",
        digits=1,
    ),
    Outcome(
        "persons",
        "People in the municipality",
        "Indbyggere i kommunen",
        "persons",
        unit="municipality",
        digits=0,
    ),
)
