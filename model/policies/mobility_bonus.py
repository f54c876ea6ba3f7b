"""Proposal 4, Social mobility bonus: daycare and schools are paid for what becomes of the children who left them.

Each taking part gets more effort out of a marked bonus, less of it the longer the bonus is waited for; that the leader
decides is a share of effort and not one leader or another, since who leads well is not known beforehand.
"""

from __future__ import annotations

import numpy as np

from agents.codes import InstitutionKind as Kind
from agents.codes import Stage
from agents.core import calendar
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from agents.participation import Subject
from model.mechanisms.ladder import results
from model.policies.policy import Barrier, Offer, Policy, Text
from model.policies.standard import schedule
from model.world import World

NAME = "mobility_bonus"
LINKS = {"nursery": (Kind.NURSERY,), "kindergarten": (Kind.KINDERGARTEN,), "school": (Kind.SCHOOL, Kind.FREE_SCHOOL)}
"""The links of the chain and what stands in each, in the order of `results.years_until`."""
P = Parameter
PARAMETERS = (
    *schedule(NAME, (12.0, 0.0, 36.0, "judgement", "judgement")),
    P(f"{NAME}.institution_uptake", 0.7, 0.0, 1.0, "share", "judgement", "judgement",
      "nurseries, kindergartens and schools of the municipality whose leaders and staff take part"),
    P(f"{NAME}.skill", 0.02, 0.0, 0.05, "SD per year", "pham2021", "judgement",
      "gain of a child that attends, for a marked bonus paid at once; merit pay in American schools gave 0.04, a bonus "
      "to whole schools in New York nothing"),
    P(f"{NAME}.delay_half_life", 5.0, 2.0, 15.0, "years", "judgement", "judgement",
      "wait for the bonus that halves the effort; no study of a bonus so late was found"),
    P(f"{NAME}.bonus_kr", 10000.0, 0.0, 40000.0, "kr per child with a good result", "judgement", "judgement",
      "paid by the result pool"),
    P(f"{NAME}.marked_kr", 10000.0, 2000.0, 40000.0, "kr per child with a good result", "judgement", "judgement",
      "size at which a bonus is marked: half of it gives two thirds of the effort, twice as much a third more"),
    P(f"{NAME}.cut_share", 0.2, 0.0, 0.8, "share", "judgement", "judgement",
      "part of the bonus that becomes an operating grant, met by cuts, and moves nobody"),
    P(f"{NAME}.leaders", 1.0, 0.4, 1.5, "ratio", "judgement", "judgement",
      "leaders who use the free choice of method to change anything, over those of the schools studied"),
    P(f"{NAME}.mentor_eases", 0.10, 0.0, 0.25, "share", "wood2012", "judgement",
      "loss of a fragile young person at a transition that a mentor and a council take away; mentoring at school moved "
      "self-esteem by 0.09 SD and little else"),
    P(f"{NAME}.months", 12.0, 6.0, 24.0, "months", "judgement", "judgement",
      "time with a transition mentor, from July of the ninth or tenth grade"),
    P(f"{NAME}.uptake", 0.5, 0.1, 0.9, "share", "judgement", "judgement",
      "pupils about to leave a school that takes part who pick a mentor"),
    P(f"{NAME}.reach", 0.9, 0.5, 1.0, "ratio", "judgement", "judgement",
      "yes from pupils who speak half as much Danish, over those with full Danish"),
    P(f"{NAME}.dropout", 0.15, 0.0, 0.5, "per year", "judgement", "judgement",
      "mentors lost in a year, as teachers change their post"),
    P(f"{NAME}.mentor_hours", 3.0, 1.0, 8.0, "hours a month", "judgement", "judgement", "of a mentor for one pupil"),
    P(f"{NAME}.hour_kr", 340.0, 250.0, 450.0, "kr an hour", "recalled", "recalled", "an hour of a teacher"),
    P(f"{NAME}.council_kr", 200.0, 0.0, 1000.0, "kr/month and participant", "judgement", "judgement",
      "transition council: youth, family, guidance, support person and authorities at one table"),
    P(f"{NAME}.measuring_kr", 1500.0, 300.0, 5000.0, "kr per child measured", "judgement", "judgement",
      "building and carrying out the measurement, social competences included"),
    P(f"{NAME}.pool_kr", 60000.0, 0.0, 200000.0, "kr a month", "judgement", "judgement",
      "running of the result pool, independent of municipality and politics"),
)  # fmt: skip


