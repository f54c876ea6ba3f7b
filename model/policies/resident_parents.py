"""Proposal 5, Resident parents: parents without work are extra adults in a neighbouring daycare or school.

Institutions of the estate and like ones outside it exchange parents: those of the estate go out, others come in.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.codes import OUTSIDE_WORK, Stage
from agents.codes import InstitutionKind as Kind
from agents.core import draws
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from agents.participation import Subject
from model.mechanisms import programmes
from model.policies.policy import Barrier, Offer, Policy, Text
from model.policies.standard import course, schedule
from model.world import World

NAME = "resident_parents"
KINDS = (Kind.NURSERY, Kind.KINDERGARTEN, Kind.SCHOOL)
PARTS = 3
"""Parts of a school in which parents are: lower, middle and upper grades; daycare is one."""
USUAL_HOURS = 7.5
"""Hours a week that what the parents themselves gain is stated for."""
P = Parameter
PARAMETERS = (
    *schedule(NAME, (9.0, 0.0, 24.0, "judgement", "judgement")),
    *course(
        NAME, months=(12.0, 3.0, 36.0, "judgement", "judgement"), uptake=(0.2, 0.05, 0.5, "judgement", "judgement"),
        places=(12.0, 2.0, 40.0, "judgement", "judgement"), reach=(0.8, 0.4, 1.0, "judgement", "judgement"),
        dropout=(0.4, 0.1, 1.0, "judgement", "judgement"),
    ),
    P(f"{NAME}.institution_uptake", 0.7, 0.0, 1.0, "share", "judgement", "judgement",
      "nurseries, kindergartens and schools asked to be hosts that say yes"),
    P(f"{NAME}.neighbours", 3.0, 1.0, 8.0, "institutions", "judgement", "judgement",
      "of a kind asked outside the estate for each inside, the nearest first"),
    P(f"{NAME}.hours", USUAL_HOURS, 5.0, 10.0, "hours a week", "catalogue2015", "catalogue", "of a parent at the host"),
    P(f"{NAME}.outside_share", 0.9, 0.0, 1.0, "share", "judgement", "judgement",
      "parents of the estate placed outside it; the others stay inside, which is possible but not wished"),
    P(f"{NAME}.agency", 0.05, 0.0, 0.2, "SD per year", "judgement", "judgement", "gain of a parent"),
    P(f"{NAME}.language", 0.03, 0.0, 0.10, "share of gap per year", "judgement", "judgement",
      "gain in Danish; a full-time job adds about 0.05"),
    P(f"{NAME}.finding", 1.0, 0.9, 1.1, "ratio", "graversen2012", "observational",
      "finding a job meanwhile; company placement of people on benefits who were not job-ready: no effect in three "
      "years, and less search meanwhile"),
    P(f"{NAME}.meeting", 1.0, 0.3, 3.0, "ratio", "judgement", "judgement",
      "how readily parents of one exchange come to know each other, over groups of other programmes"),
    P(f"{NAME}.pupils", 0.03, 0.0, 0.08, "SD", "wood2012", "judgement",
      "skill and agency gained by children after some years with enough such adults; mentoring at school: about 0"),
    P(f"{NAME}.pupil_years", 3.0, 1.0, 6.0, "years", "judgement", "judgement", "how many years that takes"),
    P(f"{NAME}.enough_hours", 0.34, 0.1, 1.0, "hours a week and child", "judgement", "judgement",
      "hours of such adults at which that is gained: one of them in every class of 22"),
    P(f"{NAME}.organisation_kr", 1200.0, 300.0, 4000.0, "kr/month and participant", "judgement", "judgement",
      "a voluntary organisation that finds, trains, checks criminal records and follows up"),
    P(f"{NAME}.fund_part", 0.3, 0.0, 1.0, "share", "judgement", "judgement",
      "of the organisation paid by funds; the rest is the municipality's pool for voluntary social work"),
    P(f"{NAME}.host_kr", 2500.0, 500.0, 8000.0, "kr/month and host", "judgement", "judgement",
      "staff time for introduction and dialogue"),
)  # fmt: skip


def inside(world: World) -> dict[int, int]:
    """Nurseries, kindergartens and schools of the estate, with the area of the estate from which to look around.

    A school stands in an area of its own in the map, and is the estate's when its district is.
    """
    table, directory = world.institutions, world.directory
    found = {}
    for row in np.flatnonzero(table.alive & np.isin(table.kind, KINDS)).tolist():
        area = int(table.area[row])
        home = np.flatnonzero(world.estate_areas & (directory.district == row))
        if area >= 0 and world.estate_areas[area]:
            found[row] = area
        elif len(home):
            found[row] = int(home[0])
    return found


def neighbours(world: World) -> dict[int, list[int]]:
    """For each institution of the estate, those of its kind outside that are asked, the nearest first."""
    here, most = inside(world), int(world.p(f"{NAME}.neighbours"))
    kind = world.institutions.kind
    near = {row: world.directory.near[Kind(kind[row])][area].tolist() for row, area in here.items()}
    return {row: [other for other in line if other not in here][:most] for row, line in near.items()}


def hosts(world: World) -> Rows:
    """Institutions that may be hosts: those of the estate, and their nearest neighbours of the same kind."""
    asked = neighbours(world)
    return np.array(sorted({*asked, *(row for line in asked.values() for row in line)}), dtype=np.int64)


def exchanges(world: World) -> dict[int, int]:
    """Pairs of hosts that exchange parents: of the estate, and the nearest outside it that takes part."""
    willing = set(world.participation.rows(NAME, Subject.INSTITUTION).tolist())
    pairs = {}
    for row, line in neighbours(world).items():
        other = [neighbour for neighbour in line if neighbour in willing]
        if row in willing and other:
            pairs[row] = other[0]
    return pairs


def own_institution(world: World) -> NDArray[np.int64]:
    """The host of an exchange that a child of each household attends, -1 none, shape (households.capacity,).

    A family with children at several is known by that of the child with the lowest key.
    """
    persons, pairs = world.persons, exchanges(world)
    out = np.full(world.households.capacity, -1, dtype=np.int64)
    if not pairs:
        return out
    taking = np.array(sorted({*pairs, *pairs.values()}), dtype=np.int64)
    rows = np.flatnonzero(persons.alive & (persons.stage >= Stage.NURSERY) & (persons.stage <= Stage.SCHOOL))
    rows = rows[np.isin(persons.institution[rows], taking)]
    rows = rows[np.argsort(persons.key[rows])[::-1]]
    out[persons.household[rows]] = persons.institution[rows]
    return out


def parents(world: World) -> Rows:
    """Parents without work or education, not ill, whose child attends a host of an exchange."""
    with_child = np.flatnonzero(own_institution(world) >= 0)
    rows = programmes.core(world, with_child)
    return rows[keeps(world, rows) & ~world.persons.ill[rows]]


def keeps(world: World, rows: Rows) -> NDArray[np.bool_]:
    """Those who are still outside the labour market."""
    age = (world.month - world.persons.birth_month[rows].astype(np.int64)) // 12
    return np.isin(world.persons.status[rows], OUTSIDE_WORK) & (age >= 18) & (age < 65)


def need(world: World, rows: Rows) -> NDArray[np.float64]:
    """One of the estate for one from outside: by lot on each side, and the side with fewer first."""
    part, key, home = world.participation, world.persons.key[rows], world.lives_in_estate
    taking = home[part.rows(NAME, Subject.PERSON)]
    lot = draws.uniform(world.scenario.seed, f"{NAME}.lot", 0, key)
    turn = np.zeros(len(rows))
    for side in (True, False):
        mine = np.flatnonzero(home[rows] == side)
        turn[mine[np.lexsort((key[mine], lot[mine]))]] = np.arange(len(mine)) + np.count_nonzero(taking == side)
    return -turn


def group(world: World, rows: Rows) -> NDArray[np.int64]:
    """The exchange in which each meets parents from the other side; those placed inside the estate meet there alone."""
    pairs, persons = exchanges(world), world.persons
    mine = own_institution(world)[persons.household[rows]]
    stays = draws.uniform(world.scenario.seed, f"{NAME}.placed", 0, persons.key[rows])
    stays_in = world.lives_in_estate[rows] & (stays >= world.p(f"{NAME}.outside_share"))
    out = np.empty(len(rows), dtype=np.int64)
    for i, (row, key) in enumerate(zip(mine.tolist(), persons.key[rows].tolist(), strict=True)):
        open_to = [row] if row in pairs else sorted(one for one, other in pairs.items() if other == row)
        out[i] = open_to[key % len(open_to)] if open_to else -1
    known, kind = out >= 0, world.institutions.kind[np.maximum(out, 0)]
    part = np.where(kind == Kind.SCHOOL, 1 + persons.key[rows] % np.uint64(PARTS), 0).astype(np.int64)
    return np.where(known, out + world.institutions.capacity * (2 * part + stays_in), -1)


def hours_per_child(world: World) -> float:
    """Hours a week of such adults for each child of the hosts, in steps of a fiftieth: one parent more is not felt."""
    part, table = world.participation, world.institutions
    children = int(table.roll[part.rows(NAME, Subject.INSTITUTION)].sum())
    hours = part.number(NAME, Subject.PERSON) * world.p(f"{NAME}.hours")
    return round(50.0 * hours / children) / 50.0 if children else 0.0


def bend(world: World) -> None:
    """Danish, agency and people to know for the parents, a little for the children of the hosts, nothing for work."""
    levers, mine = world.levers, world.own_programme(NAME)
    present = world.p(f"{NAME}.hours") / USUAL_HOURS
    share = min(hours_per_child(world) / world.p(f"{NAME}.enough_hours"), 1.0)
    gain = share * world.p(f"{NAME}.pupils") / world.p(f"{NAME}.pupil_years")
    levers.bend(NAME, "programme.agency", "shift", present * world.p(f"{NAME}.agency"), mine)
    levers.bend(NAME, "programme.language", "shift", present * world.p(f"{NAME}.language"), mine)
    levers.bend(NAME, "programme.finding", "scale", world.p(f"{NAME}.finding"), mine)
    levers.bend(NAME, "programme.meeting", "scale", world.p(f"{NAME}.meeting"), mine)
    levers.bend(NAME, "programme.pupils_skill", "shift", gain, mine)
    levers.bend(NAME, "programme.pupils_agency", "shift", gain, mine)


def bill(world: World) -> None:
    """The voluntary organisation is paid by municipality and funds, the hosts' staff time by the municipality."""
    part, book = world.participation, world.costs.book
    organisation = world.p(f"{NAME}.organisation_kr") * part.number(NAME, Subject.PERSON)
    funds = world.p(f"{NAME}.fund_part")
    book(NAME, "voluntary organisation", "fund", funds * organisation)
    book(NAME, "voluntary organisation", "municipality", (1.0 - funds) * organisation)
    staff_time = world.p(f"{NAME}.host_kr") * part.number(NAME, Subject.INSTITUTION)
    book(NAME, "staff time of hosts", "municipality", world.p(f"{NAME}.dose") * staff_time)


