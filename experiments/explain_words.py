"""The words in which a proposal is explained, in English and Danish."""

from __future__ import annotations

from collections.abc import Mapping

from model.policies.policy import Text

GRADES_DA: Mapping[str, str] = {
    "register": "register",
    "trial": "forsøg",
    "observational": "observationsstudie",
    "catalogue": "kataloget",
    "law": "lov",
    "recalled": "efter hukommelsen",
    "judgement": "skøn",
}
"""How good the evidence is, in Danish."""

UNITS_DA: Mapping[str, str] = {
    "share": "andel",
    "share of households": "andel af husstandene",
    "share of vacancies": "andel af de ledige boliger",
    "share of the whole": "andel af det hele",
    "kr per household": "kr. pr. husstand",
    "kr a month": "kr. om måneden",
    "kr/month and participant": "kr. om måneden pr. deltager",
    "ratio": "gange",
    "years": "år",
    "year": "år",
    "months": "måneder",
    "per year": "pr. år",
    "per 1,000 homes of the estate": "pr. 1.000 boliger i området",
    "SD per year": "SD om året",
    "SD": "SD",
    "logit": "logit",
}
"""Units in Danish; one that is not here stays as it is."""

LEVERS_DA: Mapping[str, str] = {
    "letting.assignment_share": "andel, som kommunen anviser",
    "letting.worker_share": "andel, der holdes til husstande i arbejde",
    "letting.supported_share": "andel, der holdes til dem, der får hjælp til at flytte",
    "platform.neighbour_share": "andel, som nabokommuner åbner gennem platformen",
    "platform.open_to_need": "platformen er åben for borgere i akut bolignød",
    "moving.newcomer": "videreflytning i de første år",
    "programme.supported_move": "hjælp til at flytte for dem, der deltager",
    "programme.agency": "handlekraft til dem, der deltager",
    "programme.home_learning": "læringsmiljø i deltagende familiers hjem",
    "programme.relief": "belastning, der tages fra deltagende familier",
    "programme.skill": "færdigheder til deltagende børn",
    "programme.language": "dansk til dem, der deltager",
    "programme.finding": "at finde arbejde, for dem, der deltager",
    "programme.gate": "at komme gennem hver overgang, for dem, der deltager",
    "programme.daycare_door": "at komme i dagtilbud, for deltagende familiers børn",
    "programme.direction": "fælles retning omkring deltagende familier",
    "programme.trouble": "pres mod at komme i problemer, for deltagende unge",
    "programme.stays": "at ville flytte, for deltagende husstande",
    "programme.income": "indkomst til dem, der deltager",
    "programme.meeting": "hvor let deltagere i en gruppe lærer hinanden at kende",
    "programme.pupils_skill": "færdigheder til alle i deltagende institutioner",
    "programme.pupils_agency": "handlekraft til alle i deltagende institutioner",
}
"""What levers are, in Danish; one that is not here is told in English."""

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
