"""The words of the ensemble in English and Danish, and its figures as a reader writes them."""

from __future__ import annotations

import math
from types import MappingProxyType

from dashboards import text
from dashboards.attributes import ATTRIBUTES, RULE_CLASS
from dashboards.replications.ensemble import Progress
from experiments.outcomes import Outcome
from experiments.report_numbers import decimals_for
from experiments.report_words import rounded_runs
from experiments.statistics import Estimate, PairedDifference
from model.policies.policy import PAYERS

Pair = tuple[str, str]

SAY: MappingProxyType[str, Pair] = MappingProxyType(
    {
        "runs": ("Runs", "Kørsler"),
        "no_b": (
            "Only A is asked. To see what a proposal changes, put it up against today’s rules here, or choose B under "
            "“Compare”.",
            "Der spørges kun til A. Se, hvad et forslag ændrer, ved at stille det op mod de nugældende regler her, "
            "eller vælg B under “Sammenlign”.",
        ),
        "against": ("Compare with today’s rules", "Sammenlign med de nugældende regler"),
        "replications": ("Runs of each", "Kørsler af hver"),
        "model_numbers": ("The model’s numbers", "Modellens tal"),
        "as_set": ("as they are set", "som de er sat"),
        "drawn": ("drawn for each run: {}", "trukket for hver kørsel: {}"),
        "drawn_note": (
            "{} numbers were fitted to what was measured, and are still uncertain. Each run takes another of the "
            "values that fit, the same for A and B; errors and bands then carry that as well as chance.",
            "{} tal er tilpasset det, der er målt, og er stadig usikre. Hver kørsel tager en anden af de værdier, der "
            "passer, den samme for A og B; fejl og bånd rummer så både det og tilfældet.",
        ),
        "drawn_clash": (
            "Numbers fitted to what was measured can be drawn for each run when none of them is set by hand: {}.",
            "Tal, der er tilpasset det målte, kan trækkes for hver kørsel, når ingen af dem er sat i hånden: {}.",
        ),
        "start": ("Start the runs", "Start kørslerne"),
        "more": ("Do the missing runs", "Kør de manglende"),
        "stop": ("Stop", "Stop"),
        "other": (
            "The figures are those of an earlier question: {}. Start the runs to answer the present one.",
            "Tallene er fra et tidligere spørgsmål: {}. Start kørslerne for at besvare det nuværende.",
        ),
        "note": (
            "Each run has its own chance; A and B share it run by run, so that what differs is the proposal. The runs "
            "are done beside the page, a few at a time, and end when it is closed.",
            "Hver kørsel har sin egen tilfældighed; A og B deler den kørsel for kørsel, så forskellen skyldes "
            "forslaget. Kørslerne foregår ved siden af siden, nogle få ad gangen, og slutter, når den lukkes.",
        ),
        "waiting": (
            "Waiting for a run of one of {} other pages or workshops to end: all take turns.",
            "Venter på, at en kørsel fra en af {} andre sider eller workshopper slutter: alle skiftes.",
        ),
        "waiting_one": (
            "Waiting for a run of another page or workshop to end: all take turns.",
            "Venter på, at en kørsel fra en anden side eller workshop slutter: alle skiftes.",
        ),
        "running": ("{} of {} runs have ended", "{} af {} kørsler er færdige"),
        "left": ("about {} left", "ca. {} tilbage"),
        "seconds": ("{} seconds", "{} sekunder"),
        "minutes": ("{} minutes", "{} minutter"),
        "done": ("All {} runs have ended", "Alle {} kørsler er færdige"),
        "stopped": ("Stopped after {} of {} runs", "Stoppet efter {} af {} kørsler"),
        "failed": ("The runs stopped: {}", "Kørslerne gik i stå: {}"),
        "nothing": (
            "No runs yet. One run is one run: start a number of them to see what is chance and what is not.",
            "Ingen kørsler endnu. Én kørsel er kun én: start en række af dem for at se, hvad der er tilfældigt.",
        ),
        "numbers": ("Figures with their error", "Tal med usikkerhed"),
        "numbers_note": (
            "Mean of the runs ± its Monte-Carlo error (the luck of the draw alone, not whether the assumptions hold). "
            "In brackets the 95 % interval. With this many figures, about one in twenty stands out by chance.",
            "Gennemsnit af kørslerne ± Monte Carlo-fejl (kun tilfældighed, ikke om forudsætningerne holder). I "
            "parentes 95 %-intervallet. Med så mange tal skiller omtrent hvert tyvende sig ud tilfældigt.",
        ),
        "measure": ("Measure", "Mål"),
        "difference": ("B minus A", "B minus A"),
        "verdict": ("In words", "Med ord"),
        "interval": ("95 % interval of the mean", "95 %-interval for gennemsnittet"),
        "main": ("Main figures", "Hovedtal"),
        "all_figures": ("More figures", "Flere tal"),
        "one_run": ("one run: error unknown", "én kørsel: usikkerheden kendes ikke"),
        "identical": ("the same in every pair of runs", "ens i alle par af kørsler"),
        "higher": ("B is higher than A", "B er højere end A"),
        "lower": ("B is lower than A", "B er lavere end A"),
        "not_few": ("not distinguishable yet: too few runs", "kan endnu ikke skelnes: for få kørsler"),
        "not_many": (
            "not distinguishable; too many more runs to wait for",
            "kan ikke skelnes; kræver alt for mange kørsler",
        ),
        "not_more": (
            "not distinguishable; about {} more runs might tell",
            "kan ikke skelnes; ca. {} kørsler mere kan afgøre det",
        ),
        "not_one": ("not distinguishable; one more run might tell", "kan ikke skelnes; én kørsel mere kan afgøre det"),
        "curves": ("Curves", "Kurver"),
        "levels": ("A and B", "A og B"),
        "levels_note": (
            "Line: mean of the runs (A solid, B dashed). Band: the middle 90 % of single runs; with few runs, nearly "
            "from the lowest to the highest.",
            "Linje: gennemsnit af kørslerne (A fuldt optrukket, B stiplet). Bånd: de midterste 90 % af kørslerne; med "
            "få kørsler næsten fra den laveste til den højeste.",
        ),
        "differences_note": (
            "Line: mean of B minus A over pairs of runs. Band: its 95 % interval; where it leaves zero out, the "
            "difference of that month can be told from chance.",
            "Linje: gennemsnit af B minus A over par af kørsler. Bånd: 95 %-intervallet; hvor det ikke rører nul, kan "
            "månedens forskel skelnes fra tilfældighed.",
        ),
        "curve_table": ("Curves as a table", "Kurverne som tabel"),
        "year": ("December", "December"),
        "map": ("Map of probability", "Sandsynlighedskort"),
        "map_what": ("What", "Hvad"),
        "map_level": ("For each", "For hver"),
        "cell": ("100 m cell", "100 m-celle"),
        "department": ("department", "afdeling"),
        "home": ("home", "bolig"),
        "map_question": ("Question", "Spørgsmål"),
        "more_a": ("More than the limit in A", "Mere end grænsen i A"),
        "more_b": ("More than the limit in B", "Mere end grænsen i B"),
        "rise": ("B is above A", "B er over A"),
        "limit": ("Limit", "Grænse"),
        "map_more": ("Share of {} runs with more than {} % {}", "Andel af {} kørsler med over {} % {}"),
        "map_home": ("Share of {} runs: {} in the home", "Andel af {} kørsler: {} i boligen"),
        "map_empty_home": ("Share of {} runs in which the home is empty", "Andel af {} kørsler, hvor boligen er tom"),
        "map_rise": ("Share of {} pairs with more {} in B", "Andel af {} par med flere {} i B"),
        "map_note": (
            "At the end of the runs. It tells how often, not how much.",
            "Ved kørslernes slutning. Det viser hvor ofte, ikke hvor meget.",
        ),
        "map_few": (
            "With fewer than {} pairs nothing can be told from chance.",
            "Med færre end {} par kan intet skelnes fra tilfældighed.",
        ),
        "map_sure": (
            "“Beyond chance”: sign test at 95 %; with many units about one in twenty stands out by chance.",
            "“Ud over tilfældet”: fortegnstest på 95 %; med mange enheder skiller omtrent hver tyvende sig ud "
            "tilfældigt.",
        ),
        "map_table": ("Map as a table", "Kortet som tabel"),
        "no_value": ("nothing to count", "intet at tælle"),
        "unit": ("Where", "Hvor"),
        "homes": ("Homes", "Boliger"),
        "share_of_runs": ("Share of runs", "Andel af kørsler"),
        "class": ("Class", "Klasse"),
    }
)

