"""Households that come from outside and look for a home: who they are, and where they stand on the ladder."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tests.benchmarks.mesa_town.codes import (
    ARRIVE,
    BASIC,
    BETWEEN,
    BY_JOB_CENTRE,
    BY_LIST,
    BY_TIE,
    CHILD,
    DANISH,
    DISABILITY_PENSION,
    EMPLOYED,
    HOME,
    IN_HIGHER,
    IN_SCHOOL,
    IN_VOCATIONAL,
    LEFT,
    NON_WESTERN,
    NONE,
    OLD_AGE_PENSION,
    OUTSIDE,
    REFUGEE,
    STUDENT,
    UNEMPLOYED,
    UPPER_SECONDARY,
    VOCATIONAL,
    WESTERN,
)
from tests.benchmarks.mesa_town.household import Household
from tests.benchmarks.mesa_town.numbers import chance
from tests.benchmarks.mesa_town.person import Person

if TYPE_CHECKING:
    from random import Random

    from tests.benchmarks.mesa_town.town import Town


def whole(expected: float, random: Random) -> int:
    """A whole number with the expected value."""
    return int(expected) + (random.random() < expected % 1.0)


def arrive(model: Town) -> None:
    """This month's arrivals."""
    p, random, stock = model.numbers.p, model.random, model.standing
    surge = p["arrivals.refugees_2015"] if model.month < 24 else 1.0
    ordinary = whole(p["arrivals.rate"] * stock / 12.0, random)
    refugees = whole(p["arrivals.refugees"] * surge * 2.0 * stock / 1000.0 / 12.0 / 2.0, random)
    for k in range(ordinary + refugees):
        household = come(model, refugee=k >= ordinary)
        household.take_stock()
        for member in list(household.members):
            settle(member)
            model.looking_for_workplace.append(member)
        household.recount()


def come(model: Town, refugee: bool) -> Household:
    """One household, with its adults and children."""
    v, random = model.numbers.newcomers, model.random
    young = not refugee and random.random() < v.young
    if young:
        # Ages 18-27 with the mean that is given, most of them near the lower end.
        age = 18.0 + 9.0 * random.random() ** (9.0 / (v.young_age - 18.0) - 1.0)
    else:
        # Ages 25-70 with about the mean that is given.
        age = min(25.0 - (v.older_age - 25.0) * math.log1p(-random.random()), 70.0)
    couple = random.random() < v.couple
    may_be_parents = not young and age < 50 and (couple or random.random() < 0.3)
    children = 0
    if may_be_parents and random.random() < (0.5 if refugee else v.with_children):
        children = 1 + int(2.3 * random.random()) + refugee
    origin = DANISH
    if refugee or random.random() < v.non_western:
        origin = NON_WESTERN
    elif random.random() < v.western:
        origin = WESTERN
    listed = model.month
    if not refugee and random.random() < v.listed:
        listed -= int(-math.log1p(-random.random()) * v.listed_years * 12.0)
    household = Household(model)
    household.wish, household.need = ARRIVE, REFUGEE if refugee else 0
    female = random.random() < 0.5
    first = adult(household, age, female, origin, refugee, listed)
    if couple:
        older = min(max(age + 4.0 * random.random() - 2.0, 18.0), 90.0)
        second = adult(household, older, not female, origin, refugee, listed)
        first.partner, second.partner = second, first
    for _ in range(children):
        child(household, first, age, refugee)
    return household


def adult(household: Household, years: float, female: bool, origin: int, refugee: bool, listed: int) -> Person:
    """One adult of a household that arrives."""
    model = household.model
    v, random = model.numbers.newcomers, model.random
    person = Person(model, household, int(model.month - years * 12), female, origin)
    minority = origin != DANISH
    student = not refugee and years < 26 and random.random() < v.student
    lead = -0.45 if refugee else -0.15 if minority else 0.0
    draw = random.random() + lead
    person.education = UPPER_SECONDARY if student else education(draw, years)
    above = 0.5 if student else education(draw, 30.0) - VOCATIONAL
    person.skill = v.skill_by_education * above + v.skill_spread * random.gauss(0.0, 1.0)
    work = v.employed_minority if minority else v.employed
    odds = work / (1.0 - work) * math.exp(-v.outside_by_skill * person.skill)
    if years >= 67:
        person.status = OLD_AGE_PENSION
    elif student:
        person.status = STUDENT
    elif refugee:
        person.status = OUTSIDE
    elif random.random() < odds / (1.0 + odds):
        person.status = EMPLOYED
    else:
        person.status = UNEMPLOYED if random.random() < 0.5 else OUTSIDE
    person.status_since = model.month - (0 if refugee else int(random.random() * v.status_months))
    if refugee:
        person.language = 0.05 + 0.15 * random.random()
    elif minority:
        person.language = 0.3 + 0.6 * random.random()
    person.open_case = random.random() < (0.15 if refugee else 0.02)
    person.list_since = listed
    return person


