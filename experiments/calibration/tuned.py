"""Which measured figures the model's numbers were set against, in words: what `Parameter.tuned_to` names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from agents.core.parameter import Parameter
from experiments.calibration.targets import Target, bundled
from experiments.explain_danish import marks
from model.policies.policy import Text

PLACES = ("vaerebro", "vollsmose")
NAMES = {"vaerebro": "Værebro Park", "vollsmose": "Vollsmose"}
TOWNS = {"vaerebro": "Gladsaxe", "vollsmose": "Odense"}

TITLES: Mapping[str, Text] = {
    "club_members": Text("active in an association, %", "aktive i en forening, %"),
    "convicted": Text("adults of the estate convicted in a year, %", "voksne i området dømt på et år, %"),
    "convicted_municipality": Text("adults convicted in a year, %", "voksne dømt på et år, %"),
    "couples_18_29": Text(
        "steady share of those of 18-29 who live in couples, change in points",
        "stabil andel 18-29-årige i par, ændring",
    ),
    "couples_30_59": Text(
        "steady share of those of 30-59 who live in couples, change in points",
        "stabil andel 30-59-årige i par, ændring",
    ),
    "couples_60": Text(
        "steady share of those of 60 and over who live in couples, change in points",
        "stabil andel i par fra 60 år, ændring",
    ),
    "daycare_older": Text("children of 3-4 in kindergarten, %", "3-4-årige i børnehave, %"),
    "daycare_small_danish": Text(
        "children of 1-2 of Danish origin in daycare, %", "1-2-årige af dansk herkomst i dagtilbud, %"
    ),
    "daycare_small_non_western": Text(
        "children of 1-2 of non-western origin in daycare, %", "1-2-årige af ikkevestlig herkomst i dagtilbud, %"
    ),
    "disability_pension": Text("on disability pension in the estate, %", "på førtidspension i området, %"),
    "disability_pension_municipality": Text(
        "on disability pension in the municipality, %", "på førtidspension i kommunen, %"
    ),
    "failed_exam": Text("short of 02 at the leaving exam, %", "uden 02 ved afgangsprøven, %"),
    "failed_exam_academics": Text("short of 02, children of academics, %", "uden 02, børn af akademikere, %"),
    "failed_exam_unskilled": Text("short of 02, children of the unskilled, %", "uden 02, børn af ufaglærte, %"),
    "grade_estate": Text("leaving grade in the estate", "karakterer ved afgang i området"),
    "grade_municipality": Text("leaving grade in the municipality", "karakterer ved afgang i kommunen"),
    "grade_parents_academics": Text("leaving grade of children of academics", "karakterer, børn af akademikere"),
    "grade_parents_skilled": Text("leaving grade of children of the skilled", "karakterer, børn af faglærte"),
    "grade_parents_unskilled": Text("leaving grade of children of the unskilled", "karakterer, børn af ufaglærte"),
    "home_leaving_age": Text("mean age on leaving the parents, years", "alder ved at flytte hjemmefra, år"),
    "language_danish": Text(
        "special language effort at three, Danish origin, %", "særlig sprogindsats, dansk herkomst, %"
    ),
    "language_non_western": Text(
        "special language effort at three, non-western origin, %", "særlig sprogindsats, ikkevestlig herkomst, %"
    ),
    "neet": Text("neither in work nor in education at 16-24, %", "16-24-årige uden job og uddannelse, %"),
    "neighbourliness": Text("finding neighbourliness good in the estate, %", "finder naboskabet godt i området, %"),
    "neighbourliness_elsewhere": Text(
        "finding neighbourliness good elsewhere, %", "finder naboskabet godt uden for, %"
    ),
    "outside_contacts": Text("adults with a contact outside the estate, %", "voksne med kontakter uden for området, %"),
    "outside_work_young": Text("outside work and education at 18-24, %", "18-24-årige uden for job og uddannelse, %"),
    "refusals": Text("refusals before a home is let", "afslag, før en bolig er lejet ud"),
    "turnover": Text("moves out a year per 100 homes", "fraflytninger om året pr. 100 boliger"),
    "wish_to_join": Text("with the wish to join, in the estate, %", "med lyst til at være med, i området, %"),
    "wish_to_join_municipality": Text(
        "with the wish to join, in the municipality, %", "med lyst til at være med, i kommunen, %"
    ),
    "without_neighbours": Text("knowing no neighbour in the estate, %", "kender ingen nabo i området, %"),
    "without_neighbours_elsewhere": Text("knowing no neighbour elsewhere, %", "kender ingen nabo uden for området, %"),
    "youth_education_municipality": Text(
        "in or through youth education at 20, %", "i gang med eller færdig med ungdomsuddannelse ved 20, %"
    ),
}
"""What the figures are about that some number was set against."""


@lru_cache(maxsize=1)
def known() -> Mapping[str, Mapping[str, Target]]:
    """Every known target by name, and by place."""
    found: dict[str, dict[str, Target]] = {}
    for place in PLACES:
        for name, one in bundled(place).items():
            found.setdefault(name, {})[place] = one
    return found


def figure(name: str, spoken: int = 0) -> str:
    """One figure in words with its value and error; of each place where they differ. `spoken` 0 English, 1 Danish.

    >>> figure("home_leaving_age")
    'mean age on leaving the parents, years: 22.65 ± 0.3'
    """
    values = {place: marks(f"{one.value:g} ± {one.standard_error:.2g}", spoken) for place, one in known()[name].items()}
    if len(set(values.values())) == 1:
        told = next(iter(values.values()))
    else:
        of_the_town = all("|municipality|" in one.outcome for one in known()[name].values())
        names = TOWNS if of_the_town else NAMES
        told = ", ".join(f"{names[place]} {value}" for place, value in values.items())
    return f"{TITLES[name][spoken]}: {told}"


def in_words(parameter: Parameter, spoken: int = 0) -> str:
    """What a number was set against; '' when it was not set against any figure."""
    return "; ".join(figure(name, spoken) for name in parameter.tuned_to)
