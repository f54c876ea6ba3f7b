"""Those who look for a home this month: households, and persons who want a household of their own."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tests.benchmarks.mesa_town.choice import care_for_name
from tests.benchmarks.mesa_town.codes import (
    ALMENE,
    ARRIVE,
    EMPLOYED,
    MOVE,
    NO_NEED,
    OUTSIDE,
    OWNER,
    PART,
    STUDENT,
    UNEMPLOYED,
)
from tests.benchmarks.mesa_town.household import Household, net_of

if TYPE_CHECKING:
    from tests.benchmarks.mesa_town.person import Person
    from tests.benchmarks.mesa_town.places import Home
    from tests.benchmarks.mesa_town.town import Town

WORKER, STUDYING, SENIOR, YOUNG, UNBARRED = (1 << k for k in range(5))
SELLERS_MONTHS = 360


def flags(person: Person, model: Town) -> int:
    """Bits that one person adds: worker, student, senior, young, an adult not on cash benefit for long."""
    p, age, since = model.numbers.p, person.months // 12, model.month - person.status_since
    if age < 18:
        return 0
    bits = 0
    if person.status == EMPLOYED and since >= p["letting.worker_months"]:
        bits |= WORKER
    if person.status == STUDENT and age < p["letting.student_age"]:
        bits |= STUDYING | YOUNG
    if age >= p["letting.senior_age"]:
        bits |= SENIOR
    if age < 25:
        bits |= YOUNG
    if not (person.status in (UNEMPLOYED, OUTSIDE) and since >= p["letting.benefit_months"]):
        bits |= UNBARRED
    return bits


class Seeker:
    """One household that looks for a home; `founder` is set when it is still to be founded."""

    def __init__(self, model: Town, household: Household, founder: Person | None = None) -> None:
        self.model = model
        self.household = household
        self.founder = founder
        self.placed = False
        self.origin = household.origin
        self.organisation, self.lived_years, self.price_brought = -1, 0.0, 0.0
        if founder is None:
            self._as_it_is()
        else:
            self._to_be_founded(founder)
        self.waited = max(model.month - self.since, 0)
        self.care = care_for_name(self.adults, self.income, model.numbers.choice)
        self.age = (model.month - self.lead.birth_month) / 12.0
        self.student = bool(self.groups & STUDYING)
        self.benefit = not self.groups & UNBARRED

    def _as_it_is(self) -> None:
        household, model = self.household, self.model
        self.lead = household.reference
        self.adults, self.children, self.income = household.adults, household.children, household.income
        self.homeless = household.wish != MOVE
        self.need, self.since = household.need, household.wish_since
        self.listed = self.since if household.listed is None else household.listed
        self.lots = household.lots
        self.groups = 0
        for member in household.members:
            # A founder looks for the home to be founded and not with the present household.
            if member.home_wish is None:
                self.groups |= flags(member, model)
        home = household.home
        self.outside = home is None
        if home is None:
            self.groups &= ~SENIOR
            self._may_have_sold()
            return
        self.lived_years = (model.month - household.since) / 12.0
        self.organisation = home.organisation if home.tenure == ALMENE else -1
        if home.tenure == OWNER:
            self.price_brought = home.price

    def _may_have_sold(self) -> None:
        household, model = self.household, self.model
        of_age = household.wish == ARRIVE and self.need == NO_NEED and self.lead.months >= SELLERS_MONTHS
        if of_age and model.random.random() < model.numbers.p["market.arrive_with_equity"]:
            self.price_brought = model.usual_price

    def _to_be_founded(self, founder: Person) -> None:
        model, old = self.model, self.household
        parting = founder.home_reason == PART
        goes_along = founder.female == (model.random.random() < model.numbers.p["couples.children_with_mother"])
        self.lead, self.origin = founder, founder.origin
        self.adults, self.children = 1, old.children if parting and goes_along else 0
        self.income = net_of(founder.income, founder.status == EMPLOYED, model.numbers.income)
        self.homeless, self.outside, self.need = True, False, NO_NEED
        self.since = founder.home_wish
        self.listed = founder.home_wish if founder.list_since is None else founder.list_since
        self.lots = founder.lots
        self.groups = flags(founder, model)

    @cached_property
    def known(self) -> tuple[int, int]:
        """Departments where kin and the strongest friend live."""
        return self.lead.departments_known()

    def lot(self, department: int) -> float:
        """The lasting lot that says how eager one is for a department."""
        found = self.lots.get(department)
        if found is None:
            found = self.lots[department] = self.model.random.random()
        return found

    def take(self, home: Home) -> None:
        """Move into a home."""
        self.placed = True
        household = self.household
        if self.founder is not None:
            household = Household(self.model)
            self.founder.found_household(household, self.children > 0)
            household.income, household.score = self.income, min(self.household.score, 2.0)
        household.move_into(home)


def gather(model: Town) -> list[Seeker]:
    """Everybody who looks for a home this month, in an order of chance."""
    found = []
    for household in model.agents_by_type[Household]:
        if household.wish:
            found.append(Seeker(model, household))
        for member in household.members:
            if member.home_wish is not None:
                found.append(Seeker(model, household, member))
    model.random.shuffle(found)
    return found
