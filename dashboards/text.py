"""The words of the page in English and Danish."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from experiments import explain_danish

LANGUAGES = ("en", "da")

WORDS = MappingProxyType(
    {
        "title": ("Boligliv: who lives where", "Boligliv: hvem bor hvor"),
        "subtitle": (
            "The solution catalogue's proposals in two housing estates",
            "Løsningskatalogets forslag i to boligområder",
        ),
        "language": ("Language", "Sprog"),
        "estate": ("Estate", "Boligområde"),
        "colour": ("Colour the map by", "Farv kortet efter"),
        "level": ("One colour for each of", "Én farve til hver af"),
        "group": ("Share of", "Andel af"),
        "commonest": ("the most common class", "den hyppigste klasse"),
        "show_origin": ("Offer origin", "Vis herkomst"),
        "law": ("Letting law", "Udlejningslov"),
        "law_dated": ("as enacted year by year", "som vedtaget år for år"),
        "law_of": ("law of {}", "loven fra {}"),
        "seed_of": ("seed {}", "frø {}"),
        "seed": ("Seed (which chance)", "Tilfældighed (frø)"),
        "speed": ("Speed, months a second", "Hastighed, måneder i sekundet"),
        "play": ("Play", "Afspil"),
        "pause": ("Pause", "Pause"),
        "step": ("One month", "Én måned"),
        "reset": ("Restart", "Forfra"),
        "scenario": ("What is asked", "Spørgsmålet"),
        "view": ("What is shown", "Visningen"),
        "run": ("Run", "Kørsel"),
        "restart_note": (
            "Any change here restarts the run in January 2015 with the same draws of chance (unless "
            "it is the seed that changes); the run before it stays "
            "as dashed curves.",
            "Enhver ændring her starter forfra i januar 2015 med de samme tilfældige udfald "
            "(medmindre det er frøet, der ændres); den forrige kørsel "
            "bliver stående som stiplede kurver.",
        ),
        "elsewhere_note": (
            "Elsewhere: the rest of the municipality.",
            "Udenfor: resten af kommunen.",
        ),
        "one_run_note": (
            "This is one run, chance included. For conclusions use “Many runs” above, which repeats both runs on the "
            "same chance and tells what can be told apart.",
            "Dette er én kørsel med tilfældigheder. Brug “Mange kørsler” ovenfor til konklusioner: dér gentages begge "
            "kørsler med samme tilfældighed, og der står, hvad der kan skelnes.",
        ),
        "tiles": (
            "Each tile is a home; the rows of a block are its storeys (lowest on the south or west side), "
            "gaps part stairways.",
            "Hver flise er en bolig; blokkens rækker er dens etager (nederste mod syd eller vest), "
            "mellemrum skiller opgange.",
        ),
        "deeper": (
            "Blocks are drawn {} times as deep as they are.",
            "Blokkene er tegnet {} gange så dybe, som de er.",
        ),
        "schematic": (
            "Schematic: numbers, storeys and order are documented, exact positions are not.",
            "Skematisk: antal, etager og rækkefølge er dokumenteret, den præcise placering er ikke.",
        ),
        "synthetic": ("Synthetic households only.", "Kun syntetiske husstande."),
        "map_describe": (
            "Map of {}, every home a tile. Arrow keys choose a home, plus and minus zoom, 0 shows all. Colours:",
            "Kort over {}, hver bolig en flise. Piletaster vælger bolig, plus og minus zoomer, 0 viser alt. Farver:",
        ),
        "table": ("Show as a table", "Vis som tabel"),
        "table_class": ("Class", "Klasse"),
        "table_homes": ("Homes", "Boliger"),
        "table_share": ("Share", "Andel"),
        "vacant": ("empty home", "tom bolig"),
        "zoom_in": ("Zoom in", "Zoom ind"),
        "zoom_out": ("Zoom out", "Zoom ud"),
        "zoom_fit": ("Show the whole estate", "Vis hele området"),
        "map": ("Map", "Kort"),
        "curves": ("Curves", "Kurver"),
        "views": ("Parts of the page", "Sidens dele"),
        "timeline": ("Month shown", "Vist måned"),
        "lived_to": ("run to {}", "kørt til {}"),
        "again": ("Start again", "Start igen"),
        "complaints": (
            "Left out of the address of this page:",
            "Udeladt af sidens adresse:",
        ),
        "older": (
            "This link was made by an earlier version of the page: doses and rules may have changed since. Its "
            "scenario is shown as today's version understands it.",
            "Linket er lavet af en tidligere udgave af siden: doser og regler kan være ændret siden. Scenariet vises, "
            "som den nuværende udgave forstår det.",
        ),
        "close_message": ("Close the message", "Luk beskeden"),
        "now": ("Solid: this run", "Fuldt optrukket: denne kørsel"),
        "before": ("dashed: the run before ({})", "stiplet: forrige kørsel ({})"),
        "home": ("The home you clicked", "Den bolig, du har valgt"),
        "no_home": (
            "Click a home on the map, or move to one with the arrow keys, to read about it here.",
            "Klik på en bolig på kortet, eller gå til den med piletasterne, for at læse om den her.",
        ),
        "no_unit": (
            "Click on the map, or choose with the arrow keys, to read figures here.",
            "Klik på kortet, eller vælg med piletasterne, for at læse tal her.",
        ),
        "empty_home": ("Nobody lives here now.", "Her bor ingen nu."),
        "close_home": ("Close", "Luk"),
        "loading": (
            "Building {}: its homes and synthetic people of January 2015 …",
            "Bygger {}: boliger og syntetiske beboere i januar 2015 …",
        ),
        "month": ("{} · month {} of {}", "{} · måned {} af {}"),
        "finished": ("finished", "færdig"),
        "rate": ("{} months a second", "{} måneder i sekundet"),
        "failed": ("The run stopped: {}", "Kørslen gik i stå: {}"),
        "process_ended": ("the model's process has ended", "modellens proces er slut"),
        "todays_rules": ("today's rules", "nugældende regler"),
        "about_policy": ("About the proposal", "Om forslaget"),
        "on_count": ("{} on", "{} slået til"),
        "dose": ("How much of the proposal is carried out", "Hvor stor en del af forslaget der gennemføres"),
        "numbers": ("Numbers", "Tal"),
        "more_numbers": ("More numbers ({})", "Flere tal ({})"),
        "changed": ("{} changed", "{} ændret"),
        "theme": ("Colours of the page: {}. Change to: {}.", "Sidens farver: {}. Skift til: {}."),
        "assumptions": ("assumptions changed: {}", "ændrede antagelser: {}"),
        "drawn_numbers": ("numbers drawn for each run", "tal trukket for hver kørsel"),
        "put_back": ("Put all back", "Sæt alle tilbage"),
        "several": ("proposals {}", "forslag {}"),
    }
)


def parameter(language: str, name: str, english: str) -> str:
    """What a policy's parameter means, in the language; `english` where there is no Danish."""
    return explain_danish.meaning(name, english, spoken(language))


