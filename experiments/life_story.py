"""One life told in sentences by date: homes, institutions, gates, grades, ties, jobs, benefits, and the end."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from agents.codes import Education, Found, Gate, LanguageGroup, Origin, Stage, Status
from agents.core import calendar
from agents.core.ties import LAYERS
from experiments.life_words import EDUCATIONS, EFFORTS, FOUND, GATES, STAGES, STATUSES
from experiments.lives import LifeBook, person_id
from model.lives import GONE, NO_PARTNER, Happened


@dataclass(frozen=True)
class Moment:
    """Something in a life: month, age in whole years, what it was, the names and numbers in it, and a sentence."""

    month: int
    age: int
    what: str
    data: dict[str, Any]
    sentence: str

    def as_dict(self) -> dict[str, Any]:
        """The moment as JSON tells it."""
        return {
            "date": calendar.label(self.month),
            "age": self.age,
            "what": self.what,
            **self.data,
            "text": self.sentence,
        }


class Story:
    """The story of one life of a book."""

    def __init__(self, book: LifeBook, life: int) -> None:
        self.book, self.life = book, life
        self.row = book.lives.iloc[life]
        self.birth = int(self.row["birth_month"])
        self.home = int(self.row["first_home"])
        self.status, self.stage = int(self.row["first_status"]), int(self.row["first_stage"])
        self.partner: int | None = None
        self.moments = [self._opening(), *self._children(), *self._events()]
        self.moments.sort(key=lambda moment: moment.month)
        if self.home != GONE:
            self.moments.append(self._end())

    @property
    def heading(self) -> str:
        """Who it is about."""
        return f"Person {person_id(self.row['key'])}: a {self._sex(self.book.months - 1)}, born {self._born}"

    @property
    def _born(self) -> str:
        return calendar.label(self.birth)

    def _sex(self, month: int) -> str:
        adult = month - self.birth >= 216
        return ("woman" if adult else "girl") if self.row["female"] else ("man" if adult else "boy")

    @property
    def they(self) -> str:
        """She or he."""
        return "she" if self.row["female"] else "he"

    def lines(self) -> list[str]:
        """The story, a line for each month in which something happened."""
        return [
            f"{calendar.label(month)} ({group[0].age}): " + " ".join(moment.sentence for moment in group)
            for month, group in ((m, list(g)) for m, g in groupby(self.moments, key=lambda moment: moment.month))
        ]

    def as_dict(self) -> dict[str, Any]:
        """The story as data."""
        mother = int(self.row["mother"])
        return {
            "person": person_id(self.row["key"]),
            "sex": "female" if self.row["female"] else "male",
            "born": self._born,
            "born_in_estate": bool(self.row["born_here"]),
            "official_origin_group": Origin(int(self.row["origin"])).name.lower(),
            "mother": person_id(mother) if mother else None,
            "children": [person_id(key) for _, key in self._children_rows()],
            "events": [moment.as_dict() for moment in self.moments],
        }

    def _moment(self, month: int, what: str, sentence: str, **data: Any) -> Moment:
        return Moment(month, (month - self.birth) // 12, what, data, sentence[:1].upper() + sentence[1:])

    def who(self, life: int) -> str:
        """Another person by ID, if the record knows them."""
        return person_id(self.book.lives["key"].iloc[life]) if life >= 0 else "somebody without a record"

    def _opening(self) -> Moment:
        month = int(self.row["first_month"])
        area = self.book.title("area", int(self.row["first_area"]), "the estate")
        data = {"area": area, "home": self.book.where(self.home), "dwelling": self.home}
        if self.row["born_here"]:
            mother = int(self.row["mother"])
            by = f"; the mother is {person_id(mother)}" if mother else ""
            return self._moment(
                month, "born", f"is born in {area}, at home in {self.book.where(self.home)}{by}.", **data
            )
        age = (month - self.birth) // 12
        lives = "lives in" if month == 0 else "comes to live in"
        return self._moment(
            month, "first seen", f"{lives} {self.book.where(self.home)} at {age}, {self._now()}.", **data
        )

    def _now(self) -> str:
        """What the person does, in words."""
        if self.status in (Status.CHILD, Status.STUDENT) and self.stage != Stage.LEFT:
            return STAGES[Stage(self.stage)]
        return STATUSES[Status(self.status)]

    def _children_rows(self) -> list[tuple[int, int]]:
        lives = self.book.lives
        own = lives[lives["mother"] == self.row["key"]]
        return sorted(zip(own["birth_month"].tolist(), own["key"].tolist(), strict=True))

    def _children(self) -> list[Moment]:
        first = int(self.row["first_month"])
        return [
            self._moment(month, "child", f"has a child, {person_id(key)}.", child=person_id(key))
            for month, key in self._children_rows()
            if month > first
        ]

    def _events(self) -> list[Moment]:
        own = self.book.events[self.book.events["life"] == self.life]
        by_month: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for month, kind, value in zip(own["month"], own["kind"], own["value"], strict=True):
            by_month[int(month)].append((int(kind), int(value)))
        found = []
        for month in sorted(by_month):
            kinds = {kind for kind, _ in by_month[month]}
            for kind, value in by_month[month]:
                told = self._tell(month, Happened(kind), value, kinds)
                if told is not None:
                    found.append(told)
        return found

    def _tell(self, month: int, kind: Happened, value: int, kinds: set[int]) -> Moment | None:
        teller = getattr(self, f"_{kind.name.lower()}")
        told: Moment | None = teller(month, value, kinds)
        return told

    def _moved(self, month: int, value: int, kinds: set[int]) -> Moment:
        was, now = 0 <= self.home < self.book.n_estate, value < self.book.n_estate
        verb = {
            (True, True): "moves within the estate to", (True, False): "moves out of the estate to",
            (False, True): "moves back into the estate, to", (False, False): "moves to",
        }[was, now]  # fmt: skip
        self.home = value
        area = self.book.title("area", self.book.dwelling_area.get(value, -1), "")
        sentence = f"{verb} {self.book.where(value)}."
        return self._moment(month, "moved", sentence, area=area, dwelling=value, in_estate=now)

    def _left(self, month: int, value: int, kinds: set[int]) -> Moment:
        self.home = -2 - value
        place = self.book.where(self.home)
        return self._moment(month, "left", f"leaves the municipality for {place}.", place=place)

    def _own_home(self, month: int, value: int, kinds: set[int]) -> Moment:
        place = self.book.where(-2 - value)
        return self._moment(month, "own home", f"leaves the parents for an own home in {place}.", place=place)

    def _partner(self, month: int, value: int, kinds: set[int]) -> Moment:
        return self._moment(month, "partner", f"moves together with {self.who(value)}.", partner=self.who(value))

    def _alone(self, month: int, value: int, kinds: set[int]) -> Moment:
        widowed = value >= 0 and int(self.book.death[value]) == month
        how = f"loses the partner {self.who(value)}, who dies." if widowed else f"parts from {self.who(value)}."
        return self._moment(month, "widowed" if widowed else "parted", how, partner=self.who(value))

    def _stage(self, month: int, value: int, kinds: set[int]) -> Moment | None:
        stage, row = value % 16, value // 16 - 1
        changed, self.stage = stage != self.stage, stage
        name = self.book.title("institution", row, "")
        at = f" at {name}" if name else ""
        data = {"stage": Stage(stage).name.lower(), "institution": name or None}
        if not changed:
            return self._moment(month, "institution", f"changes to {name}.", **data) if name else None
        if stage == Stage.LEFT:
            return self._moment(month, "stage", "leaves education.", **data)
        if stage == Stage.BETWEEN:
            return self._moment(month, "stage", f"is {STAGES[Stage.BETWEEN]}.", **data)
        if stage == Stage.HOME:
            return self._moment(month, "stage", "is looked after at home.", **data)
        return self._moment(
            month, "stage", f"begins {STAGES[Stage(stage)].removeprefix('in ').removeprefix('at ')}{at}.", **data
        )

    def _language(self, month: int, value: int, kinds: set[int]) -> Moment:
        group = LanguageGroup(value)
        sentence = f"the language assessment says: {EFFORTS[group]}."
        return self._moment(month, "language assessment", sentence, group=group.name.lower())

    def _passed(self, month: int, value: int, kinds: set[int]) -> Moment:
        return self._moment(
            month, "gate passed", f"passes a gate: {GATES[Gate(value)]}.", gate=Gate(value).name.lower()
        )

    def _missed(self, month: int, value: int, kinds: set[int]) -> Moment:
        return self._moment(
            month, "gate missed", f"misses a gate: {GATES[Gate(value)]}.", gate=Gate(value).name.lower()
        )

    def _ties(self, month: int, value: int, kinds: set[int]) -> Moment:
        held = {layer: value >> 4 * k & 15 for k, layer in enumerate(LAYERS)}
        bridging = value >> 4 * len(LAYERS) & 15
        told = ", ".join(f"{n} {layer}" for layer, n in held.items() if n)
        sentence = (
            f"knows then: {told}; {bridging} of them across the estate's border." if told else "has no ties then."
        )
        return self._moment(month, "ties", sentence, layers=held, bridging=bridging)

    def _grade(self, month: int, value: int, kinds: set[int]) -> Moment:
        grade = value / 10.0
        return self._moment(month, "leaving grade", f"the mean leaving grade is {grade:.1f}.", grade=grade)

    def _education(self, month: int, value: int, kinds: set[int]) -> Moment:
        level = Education(value)
        return self._moment(month, "education", f"has completed {EDUCATIONS[level]}.", level=level.name.lower())

    def _status(self, month: int, value: int, kinds: set[int]) -> Moment | None:
        now, was = Status(value // 16), Status(value % 16)
        self.status = int(now)
        data = {"status": now.name.lower(), "before": was.name.lower()}
        if now == Status.EMPLOYED or (now == Status.STUDENT and was == Status.CHILD):
            return None
        if was == Status.EMPLOYED and now == Status.UNEMPLOYED:
            return self._moment(month, "job lost", "loses the job and is ready for another.", **data)
        if now == Status.STUDENT:
            return self._moment(month, "status", "is a student.", **data)
        left = "stops working: " if was == Status.EMPLOYED else ""
        return self._moment(month, "status", f"{left}{'is ' if not left else ''}{STATUSES[now]}.", **data)

    def _job(self, month: int, value: int, kinds: set[int]) -> Moment:
        row, found = value // 8 - 1, Found(value % 8)
        name = self.book.title("business", row, "")
        at = f" at {name}" if name else ""
        verb = "begins a job" if Happened.STATUS in kinds else "changes job"
        sentence = f"{verb}{at}{FOUND[found]}."
        return self._moment(month, "job", sentence, workplace=name or None, found=found.name.lower())

    def _ill(self, month: int, value: int, kinds: set[int]) -> Moment:
        return self._moment(month, "illness", "falls ill for long." if value else "is well again.", begins=bool(value))

    def _case(self, month: int, value: int, kinds: set[int]) -> Moment:
        how = "a social case is opened." if value else "the social case is closed."
        return self._moment(month, "social case", how, opened=bool(value))

    def _trouble(self, month: int, value: int, kinds: set[int]) -> Moment:
        return self._moment(
            month, "trouble", "gets into trouble." if value else "is out of trouble.", begins=bool(value)
        )

    def _convicted(self, month: int, value: int, kinds: set[int]) -> Moment:
        return self._moment(month, "convicted", "is convicted.")

    def _died(self, month: int, value: int, kinds: set[int]) -> Moment:
        self.home = GONE
        return self._moment(month, "died", "dies.")

    def _end(self) -> Moment:
        month = self.book.months - 1
        education = Education(int(self.row["now_education"]))
        who = int(self.row["now_partner"])
        company = "" if who == NO_PARTNER else f"with {self.who(who)} "
        sentence = (
            f"the run ends: {self.they} is {(month - self.birth) // 12}, lives {company}in "
            f"{self.book.where(self.home)}, {self._now()}; education: {EDUCATIONS[education]}."
        )
        data = {"home": self.book.where(self.home), "status": Status(self.status).name.lower()}
        return self._moment(month, "end", sentence, **data, education=education.name.lower())