def institutions(world: World) -> Rows:
    """Nurseries, kindergartens and schools of the whole municipality, free schools among them."""
    table = world.institutions
    kinds = [kind for group in LINKS.values() for kind in group]
    return np.flatnonzero(table.alive & np.isin(table.kind, kinds))


def leavers(world: World) -> Rows:
    """In July, pupils of schools that take part with the exam behind them: out of ninth or tenth grade in August."""
    if calendar.month_of_year(world.month) != 7:
        return np.empty(0, dtype=np.int64)
    persons = world.persons
    rows = np.flatnonzero(persons.alive & (persons.stage == Stage.SCHOOL) & ~np.isnan(persons.grade))
    school = persons.institution[rows].astype(np.int64)
    there = world.participation.takes_part(world, NAME, Subject.INSTITUTION, np.maximum(school, 0))
    return rows[(school >= 0) & there]


def effort(world: World) -> dict[str, float]:
    """What is left of the effort by the wait for the bonus, by link of the chain."""
    halves = world.p(f"{NAME}.delay_half_life")
    return {link: 0.5 ** (wait / halves) for link, wait in zip(LINKS, results.years_until(world), strict=True)}


def push(world: World) -> float:
    """Skill given in a year to a child that attends, were the bonus paid at once, SD."""
    bonus, marked = world.p(f"{NAME}.bonus_kr"), world.p(f"{NAME}.marked_kr")
    felt = 2.0 * bonus / (bonus + marked) * (1.0 - world.p(f"{NAME}.cut_share")) * world.p(f"{NAME}.leaders")
    return world.p(f"{NAME}.skill") * felt


def bend(world: World) -> None:
    """Effort in the institutions that take part, less the longer they wait, and mentors over the transition."""
    levers, mine = world.levers, world.own_programme(NAME)
    levers.bend(NAME, "programme.pupils_skill", "shift", push(world), mine)
    for link, left in effort(world).items():
        levers.bend(NAME, f"programme.pupils_in_{link}", "scale", left, mine)
    levers.bend(NAME, "programme.direction", "shift", world.p(f"{NAME}.mentor_eases"), mine)


def paid_for(world: World) -> tuple[int, int]:
    """Results of last month that are measured, and those that are paid for: of children who left under the proposal."""
    table, rows = world.institutions, world.participation.rows(NAME, Subject.INSTITUTION)
    begun = 12.0 * (world.p(f"{NAME}.from_year") - calendar.START_YEAR) + world.p(f"{NAME}.start_up")
    measured = good = 0
    for kinds, wait in zip(LINKS.values(), results.years_until(world), strict=True):
        link = rows[np.isin(table.kind[rows], kinds)]
        measured += int(table.measured[link].sum())
        if world.month >= begun + 12.0 * wait:
            good += int(table.good[link].sum())
    return measured, good


def bill(world: World) -> None:
    """The pool pays the bonus and its own running, the municipality the measuring and the hours of mentors."""
    measured, good = paid_for(world)
    mentored = world.participation.number(NAME, Subject.PERSON)
    hours = world.p(f"{NAME}.mentor_hours") * world.p(f"{NAME}.hour_kr") * mentored
    book, dose = world.costs.book, world.p(f"{NAME}.dose")
    book(NAME, "bonus", "fund", world.p(f"{NAME}.bonus_kr") * good)
    book(NAME, "result pool", "fund", dose * world.p(f"{NAME}.pool_kr"))
    book(NAME, "measuring", "municipality", world.p(f"{NAME}.measuring_kr") * measured)
    book(NAME, "transition mentors", "municipality", hours)
    book(NAME, "transition councils", "municipality", world.p(f"{NAME}.council_kr") * mentored)


