"""Proposal 6, Campus: the estate's school takes only the older grades, with firms and associations as partners.

The campus is the municipal school whose district holds most homes of the estate. In the catalogue H.C. Andersen Skolen
in Vollsmose takes grades 7-10 only, and Skovbrynet Skole by Værebro Park moves 0-6 to other schools. Parents choose
freely (*frit skolevalg*), so whether anybody comes from outside is left to appeal.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.codes import Sector, Stage
from agents.core.calendar import START_YEAR
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from agents.participation import Subject
from model.mechanisms.ladder import growth, older
from model.policies.policy import Barrier, Offer, Policy, Text
from model.policies.standard import schedule
from model.world import World

NAME = "campus_school"
P = Parameter
PARAMETERS = (
    *schedule(NAME, (18.0, 0.0, 36.0, "judgement", "judgement")),
    P(f"{NAME}.lowest_grade", 7.0, 4.0, 8.0, "grade", "catalogue2015", "catalogue",
      "lowest grade that the campus takes; pupils below it change to other schools in the August after it opens"),
    P(f"{NAME}.pull", 0.7, 0.0, 2.0, "logit", "magnet_review2013", "judgement",
      "what specialisation and well-known partners add to wanting the campus, when all partners are found; 57 % of "
      "newly funded magnet programmes had less isolation, 43 % more"),
    P(f"{NAME}.partners", 3.0, 1.0, 8.0, "firms", "judgement", "judgement",
      "large workplaces that the campus needs as partners for its full strength"),
    P(f"{NAME}.partner_km", 5.0, 1.0, 10.0, "km", "judgement", "judgement",
      "how far from the campus a partner can be and still teach there in daily life"),
    P(f"{NAME}.partner_jobs", 100.0, 20.0, 1000.0, "jobs", "judgement", "judgement",
      "smallest workplace with a name that draws pupils and hours to give"),
    P(f"{NAME}.uptake", 0.9, 0.5, 1.0, "share", "judgement", "judgement",
      "pupils of the campus whom the partners teach"),
    P(f"{NAME}.months", 48.0, 24.0, 48.0, "months", "catalogue2015", "catalogue",
      "longest time that a pupil is taught there: grades 7 to 10"),
    P(f"{NAME}.skill_gain", 0.05, 0.0, 0.15, "SD", "bifulco2009", "observational",
      "skill at the end of grade 9 after three years at a campus of full strength; 0.09-0.15 in reading for city "
      "pupils of Connecticut's magnet schools, nothing in several others"),
    P(f"{NAME}.leaned_on", 0.15, 0.0, 0.5, "share", "judgement", "judgement",
      "pupils taught by partners who find somebody there to lean on at the gates"),
    P(f"{NAME}.build_up_months", 24.0, 6.0, 60.0, "months", "judgement", "judgement",
      "time from decision over which the campus is built up and its staff trained"),
    P(f"{NAME}.build_up_kr", 500000.0, 0.0, 2000000.0, "kr a month", "judgement", "judgement",
      "planning and rebuilding during that time"),
    P(f"{NAME}.training_kr", 1000.0, 0.0, 4000.0, "kr/month and post", "judgement", "judgement",
      "training of the school's staff during that time"),
    P(f"{NAME}.running_kr", 150.0, 0.0, 800.0, "kr/month and participant", "judgement", "judgement",
      "coordination with partners and materials; the catalogue expects it to be no dearer to run"),
    P(f"{NAME}.firm_hours", 20.0, 0.0, 100.0, "hours/month and partner", "judgement", "judgement",
      "hours that a partner's experts give"),
    P(f"{NAME}.hour_kr", 450.0, 300.0, 700.0, "kr/hour", "judgement", "judgement", "what such an hour costs the firm"),
)  # fmt: skip
KM = 1000.0
GRADE_7, AFTER_9 = 13.0, 16.0
"""Age in years when grade 7 begins and when grade 9 is over."""


def campus(world: World) -> int:
    """Row of the campus in `world.institutions`: the school whose district holds most homes of the estate."""
    directory, estate = world.directory, world.estate_areas
    return int(np.argmax(np.bincount(directory.district[estate], weights=directory.homes[estate])))


def standing(world: World) -> NDArray[np.bool_]:
    """Where the campus stands, shape (n_areas,)."""
    return np.arange(len(world.estate_areas)) == world.institutions.area[campus(world)]


def partners(world: World) -> int:
    """Large workplaces near enough to be partners, no more than are needed."""
    table, school, here = world.businesses, campus(world), world.institutions
    far = np.hypot(table.east - here.east[school], table.north - here.north[school]) / KM
    large = table.alive & table.open & ~table.synthetic & (table.sector == Sector.EMPLOYER)
    large &= table.jobs >= world.p(f"{NAME}.partner_jobs")
    found = np.count_nonzero(large & (far <= world.p(f"{NAME}.partner_km")))
    return min(int(found), round(world.p(f"{NAME}.partners")))


def strength(world: World) -> float:
    """Share of the partners needed that are really there, 0..1."""
    return partners(world) / round(world.p(f"{NAME}.partners"))


def skill_per_year(values: dict[str, float], gain: float) -> float:
    """The dose in SD per year through grades 7-9 that leaves so much at their end, as others catch up meanwhile."""
    age = GRADE_7 + (np.arange(36) + 0.5) / 12.0
    left = growth.head_start(values, np.array([AFTER_9])) / growth.head_start(values, np.asarray(age, dtype=np.float64))
    return gain / float(left.sum() / 12.0)


def bend(world: World) -> None:
    """The school takes only the older grades, the whole estate goes on to it, and its partners give it appeal."""
    levers, here, full = world.levers, standing(world), strength(world)
    # A school is a campus or it is not: the dose tells how much appeal it is given and how many are taught.
    levers.bend(NAME, "schooling.lowest_grade", "replace", world.p(f"{NAME}.lowest_grade"), here)
    levers.bend(NAME, "schooling.goes_on", "replace", 1.0, world.estate_areas)
    levers.bend(NAME, "schooling.older_pull", "shift", world.p(f"{NAME}.dose") * full * world.p(f"{NAME}.pull"), here)
    own = world.own_programme(NAME)
    gain = skill_per_year(world.values, world.p(f"{NAME}.skill_gain"))
    levers.bend(NAME, "programme.skill", "shift", full * gain, own)
    levers.bend(
        NAME, "programme.gate", "shift", full * world.p(f"{NAME}.leaned_on") * world.p("ladder.tie_passes"), own
    )


def eligible(world: World) -> Rows:
    """Pupils of the older grades who attend the campus."""
    persons = world.persons
    rows = np.flatnonzero(persons.alive & (persons.institution == campus(world)))
    return rows[keeps(world, rows)]


def keeps(world: World, rows: Rows) -> NDArray[np.bool_]:
    """Partners teach pupils as long as they attend the campus."""
    persons = world.persons
    here = (persons.institution[rows] == campus(world)) & (persons.stage[rows] == Stage.SCHOOL)
    return np.asarray(here & (older.grade(world, rows) >= older.lowest(world)[campus(world)]))


def bill(world: World) -> None:
    """Building and training in the first years, and coordination and the firms' hours for those who are taught."""
    dose, pupils = world.p(f"{NAME}.dose"), world.participation.number(NAME)
    if world.month / 12.0 < world.p(f"{NAME}.from_year") - START_YEAR + world.p(f"{NAME}.build_up_months") / 12.0:
        posts = round(float(world.institutions.staff[campus(world)]))
        training = dose * world.p(f"{NAME}.training_kr") * posts
        world.costs.book(NAME, "planning and rebuilding", "municipality", dose * world.p(f"{NAME}.build_up_kr"))
        world.costs.book(NAME, "teacher training", "municipality", training)
    hours = world.p(f"{NAME}.firm_hours") * partners(world) if pupils else 0.0
    world.costs.book(NAME, "coordination", "municipality", world.p(f"{NAME}.running_kr") * pupils)
    world.costs.book(NAME, "experts' hours", "firm", dose * world.p(f"{NAME}.hour_kr") * hours)


