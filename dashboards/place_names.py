"""What institutions, workplaces and places outside are called in the reader's language: the model's names are English.

A name that stands in no list, such as one of an imported place, stays as it is.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from dashboards import text

DANISH = MappingProxyType(
    {
        "abroad": "udlandet",
        "rest of Denmark": "resten af Danmark",
        "City of Odense (town centre)": "Odense bymidte",
        "Gladsaxe municipality (town hall)": "Gladsaxe Kommune (rådhuset)",
        "Medical and other industry (Gladsaxe business quarter)": "Medicinal- og anden industri (erhvervskvarteret)",
        "Odense University Hospital": "Odense Universitetshospital",
        "Skovbrynet Skole (formerly Værebro Skole)": "Skovbrynet Skole (tidligere Værebro Skole)",
        "University and university colleges": "universitet og professionshøjskoler",
        "University of Southern Denmark": "Syddansk Universitet",
    }
)
PATTERNS: tuple[tuple[str, str], ...] = (
    (r"(.+), nursery (\d+)", r"\1, vuggestue \2"),
    (r"(.+), kindergarten (\d+)", r"\1, børnehave \2"),
    (r"(.+), free school (\d+)", r"\1, friskole \2"),
    (r"(.+), school", r"\1, skole"),
    (r"(.+), sports club (\d+)", r"\1, idrætsforening \2"),
    (r"(.+), letting", r"\1, udlejning"),
    (r"(.+), unit (\d+)", r"\1, lejemål \2"),
    (r"Contractor (\d+)", r"Entreprenør \1"),
    (r"Vocational school (\d+)", r"Erhvervsskole \1"),
    (r"Family friends of (.+) \(volunteers\)", r"Familievenner i \1 (frivillige)"),
    (r"Health visitors of (.+)", r"Sundhedsplejen i \1"),
    (r"Job centre of (.+)", r"Jobcenter \1"),
    (r"Municipality of (.+)", r"\1 Kommune"),
    (r"Owner of (.+)", r"Ejeren af \1"),
)
"""Names that are put together of a place and a kind, and how they are put together in Danish."""


def called(language: str, name: str) -> str:
    """A name of the model in the reader's language.

    >>> called("da", "Lærkeparken, kindergarten 1"), called("en", "Contractor 2"), called("da", "Tarup Skole")
    ('Lærkeparken, børnehave 1', 'Contractor 2', 'Tarup Skole')
    """
    if text.spoken(language) == 0:
        return name
    for pattern, danish in PATTERNS:
        found = re.fullmatch(pattern, name)
        if found is not None:
            return found.expand(danish)
    return DANISH.get(name, name)