POLICY = Policy(
    name=NAME,
    number=5,
    theme="II",
    title=Text("Resident parents", "Hyggeforældre"),
    summary=Text(
        "Parents outside the labour market are extra adults for some hours a week in a neighbouring nursery, "
        "kindergarten or school, not their own child's: parents of the estate go out and others come in.",
        "Forældre uden for arbejdsmarkedet er ekstra voksne nogle timer om ugen i en vuggestue, børnehave eller skole "
        "i nærheden, men ikke hos deres eget barn: områdets forældre kommer ud, og andre kommer ind.",
    ),
    eligible=Text(
        "Parents outside work and education with a child in an institution of the estate or in one it exchanges with.",
        "Forældre uden for arbejde og uddannelse med et barn i områdets institutioner eller i dem, de udveksler med.",
    ),
    actors=("job centre", "daycare", "schools", "associations", "municipality", "residents"),
    payers=("municipality", "fund"),
    barriers=(
        Barrier(
            Text("Unions and staff may feel threatened.", "Fagforeninger og personale kan føle sig truet."),
            f"{NAME}.institution_uptake",
        ),
        Barrier(
            Text(
                "It must not be a saving: expectations of untrained adults have to be clear.",
                "Det må ikke være en besparelse: forventningerne til ufaglærte voksne skal være klare.",
            ),
            f"{NAME}.host_kr",
        ),
        Barrier(
            Text(
                "It needs engaged leadership and anchoring, or parents stay away.",
                "Det kræver engageret ledelse og forankring, ellers bliver forældrene væk.",
            ),
            f"{NAME}.dropout",
        ),
        Barrier(
            Text(
                "Inside the estate alone it opens no new circles.",
                "Sker det kun inden for området, åbner det ingen nye kredse.",
            ),
            f"{NAME}.outside_share",
        ),
    ),
    alone=Text(
        "Vollsmose is large enough to do it inside, which is not wished; Værebro Park must go wider than the estate.",
        "Vollsmose er stor nok til, at det kan ske inden for området, men det er ikke ønskeligt; Værebro Park "
        "må gå ud over området.",
    ),
    alone_in=("vollsmose",),
    parameters=PARAMETERS,
    danish={
        "institution_uptake": "andel af de spurgte vuggestuer, børnehaver og skoler, der vil være værter",
        "neighbours": "antal institutioner uden for området, der spørges for hver inden for, de nærmeste først",
        "hours": "en forælders timer om ugen hos værten",
        "outside_share": "andel af områdets forældre, der placeres uden for området; resten bliver inden for",
        "agency": "handlekraft, som en forælder vinder",
        "language": "fremgang i dansk",
        "finding": "chance for at finde job imens, i forhold til uden",
        "meeting": "hvor let forældre i samme udveksling lærer hinanden at kende, i forhold til andre forløb",
        "pupils": "færdigheder og handlekraft, som børn vinder efter nogle år med tilstrækkeligt med ekstra voksne",
        "pupil_years": "antal år, det tager",
        "enough_hours": "timer med ekstra voksne pr. barn, som det kræver",
        "organisation_kr": "en frivillig organisation, der finder, oplærer, henter børneattester og følger op",
        "fund_part": "fondenes andel; resten er kommunens midler til frivilligt socialt arbejde",
        "host_kr": "personalets tid til introduktion og dialog",
    },
    bend=bend,
    bill=bill,
    offers=(Offer(Subject.INSTITUTION, hosts), Offer(Subject.PERSON, parents, keeps, need=need, group=group)),
)