POLICY = Policy(
    name=NAME,
    number=4,
    theme="II",
    title=Text("Social mobility bonus", "Social mobilitetsbonus"),
    summary=Text(
        "Nurseries, kindergartens and schools choose their methods freely and are paid a bonus when those who left do "
        "well in the next link of the chain; pupils who leave school pick a mentor for the transition.",
        "Vuggestuer, børnehaver og skoler vælger frit deres metoder og får en bonus, når de børn, der er gået "
        "videre, klarer sig godt i næste led i kæden; elever, der forlader skolen, vælger en mentor til "
        "overgangen.",
    ),
    eligible=Text(
        "All nurseries, kindergartens and schools of the municipality, and pupils leaving ninth or tenth grade.",
        "Alle kommunens vuggestuer, børnehaver og skoler samt elever, der går ud af 9. eller 10. klasse.",
    ),
    actors=("municipality", "daycare", "schools", "youth education", "fund"),
    payers=("fund", "municipality"),
    barriers=(
        Barrier(
            Text("Much depends on the quality of the leader.", "Meget afhænger af, hvor dygtig lederen er."),
            f"{NAME}.leaders",
        ),
        Barrier(
            Text(
                "The bonus may become an operating grant that triggers cuts.",
                "Bonussen kan blive til et driftstilskud, der udløser besparelser.",
            ),
            f"{NAME}.cut_share",
        ),
        Barrier(
            Text(
                "Money alone does little; professional incentives and structures must go with it.",
                "Penge alene rykker kun lidt; faglige tilskyndelser og strukturer skal følge med.",
            ),
            f"{NAME}.institution_uptake",
        ),
        Barrier(
            Text("A bonus that comes late is felt less.", "En bonus, der kommer sent, mærkes mindre."),
            f"{NAME}.delay_half_life",
        ),
    ),
    alone=Text(
        "Both, as a trial of the whole municipality; the pool must be independent of municipal operation and politics.",
        "Begge, som forsøg i hele kommunen; puljen skal være uafhængig af kommunal drift og politik.",
    ),
    alone_in=("vollsmose", "vaerebro"),
    parameters=PARAMETERS,
    danish={
        "institution_uptake": "andel af kommunens vuggestuer, børnehaver og skoler, hvor ledelse og personale går med",
        "skill": "et barns fremgang i deltagende institutioner ved en mærkbar bonus, der udbetales straks",
        "delay_half_life": "ventetid på bonussen, der halverer indsatsen",
        "bonus_kr": "udbetaling fra resultatpuljen for hvert barn med et godt resultat",
        "marked_kr": "bonus, der er mærkbar; halvdelen giver to tredjedele af indsatsen",
        "cut_share": "del af bonussen, der bliver til driftstilskud og modsvares af besparelser",
        "leaders": "ledere, der bruger metodefriheden til at ændre noget, i forhold til de undersøgte skoler",
        "mentor_eases": "del af udsatte unges tab ved en overgang, som mentor og overgangsråd afhjælper",
        "months": "tid med overgangsmentor, fra juli i 9. eller 10. klasse",
        "uptake": "andel af eleverne på vej ud af en deltagende skole, der vælger en mentor",
        "reach": "tilslutning blandt elever, der taler halvt så godt dansk, i forhold til dem, der taler det flydende",
        "dropout": "andel af mentorerne, der falder fra på et år, fordi lærere skifter stilling",
        "mentor_hours": "mentorens timer til én elev",
        "hour_kr": "pris for en lærertime",
        "council_kr": "overgangsråd: den unge, familien, vejleder, støtteperson og myndigheder ved samme bord",
        "measuring_kr": "opbygning og gennemførelse af målingen, også af sociale kompetencer",
        "pool_kr": "drift af resultatpuljen",
    },
    bend=bend,
    bill=bill,
    offers=(Offer(Subject.INSTITUTION, institutions), Offer(Subject.PERSON, leavers)),
)
