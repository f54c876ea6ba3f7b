"""Proposal 12, Project-making in school: a compulsory subject in which pupils run a project or firm of their own.

Pupils hold no ties of their own in the model: whom they come to know in mentor firms is part of their odds at gates.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.codes import Sector, Stage
from agents.core import calendar
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from agents.participation import Subject
from model.policies.policy import Barrier, Offer, Policy, Text
from model.policies.standard import course, schedule
from model.world import World

NAME = "project_making"
LAST_GRADE = 9
LESSONS = 2.0
"""Lessons a week that the agency given is stated for."""
P = Parameter
PARAMETERS = (
    *schedule(NAME, (12.0, 0.0, 36.0, "judgement", "judgement")),
    *course(
        NAME, months=(60.0, 12.0, 72.0, "judgement", "judgement"), uptake=(0.9, 0.3, 1.0, "judgement", "judgement"),
        places=(250.0, 20.0, 500.0, "judgement", "judgement"), reach=(1.0, 0.8, 1.0, "judgement", "judgement"),
        dropout=(0.05, 0.0, 0.3, "judgement", "judgement"),
    ),
    P(f"{NAME}.institution_uptake", 1.0, 0.0, 1.0, "share", "judgement", "judgement",
      "schools of the estate's districts that take it up: all when the municipality decides, fewer as a free trial"),
    P(f"{NAME}.first_grade", 7.0, 5.0, 9.0, "grade", "catalogue2015", "catalogue", "in which the subject begins"),
    P(f"{NAME}.after", 12.0, 0.0, 24.0, "months", "judgement", "judgement",
      "time after the August of leaving ninth grade in which teacher and mentor firm still follow"),
    P(f"{NAME}.lessons", LESSONS, 1.0, 4.0, "lessons a week", "judgement", "judgement",
      "room found in the timetable without a longer week"),
    P(f"{NAME}.agency", 0.10, 0.0, 0.3, "SD", "rosendahl2014", "judgement",
      "gain at the end of the whole course; 0.15 (0.05-0.3) as remembered from five days at 11-12 years, none or less "
      "for older pupils"),
    P(f"{NAME}.skill", 0.0, -0.02, 0.02, "SD per year", "rosendahl2014", "trial",
      "gain in what school asks for: none in the Dutch trial"),
    P(f"{NAME}.gate_odds", 1.12, 1.0, 1.2, "ratio", "als2024", "observational",
      "odds of passing exam and transition with a mentor firm; boys of Mind Your Own Business were 12 % likelier to "
      "have gone on two years later, by selection in part"),
    P(f"{NAME}.without_firm", 0.5, 0.0, 1.0, "share", "judgement", "judgement", "of that without a mentor firm"),
    P(f"{NAME}.willing_firms", 0.02, 0.0, 0.15, "share", "judgement", "judgement",
      "employers of the municipality outside the estate who would be mentors"),
    P(f"{NAME}.pupils_per_firm", 12.0, 4.0, 30.0, "pupils", "judgement", "judgement", "that a mentor firm follows"),
    P(f"{NAME}.prejudice", 0.1, 0.0, 0.3, "share", "pettigrew2006", "judgement",
      "of what a bad name costs applicants, dropped by an employer who has followed pupils; contact and prejudice go "
      "together by -0.21"),
    P(f"{NAME}.lesson_kr", 60.0, 0.0, 200.0, "kr/month, pupil and weekly lesson", "judgement", "judgement",
      "rooms, materials, and practitioners hired as teachers"),
    P(f"{NAME}.training_kr", 15000.0, 0.0, 50000.0, "kr/month and school", "judgement", "judgement",
      "training of teachers to facilitate, and somebody who finds the firms"),
    P(f"{NAME}.firm_hours", 4.0, 1.0, 12.0, "hours a month", "judgement", "judgement", "of a mentor firm"),
    P(f"{NAME}.firm_hour_kr", 400.0, 250.0, 700.0, "kr an hour", "judgement", "judgement", "an hour of its staff"),
    P(f"{NAME}.grant_kr", 25.0, 0.0, 100.0, "kr/month and pupil", "judgement", "judgement",
      "small grants to the pupils' projects, from sponsors"),
)  # fmt: skip


def schools(world: World) -> Rows:
    """The municipal schools whose districts the estate belongs to."""
    found = np.unique(world.directory.district[world.estate_areas])
    return found[found >= 0]


def school_year(world: World, rows: Rows) -> NDArray[np.int64]:
    """The grade that somebody of this year of birth is in when nothing went out of step, shape as `rows`."""
    turning = world.month // 12 - world.persons.birth_month[rows].astype(np.int64) // 12
    return np.asarray(turning - 6 - (calendar.month_of_year(world.month) < 8), dtype=np.int64)


def attends(world: World, rows: Rows) -> NDArray[np.bool_]:
    """Which of these are in the grades of the subject at a school that takes part, shape as `rows`."""
    persons = world.persons
    school = persons.institution[rows].astype(np.int64)
    there = world.participation.takes_part(world, NAME, Subject.INSTITUTION, np.maximum(school, 0))
    old = school_year(world, rows) >= world.p(f"{NAME}.first_grade")
    return np.asarray((persons.stage[rows] == Stage.SCHOOL) & (school >= 0) & there & old)


def pupils(world: World) -> Rows:
    """Pupils of the grades of the subject at schools that take part, wherever they live."""
    rows = np.flatnonzero(world.persons.alive & (world.persons.stage == Stage.SCHOOL))
    return rows[attends(world, rows)]


def keeps(world: World, rows: Rows) -> NDArray[np.bool_]:
    """Pupils while they attend, and who left ninth or tenth grade a short time ago."""
    out = world.persons.stage[rows] > Stage.SCHOOL
    august = 12 * (world.persons.birth_month[rows].astype(np.int64) // 12 + 6 + LAST_GRADE + 1) + 7
    return attends(world, rows) | (out & (world.month <= august + world.p(f"{NAME}.after")))


def firms(world: World) -> tuple[int, float, float]:
    """Mentor firms at work, share of pupils who have one, and share of employers reached; shares in coarse steps."""
    table, taking = world.businesses, world.participation.number(NAME, Subject.PERSON)
    employers = int(np.count_nonzero(table.alive & table.open & (table.sector >= Sector.EMPLOYER)))
    each = world.p(f"{NAME}.pupils_per_firm")
    willing = int(world.p(f"{NAME}.willing_firms") * employers)
    wanted = int(np.ceil(taking / each))
    at_work = min(willing, wanted)
    followed = min(willing * each / taking, 1.0) if taking else 1.0
    return at_work, round(20.0 * followed) / 20.0, round(100.0 * at_work / max(employers, 1)) / 100.0


def agency_a_year(world: World) -> float:
    """Agency given in a year so that the stated gain is there at the end of the course, though some of it fades, SD."""
    years = LAST_GRADE + 1.0 - world.p(f"{NAME}.first_grade") + world.p(f"{NAME}.after") / 12.0
    pace = world.p("growth.agency_pace")
    lessons = world.p(f"{NAME}.lessons") / LESSONS
    return lessons * world.p(f"{NAME}.agency") * pace / (1.0 - float(np.exp(-pace * years)))


def bend(world: World) -> None:
    """Agency and better odds at the gates for those taking part, and a little less prejudice among employers."""
    levers, mine, dose = world.levers, world.own_programme(NAME), world.p(f"{NAME}.dose")
    _, followed, reached = firms(world)
    alone = world.p(f"{NAME}.without_firm")
    odds = float(np.log(world.p(f"{NAME}.gate_odds"))) * (alone + (1.0 - alone) * followed)
    levers.bend(NAME, "programme.agency", "shift", agency_a_year(world), mine)
    levers.bend(NAME, "programme.skill", "shift", world.p(f"{NAME}.skill"), mine)
    levers.bend(NAME, "programme.gate", "shift", odds, mine)
    levers.bend(NAME, "labour.hiring_penalty", "scale", 1.0 - dose * reached * world.p(f"{NAME}.prejudice"))


def bill(world: World) -> None:
    """Lessons and training are the municipality's, mentors' hours the firms', small grants the sponsors'."""
    part, book = world.participation, world.costs.book
    taking, at_work = part.number(NAME, Subject.PERSON), firms(world)[0]
    lessons = world.p(f"{NAME}.lessons") * world.p(f"{NAME}.lesson_kr")
    trained = len(schools(world)) * world.p(f"{NAME}.dose") * world.p(f"{NAME}.institution_uptake")
    hours = world.p(f"{NAME}.firm_hours") * world.p(f"{NAME}.firm_hour_kr")
    book(NAME, "lessons", "municipality", lessons * taking)
    book(NAME, "training of teachers", "municipality", world.p(f"{NAME}.training_kr") * trained)
    book(NAME, "mentor firms", "firm", hours * at_work)
    book(NAME, "small grants", "fund", world.p(f"{NAME}.grant_kr") * taking)


POLICY = Policy(
    name=NAME,
    number=12,
    theme="IV",
    title=Text("Project-making in school", "Projektmageri i folkeskolen"),
    summary=Text(
        "Pupils of the last grades make a project or small firm of their own in a compulsory subject, with teachers "
        "who facilitate and mentor firms who give advice, tasks and small grants.",
        "Elever i de ældste klasser skaber deres eget projekt eller minifirma i et obligatorisk fag, med lærere, der "
        "vejleder, og mentorvirksomheder, der giver sparring, opgaver og små tilskud.",
    ),
    eligible=Text(
        "Pupils of seventh to tenth grade in the schools of the estate's districts.",
        "Elever i 7.-10. klasse på skolerne i områdets skoledistrikter.",
    ),
    actors=("schools", "municipality", "firms", "state"),
    payers=("municipality", "firm", "fund"),
    barriers=(
        Barrier(
            Text(
                "Room in the timetable: a new subject lengthens the week.",
                "Faget skal have plads i skemaet: et nyt fag forlænger skoleugen.",
            ),
            f"{NAME}.lessons",
        ),
        Barrier(
            Text("Money for training the teachers.", "Efteruddannelse af lærerne koster penge."), f"{NAME}.training_kr"
        ),
        Barrier(
            Text(
                "It is open whether people without a teacher's training can be employed.",
                "Det er uvist, om folk uden læreruddannelse kan ansættes.",
            ),
            f"{NAME}.uptake",
        ),
        Barrier(Text("The will of firms.", "Virksomhederne skal ville være med."), f"{NAME}.willing_firms"),
        Barrier(
            Text(
                "Firms must be convinced of what pupils are worth to them.",
                "Virksomhederne skal overbevises om, hvad de får ud af eleverne.",
            ),
            f"{NAME}.pupils_per_firm",
        ),
    ),
    alone=Text(
        "Both, at the schools of the districts, as a test or free-zone school; Gladsaxe has more firms nearby.",
        "Begge, på distrikternes skoler, som forsøgs- eller frizoneskoler; Gladsaxe har flere virksomheder i nærheden.",
    ),
    alone_in=("vollsmose", "vaerebro"),
    parameters=PARAMETERS,
    danish={
        "uptake": (
            "andel af eleverne på deltagende skoler, hvis klasse får faget; det kræver lærere og plads i skemaet"
        ),
        "institution_uptake": "andel af distriktsskolerne, der indfører faget: alle, når kommunen beslutter det",
        "first_grade": "klassetrin, hvor faget begynder",
        "after": "tid efter august i det år, 9. klasse slutter, hvor lærer og mentorvirksomhed stadig følger eleven",
        "lessons": "ugentlige lektioner, der findes plads til i skemaet",
        "agency": "handlekraft vundet ved forløbets slutning",
        "skill": "fremgang i skolens almindelige fag",
        "gate_odds": "odds for at bestå prøven og komme videre med en mentorvirksomhed",
        "without_firm": "del af denne virkning, der er tilbage uden mentorvirksomhed",
        "willing_firms": "andel af kommunens arbejdsgivere uden for området, der vil være mentorer",
        "pupils_per_firm": "antal elever, en mentorvirksomhed følger",
        "prejudice": "del af ulempen ved et dårligt omdømme, som en arbejdsgiver med erfaring med elever ser bort fra",
        "lesson_kr": "lokaler, materialer og praktikere, der ansættes som undervisere",
        "training_kr": "efteruddannelse af lærere og en medarbejder, der finder virksomhederne",
        "firm_hours": "en mentorvirksomheds tid til eleverne",
        "firm_hour_kr": "pris for en time af dens medarbejderes tid",
        "grant_kr": "små tilskud til elevernes projekter fra sponsorer",
    },
    bend=bend,
    bill=bill,
    offers=(Offer(Subject.INSTITUTION, schools), Offer(Subject.PERSON, pupils, keeps)),
)
