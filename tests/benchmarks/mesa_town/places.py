"""Where things happen: areas with a name, homes, institutions, businesses, and the places where people meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesa import Agent

from tests.benchmarks.mesa_town.codes import ALMENE, FREE_SCHOOL_KIND, NON_WESTERN, SCHOOL

if TYPE_CHECKING:
    from tests.benchmarks.mesa_town.household import Household
    from tests.benchmarks.mesa_town.person import Person
    from tests.benchmarks.mesa_town.town import Town


class MeetingPlace:
    """A stairway, the team of a workplace or of an association: who is there, and when in the year they meet."""

    def __init__(self, layer: int, turn: int) -> None:
        self.layer = layer
        self.turn = turn
        self.people: dict[Person, None] = {}


class Area(Agent):
    """A part of the town with a name: what can be seen there, how it is kept, and what is said of it."""

    def __init__(self, model: Town, in_estate: bool, name: float, order: float, trouble: float) -> None:
        super().__init__(model)
        self.in_estate = in_estate
        self.name = name
        self.order = order
        self.trouble = trouble
        self.standing = 0
        self.vacated = [0] * 12
        self.minority_share = 0.0
        self.outside_work = 0.0
        self.near: dict[int, list[Institution]] = {}
        self.own: dict[int, int] = {}
        self.district: Institution | None = None
        self.clubs: list[Institution] = []
        self.homes = 0
        self.begin_count()

    def begin_count(self) -> None:
        """Start a new count of who lives here."""
        self.residents = self.non_western = self.working_age = self.outside = self.young = self.in_trouble = 0

    def see(self, person: Person, months: int) -> None:
        """Count one resident of so many months of age."""
        self.residents += 1
        if person.origin == NON_WESTERN:
            self.non_western += 1
        if 216 <= months < 780:
            self.working_age += 1
            if 3 <= person.status <= 5:
                self.outside += 1
        if 156 <= months < 312:
            self.young += 1
            if person.trouble >= self.model.numbers.trouble.threshold:
                self.in_trouble += 1

    def step(self) -> None:
        """Order and name move a little toward what is seen."""
        p = self.model.numbers.p
        self.trouble = self.in_trouble / max(self.young, 1)
        self.outside_work = self.outside / max(self.working_age, 1)
        self.minority_share = self.non_western / max(self.residents, 1)
        homes = max(self.standing, 1)
        turnover = sum(self.vacated) / homes
        empty = self.model.long_empty.get(self, 0) / homes
        heading = p["order.base"] + p["order.caretakers"] * self.in_estate - p["order.trouble"] * self.trouble
        heading -= p["order.turnover"] * turnover + p["order.vacancy"] * empty
        self.order += self.model.order_pace * (min(max(heading, 0.0), 1.0) - self.order)
        shown = 1.0 - p["name.worklessness"] * self.outside_work - p["name.turnover"] * turnover
        shown += p["name.order"] * (self.order - p["name.ordinary_order"]) - p["name.trouble"] * self.trouble
        self.name += self.model.name_pace * (min(max(shown, 0.0), 1.0) - self.name)


class Home(Agent):
    """A home, with who lives there."""

    def __init__(
        self, model: Town, area: Area, stairway: MeetingPlace, department: int, tenure: int, rooms: int, rent: float,
        price: float, youth: bool, from_month: int,
    ) -> None:  # fmt: skip
        super().__init__(model)
        self.area = area
        self.stairway = stairway
        self.department = department
        self.organisation = model.organisations[department] if department >= 0 and tenure == ALMENE else -1
        self.tenure = tenure
        self.rooms = rooms
        self.rent = rent
        self.price = price
        self.youth = youth
        self.from_month = from_month
        self.household: Household | None = None
        self.vacant_since = from_month

    def vacate(self) -> None:
        """Stand empty from this month."""
        self.household = None
        self.vacant_since = self.model.month
        self.model.vacant[self] = None
        self.area.vacated[self.model.month % 12] += 1


class Institution(Agent):
    """A daycare, school, place of education or association: its room, its quality and who attends."""

    def __init__(self, model: Town, kind: int, places: int, quality: float) -> None:
        super().__init__(model)
        self.kind = kind
        self.places = places
        self.quality = quality
        self.attending: dict[Person, None] = {}
        self.classes: dict[int, dict[Person, None]] = {}
        self.teams: list[MeetingPlace] = []
        self.count()

    @property
    def full(self) -> bool:
        """Whether there is no room left."""
        return len(self.attending) >= self.places

    def enrol(self, person: Person) -> None:
        """Take somebody in."""
        self.attending[person] = None
        if self.kind <= FREE_SCHOOL_KIND:
            self.classes.setdefault(person.birth_month // 12, {})[person] = None

    def dismiss(self, person: Person) -> None:
        """Somebody leaves."""
        del self.attending[person]
        if self.kind <= FREE_SCHOOL_KIND:
            del self.classes[person.birth_month // 12][person]

    def count(self) -> None:
        """What those who attend are like, in the steps that somebody there would notice."""
        n = max(len(self.attending), 1)
        skill = sum(person.skill for person in self.attending) / n
        self.minority = sum(1 for person in self.attending if person.origin == NON_WESTERN) / n
        self.peers = round(skill * 20.0) / 20.0
        lost = 1.0 - self.model.numbers.growth.danish_of_minority
        self.danish_heard = 1.0 - lost * round(self.minority * 20.0) / 20.0
        self.quality_met = round(self.quality * 20.0) / 20.0

    def meet_at_the_door(self) -> None:
        """Parents of the classes whose turn it is meet."""
        month = self.model.month
        for year, children in self.classes.items():
            if children and (self.unique_id * 32 + year) % 12 == month % 12:
                parents = [parent for child in children if (parent := child.brought_by()) is not None]
                self.model.meet(SCHOOL, parents, self.model.numbers.p["ties.school_rate"])


class Business(Agent):
    """A workplace with jobs, some of which ask for schooling, and teams of about a dozen colleagues."""

    def __init__(self, model: Town, jobs: int, open_: bool, skilled: float) -> None:
        super().__init__(model)
        self.jobs = jobs if open_ else 0
        self.skilled = skilled
        self.filled = 0
        self.teams: list[MeetingPlace] = []

    @property
    def hires(self) -> bool:
        """Whether there is a vacancy."""
        return self.filled < self.jobs

    def fits(self, person: Person) -> bool:
        """Whether a vacancy drawn is one that the person's schooling opens."""
        return self.random.random() < (self.skilled if person.education >= 3 else 1.0 - self.skilled)