PROBABILITY_LABELS: tuple[Pair, ...] = (
    ("under 10 %", "under 10 %"),
    ("10–35 %", "10–35 %"),
    ("35–65 %", "35–65 %"),
    ("65–90 %", "65–90 %"),
    ("90 % or more", "90 % eller mere"),
)
RISE_LABELS: tuple[Pair, ...] = (
    ("lower, beyond chance", "lavere, ud over tilfældet"),
    ("lower, may be chance", "lavere, kan være tilfældigt"),
    ("as often up as down", "lige ofte op som ned"),
    ("higher, may be chance", "højere, kan være tilfældigt"),
    ("higher, beyond chance", "højere, ud over tilfældet"),
)
CALIBRATIONS_DA = {
    "vaerebro_2015_2017": "flytning, boligvalg, arbejde og omdømme i Værebro Park, 2015-2017",
    "vaerebro_families_2015_2017": "flytning hjemmefra, par og tilbud i Værebro Park, 2015-2017",
    "vaerebro_neighbours_2015": "naboer, kontakter og foreninger i Værebro Park, 2015",
    "vaerebro_school_2015_2016": "fra dagtilbud til ungdomsuddannelse i Værebro Park, 2015-2016",
    "vollsmose_2015_2017": "flytning, boligvalg, arbejde og omdømme i Vollsmose, 2015-2017",
    "vollsmose_work_and_crime_2015": "domme, førtidspension og første job i Vollsmose, 2015",
}
"""What each stored calibration fitted; one that a reader has made is called as he or she named it."""
MEASURES_DA = {
    "households": "husstande",
    "per year": "pr. år",
    "days": "dage",
    "million kr": "mio. kr.",
    "months": "måneder",
    "grade": "karakter",
}