def education(draw: float, years: float) -> int:
    """Highest completed education, no higher than the age allows."""
    drawn = BASIC + (draw >= 0.22) + (draw >= 0.34) + (draw >= 0.66) + (draw >= 0.86)
    most = BASIC + (years >= 19.0) + (years >= 21.0) + (years >= 24.0) + (years >= 26.0)
    return min(drawn, most)


def child(household: Household, first: Person, age: float, refugee: bool) -> None:
    """One child of a household that arrives."""
    model, random = household.model, household.model.random
    years = min(17.0, random.random() * max(age - 22.0, 1.0))
    person = Person(model, household, int(model.month - years * 12), random.random() < 0.487, first.origin)
    person.mother = first if first.female else first.partner
    if person.mother is not None:
        person.mother.children.append(person)
    grown = years >= 16
    person.status, person.education = (STUDENT, BASIC) if grown else (CHILD, NONE)
    person.status_since = model.month
    person.skill = random.gauss(0.0, 1.0)
    person.language = 0.2 if refugee else 1.0 if first.origin == DANISH else 0.6


def settle(person: Person) -> None:
    """Agency, the step of the ladder that age, work and education tell, illness and hours."""
    model, p, random = person.model, person.model.numbers.p, person.random
    share, outside = p["population.agency_from_skill"], UNEMPLOYED <= person.status <= DISABILITY_PENSION
    person.agency = share * person.skill + math.sqrt(1.0 - share**2) * random.gauss(0.0, 1.0)
    person.agency += p["population.agency_outside"] * (outside - 0.2)
    months, turning = person.months, person.turns()
    if turning - (model.month_of_year < 6) < 16 and months < 216:
        place_child(person, months, turning - (model.month_of_year < 8))
    elif months < 360:
        place_young(person, months, turning)
    else:
        person.stage = IN_HIGHER if person.status == STUDENT else LEFT
        if person.status == STUDENT:
            begun_in_august(person)
    if person.stage == IN_SCHOOL and months >= 192:
        person.status = STUDENT
    prepare_for_work(person, months)


def place_child(person: Person, months: int, school_year: int) -> None:
    """Stage of somebody under sixteen, by age and calendar."""
    person.stage = HOME
    if months >= person.months_at_door:
        person.try_nursery()
    if months >= 36:
        person.try_kindergarten()
    if school_year >= 6:
        person.stage = IN_SCHOOL


def place_young(person: Person, months: int, turning: int) -> None:
    """Grade and stage of somebody who has left the ninth grade, up to thirty years."""
    p, random, month = person.model.numbers.p, person.random, person.model.month_of_year
    person.sit_exam()
    turned = turning - (month < 7)
    young = turned < 19 or (turned == 19 and random.random() < 0.5)
    if young and person.education == UPPER_SECONDARY and person.status == STUDENT:
        person.education = BASIC
    student, basic = person.status <= STUDENT, person.education <= BASIC
    turned, minor, u, mark = turning - (month < 8), months < 216, random.random(), person.mark()
    tenth = minor and turned == 16 and u < chance(p["youth.tenth"] - 0.1 * mark)
    late = p["youth.start"] - 0.6 + p["youth.start_grade"] * mark
    out = minor and not tenth and u > chance(late)
    if tenth:
        person.stage = IN_SCHOOL
        return
    if student and basic and not out:
        stage = person.choose_youth_education()
        person.stage = IN_VOCATIONAL if stage == BETWEEN else stage
        person.status = STUDENT
        begun_in_august(person)
        return
    person.stage = IN_HIGHER if student and not basic else BETWEEN if basic else LEFT
    if student and not basic:
        begun_in_august(person)
    if out and person.status == STUDENT:
        person.status = UNEMPLOYED


def begun_in_august(person: Person) -> None:
    """Students began in an August of the years that their education takes; most who arrive have come to begin."""
    model, random = person.model, person.random
    since_august = (model.month_of_year - 8) % 12
    years = math.ceil((person.months_needed() - since_august) / 12)
    back = min(int(random.random() * years), max(person.turns() - 17, 0))
    if person.stage == IN_HIGHER and random.random() < model.numbers.p["arrivals.begin_study"]:
        back = 0
    person.status_since = model.month - since_august - 12 * back


def prepare_for_work(person: Person, months: int) -> None:
    """Hours, how the job was found, illness, and whether the first job lies behind."""
    p, random, status = person.model.numbers.p, person.random, person.status
    if status == EMPLOYED:
        person.hours = person.hours_of_job(months // 12)
        by, ties = random.random(), p["labour.found_by_ties"]
        centre = ties + (1.0 - ties) * p["labour.found_by_centre"]
        person.found = BY_TIE if by < ties else BY_JOB_CENTRE if by < centre else BY_LIST
    ill = {EMPLOYED: "labour.ill_employed", UNEMPLOYED: "labour.ill_ready", OUTSIDE: "labour.ill_outside"}
    person.ill = status == DISABILITY_PENSION or (status in ill and random.random() < p[ill[status]])
    if months >= 216 and status >= EMPLOYED:
        if status in (OLD_AGE_PENSION, EMPLOYED) or person.education >= VOCATIONAL:
            person.first_job = True
        elif person.model.month - person.status_since >= 12 or status > UNEMPLOYED:
            person.first_job = False
