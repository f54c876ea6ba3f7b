"""What work does to a person: losing and finding a job, falling ill, drifting out of the labour market, retiring."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from model.mechanisms.labour.hazards import GOOD_DANISH, WEAKEST
from model.mechanisms.labour.month import DRIFT_MONTHS, FIRST_JOB_MONTHS, LANGUAGE_MONTHS
from tests.benchmarks.mesa_town.codes import (
    BETWEEN,
    BY_JOB_CENTRE,
    BY_LIST,
    BY_TIE,
    DISABILITY_PENSION,
    EMPLOYED,
    LEFT,
    NON_WESTERN,
    OLD_AGE_PENSION,
    OUTSIDE,
    UNEMPLOYED,
)
from tests.benchmarks.mesa_town.numbers import chance

if TYPE_CHECKING:
    from tests.benchmarks.mesa_town.person import Person
    from tests.benchmarks.mesa_town.places import Business


class Working:
    """What a person of sixteen or more who is not in education goes through in a month."""

    def work(self: Person, months: int) -> None:
        """One month of work, or of being without."""
        model, random = self.model, self.random
        v, now = model.numbers.work, self.status
        u = random.random()
        if months >= model.early_age and self.retires(months, 1.0 - u):
            self.stop_working(OLD_AGE_PENSION)
            self.open_case = self.ill = False
            return
        if self.open_case:
            self.open_case = random.random() >= v.case_close
            self.household.stale |= not self.open_case
        elif now >= OUTSIDE:
            opens = v.case_open * math.exp(v.case_strain * (self.household.strain - v.mean_strain))
            self.open_case = random.random() < opens
            self.household.stale |= self.open_case
        if now == DISABILITY_PENSION:
            return
        if self.ill:
            self.ill = random.random() >= (v.recovery_idle if now == OUTSIDE else v.recovery)
        else:
            hazard = v.ill * math.exp(v.ill_age * max(months // 12 - 30.0, 0.0) + v.ill_strain * self.household.strain)
            self.ill = random.random() < hazard * (1.0 if now == EMPLOYED else v.ill_idle)
        if months % LANGUAGE_MONTHS == 0 and self.language < GOOD_DANISH:
            self.learn_danish()
        if now == EMPLOYED:
            if u < self.chance_of_losing():
                self.stop_working(OUTSIDE if self.ill else UNEMPLOYED)
        elif not self.find_job(months, u):
            self.drift(months, u)

    def retires(self: Person, months: int, u: float) -> bool:
        """Whether the person retires now."""
        a, model = self.model.numbers.retirement, self.model
        if months >= model.pension_age:
            if self.status != EMPLOYED:
                return True
            return u >= a["work_on"] if months == model.pension_age else u < a["late"]
        if self.status == EMPLOYED:
            return u < a["early"]
        return self.status == UNEMPLOYED and self.education >= 3 and u < a["early_jobless"]

    def learn_danish(self: Person) -> None:
        """Grown-ups learn Danish at work, and less where many neighbours speak something else."""
        v, home = self.model.numbers.work, self.household.home
        own = round(home.area.minority_share * 20.0) / 20.0 if home is not None else 0.0
        growth = v.language_growth * (v.language_work if self.status == EMPLOYED else 1.0)
        growth *= 1.0 - v.language_enclave * own
        self.language += LANGUAGE_MONTHS * growth * (GOOD_DANISH - self.language)
        self.household.stale = True

    def advantage(self: Person) -> float:
        """Log advantage in finding and keeping a job over a mean person with full Danish."""
        v = self.model.numbers.work
        log = v.skill * self.skill + v.agency * self.agency + v.language * (self.language - 1.0)
        return min(max(log, -WEAKEST), WEAKEST)

    def chance_of_losing(self: Person) -> float:
        """Chance to lose the job this month."""
        v, education, tenure = self.model.numbers.work, self.education, self.model.month - self.status_since
        settled, new = v.loss, 0.0
        if education <= 1:
            settled *= v.loss_basic
        elif education >= 4:
            settled *= v.loss_higher
        if tenure <= 12:
            new = v.loss_3_months if tenure <= 3 else v.loss_year
            if education >= 3:
                new *= v.new_trained
            elif education == 2:
                new *= math.sqrt(v.new_trained)
        chance = (settled + new) * math.exp(-self.advantage()) * self.model.market_loss
        return chance + v.loss_ill if self.ill else chance

    def find_job(self: Person, months: int, u: float) -> bool:
        """Look for a job, by what is advertised and through people one knows; tells whether one was found."""
        model, home = self.model, self.household.home
        v, advantage = model.numbers.work, self.advantage()
        name = home.area.name if home is not None else v.ordinary_name
        minority = self.origin == NON_WESTERN
        by_list = (1.0 - v.found_by_ties) * (1.0 - v.hiring_penalty * minority * (1.0 - name))
        by_ties = v.found_by_ties * model.worth_of(self)
        market = model.market * (by_list + by_ties)
        ended = self.stage in (BETWEEN, LEFT)
        fresh = self.status == UNEMPLOYED and self.status_since == model.month and ended and not self.ill
        if fresh and months >= 216:
            logit = v.first_job + v.first_job_slope * advantage + math.log(market)
            if self.education <= 1:
                logit += v.first_job_basic
            elif self.education == 2:
                logit += 0.5 * v.first_job_basic
            likely = chance(logit)
        else:
            likely = self.chance_of_finding(months // 12, advantage, market)
        if u >= likely:
            return False
        draw = self.random.random() * (by_list + by_ties)
        centre = by_ties + v.found_by_centre * by_list
        self.begin_work(months, BY_TIE if draw < by_ties else BY_JOB_CENTRE if draw < centre else BY_LIST)
        return True

    def chance_of_finding(self: Person, age: int, advantage: float, market: float) -> float:
        """Chance to find a job in an ordinary month of search."""
        v = self.model.numbers.work
        chance = v.find * math.exp(advantage) * market
        if self.education <= 1:
            chance *= v.find_basic
        elif self.education == 2:
            chance *= math.sqrt(v.find_basic)
        if self.status == OUTSIDE:
            chance *= v.find_ready
        if self.ill:
            chance *= v.find_ill
        if age >= 55:
            chance *= v.find_older
        elif age < 18:
            chance *= v.find_minor
        elif age < 25:
            chance *= v.find_young
        return chance

    def begin_work(self: Person, months: int, found: int) -> None:
        """Begin a job, for which a workplace is found later in the month."""
        self.status, self.status_since, self.found = EMPLOYED, self.model.month, found
        self.hours = self.hours_of_job(months // 12)
        if self.first_job is None:
            self.first_job = True
        self.model.happened["jobs found"] += 1
        self.work_has_changed()

    def hours_of_job(self: Person, age: int) -> int:
        """Weekly hours of a new job."""
        h, random = self.model.numbers.hours, self.random
        share = h.part_time_young if age < 25 else h.part_time_women if self.female else h.part_time_men
        odds = share / (1.0 - share) * math.exp(h.part_time_skill * self.skill)
        if random.random() >= odds / (1.0 + odds):
            return int(h.full_time)
        return int(h.short + (h.long - h.short) * random.random())

    def drift(self: Person, months: int, u: float) -> None:
        """Those without a job drift out of the labour market, or back, or to a pension."""
        v, out = self.model.numbers.work, self.model.month - self.status_since
        if self.status == UNEMPLOYED:
            if self.first_job is None:
                if out >= FIRST_JOB_MONTHS and months >= 216:
                    self.first_job = False
                return
            drift = v.drift_ill if self.ill else v.drift_out * math.exp(-self.advantage()) * (out >= DRIFT_MONTHS)
            if months >= 216 and u > 1.0 - drift:
                self.stop_working(OUTSIDE)
        elif self.ill:
            if u > 1.0 - v.disability * (1.0 if months >= 480 else v.disability_young):
                self.stop_working(DISABILITY_PENSION)
        elif u > 1.0 - v.drift_back * math.exp(self.advantage()):
            self.stop_working(UNEMPLOYED)

    def stop_working(self: Person, status: int | None = None) -> None:
        """Leave the job there may be, for another status or (None) for good."""
        if self.workplace is not None:
            self.workplace.filled -= 1
            del self.team.people[self]
            self.workplace = self.team = None
        self.hours = self.found = 0
        if status is not None:
            self.status, self.status_since = status, self.model.month
            self.work_has_changed()

    def work_has_changed(self: Person) -> None:
        """What the household lives by is counted anew, and that of a partner, who may have to support."""
        self.household.stale = True
        if self.partner is not None:
            self.partner.household.stale = True

    def take_workplace(self: Person) -> None:
        """Find a place to work: the helper's when the job was found through a tie, else one with a vacancy."""
        model = self.model
        if self.found == BY_TIE:
            helpers = [other for other, _ in self.others() if other.status == EMPLOYED]
            there = self.random.choice(helpers).workplace if helpers else None
            if there is not None and there.hires:
                self.work_at(there)
                return
        weights = model.jobs_asked_near if self.lives_in_estate else model.jobs_asked_far
        chosen = None
        for business in self.random.choices(model.businesses, cum_weights=weights, k=24):
            if business.hires:
                chosen = business
                if business.fits(self):
                    break
        if chosen is not None:
            self.work_at(chosen)

    def work_at(self: Person, business: Business) -> None:
        """Join a business and one of its teams."""
        self.workplace = business
        business.filled += 1
        self.team = self.random.choice(business.teams)
        self.team.people[self] = None
