"""The words in which a proposal is explained, in English and Danish."""

from __future__ import annotations

from collections.abc import Mapping

from experiments.proposals import PRINCIPLE
from model.policies.policy import Text

WORDS: Mapping[str, Text] = {
    "theme": Text("Theme", "Tema"),
    "principle": PRINCIPLE,
    "for": Text("For whom", "For hvem"),
    "acts": Text("Who acts", "Hvem handler"),
    "alone": Text("Where it can stand alone", "Hvor det kan stå alene"),
    "pays": Text("Who pays", "Hvem betaler"),
    "pays_nothing": Text("nobody", "ingen"),
    "for_what": Text("{} for {}", "{}: {}"),
    "levers": Text("Levers it bends", "Håndtag, forslaget trækker i"),
    "no_levers": Text("It bends no lever.", "Det trækker ikke i nogen håndtag."),
    "lever": Text("Lever", "Håndtag"),
    "how": Text("How", "Hvordan"),
    "meaning": Text("Meaning", "Betydning"),
    "doubts": Text("Dilemmas and barriers", "Dilemmaer og barrierer"),
    "modelled": Text("modelled by {}", "i modellen: {}"),
    "not_modelled": Text("not in the model", "ikke i modellen"),
    "parameters": Text("Numbers", "Tal"),
    "number": Text("Number", "Tal"),
    "default": Text("Default", "Standardværdi"),
    "range": Text("Range", "Interval"),
    "unit": Text("Unit", "Enhed"),
    "source": Text("Source", "Kilde"),
    "grade": Text("Evidence", "Evidens"),
    "set_against": Text("Set against", "Sat efter"),
    "matters": Text("Matters", "Betyder noget"),
    "shared": Text("Levers that more than one of them bends", "Håndtag, som flere af dem trækker i"),
    "none": Text("none", "ingen"),
    "page": Text("The proposals", "Forslagene"),
    "page_note": Text(
        "Written by `boligliv docs policies`; do not edit. Levers and costs are found by running each proposal.",
        "Siden er skrevet af `boligliv docs policies --language da` og skal ikke rettes i hånden. Håndtag og "
        "udgifter er fundet ved at køre hvert forslag.",
    ),
    "matrix": Text("Which proposal bends which lever", "Hvilket forslag trækker i hvilket håndtag"),
    "matrix_note": Text(
        "Columns are numbers of the catalogue; – is the principle of common direction.",
        "Kolonnernes numre er katalogets; – er princippet om fælles retning.",
    ),
}
"""Headings and joints."""

STAGES: Mapping[str, Text] = {
    "replace": Text("replaced", "erstattes"),
    "scale": Text("multiplied", "ganges"),
    "shift": Text("added to", "lægges til"),
    "floor": Text("given a floor", "får en nedre grænse"),
    "cap": Text("given a ceiling", "får en øvre grænse"),
}
"""How a lever is bent."""