def spoken(language: str) -> int:
    """The place of the language in (English, Danish) pairs."""
    return LANGUAGES.index(language)


def say(language: str, key: str) -> str:
    """The words of a key; raises KeyError for an unknown one."""
    return WORDS[key][spoken(language)]


def of(language: str, pair: tuple[str, str]) -> str:
    """The language's one of an (English, Danish) pair."""
    return pair[spoken(language)]


def unit(language: str, text: str) -> str:
    """A unit in the language; an untranslated one stays as it is."""
    return explain_danish.unit(text, spoken(language))


def number(language: str, value: float, digits: int = 0) -> str:
    """A number with the language's separators.

    >>> number("da", 1234.5, 1), number("en", 1234.5, 1)
    ('1.234,5', '1,234.5')
    """
    return explain_danish.marks(f"{value:,.{digits}f}", spoken(language))


def short(language: str, value: float, digits: int) -> str:
    """A number with so many digits at most, and no zeros at its end.

    >>> short("en", 0.5, 3), short("da", 1200.25, 2)
    ('0.5', '1.200,25')
    """
    text = f"{value:,.{digits}f}"
    return explain_danish.marks(text.rstrip("0").rstrip(".") if "." in text else text, spoken(language))


def listed(language: str, names: Sequence[str]) -> str:
    """Names as in a sentence.

    >>> listed("da", ["fonde", "staten", "kommunen"]), listed("en", ["firms"])
    ('fonde, staten og kommunen', 'firms')
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {of(language, ('and', 'og'))} {names[-1]}"
