"""The town as a Mesa model: areas, homes, institutions, businesses, households and people, and their month."""

from __future__ import annotations

import math
from collections import Counter
from itertools import accumulate

from mesa import Model

from agents.core import calendar
from geodata import labour_market
from model.letting.rulebook import RuleBook
from model.mechanisms.labour import retirement
from tests.benchmarks.mesa_town import letting, market, newcomers, seekers
from tests.benchmarks.mesa_town.codes import ADULT_MONTHS, ALMENE, PROGRAMME, STAIRWAY, WORK
from tests.benchmarks.mesa_town.household import Household
from tests.benchmarks.mesa_town.numbers import Numbers
from tests.benchmarks.mesa_town.person import Person
from tests.benchmarks.mesa_town.places import Area, Business, Home, Institution, MeetingPlace
from tests.benchmarks.mesa_town.ties import acquaint


class Town(Model):
    """One municipality, month by month; `copying.copied` fills it with the state of a world the model has built."""

    def __init__(self, seed: int, numbers: Numbers, municipality: str, book: RuleBook, combined: list[bool]) -> None:
        super().__init__(seed=seed)
        self.numbers = numbers
        self.municipality = municipality
        self.month = 0
        self.book = book
        self.combined = combined
        self.assignment_share = [min(share, book.assignment_ceiling) for share in book.assignment_share.tolist()]
        self.organisations: list[int] = []
        self.areas: list[Area] = []
        self.stairways: list[tuple[MeetingPlace, list[Home]]] = []
        self.businesses: list[Business] = []
        self.jobs_asked_near: list[float] = []
        self.jobs_asked_far: list[float] = []
        self.gymnasiums: list[Institution] = []
        self.teams: list[MeetingPlace] = []
        self.to_be_built: list[Home] = []
        self.vacant: dict[Home, None] = {}
        self.standing = 0
        self.usual_price = 0.0
        self.usual_name = 0.0
        self.usual_contacts = 0.0
        self.long_empty: Counter[Area] = Counter()
        self.meeting: list[Person] = []
        self.looking_for_workplace: list[Person] = []
        self.happened: Counter[str] = Counter()
        self.moved: Counter[int] = Counter()
        p = numbers.p
        self.order_pace = 1.0 - math.exp(-p["order.pace"] / 12.0)
        self.name_pace = 1.0 - (1.0 - p["name.speed"]) ** (1.0 / 12.0)
        ages = (18, 25, 30, p["households.child_until"], p["vulnerability.retirement_age"])
        self.turning_points = frozenset(int(age * 12) for age in ages)

    def step(self) -> None:
        """Live one month."""
        self.begin_month()
        people = self.agents_by_type[Person]
        people.shuffle_do("live_in_family")
        self.form_couples()
        newcomers.arrive(self)
        households = self.agents_by_type[Household]
        if self.month % 3 == 0:
            households.do("take_stock")
        people.shuffle_do("step")
        self.fill_workplaces()
        institutions = self.agents_by_type[Institution]
        institutions.do("count")
        households.do("update")
        institutions.do("meet_at_the_door")
        self.meet_neighbours_and_colleagues()
        self.agents_by_type[Area].do("step")
        households.shuffle_do("consider")
        self.hand_out_homes()
        self.month += 1

    def begin_month(self) -> None:
        """What the calendar brings: retirement ages, the labour market, homes that are finished."""
        self.happened.clear()
        self.moved.clear()
        self.meeting.clear()
        self.looking_for_workplace.clear()
        month, p = self.month, self.numbers.p
        self.month_of_year = calendar.month_of_year(month)
        self.june, self.august = self.month_of_year == 6, self.month_of_year == 8
        self.pension_age = int(12 * retirement.pension_age(self))
        self.early_age = int(12 * retirement.early_age(self))
        country = labour_market.unemployment(labour_market.COUNTRY, calendar.START_YEAR)
        easy = country / labour_market.unemployment(self.municipality, calendar.year(month))
        self.market, self.market_loss = easy ** p["labour.market"], easy ** -p["labour.market_loss"]
        self.contacts_of_jobless, self.jobless = 0.0, 0
        while self.to_be_built and self.to_be_built[-1].from_month <= month:
            self.finish(self.to_be_built.pop())
        homes = sum(area.homes for area in self.areas)
        self.usual_name = sum(area.name * area.homes for area in self.areas) / homes
        for area in self.areas:
            area.vacated[month % 12] = 0
            area.begin_count()

    def finish(self, home: Home) -> None:
        """A home stands from now on."""
        self.standing += 1
        home.area.standing += 1
        if home.household is None:
            self.vacant[home] = None

    def p(self, name: str) -> float:
        """A number by its full name."""
        return self.numbers.p[name]

    def worth_of(self, person: Person) -> float:
        """What a jobless person's employed ties are worth against the usual of last month, outside the estate."""
        value = person.contacts()
        if not person.lives_in_estate:
            self.contacts_of_jobless += value
            self.jobless += 1
        return min(value / self.usual_contacts, self.numbers.p["contacts.most"]) if self.usual_contacts else 1.0

    def form_couples(self) -> None:
        """Those who meet somebody this month pair up, best match first, and move together."""
        p, random = self.numbers.p, self.random
        single = [one for one in self.meeting if one.household is not None and one.partner is None]
        alone = {one: sum(member.months >= ADULT_MONTHS for member in one.household.members) == 1 for one in single}
        scores = []
        for man in (one for one in single if not one.female):
            for woman in (one for one in single if one.female):
                if man.household is woman.household or not (alone[man] or alone[woman]):
                    continue
                gap = abs((woman.birth_month - man.birth_month) / 12.0 - p["couples.age_gap"])
                same = p["couples.same_origin"] if man.origin == woman.origin else 0.0
                scores.append((same - gap / 3.0 + 2.0 * random.random(), man, woman))
        scores.sort(key=lambda pair: pair[0], reverse=True)
        taken: set[Person] = set()
        named: set[Household] = set()
        for _, man, woman in scores:
            if man in taken or woman in taken:
                continue
            taken.update((man, woman))
            if man.household in named or woman.household in named:
                continue
            named.update((man.household, woman.household))
            self.move_together(man, woman, alone[man], alone[woman])

    def move_together(self, man: Person, woman: Person, man_alone: bool, woman_alone: bool) -> None:
        """A couple lives in the larger of their own homes."""
        self.happened["couples formed"] += 1
        his, hers = man.household, woman.household
        at_his = man_alone and (not woman_alone or his.home.rooms >= hers.home.rooms)
        guest, host, whole = (woman, his, woman_alone) if at_his else (man, hers, man_alone)
        for member in list(guest.household.members) if whole else [guest]:
            member.move_to(host)
        man.partner, woman.partner = woman, man
        man.home_wish = woman.home_wish = None

    def fill_workplaces(self) -> None:
        """The hired of the month, those who came, and twice a year the others without a workplace ask for one."""
        for person in self.agents_by_type[Person]:
            if (
                person.status == 2
                and person.workplace is None
                and (person.status_since == self.month or person.months % 6 == 0)
            ):
                self.looking_for_workplace.append(person)
        self.random.shuffle(self.looking_for_workplace)
        for person in self.looking_for_workplace:
            if person.household is not None and person.status == 2 and person.workplace is None:
                person.take_workplace()
        if self.jobless:
            self.usual_contacts = self.contacts_of_jobless / self.jobless

    def meet(self, layer: int, people: list[Person], rate: float, time: list[float] | None = None) -> None:
        """People who share a place come to know each other."""
        acquaint(people, layer, rate, self.numbers, self.random, time or ())

    def meet_neighbours_and_colleagues(self) -> None:
        """A twelfth of the stairways and of the teams of workplaces and associations meet."""
        p, turn = self.numbers.p, self.month % 12
        for stairway, homes in self.stairways:
            if stairway.turn == turn:
                adults = [
                    member for home in homes if home.household is not None
                    for member in home.household.members if member.months >= ADULT_MONTHS
                ]  # fmt: skip
                area = homes[0].area
                rate = p["ties.stairway_rate" if area.in_estate else "ties.street_rate"]
                factor = math.exp(p["ties.order_rate"] * (area.order - p["name.ordinary_order"]))
                self.meet(STAIRWAY, adults, rate * factor)
        for team in self.teams:
            if team.turn != turn:
                continue
            if team.layer == WORK:
                people = list(team.people)
                self.meet(WORK, people, p["ties.work_rate"], [min(one.hours / 37.0, 1.0) for one in people])
            else:
                adults = [one for one in team.people if one.months >= ADULT_MONTHS]
                self.meet(PROGRAMME, adults, p["ties.club_rate"])

    def hand_out_homes(self) -> None:
        """Social homes down their lists, the others on the market; who came and found none goes elsewhere."""
        looking = seekers.gather(self)
        vacant = list(self.vacant)
        self.random.shuffle(vacant)
        letting.let(self, looking, [home for home in vacant if home.tenure == ALMENE])
        market.sell_and_rent(self, looking, [home for home in vacant if home.tenure != ALMENE])
        for seeker in looking:
            if seeker.founder is None and seeker.household.home is None:
                self.happened["turned away"] += 1
                for member in list(seeker.household.members):
                    member.leave_town()
        self.long_empty = Counter(
            home.area for home in self.vacant if home.tenure == ALMENE and home.vacant_since <= self.month
        )

    def set_jobs_asked(self, asked: list[float], near: list[float]) -> None:
        """How much each business is asked for a job, by people from elsewhere and from the estate."""
        self.jobs_asked_far = list(accumulate(asked))
        self.jobs_asked_near = list(accumulate(one * times for one, times in zip(asked, near, strict=True)))
