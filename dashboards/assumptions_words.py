"""The words of the view of assumptions: (English, Danish)."""

from __future__ import annotations

from types import MappingProxyType

WORDS = MappingProxyType(
    {
        "look": ("Search in {} numbers", "Søg i {} tal"),
        "grade": ("Evidence", "Evidens"),
        "all": ("all", "alle"),
        "changed": ("Only those changed", "Kun de ændrede"),
        "measured": ("Only those whose influence was measured", "Kun dem, hvis indflydelse er målt"),
        "found": ("Numbers: {}. Groups: {}.", "Tal: {}. Grupper: {}."),
        "nothing": ("No number fits.", "Intet tal passer."),
        "mechanisms": ("The model", "Modellen"),
        "proposals": ("The proposals", "Forslagene"),
        "default": ("default {}", "udgangspunkt {}"),
        "range": ("Range", "Interval"),
        "source": ("Source", "Kilde"),
        "set_against": ("Set against", "Sat efter"),
        "influence": ("Measured influence", "Målt indflydelse"),
        "not_measured": ("not measured", "ikke målt"),
        "name": ("Name", "Navn"),
        "exact": ("Exact value", "Præcis værdi"),
        "off": (
            "The proposal is off: its numbers count when it is switched on.",
            "Forslaget er slået fra: dets tal tæller, når det slås til.",
        ),
        "matters": ("matters for {}", "betyder noget for {}"),
        "matters_not": ("not told from chance for {}", "kan ikke skelnes fra tilfældighed for {}"),
        "study": ("{}, {} months, {} runs, {}", "{}, {} måneder, {} kørsler, {}"),
        "fixed": ("This number is fixed.", "Tallet ligger fast."),
        "branch": ("Change it in", "Ændr i"),
        "both": ("both scenarios", "begge scenarier"),
        "note": (
            "Change a number and see what hangs on it: the scenario says so, and the run starts again. Values outside "
            "the range are not taken.",
            "Lav et tal om, og se, hvad der hænger på det: scenariet siger det, og kørslen starter forfra. Værdier "
            "uden for intervallet tages ikke.",
        ),
        "rests": ("What the numbers rest on", "Hvad tallene hviler på"),
        "of_numbers": ("Numbers", "Tal"),
        "of_influence": ("Measured influence", "Målt indflydelse"),
        "judged": (
            "{} of the numbers are judgements of the authors, and {} of the influence measured so far rests on them "
            "({}–{} % within the intervals).",
            "{} af tallene er forfatternes skøn, og {} af den indflydelse, der er målt indtil nu, hviler på dem "
            "({}–{} % inden for intervallerne).",
        ),
        "judged_numbers": ("{} of the numbers are judgements of the authors.", "{} af tallene er forfatternes skøn."),
        "english": (
            "",
            "De fleste af modellens egne tal er kun beskrevet på engelsk; forslagenes er på dansk.",
        ),
    }
)

INFLUENCED = MappingProxyType(
    {
        "outside_work|estate|all": (
            "the share outside work and education at 18-64",
            "andelen uden for arbejde og uddannelse blandt 18-64-årige",
        ),
        "reputation|estate|all": ("the estate's reputation", "områdets omdømme"),
        "share_vulnerable|estate|all": ("the share of vulnerable households", "andelen af udsatte husstande"),
        "turnover|estate|all": ("moves out", "fraflytninger"),
    }
)
"""What influence was measured on in the study that comes with the program; another outcome is told by its key."""

GROUPS = MappingProxyType(
    {
        "arrivals": ("Arrivals", "Tilflyttere"),
        "away": ("Those who live elsewhere", "De fraflyttede"),
        "businesses": ("Businesses", "Virksomheder"),
        "choice": ("Choosing a home", "Valg af bolig"),
        "clubs": ("Clubs", "Foreninger"),
        "contacts": ("Jobs through people one knows", "Job gennem bekendte"),
        "contracts": ("Building and demolition contracts", "Bygge- og nedrivningskontrakter"),
        "couples": ("Couples", "Par"),
        "crime": ("Crime", "Kriminalitet"),
        "fertility": ("Births", "Fødsler"),
        "growth": ("Children's growth", "Børns udvikling"),
        "home": ("Home learning environment", "Hjemmets læringsmiljø"),
        "hours": ("Working hours", "Arbejdstid"),
        "households": ("Households", "Husstande"),
        "income": ("Income", "Indkomst"),
        "institutions": ("Institutions", "Institutioner"),
        "labour": ("Work", "Arbejde"),
        "ladder": ("From cradle to job", "Fra vugge til job"),
        "ledger": ("Costs and benefits", "Regnskab"),
        "letting": ("Letting rules", "Udlejningsregler"),
        "lists": ("Waiting lists", "Ventelister"),
        "market": ("Housing market", "Boligmarked"),
        "metrics": ("Measures", "Mål"),
        "mirror": ("What people see in those around them", "Hvad man spejler sig i"),
        "mortality": ("Deaths", "Dødsfald"),
        "moving": ("Wanting to move", "Ønske om at flytte"),
        "name": ("The reputation of the estate", "Områdets omdømme"),
        "need": ("Need of a home", "Boligbehov"),
        "neighbours": ("Neighbours", "Naboer"),
        "order": ("Order in the estate", "Orden i området"),
        "platform": ("The joint platform", "Den fælles platform"),
        "population": ("The people at the start", "Befolkningen ved starten"),
        "results": ("Results of institutions", "Institutionernes resultater"),
        "retirement": ("Retirement", "Pension"),
        "schooling": ("School", "Skole"),
        "shops": ("Shops", "Butikker"),
        "tenure": ("Tenure", "Ejerform"),
        "ties": ("Ties", "Relationer"),
        "trouble": ("Trouble", "Vanskeligheder"),
        "vulnerability": ("Vulnerability", "Udsathed"),
        "youth": ("Youth education", "Ungdomsuddannelse"),
    }
)
"""Titles of the groups that are no proposals, by the part of a name before the point."""
