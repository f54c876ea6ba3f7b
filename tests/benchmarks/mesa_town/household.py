"""A household: who it is, what it lives by, and whether it wants another home."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mesa import Agent

from tests.benchmarks.mesa_town.codes import (
    ADULT_MONTHS,
    ALMENE,
    DANISH,
    DISABILITY_PENSION,
    EMPLOYED,
    LEAVE_PARENTS,
    MOVE,
    NO_NEED,
    NO_WISH,
    OLD_AGE_PENSION,
    OWNER,
    PART,
    SOCIAL,
    STUDENT,
    UNEMPLOYED,
)

if TYPE_CHECKING:
    from tests.benchmarks.mesa_town.person import Person
    from tests.benchmarks.mesa_town.places import Home
    from tests.benchmarks.mesa_town.town import Town


SINGLE_WITH_CHILDREN, OTHER = 4, 5
VULNERABLE = 3.0


class Household(Agent):
    """People who share a home; `stale` when something has changed that it must count anew."""

    def __init__(self, model: Town) -> None:
        super().__init__(model)
        self.members: list[Person] = []
        self.home: Home | None = None
        self.reference: Person | None = None
        self.since = model.month
        self.adults = self.children = self.type = self.origin = 0
        self.income = self.score = self.learning = self.strain = 0.0
        self.wish = NO_WISH
        self.wish_since = model.month
        self.need = NO_NEED
        self.listed: int | None = None
        self.local_ties = 0
        self.lots: dict[int, float] = {}
        self.stale = True

    def lose(self, person: Person) -> None:
        """Somebody leaves; an empty household ends and its home falls vacant."""
        self.members.remove(person)
        self.stale = True
        if not self.members:
            if self.home is not None:
                self.home.vacate()
                self.home = None
            self.remove()

    def update(self) -> None:
        """Count members, income and vulnerability anew if something has changed; ties to neighbours after a move."""
        if self.stale and self.members:
            self.recount()
            self.income = self.disposable_income()
            self.score = self.vulnerability()
            self.stale = False
            self.forget_wishes()
        if self.home is not None and (self.since >= self.model.month - 1 or self.reference.months % 12 == 0):
            self.count_local_ties()

    def recount(self) -> None:
        """Who is who among the members."""
        month, young = self.model.month, self.model.numbers.p["households.child_until"] * 12
        self.children = self.adults = core = paired = 0
        self.listed = None
        for member in self.members:
            if month - member.birth_month < ADULT_MONTHS:
                self.children += 1
                continue
            self.adults += 1
            if member.list_since is not None and (self.listed is None or member.list_since < self.listed):
                self.listed = member.list_since
            with_partner = member.partner is not None and member.partner.household is self
            child = month - member.birth_month < young and (
                member.mother is not None and member.mother.household is self
            )
            if with_partner or not child:
                core += 1
                paired += with_partner
        self.reference = min(self.members, key=lambda member: (member.birth_month, member.unique_id))
        self.origin = self.reference.origin
        if core == 2 and paired == 2:
            self.type = 3 if self.children else 2
        elif core == 1 and self.children:
            self.type = SINGLE_WITH_CHILDREN
        elif core == 1 and self.adults == 1:
            self.type = int(self.reference.female)
        else:
            self.type = OTHER

    def forget_wishes(self) -> None:
        """Drop the wish to leave of who has become the reference person, or has no partner to part from any more."""
        for member in self.members:
            if member.home_wish is not None:
                parted = member.home_reason == PART and member.partner is None
                if parted or (member.home_reason == LEAVE_PARENTS and self.reference is member):
                    member.home_wish, member.home_reason = None, NO_WISH

    def disposable_income(self) -> float:
        """What the members have left after tax, with child benefits."""
        r, total = self.model.numbers.income, 0.0
        for member in self.members:
            member.income = self.income_of(member)
            total += net_of(member.income, member.status == EMPLOYED, r)
        if self.type == SINGLE_WITH_CHILDREN and self.children > 0:
            total += r.single_parent_benefit
        return total + r.child_benefit * self.children

    def income_of(self, member: Person) -> float:
        """Wage, benefit or pension of a member before tax."""
        r, age, status = self.model.numbers.income, member.months // 12, member.status
        if age < 18:
            return 0.0
        if status == EMPLOYED:
            wage = r[max(member.education, 1) - 1] * (r.young_wage if age < 25 else r.early_wage if age < 30 else 1.0)
            part = member.hours / r.full_time if member.hours else 1.0
            return wage * part * math.exp(r.skill_return * member.skill - r.language_return * (1.0 - member.language))
        paired = member.partner is not None
        if status == OLD_AGE_PENSION:
            own = r.own_pension * (max(member.education - 1.0, 0.0) + 0.5)
            return own + (r.old_age_pension_couple if paired else r.old_age_pension)
        at_home = age < 30 and member.mother is not None and member.mother.household is self
        if status == STUDENT:
            return (r.study_grant_at_home if at_home else r.study_grant) + r.student_job
        if status == DISABILITY_PENSION:
            return r.disability_pension_couple if paired else r.disability_pension
        if status == UNEMPLOYED and member.education > 2:
            return r.unemployment_benefit
        if status < UNEMPLOYED or (paired and member.partner.status == EMPLOYED):
            return 0.0
        parent = self.children > 0 and not at_home
        if age >= 30:
            return r.cash_benefit_parent if parent else r.cash_benefit
        if parent:
            return r.cash_benefit_young_parent
        return r.cash_benefit_at_home if at_home else r.cash_benefit_young

    def vulnerability(self) -> float:
        """How many of the five conditions hold, ties broken by income."""
        p = self.model.numbers.p
        if self.adults == 0:
            return 0.0
        grown = [member for member in self.members if member.months >= ADULT_MONTHS]
        weak = any(member.language < p["vulnerability.weak_danish"] for member in grown)
        retired = 12 * p["vulnerability.retirement_age"]
        asked = any(member.months < retired and member.status != OLD_AGE_PENSION for member in grown)
        active = any(member.status in (STUDENT, EMPLOYED) for member in grown)
        schooled = any(member.education > 1 for member in grown)
        case = any(member.open_case for member in self.members)
        need = 1.0 + p["vulnerability.adult_weight"] * (self.adults - 1.0)
        equivalised = self.income / (need + p["vulnerability.child_weight"] * self.children)
        low = p["vulnerability.low_income"]
        held = (asked and not active) + weak + (equivalised < low) + (not schooled) + case
        return held + 0.99 * low / (low + max(equivalised, 0.0))

    def take_stock(self) -> None:
        """Each quarter: what children learn at home, and the strain the family lives under."""
        v, numbers, month = self.model.numbers.home, self.model.numbers, self.model.month
        parents, taught, skill, language, working, burden = 0, 0.0, 0.0, 0.0, False, False
        for member in self.members:
            burden |= member.open_case
            if month - member.birth_month < ADULT_MONTHS:
                continue
            working |= member.status in (STUDENT, EMPLOYED, OLD_AGE_PENSION)
            if member.mother is None or member.mother.household is not self:
                burden |= member.ill
                parents += 1
                taught += numbers.taught[member.education]
                skill += member.skill
                language += member.language
        if parents == 0:
            return
        need = 1.0 + 0.5 * (max(self.adults, 1) - 1) + 0.3 * self.children
        load = 0.0 if working else v.strain_workless
        if self.income / need < numbers.p["vulnerability.low_income"]:
            load += v.strain_income
        if burden:
            load += v.strain_illness
        if self.children > 0 and parents == 1:
            load += v.strain_alone
        if self.home is not None and self.adults + self.children > self.home.rooms + 1:
            load += v.strain_crowding
        self.strain = min(load, 1.0)
        self.learning = v.level + (taught + v.skill * skill + v.danish * (language - parents)) / parents
        self.learning -= v.strain * self.strain

    def count_local_ties(self) -> None:
        """Ties of the reference person to other households of the same area."""
        area = self.home.area
        self.local_ties = 0
        for other, _ in self.reference.others():
            home = other.household.home
            if home is not None and home.area is area and other.household is not self:
                self.local_ties += 1

    def consider(self) -> None:
        """Begin to want another home, or leave the town, or give a wish up; fall into urgent need."""
        if self.home is None or not self.members:
            return
        p, random, month = self.model.numbers.p, self.random, self.model.month
        if self.wish == NO_WISH:
            if random.random() < self.chance_of_wishing():
                if random.random() < p["moving.outward"]:
                    self.leave_town()
                    return
                self.wish, self.wish_since = MOVE, month
        elif self.wish == MOVE and self.need == NO_NEED and random.random() < p["moving.lapse"]:
            self.wish = NO_WISH
        if self.need == NO_NEED:
            rate = p["need.vulnerable" if self.score >= VULNERABLE else "need.other"]
            if random.random() < rate / 12.0:
                self.need = SOCIAL
                if self.wish == NO_WISH:
                    self.wish, self.wish_since = MOVE, month

    def chance_of_wishing(self) -> float:
        """Chance to begin to want a move this month."""
        numbers, home, model = self.model.numbers, self.home, self.model
        p, area = numbers.p, home.area
        hazard = numbers.move_by_age[min(max((model.month - self.reference.birth_month) // 12, 18), 129)]
        hazard *= numbers.move_base[4 if home.youth else home.tenure]
        hazard *= numbers.move_by_year[min(max((model.month - self.since) // 12, 0), 129)]
        push = p["moving.name"] * (p["moving.name_reference"] - area.name)
        if self.adults + self.children > home.rooms:
            push += p["moving.crowding"]
        if home.tenure != OWNER and self.income > p["moving.own_income"]:
            push += p["moving.wish_to_own"]
        push -= p["moving.local_tie"] * min(self.local_ties, 5)
        if self.origin == DANISH:
            push += p["moving.flight"] * area.minority_share
        return 1.0 - math.exp(-hazard * math.exp(push) / 12.0)

    def leave_town(self) -> None:
        """The whole household goes to another municipality."""
        self.model.happened["left"] += 1
        for member in list(self.members):
            member.leave_town()

    def move_into(self, home: Home) -> None:
        """Take a vacant home, leaving the present one if there is one."""
        if self.home is not None:
            self.home.vacate()
        del self.model.vacant[home]
        home.household = self
        self.home = home
        self.since = self.model.month
        self.wish, self.need = NO_WISH, NO_NEED
        if home.tenure == ALMENE:
            for member in self.members:
                member.list_since = None
        self.stale = True
        self.model.moved[home.tenure] += 1


def net_of(gross: float, working: bool, r) -> float:
    """Income after labour-market contribution and tax."""
    taxed = gross * (1.0 - r.labour_contribution) if working else gross
    deduction = min(r.job_deduction * gross, r.job_deduction_most) if working else 0.0
    tax = r.tax_rate * max(taxed - r.tax_allowance - deduction, 0.0)
    return taxed - tax - r.top_tax * max(taxed - r.top_tax_from, 0.0)
