"""What a person takes from what others nearby do: agency, trouble, and joining associations."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tests.benchmarks.mesa_town.codes import ADULT_MONTHS, EMPLOYED, KIN, OUTSIDE, STUDENT
from tests.benchmarks.mesa_town.numbers import chance

if TYPE_CHECKING:
    from tests.benchmarks.mesa_town.person import Person

YOUNG, GROWN, LIABLE = 156, 312, 180


class Mirroring:
    """What a person does with what can be seen."""

    def engaged(self: Person) -> float:
        """Work or study over what is ordinary; children and pensioners show neither."""
        ordinary = self.model.numbers.mirror.ordinary
        if self.status in (STUDENT, EMPLOYED):
            return 1.0 - ordinary
        return -ordinary if 3 <= self.status <= 5 else 0.0

    def shown(self: Person) -> float:
        """The agency that others see."""
        w = self.model.numbers.mirror
        return self.agency + w.works * self.engaged() - w.trouble * self.trouble

    def take_after_others(self: Person) -> None:
        """Once a year agency drifts toward what ties and the area show."""
        w = self.model.numbers.mirror
        total = weight = 0.0
        for other, tie in self.others():
            total += tie.strength * other.shown()
            weight += tie.strength
        by_ties = total / weight if weight else self.agency
        home = self.household.home
        around = w.visible * (1.0 - round(home.area.outside_work, 2) - w.ordinary) if home is not None else 0.0
        signal = w.ties * by_ties + (1.0 - w.ties) * around + w.own * self.engaged()
        self.agency += w.pace * (signal - self.agency) + w.chance * self.random.gauss(0.0, 1.0)

    def get_into_trouble(self: Person, months: int) -> None:
        """Half-yearly: trouble of the young moves toward what conditions give; some are convicted."""
        w = self.model.numbers.trouble
        stays = math.exp(-w.pace / 2.0)
        if months < GROWN:
            target = min(self.disposition * self.pressure(months), 1.0)
            self.trouble += (1.0 - stays) * (target - self.trouble)
        elif self.trouble > 0.0:
            self.trouble *= stays
            if self.trouble <= 0.01:
                self.trouble = 0.0
        if months >= LIABLE and self.random.random() < 1.0 - math.exp(-self.crime(months) / 2.0):
            self.convicted = self.model.month

    def pressure(self: Person, months: int) -> float:
        """Where trouble is heading for a mean disposition."""
        w = self.model.numbers.trouble
        friends = sum(1 for other, tie in self.others() if tie.layer != KIN and other.trouble >= w.threshold)
        home = self.household.home
        near = round(home.area.trouble, 2) if home is not None else 0.0
        found = w.base + w.spread * near + w.by_tie * min(friends, 5) + w.strain * self.household.strain
        if months >= 192 and self.status not in (STUDENT, EMPLOYED):
            found += w.idle
        if self.status == EMPLOYED:
            found *= w.job
        if self.club is not None:
            found *= w.club
        return found * (w.girls if self.female else 1.0)

    def crime(self: Person, months: int) -> float:
        """Convictions a year."""
        c = self.model.numbers.crime
        rate = c.young * self.trouble
        if months >= ADULT_MONTHS:
            grown = c.adult * 0.5 ** (max(months / 12.0 - 25.0, 0.0) / c.halves)
            grown *= math.exp(c.strain * self.household.strain)
            if self.status == OUTSIDE:
                grown *= c.cash_benefit
            elif self.status in (3, 5):
                grown *= c.outside
            if self.education <= 1:
                grown *= c.basic
            rate += grown * (c.women if self.female else 1.0)
        return rate

    def join_or_leave_club(self: Person, months: int) -> None:
        """Half-yearly: join one of the three nearest associations, or leave the one there is."""
        w, random = self.model.numbers.clubs, self.random
        if self.club is not None:
            if random.random() < 1.0 - math.exp(-w.leave / 2.0):
                self.leave_club()
            return
        home = self.household.home
        rate = w.join * (w.children if months < ADULT_MONTHS else 1.0)
        if home is None or not home.area.clubs or random.random() >= 1.0 - math.exp(-rate / 2.0):
            return
        wish = w.wish + w.agency * self.agency + w.language * (self.language - 1.0)
        if 3 <= self.status <= 5:
            wish += w.outside_work
        if self.readiness_to_join >= chance(wish):
            return
        which = random.random()
        number = 0 if which < w.nearest else 1 if which < 0.5 + w.nearest / 2.0 else 2
        self.enter_club(home.area.clubs[min(number, len(home.area.clubs) - 1)])

    def enter_club(self: Person, club) -> None:
        """Be a member, in one of the association's teams."""
        self.club = club
        club.attending[self] = None
        self.club_team = self.random.choice(club.teams)
        self.club_team.people[self] = None

    def leave_club(self: Person) -> None:
        """Be no member any longer."""
        if self.club is not None:
            del self.club.attending[self]
            del self.club_team.people[self]
            self.club = self.club_team = None
