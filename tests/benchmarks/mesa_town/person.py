"""A person: what he or she is, the month, and the moments of family life."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mesa import Agent

from tests.benchmarks.mesa_town.codes import (
    ADULT_MONTHS,
    CHILD,
    DANISH,
    HOME,
    LEAVE_PARENTS,
    NO_WISH,
    NON_WESTERN,
    NONE,
    PART,
)
from tests.benchmarks.mesa_town.learning import Learning
from tests.benchmarks.mesa_town.mirroring import Mirroring
from tests.benchmarks.mesa_town.ties import Knowing
from tests.benchmarks.mesa_town.working import Working

if TYPE_CHECKING:
    from tests.benchmarks.mesa_town.household import Household
    from tests.benchmarks.mesa_town.places import Business, Institution, MeetingPlace
    from tests.benchmarks.mesa_town.ties import Tie
    from tests.benchmarks.mesa_town.town import Town


class Person(Learning, Working, Mirroring, Knowing, Agent):
    """Somebody who lives in the town; what is not given is as of a newborn."""

    def __init__(self, model: Town, household: Household, birth_month: int, female: bool, origin: int) -> None:
        super().__init__(model)
        random = model.random
        self.household: Household | None = household
        household.members.append(self)
        self.birth_month = birth_month
        self.female = female
        self.origin = origin
        self.partner: Person | None = None
        self.mother: Person | None = None
        self.children: list[Person] = []
        self.education = NONE
        self.status = CHILD
        self.status_since = birth_month
        self.skill = self.agency = self.income = self.trouble = 0.0
        self.language = 1.0
        self.open_case = self.ill = self.left_higher = False
        self.list_since: int | None = None
        self.home_wish: int | None = None
        self.home_reason = NO_WISH
        self.lots: dict[int, float] = {}
        self.stage = HOME
        self.institution: Institution | None = None
        self.grade: float | None = None
        self.first_job: bool | None = None
        self.workplace: Business | None = None
        self.team: MeetingPlace | None = None
        self.hours = self.found = 0
        self.convicted: int | None = None
        self.club: Institution | None = None
        self.club_team: MeetingPlace | None = None
        self.ties: list[Tie] = []
        # What is drawn once and lasts.
        self.turn = random.randrange(12)
        self.readiness_to_join = random.random()
        self.disposition = min(-math.log1p(-random.random()), 4.0)
        self.months_at_door = 9 + int(16.0 * random.random() ** 3)
        self.by_mother = random.random() < model.numbers.p["ties.mother_at_door"]
        self.study_length = random.random()
        self.turn_of_choice = random.randrange(9973)

    @property
    def months(self) -> int:
        """Age in months."""
        return self.model.month - self.birth_month

    @property
    def lives_in_estate(self) -> bool:
        """Whether the home is one of the estate's."""
        home = self.household.home
        return home is not None and home.area.in_estate

    def live_in_family(self) -> None:
        """Die, give birth, meet a partner, or want a home of one's own."""
        household = self.household
        if household is None:
            return
        numbers, random, months = self.model.numbers, self.random, self.model.month - self.birth_month
        if random.random() < numbers.dying[self.female][min(max(months // 12, 0), 110)]:
            self.die()
            return
        if self.female and 180 <= months < 600:
            rates = numbers.bearing[1 if self.origin == NON_WESTERN else 0]
            if random.random() < rates[0 if self.partner is None else 1][(months - 180) // 60]:
                self.give_birth()
        if months < ADULT_MONTHS:
            return
        if self.partner is None:
            if random.random() < numbers.meeting[min(months, len(numbers.meeting) - 1)]:
                self.model.meeting.append(self)
            if self.home_wish is None and household.reference is not self:
                self.maybe_leave_parents(months // 12)
        elif self.home_wish is None and self.unique_id < self.partner.unique_id and self.partner.home_wish is None:
            rate = numbers.parting[household.children > 0]
            if random.random() < (rate * numbers.parting_old if months >= 720 else rate):
                self.part()

    def die(self) -> None:
        """Leave the world; children left without an adult go to relatives elsewhere."""
        self.model.happened["deaths"] += 1
        household = self.household
        self.leave_town()
        if household.members and not any(member.months >= ADULT_MONTHS for member in household.members):
            for orphan in list(household.members):
                orphan.leave_town()

    def leave_town(self) -> None:
        """Be no longer part of the model; an empty home falls vacant."""
        for tie in list(self.ties):
            tie.end()
        if self.partner is not None:
            self.partner.household.stale = True
            self.partner.partner = None
        for child in self.children:
            child.mother = None
        if self.mother is not None:
            self.mother.children.remove(self)
        self.stop_working()
        self.leave_institution()
        self.leave_club()
        household, self.household = self.household, None
        household.lose(self)
        self.remove()

    def give_birth(self) -> None:
        """A child is born into the mother's household."""
        model, p, random = self.model, self.model.numbers.p, self.random
        model.happened["births"] += 1
        danish = self.origin == DANISH or (self.partner is not None and self.partner.origin == DANISH)
        origin = DANISH if danish or random.random() < p["fertility.third_generation"] else self.origin
        child = Person(model, self.household, model.month, random.random() < p["fertility.girls"], origin)
        child.mother = self
        self.children.append(child)
        share = p["fertility.skill_from_mother"]
        child.skill = share * self.skill + math.sqrt(1.0 - share**2) * random.gauss(0.0, 1.0)
        share = p["fertility.agency_from_mother"]
        child.agency = share * self.agency + math.sqrt(1.0 - share**2) * random.gauss(0.0, 1.0)
        if origin != DANISH:
            child.language = p["growth.danish_use"] * child.danish_spoken_at_home()
        self.household.stale = True

    def maybe_leave_parents(self, age: int) -> None:
        """Begin to look for a home of one's own, or go to another town."""
        rate = next(rate for start, rate in self.model.numbers.leaving if age >= start)
        if self.random.random() >= rate:
            return
        if self.random.random() < self.model.numbers.p["home.leave_town"]:
            self.model.happened["left alone"] += 1
            self.leave_town()
        else:
            self.want_home(LEAVE_PARENTS)

    def part(self) -> None:
        """The couple parts: one of the two looks for another home."""
        self.model.happened["partings"] += 1
        woman = self.random.random() < self.model.numbers.p["couples.woman_moves"]
        (self if self.female == woman else self.partner).want_home(PART)

    def want_home(self, reason: int) -> None:
        """Look for a home of one's own from this month."""
        self.home_wish = self.model.month
        self.home_reason = reason
        self.lots = {}

    def step(self) -> None:
        """The month outside the family: study, work, associations, what one sees, and ties."""
        if self.household is None:
            return
        months = self.model.month - self.birth_month
        self.study(months)
        if self.status > 1 and self.status != 6:
            self.work(months)
        if months % 6 == 0:
            if months >= 84:
                self.join_or_leave_club(months)
            if months >= 156:
                self.get_into_trouble(months)
        if months % 12 == 0 and months >= ADULT_MONTHS:
            self.take_after_others()
            self.join_or_leave_lists()
        if months in self.model.turning_points:
            self.household.stale = True
        if self.turn == self.model.month % 12:
            self.use_ties()
        household = self.household
        if household.home is not None:
            household.home.area.see(self, months)
            if (
                household.since == self.model.month - 1
                and self.mother is not None
                and (self.mother.household is not household)
            ):
                self.keep_family()

    def join_or_leave_lists(self) -> None:
        """Once a year join the waiting lists, or stop paying for them."""
        p, random = self.model.numbers.p, self.random
        if self.list_since is None:
            if random.random() < p["lists.join"]:
                self.list_since = self.model.month
                self.household.stale = True
        elif random.random() < p["lists.leave"]:
            self.list_since = None
            self.household.stale = True

    def move_to(self, household: Household) -> None:
        """Live with another household from now on."""
        self.household.lose(self)
        self.household = household
        household.members.append(self)
        household.stale = True

    def found_household(self, household: Household, children: bool) -> None:
        """Leave parents or partner for a household of one's own, with the children or without."""
        old = self.household
        along = [member for member in old.members if member.months < ADULT_MONTHS] if children else []
        if self.partner is not None:
            self.partner.partner = None
            self.partner = None
        self.home_wish, self.home_reason = None, NO_WISH
        for person in (self, *along):
            person.move_to(household)
        household.recount()