POLICY = Policy(
    name=NAME,
    number=6,
    theme="II",
    title=Text("Campus", "Campus"),
    summary=Text(
        "The estate's school becomes a campus for grades 7-10 where firms and associations teach in daily life, so "
        "that pupils from outside the district want to come; younger pupils change to other schools.",
        "Områdets skole bliver en campus for 7.-10. klasse, hvor virksomheder og foreninger underviser som en "
        "del af hverdagen, så elever fra andre distrikter får lyst til at komme; de yngre elever skifter til "
        "andre skoler.",
    ),
    eligible=Text(
        "Pupils of grades 7-10 who attend the campus, from the estate or elsewhere.",
        "Elever i 7.-10. klasse, der går på campus, uanset om de kommer fra området eller udefra.",
    ),
    actors=("schools", "municipality", "firms", "associations"),
    payers=("municipality", "firm"),
    barriers=(
        Barrier(
            Text(
                "Younger pupils lose their school and must change; the catalogue does not say so, but it follows.",
                "De yngre elever mister deres skole og må skifte; kataloget siger det ikke, men det følger af "
                "forslaget.",
            ),
            f"{NAME}.lowest_grade",
        ),
        Barrier(
            Text(
                "Strong and committed partners must really be near.",
                "Der skal faktisk være stærke og forpligtede partnere i nærheden.",
            ),
            f"{NAME}.partner_km",
        ),
        Barrier(
            Text(
                "Families from outside may stay away however good the school is.",
                "Familier udefra kan blive væk, hvor god skolen end er.",
            ),
            f"{NAME}.pull",
        ),
        Barrier(
            Text(
                "Teachers must learn to work in a new way.",
                "Lærerne skal lære at arbejde på en ny måde.",
            ),
            f"{NAME}.training_kr",
        ),
    ),
    alone=Text(
        "Both have a school that can take it up and large workplaces or clubs nearby; elsewhere only where there are "
        "such partners.",
        "Begge har en skole, der kan løfte det, og store arbejdspladser eller klubber i nærheden; andre steder "
        "kun, hvis der er sådanne partnere.",
    ),
    alone_in=("vollsmose", "vaerebro"),
    parameters=PARAMETERS,
    danish={
        "lowest_grade": "laveste klassetrin på campus; yngre elever skifter til andre skoler i august efter åbningen",
        "pull": "ekstra lyst til at vælge campus, når alle partnere er fundet",
        "partners": "antal store arbejdspladser, som campus skal have som partnere for at nå fuld styrke",
        "partner_km": "længste afstand til en partner, der stadig kan undervise i hverdagen",
        "partner_jobs": "mindste arbejdsplads med et kendt navn og timer at give af",
        "uptake": "andel af eleverne på campus, som partnerne underviser",
        "months": "længste tid, en elev undervises dér: 7. til 10. klasse",
        "skill_gain": (
            "fremgang i færdigheder efter 9. klasse hos en elev, der har gået tre år på en campus med fuld styrke"
        ),
        "leaned_on": (
            "andel af underviste elever, der finder en voksen hos partnerne at støtte sig til ved overgangene"
        ),
        "build_up_months": "tid fra beslutningen, til campus er bygget op og de ansatte uddannet",
        "build_up_kr": "planlægning og ombygning i opbygningstiden",
        "training_kr": "uddannelse af skolens ansatte i opbygningstiden",
        "running_kr": "samarbejde med partnerne og materialer",
        "firm_hours": "timer, som en partners fagfolk bidrager med",
        "hour_kr": "hvad en sådan time koster virksomheden",
    },
    bend=bend,
    bill=bill,
    offers=(Offer(Subject.PERSON, eligible, keeps),),
    replaces=("schooling.goes_on", "schooling.lowest_grade"),
)
