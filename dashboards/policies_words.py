"""The words of the view of proposals, as (English, Danish)."""

from __future__ import annotations

from types import MappingProxyType

WORDS = MappingProxyType(
    {
        "proposals": ("The catalogue's proposals", "Katalogets forslag"),
        "bundles": ("Choose several at once", "Vælg flere på én gang"),
        "bundles_of": ("Choose several at once in {}", "Vælg flere på én gang i {}"),
        "nothing": ("none: today's rules", "ingen: nugældende regler"),
        "on": ("on", "til"),
        "off": ("off", "fra"),
        "switch_in": ("{} in {}", "{} i {}"),
        "lever_c": (
            "Common direction: how far all who work with a child pull the same way",
            "Fælles retning: hvor langt alle om et barn trækker samme vej",
        ),
        "horizon": ("Measured after", "Målt efter"),
        "years": ("{} years", "{} år"),
        "how_to_read": ("How to read the wheels", "Sådan læses hjulene"),
        "reading": (
            "Outwards is better, inwards worse; the strong ring is no effect, the thin ones are {} standard deviations "
            "between people. The thin line is the 95 % interval; where it has no end mark it goes on beyond the rim. "
            "It tells the luck of the draw, not whether the model is right.",
            "Udad er bedre, indad værre; den kraftige ring er ingen virkning, de tynde er {} standardafvigelser mellem "
            "mennesker. Den tynde streg er 95 %-intervallet; uden endemærke fortsætter den ud over kanten. Det viser "
            "tilfældighedens betydning, ikke om modellen er rigtig.",
        ),
        "untold": ("cannot be told from no effect", "kan ikke skelnes fra ingen virkning"),
        "measured_on": (
            "Measured in {} under the law of {} with {} of whole proposals, each alone.",
            "Målt i {} efter loven fra {} med {} af hele forslag, hvert for sig.",
        ),
        "pairs": ("{} pairs of runs", "{} par kørsler"),
        "pairs_from": ("{} to {} pairs of runs", "{}-{} par kørsler"),
        "earlier_model": (
            "The runs were made by earlier versions of this program.",
            "Kørslerne er lavet af tidligere udgaver af programmet.",
        ),
        "other_question": (
            "What is asked here is another law or behaviour; effects may differ.",
            "Her spørges til en anden lov eller adfærd; virkningerne kan være andre.",
        ),
        "not_measured": ("not measured", "ikke målt"),
        "not_measured_here": (
            "The effect of this proposal has not been measured in {}.",
            "Virkningen af forslaget er ikke målt i {}.",
        ),
        "nothing_measured": (
            "Effects have not been measured in {} yet, so there are no wheels. “boligliv effects --place {} --store” "
            "measures them.",
            "Virkninger er endnu ikke målt i {}, så der er ingen hjul. “boligliv effects --place {} --store” måler "
            "dem.",
        ),
        "wheel_of": (
            "{} after {} years, {} pairs of runs. {}",
            "{} efter {} år, {} par kørsler. {}",
        ),
        "told_none": (
            "No sector can be told from no effect.",
            "Ingen af felterne kan skelnes fra ingen virkning.",
        ),
        "told_some": ("Can be told from no effect: {}.", "Kan skelnes fra ingen virkning: {}."),
        "better": ("better", "bedre"),
        "worse": ("worse", "værre"),
        "as_table": ("Show as table", "Vis som tabel"),
        "zone": ("Condition", "Vilkår"),
        "of_whom": ("Of whom", "For hvem"),
        "persons": ("residents of 2015", "beboerne i 2015"),
        "place": ("living there", "bor der"),
        "effect": ("Effect", "Virkning"),
        "interval": ("95 % interval", "95 %-interval"),
        "verdict": ("Told from none", "Skelnes fra ingen"),
        "yes": ("yes", "ja"),
        "no": ("no", "nej"),
        "same": ("no difference", "ingen forskel"),
        "outcomes": ("Main outcomes", "Hovedresultater"),
        "other_numbers": (
            "measured with the proposal's own numbers, not with those chosen here",
            "målt med forslagets egne tal, ikke med dem, der er valgt her",
        ),
        "unit_costs": ("Unit costs ({})", "Enhedspriser ({})"),
        "cost_measured": (
            "Costs {} million kr over {} years, present value, measured",
            "Koster {} mio. kr. over {} år, nutidsværdi, målt",
        ),
        "cost_not_measured": ("What it costs has not been measured", "Udgiften er ikke målt"),
        "cost_run": ("In the run shown until {}: {} million kr", "I den viste kørsel indtil {}: {} mio. kr."),
        "cost_run_of": ("In {} until {}: {} million kr", "I {} indtil {}: {} mio. kr."),
        "cost_start": ("no month has been run yet", "endnu er ingen måned kørt"),
        "facts": ("Who, for whom, dilemmas", "Hvem, for hvem, dilemmaer"),
        "alone_in": ("Can stand alone in {}", "Kan stå alene i {}"),
        "alone_nowhere": ("Cannot stand alone in either estate", "Kan ikke stå alene i noget af områderne"),
        "budget": ("Budget", "Budget"),
        "budget_of": ("Budget of {}", "Budget for {}"),
        "ceiling": ("Ceiling, million kr", "Loft, mio. kr."),
        "ceiling_of": ("The ceiling is", "Loftet gælder"),
        "whole": ("present value of all years", "nutidsværdi af alle år"),
        "year": ("a year", "pr. år"),
        "payer": ("Payer", "Betaler"),
        "measured": ("Measured", "Målt"),
        "run_shown": ("Run shown", "Vist kørsel"),
        "total": ("Total", "I alt"),
        "million": ("million kr", "mio. kr."),
        "nothing_on": ("No proposal is switched on.", "Intet forslag er slået til."),
        "over": ("Over the ceiling by {} million kr", "{} mio. kr. over loftet"),
        "over_at_least": ("Over the ceiling by at least {} million kr", "Mindst {} mio. kr. over loftet"),
        "within": ("Within the ceiling: {} million kr left", "Inden for loftet: {} mio. kr. tilbage"),
        "within_so_far": (
            "Within the ceiling so far: {} million kr left, and the run is not finished",
            "Indtil nu inden for loftet: {} mio. kr. tilbage, og kørslen er ikke færdig",
        ),
        "by_measured": ("as measured over {} years", "efter det målte over {} år"),
        "by_run": ("in the run shown until {}", "i den viste kørsel indtil {}"),
        "unknown": (
            "Not known yet: not all that is switched on has been measured, and no month has been run.",
            "Endnu ukendt: ikke alt, der er slået til, er målt, og ingen måned er kørt.",
        ),
        "no_ceiling": ("No ceiling has been set.", "Der er ikke sat noget loft."),
        "basis_whole": (
            "Million kr, present value at 4 % a year. Measured: over {} years, the sum of each proposal alone, ± its "
            "standard error.",
            "Mio. kr., nutidsværdi med 4 % om året. Målt: over {} år, summen af hvert forslag for sig, ± "
            "standardfejlen.",
        ),
        "basis_year": (
            "Million kr a year. Measured: the same amount each year over {} years, each proposal alone. Run shown: the "
            "dearest calendar year so far ({}), not discounted.",
            "Mio. kr. pr. år. Målt: samme beløb hvert år over {} år, hvert forslag for sig. Vist kørsel: det dyreste "
            "kalenderår indtil nu ({}), ikke diskonteret.",
        ),
        "together": (
            "Measured with exactly these proposals together.",
            "Målt med netop disse forslag sammen.",
        ),
        "left_out": (
            "Not in the measured total: {}.",
            "Ikke med i det målte: {}.",
        ),
        "left_unmeasured": ("{} (not measured)", "{} (ikke målt)"),
        "left_changed": ("{} (other numbers than measured)", "{} (andre tal end de målte)"),
        "only_programmes": (
            "What the proposals themselves cost; what they save or cost elsewhere in the public account is under main "
            "outcomes.",
            "Hvad forslagene selv koster; hvad de sparer eller koster andre steder i de offentlige budgetter, står "
            "under hovedresultater.",
        ),
        "bad_ceiling": (
            "The ceiling is a number of million kr from 0 to 1,000,000.",
            "Loftet er et tal i mio. kr. fra 0 til 1.000.000.",
        ),
    }
)
ZONES = MappingProxyType(
    {
        "family": ("family", "familie"),
        "institutions": ("institutions", "institutioner"),
        "work": ("job, education", "job, uddannelse"),
        "community": ("networks", "netværk"),
        "outside": ("outside world", "omverden"),
        "stigma": ("stigma", "stigma"),
    }
)
"""Names of the wheel's sectors short enough for a small picture."""
