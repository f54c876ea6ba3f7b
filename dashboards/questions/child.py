"""The life of one person so far, from the model's life record: what `boligliv life` tells, as plain data."""

from __future__ import annotations

from typing import Any

import numpy as np

from agents.codes import Stage
from agents.core.calendar import NEVER
from dashboards.courses import STILL, Course
from dashboards.past import Past
from experiments.life_story import Story
from experiments.lives import LifeBook
from model.lives import GONE, Happened

Spell = tuple[int, int]


def answer(model: Any, past: Past, person: str) -> dict[str, Any]:
    """Nothing for an ID that nobody has; else who it is, `moments`, and `homes`, `stages`, `statuses`, `courses`.

    `homes` are (month, home as a number of the life book), `stages` (month, stage, institution), `statuses` (month,
    status, business); each holds until the next. `places` tells each home: area, department, label or place outside.
    """
    world = model.world
    keys = world.lives.slots.key[: world.lives.count]
    found = np.flatnonzero(keys == np.uint64(int(person, 16))) if person else np.empty(0, np.int64)
    if not len(found):
        return {}
    life = int(found[0])
    record = model.record
    tables = {"lives": record.lives(), "life_events": record.life_events(), "life_names": record.life_names()}
    book = LifeBook.of(tables, max(1, int(model.month)), int(world.place.n_estate))
    story = Story(book, life)
    events = book.events[book.events["life"] == life].sort_values(["month", "kind"], kind="stable")
    happened = [(int(m), int(k), int(v)) for m, k, v in events[["month", "kind", "value"]].to_numpy()]
    first = int(story.row["first_month"])
    homes = [(first, int(story.row["first_home"])), *_homes(happened)]
    stages = [(first, int(story.row["first_stage"]), int(story.row["first_institution"])), *_stages(happened)]
    return {
        "person": person,
        "female": bool(story.row["female"]),
        "birth": story.birth,
        "first": first,
        "lived": int(model.month),
        "born_here": bool(story.row["born_here"]),
        "moments": [(one.month, one.age, one.what, one.data, one.sentence) for one in story.moments],
        "homes": homes,
        "places": {home: _place(book, home) for _, home in homes},
        "stages": [(m, s, book.title("institution", row, "")) for m, s, row in stages],
        "statuses": _statuses(book, story, first, happened),
        "courses": _courses(past, life, stages, int(model.month)),
    }


def _homes(happened: list[tuple[int, int, int]]) -> list[Spell]:
    told = []
    for month, kind, value in happened:
        if kind == Happened.MOVED:
            told.append((month, value))
        elif kind in (Happened.LEFT, Happened.OWN_HOME):
            told.append((month, -2 - value))
        elif kind == Happened.DIED:
            told.append((month, GONE))
    return told


def _stages(happened: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    return [(month, value % 16, value // 16 - 1) for month, kind, value in happened if kind == Happened.STAGE]


def _statuses(
    book: LifeBook, story: Story, first: int, happened: list[tuple[int, int, int]]
) -> list[tuple[int, int, str]]:
    status, work = int(story.row["first_status"]), int(story.row["first_workplace"])
    told = [(first, status, book.title("business", work, ""))]
    for month, kind, value in happened:
        if kind == Happened.STATUS:
            status, work = value // 16, -1
        elif kind == Happened.JOB:
            work = value // 8 - 1
        else:
            continue
        if told[-1][0] == month:
            told.pop()
        told.append((month, status, book.title("business", work, "")))
    return told


def _place(book: LifeBook, home: int) -> dict[str, Any]:
    """What is known of a home: `kind` is estate, town, outside or dead."""
    if home == GONE:
        return {"kind": "dead"}
    if home <= -2:
        return {"kind": "outside", "title": book.title("outside", -2 - home, "")}
    area = book.title("area", book.dwelling_area.get(home, -1), "")
    department = book.title("department", book.dwelling_department.get(home, -1), "")
    return {
        "kind": "estate" if home < book.n_estate else "town",
        "area": area,
        "department": "" if department == area else department,
        "label": book.title("dwelling", home, ""),
    }


def _courses(past: Past, life: int, stages: list[tuple[int, int, int]], month: int) -> list[tuple[str, str, int, int]]:
    """Programme, how (`person`, `household` or `institution`), month of beginning and of the end (-1: goes on)."""
    how = ("person", "household", "institution")
    told = [(one.programme, how[one.subject], one.began, one.ended) for one in past.courses.of_life(life)]
    ends = [*(start for start, _, _ in stages[1:]), NEVER]
    for (began, stage, row), ended in zip(stages, ends, strict=True):
        if row < 0 or stage in (Stage.HOME, Stage.BETWEEN, Stage.LEFT):
            continue
        for course in past.courses.of_institution(row):
            if course.meets(began, ended - 1):
                told.append((course.programme, how[2], max(began, course.began), _end(course, ended, month)))
    return _joined(sorted(told, key=lambda one: (one[0], one[1], one[2])))


def _joined(told: list[tuple[str, str, int, int]]) -> list[tuple[str, str, int, int]]:
    """Courses of one programme that follow upon each other as one, in the order of beginning."""
    found: list[tuple[str, str, int, int]] = []
    for name, how, began, ended in told:
        last = found[-1] if found else ("", "", 0, 0)
        if last[:2] == (name, how) and (last[3] == STILL or began <= last[3] + 1):
            end = STILL if STILL in (last[3], ended) else max(last[3], ended)
            found[-1] = (name, how, last[2], end)
        else:
            found.append((name, how, began, ended))
    return sorted(found, key=lambda one: (one[2], one[0]))


def _end(course: Course, left: int, month: int) -> int:
    """When the pupil no longer met the course: it ended, or the pupil left."""
    ended = min(left, NEVER if course.ended == STILL else course.ended)
    return STILL if ended == NEVER or ended > month else ended