def say(language: str, key: str) -> str:
    """The words of a key."""
    return text.of(language, SAY[key])


def calibration(language: str, name: str, english: str) -> str:
    """What a calibration is called; `english` where there is no Danish."""
    return text.of(language, (english, CALIBRATIONS_DA.get(name, english)))


def titled(language: str, outcome: Outcome) -> str:
    """What an outcome is called, with its unit; groups that a run has told of in the reader's words."""
    title = text.of(language, (outcome.title, outcome.title_da))
    if "." in outcome.key:
        title = f"{title.rpartition(': ')[0]}: {_group(language, outcome.group)}"
    measure = outcome.measure if language == "en" else MEASURES_DA.get(outcome.measure, outcome.measure)
    return f"{title} ({measure})" if measure else title


def _group(language: str, group: str) -> str:
    if group in PAYERS:
        return text.of(language, (PAYERS[group].en, PAYERS[group].da))
    by_name = {rule.name.lower(): code for rule, code in RULE_CLASS.items()}
    labels = next(one.labels for one in ATTRIBUTES if one.name == "rule")
    code = by_name.get(group)
    if code is None or group == "second_chance":
        return group.replace("_", " ")
    return text.of(language, labels[code])


def mean_and_error(language: str, found: Estimate | None, outcome: Outcome) -> str:
    """`12.3 ± 0.4`, or what is known of it."""
    if found is None or not found.n:
        return "–"
    digits = decimals_for(found.standard_error, outcome.digits)
    mean = text.number(language, found.mean, digits)
    if not math.isfinite(found.standard_error):
        return mean
    return f"{mean} ± {text.number(language, found.standard_error, digits)}"


def signed(language: str, value: float, digits: int) -> str:
    """A difference with its sign."""
    written = text.number(language, abs(value), digits)
    return ("−" if value < 0 else "+" if value > 0 else "") + written


def interval(language: str, low: float, high: float, error: float, outcome: Outcome, sign: bool = False) -> str:
    """`[−1.2; +0.4]`; nothing where it is not known."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return ""
    digits = decimals_for(error, outcome.digits)
    write = signed if sign else text.number
    return f"[{write(language, low, digits)}; {write(language, high, digits)}]"


def difference(language: str, found: PairedDifference | None, outcome: Outcome) -> str:
    """The difference with its interval."""
    if found is None or not found.n:
        return "–"
    mean = signed(language, found.mean, decimals_for(found.standard_error, outcome.digits))
    return f"{mean} {interval(language, found.low, found.high, found.standard_error, outcome, sign=True)}".strip()


def verdict(language: str, found: PairedDifference | None) -> str:
    """What the difference is worth, in words."""
    if found is None or not found.n:
        return "–"
    if found.verdict == "identical":
        return say(language, "identical")
    if found.verdict == "distinguishable":
        return say(language, "higher" if found.mean > 0 else "lower")
    if found.n < 2:
        return say(language, "not_few")
    more = rounded_runs(found.more_runs_needed)
    if more is None:
        return say(language, "not_many")
    return say(language, "not_one") if more == 1 else say(language, "not_more").format(text.number(language, more))


def status(language: str, now: Progress) -> str:
    """How far the runs are, in a line."""
    total = now.wanted * (1 if now.b is None else 2)
    if now.state == "idle":
        return say(language, "nothing")
    if now.state == "waiting" and now.ahead:
        return say(language, "waiting_one") if now.ahead == 1 else say(language, "waiting").format(now.ahead)
    if now.state == "failed":
        return say(language, "failed").format(now.failure)
    if now.state == "done":
        return say(language, "done").format(total)
    if now.state == "stopped":
        return say(language, "stopped").format(now.ended, total)
    line = say(language, "running").format(now.ended, total)
    if now.left < 0:
        return line
    long = now.left >= 90
    amount = str(max(1, round(now.left / 60))) if long else str(max(5, 5 * math.ceil(now.left / 5)))
    return f"{line}; " + say(language, "left").format(say(language, "minutes" if long else "seconds").format(amount))
