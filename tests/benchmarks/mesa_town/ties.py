"""Who knows whom: ties are made where two meet, grow while they share a place, and fade when they do not."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tests.benchmarks.mesa_town.codes import EMPLOYED, KIN, PROGRAMME, SCHOOL, STAIRWAY, WORK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.mesa_town.person import Person

ROOM = 16
KIN_STRENGTH = 200
TEN_YEARS = 120


class Tie:
    """Two people who know each other, in one layer."""

    __slots__ = ("first", "layer", "second", "strength")

    def __init__(self, first: Person, second: Person, layer: int, strength: int) -> None:
        self.first = first
        self.second = second
        self.layer = layer
        self.strength = strength

    def end(self) -> None:
        """They lose sight of each other."""
        self.first.ties.remove(self)
        self.second.ties.remove(self)


class Knowing:
    """What a person does with ties."""

    ties: list[Tie]

    def others(self) -> list[tuple[Person, Tie]]:
        """Whom the person knows, each with the tie."""
        return [(tie.second if tie.first is self else tie.first, tie) for tie in self.ties]

    def knows(self, other: Person, layer: int) -> bool:
        """Whether they are tied in this layer."""
        return any(tie.layer == layer and (tie.first is other or tie.second is other) for tie in self.ties)

    def weakest(self, below: int) -> Tie | None:
        """The weakest tie outside kin that is weaker than this."""
        found = [tie for tie in self.ties if tie.layer != KIN and tie.strength < below]
        return min(found, key=lambda tie: tie.strength, default=None)

    def get_to_know(self: Person, other: Person, layer: int, strength: int) -> None:
        """Tie the two, unless they are, or one of them has no room and no weaker tie to let go of."""
        if self is other or self.knows(other, layer):
            return
        crowded = [person for person in (self, other) if len(person.ties) >= ROOM]
        if any(person.weakest(strength) is None for person in crowded):
            return
        for person in crowded:
            if len(person.ties) >= ROOM:
                person.weakest(strength).end()
        tie = Tie(self, other, layer, strength)
        self.ties.append(tie)
        other.ties.append(tie)

    def use_ties(self: Person) -> None:
        """Once a year: ties grow where the two still share a place, and fade where they do not."""
        numbers = self.model.numbers
        for tie in [tie for tie in self.ties if tie.first is self and tie.layer != KIN]:
            if self.shares_place(tie.second, tie.layer):
                tie.strength = min(tie.strength + numbers.grow[tie.layer], 255)
            else:
                tie.strength -= numbers.fade[tie.layer]
                if tie.strength <= 0:
                    tie.end()

    def shares_place(self: Person, other: Person, layer: int) -> bool:
        """Whether the two still meet where ties of this layer come from."""
        if layer == STAIRWAY:
            mine, its = self.household.home, other.household.home
            return mine is not None and its is not None and mine.stairway is its.stairway
        if layer == SCHOOL:
            return not self.school_classes().isdisjoint(other.school_classes())
        if layer == WORK:
            return self.workplace is not None and self.workplace is other.workplace
        return self.club is not None and self.club is other.club

    def school_classes(self: Person) -> set[tuple[int, int]]:
        """Classes of the youngest and of the eldest child whom the person brings to daycare or school."""
        mine = [
            child for child in self.household.members
            if 1 <= child.stage <= 3 and child.institution is not None and child.brought_by() is self
        ]  # fmt: skip
        if not mine:
            return set()
        ends = min(mine, key=lambda child: child.birth_month), max(mine, key=lambda child: child.birth_month)
        return {(child.institution.unique_id, child.birth_month // 12) for child in ends}

    def brought_by(self: Person) -> Person | None:
        """The grown-up who brings this child to daycare or school."""
        mother = self.mother
        if mother is None or mother.household is not self.household:
            return self.household.reference
        if mother.partner is not None and not self.by_mother:
            return mother.partner
        return mother

    def keep_family(self: Person) -> None:
        """Who has left the home of the mother keeps her, her partner and the other children."""
        elder = self.mother
        self.get_to_know(elder, KIN, KIN_STRENGTH)
        if elder.partner is not None:
            self.get_to_know(elder.partner, KIN, KIN_STRENGTH)
        for sibling in elder.children:
            if sibling.household is not self.household:
                self.get_to_know(sibling, KIN, KIN_STRENGTH)

    def contacts(self: Person) -> float:
        """What employed ties are worth in finding a job; one inside the estate is worth less there."""
        p = self.model.numbers.p
        here = self.lives_in_estate
        value = 0.0
        for other, tie in self.others():
            if other.status == EMPLOYED:
                worth = p["contacts.kin"] if tie.layer == KIN else 1.0
                value += worth * p["contacts.inside"] if here and other.lives_in_estate else worth
        return value

    def leans_on_somebody(self: Person) -> bool:
        """Whether a resident of the estate knows somebody outside it, or from an association."""
        if not self.lives_in_estate:
            return False
        for other, tie in self.others():
            home = other.household.home
            if tie.layer == PROGRAMME or (home is not None and not home.area.in_estate):
                return True
        return False

    def departments_known(self: Person) -> tuple[int, int]:
        """Letting department where kin live, and that of the strongest other tie; -1 for none."""
        kin = friend = -1
        strongest = 0
        for other, tie in self.others():
            home = other.household.home
            if home is None or home.department < 0 or other.household is self.household:
                continue
            if tie.layer == KIN:
                kin = home.department if kin < 0 else min(kin, home.department)
            elif (tie.strength, -home.department) > (strongest, -friend):
                friend, strongest = home.department, tie.strength
        return kin, friend


def acquaint(people: Sequence[Person], layer: int, rate: float, numbers, random, time: Sequence[float] = ()) -> None:
    """Those who share a place come to know each other, pair by pair, for the year since they last met there.

    `time` (as `people`) is the share of the time each is there, all of it when it is left out.
    """
    like = numbers.like
    most = rate * like.same_origin * like.near_in_age
    for i, one in enumerate(people):
        for j in range(i + 1, len(people)):
            draw = random.random()
            if draw >= most:
                continue
            other = people[j]
            if one is other or one.household is other.household:
                continue
            chance = rate * min(time[i], time[j]) if time else rate
            if one.origin == other.origin:
                chance *= like.same_origin
            if abs(one.birth_month - other.birth_month) < TEN_YEARS:
                chance *= like.near_in_age
            if draw < 1.0 - math.exp(-chance * across(one, other, like)):
                one.get_to_know(other, layer, like.new)


def across(one: Person, other: Person, like) -> float:
    """Factor on meeting for two of whom one lives in the estate: less, the worse the estate's name."""
    if one.lives_in_estate == other.lives_in_estate:
        return 1.0
    home = (one if one.lives_in_estate else other).household.home
    return max(0.0, 1.0 - like.inward * max(0.0, like.ordinary - home.area.name))
