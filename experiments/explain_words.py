"""The words in which a proposal is explained, in English and Danish."""

from __future__ import annotations

from collections.abc import Mapping

from model.policies.policy import Text

WORDS: Mapping[str, Text] = {
    "theme": Text("Theme", "Tema"),
    "principle": Text("Principle of the catalogue", "Katalogets princip"),
    "for": Text("For whom", "For hvem"),
    "acts": Text("Who acts", "Hvem handler"),
    "alone": Text("Where it can stand alone", "Hvor det kan stå alene"),
    "pays": Text("Who pays", "Hvem betaler"),
    "pays_nothing": Text("nobody", "ingen"),
    "for_what": Text("{} for {}", "{}: {}"),
    "levers": Text("Levers it bends", "Håndtag, det bøjer"),
    "no_levers": Text("It bends no lever.", "Det bøjer ingen håndtag."),
    "lever": Text("Lever", "Håndtag"),
    "how": Text("How", "Hvordan"),
    "meaning": Text("Meaning", "Betydning"),
    "doubts": Text("Dilemmas and barriers", "Dilemmaer og barrierer"),
    "modelled": Text("modelled by {}", "i modellen: {}"),
    "not_modelled": Text("not in the model", "ikke i modellen"),
    "parameters": Text("Numbers", "Tal"),
    "number": Text("Number", "Tal"),
    "default": Text("Default", "Udgangspunkt"),
    "range": Text("Range", "Spænd"),
    "unit": Text("Unit", "Enhed"),
    "source": Text("Source", "Kilde"),
    "grade": Text("Evidence", "Evidens"),
    "shared": Text("Levers that more than one of them bends", "Håndtag, som flere af dem bøjer"),
    "none": Text("none", "ingen"),
    "page": Text("The proposals", "Forslagene"),
    "page_note": Text(
        "Written by `boligliv docs policies`; do not edit. Levers and costs are found by running each proposal.",
        "Skrevet af `boligliv docs policies --language da`; ret ikke her. Håndtag og udgifter er fundet ved at køre "
        "hvert forslag.",
    ),
    "matrix": Text("Which proposal bends which lever", "Hvilket forslag bøjer hvilket håndtag"),
    "matrix_note": Text(
        "Columns are numbers of the catalogue; – is the principle of common direction.",
        "Kolonnerne er katalogets numre; – er princippet om fælles retning.",
    ),
}
"""Headings and joints."""

STAGES: Mapping[str, Text] = {
    "replace": Text("replaced", "erstattes"),
    "scale": Text("multiplied", "ganges"),
    "shift": Text("added to", "lægges til"),
    "floor": Text("given a floor", "får en bund"),
    "cap": Text("given a ceiling", "får et loft"),
}
"""How a lever is bent."""
