"""Proposal 8, 2+2=5: residents with complex problems do light tasks in their own estate as its assistants."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.codes import OUTSIDE_WORK, Status
from agents.core.calendar import START_YEAR
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from agents.participation import Subject
from model.policies.policy import Barrier, Offer, Policy, Text
from model.policies.standard import FIRST_YEAR, LAST_YEAR, course, schedule
from model.world import World

NAME = "estate_assistants"
P = Parameter
PARAMETERS = (
    *schedule(NAME, (6.0, 0.0, 24.0, "judgement", "judgement")),
    *course(
        NAME,
        months=(24.0, 6.0, 60.0, "judgement", "judgement"),
        uptake=(0.3, 0.1, 0.6, "judgement", "judgement"),
        places=(12.0, 2.0, 40.0, "judgement", "judgement"),
        reach=(0.7, 0.3, 1.0, "judgement", "judgement"),
        dropout=(0.6, 0.2, 1.5, "judgement", "judgement"),
    ),
    P(f"{NAME}.problems", 2.0, 1.0, 3.0, "problems", "judgement", "judgement",
      "fewest of the three that make somebody one of the most vulnerable: long illness, open social case, long without "
      "work"),
    P(f"{NAME}.long_without", 24.0, 12.0, 60.0, "months", "judgement", "judgement",
      "time on the same benefit that counts as long without work"),
    P(f"{NAME}.hours", 40.0, 10.0, 160.0, "hours/month", "judgement", "judgement",
      "hours of somebody's tasks, by the form of the day; the bonus is paid for 160 at most"),
    P(f"{NAME}.bonus_kr", 25.0, 0.0, 40.0, "kr/hour", "catalogue2015", "catalogue",
      "work bonus (arbejdsdusoer) paid beside the benefit without offset"),
    P(f"{NAME}.bonus_until", 2017.5, FIRST_YEAR, LAST_YEAR, "year", "catalogue2015", "catalogue",
      "year to which the law lets the bonus be paid; the tasks go on without it, as activation"),
    P(f"{NAME}.agency", 0.05, 0.0, 0.2, "SD per year", "judgement", "judgement",
      "agency from having a role and a title"),
    P(f"{NAME}.finding", 1.0, 0.75, 1.17, "ratio", "skipper2012", "observational",
      "finding a job while taking part; none gained in three years, kept from search at worst: -3 to +2 points on 12 % "
      "in a year"),
    P(f"{NAME}.order", 0.2, 0.05, 0.4, "SD", "branas2018", "judgement",
      "order where tasks are done all over the estate; a fraction of what restored lots did in Philadelphia"),
    P(f"{NAME}.order_spread", 0.04, 0.02, 0.1, "order, 0..1", "judgement", "judgement",
      "one SD of order over the areas of a town; 0.03 in this model's Gladsaxe"),
    P(f"{NAME}.full_cover", 0.5, 0.2, 2.0, "hours/month and home", "judgement", "judgement",
      "hours that keep up all outdoor areas of the estate"),
    P(f"{NAME}.visible", 0.03, 0.0, 0.1, "SD", "judgement", "judgement",
      "agency that assistants at work show their neighbours, when tasks are done all over the estate"),
    P(f"{NAME}.inward", 0.25, 0.0, 0.7, "share", "judgement", "judgement",
      "meetings with people from outside that an assistant loses by being kept in the area"),
    P(f"{NAME}.crew", 6.0, 3.0, 12.0, "persons", "judgement", "judgement", "assistants who meet with one caretaker"),
    P(f"{NAME}.association_part", 0.5, 0.0, 1.0, "share", "judgement", "judgement",
      "part of the bonus paid by the housing association; the municipality pays the rest"),
    P(f"{NAME}.mentor_hours", 6.0, 2.0, 20.0, "hours/month and participant", "judgement", "judgement",
      "a caretaker's time as mentor"),
    P(f"{NAME}.mentor_kr", 230.0, 150.0, 350.0, "kr/hour", "judgement", "judgement", "cost of an hour of it"),
    P(f"{NAME}.clothes_kr", 300.0, 0.0, 1000.0, "kr/month and participant", "judgement", "judgement",
      "work clothes and tools"),
    P(f"{NAME}.job_centre_kr", 900.0, 0.0, 3000.0, "kr/month and participant", "judgement", "judgement",
      "the job centre's follow-up beside what activation costs anyway"),
)  # fmt: skip
WORKING_AGE, STEPS = (18, 65), 20.0


def problems(world: World, rows: Rows) -> NDArray[np.int64]:
    """How many of the three problems each of these has, 0..3, shape as `rows`."""
    persons = world.persons
    long = world.month - persons.status_since[rows].astype(np.int64) >= world.p(f"{NAME}.long_without")
    return persons.ill[rows].astype(np.int64) + persons.open_case[rows] + long


def eligible(world: World) -> Rows:
    """Residents on activity-ready cash benefit or disability pension with complex problems."""
    persons = world.persons
    status = (persons.status == Status.OUTSIDE) | (persons.status == Status.DISABILITY_PENSION)
    rows = np.flatnonzero(persons.alive & status & world.lives_in_estate)
    age = (world.month - persons.birth_month[rows]) // 12
    rows = rows[(age >= WORKING_AGE[0]) & (age < WORKING_AGE[1])]
    return rows[problems(world, rows) >= world.p(f"{NAME}.problems")]


def keeps(world: World, rows: Rows) -> NDArray[np.bool_]:
    """As long as they live here without work, education and old-age pension."""
    return np.asarray(np.isin(world.persons.status[rows], OUTSIDE_WORK) & world.lives_in_estate[rows])


def need(world: World, rows: Rows) -> NDArray[np.float64]:
    """Those with most problems come first."""
    return problems(world, rows).astype(np.float64)


def crews(world: World, rows: Rows) -> NDArray[np.int64]:
    """The crew each of these joins: some of their own area, by who they are."""
    homes = np.bincount(world.dwellings.area, minlength=len(world.estate_areas))
    wanted = world.p(f"{NAME}.places") / 1000.0 / world.p(f"{NAME}.crew")
    number = np.maximum(np.ceil(homes * wanted), 1.0).astype(np.uint64)
    area = world.person_area[rows].astype(np.int64)
    mine = world.persons.key[rows] % number[area]
    return area * 1000 + mine.astype(np.int64)


def bonus(world: World) -> float:
    """Work bonus of an assistant, kr/month; none when the law no longer lets it be paid."""
    allowed = START_YEAR + world.month / 12.0 < world.p(f"{NAME}.bonus_until")
    return world.p(f"{NAME}.hours") * world.p(f"{NAME}.bonus_kr") if allowed else 0.0


def cover(world: World) -> float:
    """How far tasks are done all over the estate, 0..1, in twentieths."""
    hours = world.p(f"{NAME}.hours") * world.participation.number(NAME)
    needed = world.p(f"{NAME}.full_cover") * world.place.n_estate
    return float(min(np.rint(STEPS * hours / needed) / STEPS, 1.0))


def bend(world: World) -> None:
    """Assistants get a bonus and a role; the estate is better kept, they are seen, and meet fewer from outside."""
    levers, own = world.levers, world.own_programme(NAME)
    covered, estate = cover(world), world.estate_areas
    levers.bend(NAME, "programme.income", "shift", bonus(world), own)
    levers.bend(NAME, "programme.agency", "shift", world.p(f"{NAME}.agency"), own)
    levers.bend(NAME, "programme.finding", "scale", world.p(f"{NAME}.finding"), own)
    kept = world.p(f"{NAME}.order") * world.p(f"{NAME}.order_spread")
    levers.bend(NAME, "order.shift", "shift", covered * kept, estate)
    levers.bend(NAME, "mirror.visible_signal", "shift", covered * world.p(f"{NAME}.visible"), estate)
    # Meetings are bent for all of the estate: by the share of its people who are kept in it.
    adults = int(np.count_nonzero(world.persons.alive & world.lives_in_estate & (world.ages() >= WORKING_AGE[0])))
    share = round(1000.0 * world.participation.number(NAME) / max(adults, 1)) / 1000.0
    levers.bend(NAME, "ties.across", "scale", 1.0 - share * world.p(f"{NAME}.inward"))


def bill(world: World) -> None:
    """Bonus shared, mentors' hours by the housing association, clothes, and the job centre's follow-up."""
    number = world.participation.number(NAME, Subject.PERSON)
    part, book = world.p(f"{NAME}.association_part"), world.costs.book
    mentor = world.p(f"{NAME}.mentor_hours") * world.p(f"{NAME}.mentor_kr")
    book(NAME, "work bonus", "housing association", number * bonus(world) * part)
    book(NAME, "work bonus", "municipality", number * bonus(world) * (1.0 - part))
    book(NAME, "mentors", "housing association", number * mentor)
    book(NAME, "work clothes and tools", "housing association", number * world.p(f"{NAME}.clothes_kr"))
    book(NAME, "follow-up", "municipality", number * world.p(f"{NAME}.job_centre_kr"))


POLICY = Policy(
    name=NAME,
    number=8,
    theme="III",
    title=Text("Estate assistants", "2+2=5"),
    summary=Text(
        "Residents with complex problems do light tasks in their own estate with a title, work clothes and a mentor, "
        "and are paid a work bonus beside their benefit.",
        "Beboere med sammensatte problemer løser lette opgaver i deres eget område med titel, arbejdstøj og mentor og "
        "får en arbejdsdusør ved siden af ydelsen.",
    ),
    eligible=Text(
        "Residents on activity-ready cash benefit or disability pension with at least two of long illness, open social "
        "case and long without work.",
        "Aktivitetsparate beboere på kontanthjælp og beboere på førtidspension med mindst to af tre problemer: "
        "langvarig sygdom, åben social sag og lang tid uden arbejde.",
    ),
    actors=("job centre", "housing association", "municipality", "residents"),
    payers=("housing association", "municipality"),
    barriers=(
        Barrier(Text("Hard to motivate.", "Deltagerne er svære at motivere."), f"{NAME}.uptake"),
        Barrier(Text("Hard to keep.", "Deltagerne er svære at fastholde."), f"{NAME}.dropout"),
        Barrier(
            Text(
                "Keeping people in the area gives them no new networks and may be counterproductive.",
                "At holde deltagerne i området giver dem ingen nye netværk og kan virke mod hensigten.",
            ),
            f"{NAME}.inward",
        ),
        Barrier(
            Text(
                "The tasks may keep them from looking for ordinary work.",
                "Opgaverne kan holde dem fra at søge ordinært arbejde.",
            ),
            f"{NAME}.finding",
        ),
        Barrier(
            Text(
                "The law lets the bonus be paid for a trial only.",
                "Loven tillader kun arbejdsdusøren som forsøg.",
            ),
            f"{NAME}.bonus_until",
        ),
    ),
    alone=Text(
        "Both: any estate with caretakers and a job centre can do it.",
        "Begge: ethvert område med ejendomsfunktionærer og et jobcenter kan gøre det.",
    ),
    alone_in=("vollsmose", "vaerebro"),
    parameters=PARAMETERS,
    danish={
        "problems": "mindste antal af de tre problemer: langvarig sygdom, åben social sag, lang tid uden arbejde",
        "long_without": "tid på samme ydelse, der regnes for lang tid uden arbejde",
        "hours": "timer med opgaver, afhængigt af dagsformen",
        "bonus_kr": "arbejdsdusør ved siden af ydelsen, uden modregning",
        "bonus_until": "år, indtil hvilket loven tillader dusøren; opgaverne fortsætter som aktivering",
        "agency": "handlekraft vundet ved at have en rolle og en titel",
        "finding": "chance for at finde job, mens man deltager, i forhold til ellers",
        "order": "bedre orden, når opgaverne løses i hele området",
        "order_spread": "spredning i orden mellem en bys områder",
        "full_cover": "timer, der skal til for at passe alle udearealer",
        "visible": "handlekraft, som naboerne vinder ved at se assistenterne i arbejde",
        "inward": "andel af møder med folk udefra, som en assistent mister ved at blive i området",
        "crew": "antal assistenter, der mødes hos én ejendomsfunktionær",
        "association_part": "boligorganisationens del af dusøren; kommunen betaler resten",
        "mentor_hours": "ejendomsfunktionærens tid som mentor",
        "mentor_kr": "pris for en af disse timer",
        "clothes_kr": "arbejdstøj og værktøj",
        "job_centre_kr": "jobcentrets opfølgning ud over sædvanlig aktivering",
    },
    bend=bend,
    bill=bill,
    offers=(Offer(Subject.PERSON, eligible, keeps, need, crews),),
)
