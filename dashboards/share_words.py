"""The words of the view that shares a scenario and of its printed report: (English, Danish)."""

from __future__ import annotations

from types import MappingProxyType

WORDS = MappingProxyType(
    {
        "scenario": ("The scenario", "Scenariet"),
        "of_a": ("scenario A", "scenarie A"),
        "of_b": ("scenario B", "scenarie B"),
        "link": ("Link to this page as it is now", "Link til siden, som den er nu"),
        "toml": ("Scenario file", "Scenariefil"),
        "line": ("Command line", "Kommandolinje"),
        "python": ("Python", "Python"),
        "copy": ("Copy", "Kopiér"),
        "copied": ("Copied", "Kopieret"),
        "download": ("Download", "Hent"),
        "open": ("Open a scenario file", "Åbn en scenariefil"),
        "open_note": (
            "A file saved here or written by hand. It is read as data; nothing in it is carried out.",
            "En fil, der er gemt her eller skrevet i hånden. Den læses som data; intet i den udføres.",
        ),
        "open_as_b": (
            "Open as scenario B (place, seed and months stay those of A)",
            "Åbn som scenarie B (område, frø og måneder er fortsat dem i A)",
        ),
        "opened": ("Opened: {}", "Åbnet: {}"),
        "not_opened": ("Not opened: {}", "Ikke åbnet: {}"),
        "too_large": ("the file is larger than {} kB", "filen er større end {} kB"),
        "not_text": ("the file is not text", "filen er ikke tekst"),
        "drawn": (
            "the page shows one run, with the numbers as they are: leave out posterior; “Many runs” can draw them",
            "siden viser én kørsel med tallene, som de er: udelad posterior; “Mange kørsler” kan trække dem",
        ),
        "posterior": (
            "posterior = '{}' is not one that this program has: {}",
            "posterior = '{}' findes ikke i programmet: {}",
        ),
        "data": ("Data of the run shown, month by month", "Den viste kørsels data, måned for måned"),
        "data_note": (
            "To the month shown ({}). Every measure, also those the page does not draw. One run, chance included.",
            "Til den viste måned ({}). Alle mål, også dem siden ikke tegner. Én kørsel med tilfældigheder.",
        ),
        "pictures": ("Pictures of what is shown", "Billeder af det viste"),
        "map": ("Map", "Kort"),
        "curves": ("Curves", "Kurver"),
        "report": ("Report", "Rapport"),
        "report_note": (
            "One page with scenario, map, curves, yearly figures and assumptions. Print it, or save it as PDF from the "
            "print window.",
            "Én side med scenarie, kort, kurver, årlige tal og antagelser. Udskriv den, eller gem den som PDF fra "
            "printvinduet.",
        ),
        "print": ("Print", "Udskriv"),
        "working": ("Making it …", "Laver det …"),
        "failed": ("It could not be made: {}", "Det kunne ikke laves: {}"),
        "nothing_yet": (
            "nothing has been lived yet: play or step first",
            "intet er sket endnu: afspil eller gå frem først",
        ),
        "place": ("Estate", "Boligområde"),
        "law": ("Letting law", "Udlejningslov"),
        "behaviour": ("How households react to origin", "Hvordan husstande reagerer på herkomst"),
        "seed": ("Seed", "Frø"),
        "months": ("Months", "Måneder"),
        "proposals": ("Proposals", "Forslag"),
        "none": ("none: today's rules", "ingen: nugældende regler"),
        "changed": ("Assumptions changed", "Ændrede antagelser"),
        "no_change": ("All assumptions are at their defaults.", "Alle antagelser står, som de er foreslået."),
        "instead_of": ("{} instead of {}", "{} i stedet for {}"),
        "source": ("Source", "Kilde"),
        "grade": ("Grade", "Evidens"),
        "year": ("Year", "År"),
        "yearly": ("Curves in numbers, December of each year", "Kurverne i tal, december hvert år"),
        "notes": ("How to read it", "Sådan læses den"),
        "note_one_run": (
            "This is one run of a model: chance is included, and nothing here says how often it would go like this. "
            "For conclusions run replications (command line below, or the ensemble).",
            "Dette er én kørsel af en model: tilfældigheder er med, og intet her siger, hvor tit det ville gå sådan. "
            "Gentag kørslen, før der konkluderes (kommandolinjen nedenfor eller ensemblet).",
        ),
        "note_synthetic": (
            "Households are synthetic: nobody real lives on this map.",
            "Husstandene er syntetiske: ingen virkelige mennesker bor på kortet.",
        ),
        "note_conditional": (
            "Most numbers are judgements: results are what follows from them, not forecasts.",
            "De fleste tal er skøn: resultaterne er, hvad der følger af dem, ikke forudsigelser.",
        ),
        "made_by": ("Made by Boligliv {}.", "Lavet med Boligliv {}."),
        "again": ("The same again", "Det samme igen"),
        "dashed": ("Dashed: {}", "Stiplet: {}"),
        "no_values": ("No month has passed yet.", "Der er ikke gået en måned endnu."),
    }
)
