"""The words of the view of evidence, in English and Danish."""

from __future__ import annotations

WORDS = {
    "intro": (
        "The model held against figures and claims from outside it. A verdict follows from the 95 % interval over runs "
        "and the range the source gives; failures stand first.",
        "Modellen holdt op mod tal og påstande udefra. Dommen følger af 95 %-intervallet over kørsler og det spænd, "
        "kilden giver; det, der dumper, står først.",
    ),
    "claims": (
        "A claim that passes is shown to be in the model, not to be true.",
        "En påstand, der består, er vist at være i modellen, ikke at være sand.",
    ),
    "made": ("From {} runs, {}.", "Fra {} kørsler, {}."),
    "none": ("No verdicts are kept in this program.", "Der er ingen domme gemt i dette program."),
    "expected": ("expected {}", "ventet {}"),
    "set": (
        "Numbers of the model were set with this source in view: passing is no evidence.",
        "Tal i modellen blev valgt med denne kilde for øje: at bestå er ikke noget bevis.",
    ),
    "check": ("No number of the model was set by it.", "Intet tal i modellen blev valgt efter den."),
    "source": ("Source: {} ({})", "Kilde: {} ({})"),
    "rivals": (
        "The same under the other submodels of how households react to who lives where:",
        "Det samme med de andre delmodeller for, hvordan husstande reagerer på, hvem der bor hvor:",
    ),
    "rival": ("households {}: {}", "husstandene {}: {}"),
    "not_shown": ("Claims that no run can show", "Påstande, som ingen kørsel kan vise"),
    "not_done": ("Not done", "Ikke gjort"),
    "part": ("What is measured", "Det målte"),
    "model": ("Model", "Model"),
    "range": ("Expected", "Ventet"),
    "verdict": ("Verdict", "Dom"),
}
