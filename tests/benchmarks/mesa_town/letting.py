"""Social homes are let down the lists of the rule-book, one vacancy after the other, until somebody says yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.mesa_town.choice import interest, net_cost, standing, utility
from tests.benchmarks.mesa_town.codes import NO_NEED
from tests.benchmarks.mesa_town.numbers import chance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.mesa_town.places import Home
    from tests.benchmarks.mesa_town.seekers import Seeker
    from tests.benchmarks.mesa_town.town import Town

GROUPS = range(4)


class Lists:
    """The waiting lists of a month, each in the order of right."""

    def __init__(self, seekers: Sequence[Seeker], internal_years: float, combined: bool) -> None:
        self.everybody = sorted(seekers, key=lambda seeker: seeker.listed)
        needy = [s for s in seekers if s.need != NO_NEED or (combined and s.outside and s.benefit)]
        self.needy = sorted(needy, key=lambda s: (-s.need, -s.waited))
        self.students = [s for s in self.everybody if s.student]
        self.families = [s for s in self.everybody if s.children > 0]
        self.groups = [[s for s in self.everybody if s.groups >> group & 1] for group in GROUPS]
        self.internal: dict[int, list[Seeker]] = {}
        for s in self.everybody:
            if s.organisation >= 0 and s.lived_years >= internal_years:
                self.internal.setdefault(s.organisation, []).append(s)


def plan(model: Town, lists: Lists, home: Home) -> list[tuple[Sequence[Seeker], bool]]:
    """The lists that a vacancy goes down in turn, each with whether it is municipal assignment."""
    if home.youth:
        return [(lists.students, False)]
    book, d = model.book, home.department
    turns: list[tuple[Sequence[Seeker], bool]] = []
    draw = model.random.random()
    if draw < model.assignment_share[d]:
        turns.append((lists.needy, True))
    else:
        shares = [book.flexible[d][g] if home.rooms <= book.flexible_rooms[d][g] else 0.0 for g in GROUPS]
        left, total = max(1.0 - model.assignment_share[d], 0.0), sum(shares)
        fits = left / max(total, 1e-9) if total > left else 1.0
        taken = model.assignment_share[d]
        for group, share in enumerate(shares):
            taken += share * fits
            if draw < taken:
                turns.append((lists.groups[group], False))
                break
        else:
            if model.random.random() < book.internal_share[d]:
                turns.append((lists.internal.get(home.organisation, ()), False))
    if home.rooms >= book.family_rooms:
        turns.append((lists.families, False))
    turns.append((lists.everybody, False))
    return turns


def barred(model: Town, seeker: Seeker, home: Home, assigned: bool) -> bool:
    """Whether a rule bars the seeker from the home."""
    book = model.book
    if seeker.benefit and seeker.outside and seeker.need == NO_NEED and model.combined[home.department]:
        return True
    if seeker.children == 0 and not assigned:
        if seeker.adults == 1 and home.rooms > book.max_rooms_single:
            return True
        if seeker.adults == 2 and home.rooms > book.max_rooms_couple:
            return True
    return seeker.adults + seeker.children > home.rooms * book.max_persons_per_room


def let(model: Town, seekers: Sequence[Seeker], homes: Sequence[Home]) -> None:
    """One month of letting these vacant homes, in this order."""
    lists = Lists(seekers, model.book.internal_years, any(model.combined))
    for home in homes:
        offer(model, lists, home)


def offer(model: Town, lists: Lists, home: Home) -> None:
    """Offer a home down its lists until somebody says yes or it was offered often enough; nobody is asked twice."""
    w, p, random, area = model.numbers.choice, model.numbers.p, model.random, home.area
    share, most = p["letting.application_share"], int(p["letting.max_offers"])
    asked: set[Seeker] = set()
    for seekers, assigned in plan(model, lists, home):
        for seeker in seekers:
            if seeker.placed or seeker in asked:
                continue
            if not assigned:
                draw = seeker.lot(home.department)
                if draw >= share * 2.0:
                    continue
            here = standing(seeker, area, w)
            if not assigned:
                kin, friend = seeker.known
                if draw >= share * interest(here, home.department == kin, home.department == friend, w):
                    continue
            if barred(model, seeker, home, assigned):
                continue
            cost = net_cost(home.rent, seeker, w)
            if not assigned and cost > w.affordable * seeker.income:
                continue
            asked.add(seeker)
            if random.random() < chance(utility(seeker, home.rooms, cost, here, w)):
                seeker.take(home)
                return
            if len(asked) >= most:
                return
