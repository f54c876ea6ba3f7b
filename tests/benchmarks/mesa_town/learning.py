"""The ladder from cradle to education: how a child grows, which gates it passes, and where it attends."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from model.mechanisms.ladder.youth import LENGTH, LONG, MEDIUM
from tests.benchmarks.mesa_town.codes import (
    ADULT_MONTHS,
    BASIC,
    BETWEEN,
    CHILD,
    DANISH,
    FREE_SCHOOL_KIND,
    HOME,
    IN_HIGHER,
    IN_KINDERGARTEN,
    IN_NURSERY,
    IN_SCHOOL,
    IN_UPPER_SECONDARY,
    IN_VOCATIONAL,
    KIND_OF_STAGE,
    LEFT,
    LONG_HIGHER,
    MEDIUM_HIGHER,
    OLD_AGE_PENSION,
    SCHOOL_KIND,
    STUDENT,
    UNEMPLOYED,
    UPPER_SECONDARY,
    VOCATIONAL,
)
from tests.benchmarks.mesa_town.numbers import chance

if TYPE_CHECKING:
    from tests.benchmarks.mesa_town.person import Person
    from tests.benchmarks.mesa_town.places import Institution

MONTHS = {int(stage): months for stage, months in LENGTH.items()}


class Learning:
    """What a person of up to thirty years goes through on the ladder."""

    def study(self: Person, months: int) -> None:
        """One month: grow, pass gates, and attend."""
        studies = IN_UPPER_SECONDARY <= self.stage <= IN_HIGHER
        if months >= ADULT_MONTHS and not studies and not (self.model.august and months < 384):
            return
        if months < ADULT_MONTHS:
            if months % 3 == 0 and months > 0:
                self.grow(months)
            if self.stage < IN_SCHOOL:
                self.be_small(months)
        if self.model.june and self.stage == IN_SCHOOL and self.grade is None and self.turns() == 16:
            self.sit_exam()
        if studies:
            self.continue_education()
        if self.model.august and months >= 168:
            self.turn_school_year(months)
        if months == 192 and self.status == CHILD:
            studies = self.stage == IN_SCHOOL or IN_UPPER_SECONDARY <= self.stage <= IN_HIGHER
            self.status, self.status_since = STUDENT if studies else UNEMPLOYED, self.model.month
            self.household.stale = True
        self.keep_seat()

    def turns(self: Person) -> int:
        """Age reached in this calendar year."""
        return self.model.month // 12 - self.birth_month // 12

    def parent(self: Person) -> Person | None:
        """The mother, or else the reference person of the home."""
        parent = self.mother if self.mother is not None else self.household.reference
        return None if parent is self else parent

    def danish_spoken_at_home(self: Person) -> float:
        """Mean Danish of the parents, 1 where none is known."""
        parent = self.parent()
        if parent is None:
            return 1.0
        if parent.partner is None:
            return parent.language
        return 0.5 * (parent.language + parent.partner.language)

    def grow(self: Person, months: int) -> None:
        """Three months of growing up."""
        v, random, household, where = self.model.numbers.growth, self.random, self.household, self.institution
        pace = 0.25 * math.exp(math.log(v.at_fifteen) / 180.0 * months)
        skill = self.skill
        drive = v.home * household.learning - v.catching_up * skill
        if where is not None:
            drive += v.quality * where.quality_met + v.peers * (where.peers - skill)
        else:
            drive -= v.peers * skill
        self.skill += pace * drive + math.sqrt(2.0 * pace * v.catching_up * v.chance) * random.gauss(0.0, 1.0)
        parent = self.parent()
        if parent is None:
            return
        if self.language < 1.0:
            gain = v.danish_home * max(v.danish_use * self.danish_spoken_at_home() - self.language, 0.0)
            if where is not None:
                gain += v.danish_institution * max(where.danish_heard - self.language, 0.0)
            self.language = min(1.0, self.language + 0.25 * gain)
        shown = parent.agency if parent.partner is None else 0.5 * (parent.agency + parent.partner.agency)
        target = v.agency_level + v.agency_parents * shown
        target += v.agency_school * skill - v.agency_strain * household.strain
        stir = math.sqrt(0.35 * v.agency_pace) * random.gauss(0.0, 1.0)
        self.agency += 0.25 * v.agency_pace * (target - self.agency) + stir

    def passes(self: Person, logit: float) -> bool:
        """Whether a gate is passed, by the log odds apart from the terms that all gates share."""
        return self.random.random() < chance(logit + self.shared())

    def shared(self: Person) -> float:
        """The terms of every gate: agency, somebody to lean on, and the loss of the fragile."""
        p = self.model.numbers.p
        log = p["ladder.agency_passes"] * self.agency
        if self.leans_on_somebody():
            log += p["ladder.tie_passes"]
        if self.household.strain >= p["ladder.fragile_from"]:
            log -= p["ladder.fragile_loss"] * (1.0 - p["ladder.common_direction"])
        return log

    def be_small(self: Person, months: int) -> None:
        """Come into nursery, into kindergarten at three, and into school in the August of the year of turning six."""
        if self.stage == HOME and months == self.months_at_door:
            self.try_nursery()
        if months == 36:
            self.try_kindergarten()
        if self.model.august and self.turns() == 6:
            self.leave_institution()
            self.stage = IN_SCHOOL

    def try_nursery(self: Person) -> None:
        """The door of the nursery."""
        p = self.model.numbers.p
        if self.passes(p["ladder.nursery"] + p["ladder.nursery_danish"] * (self.danish_spoken_at_home() - 1.0)):
            self.stage = IN_NURSERY

    def try_kindergarten(self: Person) -> None:
        """The door of the kindergarten."""
        self.leave_institution()
        self.stage = IN_KINDERGARTEN if self.passes(self.model.numbers.p["ladder.kindergarten"]) else HOME

    def sit_exam(self: Person) -> None:
        """The leaving exam."""
        v = self.model.numbers.grading
        mark = v.mean + v.skill * self.skill + v.danish * (self.language - 1.0) + v.agency * self.agency
        mark += v.girls * (self.female - 0.5) + v.noise * self.random.gauss(0.0, 1.0)
        self.grade = min(max(mark, -3.0), 12.0)
        self.education = max(self.education, BASIC)
        self.household.stale = True

    def mark(self: Person) -> float:
        """Leaving grade less the national mean; those who left school elsewhere are judged by skill."""
        v = self.model.numbers.grading
        return v.skill * self.skill if self.grade is None else self.grade - v.mean

    def long_study(self: Person) -> bool:
        """Whether a higher education is a long one."""
        p = self.model.numbers.p
        return self.study_length < chance(p["youth.long"] + p["youth.long_skill"] * self.skill)

    def months_needed(self: Person) -> int:
        """Months that the present education takes."""
        if self.stage == IN_HIGHER:
            return LONG if self.long_study() else MEDIUM
        return MONTHS[self.stage]

    def continue_education(self: Person) -> None:
        """Complete an education, or drop out of it."""
        since, needed = self.model.month - self.status_since, self.months_needed()
        if since >= needed:
            self.finish()
        elif since > 0 and since % 3 == 0:
            p, mark = self.model.numbers.p, self.mark()
            if self.stage == IN_VOCATIONAL:
                alpha, mark = p["youth.vocational_drop"], mark - (5.0 - self.model.numbers.grading.mean)
            else:
                alpha = p["youth.gymnasium_drop" if self.stage == IN_UPPER_SECONDARY else "youth.higher_drop"]
            whole = chance(alpha + p["youth.drop_grade"] * mark - self.shared())
            if self.random.random() < 1.0 - (1.0 - whole) ** (3.0 / needed):
                self.left_higher |= self.stage == IN_HIGHER
                self.leave_education(LEFT if self.stage == IN_HIGHER else BETWEEN)

    def finish(self: Person) -> None:
        """Complete the education."""
        if self.stage == IN_HIGHER:
            reached = LONG_HIGHER if self.long_study() else MEDIUM_HIGHER
        else:
            reached = UPPER_SECONDARY if self.stage == IN_UPPER_SECONDARY else VOCATIONAL
        self.education = max(self.education, reached)
        self.leave_education(LEFT)

    def leave_education(self: Person, stage: int) -> None:
        """Look for work from now on, if old enough to count; else be a child again."""
        self.leave_institution()
        self.stage = stage
        if self.months >= 192:
            self.status, self.status_since = UNEMPLOYED, self.model.month
        else:
            self.status = CHILD
        self.work_has_changed()

    def begin_education(self: Person, stage: int) -> None:
        """Begin an education, out of whatever work or benefit there was."""
        self.leave_institution()
        self.stage = stage
        self.stop_working(STUDENT)

    def turn_school_year(self: Person, months: int) -> None:
        """August: out of school, into tenth grade, youth and higher education."""
        p, random = self.model.numbers.p, self.random
        if self.stage == IN_SCHOOL and self.grade is not None:
            tenth = p["youth.tenth"] - 0.1 * self.mark()
            if self.turns() == 16 and random.random() < chance(tenth):
                return
            if not self.enter(p["youth.start"]):
                self.leave_education(BETWEEN)
        elif self.status == OLD_AGE_PENSION:
            return
        elif self.stage == BETWEEN:
            if months >= 360:
                self.stage = LEFT
            else:
                self.enter(p["youth.duty" if months < 216 else "youth.later" if months < 300 else "youth.adult"])
        elif self.stage == LEFT and months < 360 and self.education in (UPPER_SECONDARY, VOCATIONAL):
            upper = self.education == UPPER_SECONDARY
            logit = p["youth.higher" if upper else "youth.higher_after_vocational"]
            logit += p["youth.higher_skill"] * self.skill + p["youth.again"] * self.left_higher
            if random.random() < chance(logit):
                self.begin_education(IN_HIGHER)
            elif upper and random.random() < chance(p["youth.vocational_after_upper"]):
                self.begin_education(IN_VOCATIONAL)

    def enter(self: Person, alpha: float) -> bool:
        """Pass the gate to youth education and begin one, if a place is found."""
        p = self.model.numbers.p
        if not self.passes(alpha + p["youth.start_grade"] * self.mark()):
            return False
        stage = self.choose_youth_education()
        if stage == IN_UPPER_SECONDARY and all(school.full for school in self.model.gymnasiums):
            stage = IN_VOCATIONAL
        if stage == BETWEEN:
            return False
        self.begin_education(stage)
        return True

    def choose_youth_education(self: Person) -> int:
        """Which youth education lets the applicant in; BETWEEN when refused by both."""
        p, random, mark = self.model.numbers.p, self.random, self.mark()
        grade = mark + p["ladder.grade_mean"]
        logit = p["youth.gymnasium"] + p["youth.gymnasium_grade"] * mark
        logit += p["youth.gymnasium_home"] * self.household.learning
        talk = random.random()
        if random.random() < chance(logit) and (grade >= p["youth.gymnasium_bar"] or talk < p["youth.below_bar"]):
            return IN_UPPER_SECONDARY
        if grade >= p["youth.vocational_bar"] or talk < p["youth.vocational_below"]:
            return IN_VOCATIONAL
        return BETWEEN

    def leave_institution(self: Person) -> None:
        """Give up the seat."""
        if self.institution is not None:
            self.institution.dismiss(self)
            self.institution = None

    def keep_seat(self: Person) -> None:
        """Find a seat where there is none; children who moved last month may change to one near the new home."""
        if self.stage not in KIND_OF_STAGE or self.household.home is None:
            return
        if self.institution is not None:
            moved = self.stage <= IN_SCHOOL and self.household.since == self.model.month - 1 and self.model.month > 0
            if not moved or self.random.random() < self.model.numbers.p["schooling.stays_on_moving"]:
                return
            self.leave_institution()
        kind = KIND_OF_STAGE[self.stage]
        self.institution = self.choose_school() if kind == SCHOOL_KIND else self.nearest_with_room(kind)
        if self.institution is not None:
            self.institution.enrol(self)

    def nearest_with_room(self: Person, kind: int) -> Institution | None:
        """The nearest with room; those of one area share its institutions evenly, and somebody takes one more."""
        area = self.household.home.area
        line, own = area.near[kind], area.own[kind]
        for j in range(len(line)):
            found = line[(j + self.turn_of_choice) % own if j < own else j]
            if not found.full:
                return found
        return line[self.turn_of_choice % own if own else 0] if line else None

    def choose_school(self: Person) -> Institution | None:
        """The district's school, or another when the parents turn that down and find room elsewhere."""
        area = self.household.home.area
        district = area.district
        if self.parents_turn_down(district):
            free_first = self.random.random() < self.model.numbers.p["schooling.free"]
            for private in (free_first, not free_first):
                for school in area.near[FREE_SCHOOL_KIND] if private else area.near[SCHOOL_KIND][:5]:
                    fits = private or (school is not district and school.minority <= district.minority)
                    if fits and not school.full:
                        return school
        return district

    def parents_turn_down(self: Person, school: Institution) -> bool:
        """Whether the parents turn down the district's school, by home, minority share and name."""
        p, household = self.model.numbers.p, self.household
        logit = p["schooling.opt_out"] + p["schooling.opt_out_home"] * household.learning
        if household.origin == DANISH:
            logit += p["schooling.tipping"] * max(school.minority - p["schooling.tipping_from"], 0.0)
        logit += p["schooling.name"] * max(self.model.usual_name - household.home.area.name, 0.0)
        return self.random.random() < chance(logit)
