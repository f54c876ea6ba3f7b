"""A life as bars and marks along the catalogue's timeline, from cradle to job; months are told as age."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from agents.codes import Gate, Stage, Status
from agents.core import calendar
from dashboards import text
from dashboards.courses import STILL
from dashboards.people import words
from dashboards.place_names import called

Lane = dict[str, Any]
BEFORE_BIRTH = -6
TO_AGE = 25
"""The timeline reaches from half a year before birth to this age, or to the end of a longer life."""
ALWAYS = 1 << 14
ADULT = 216
"""Months: nearly all ties of the model are adults', so that a child without any is not worth telling."""
NO_STAGE = (Stage.BETWEEN, Stage.LEFT)

# The digest of the catalogue gives these ages in words; where a theme ends is not said, so none of them ends.
THEMES: tuple[tuple[int, tuple[str, str]], ...] = (
    (BEFORE_BIRTH, ("Family perspective", "Familieperspektiv")),
    (6, ("Education: in and between institutions", "Uddannelse: i og mellem institutioner")),
    (72, ("Housing areas: engagement across", "Boligområder: engagement på tværs")),
    (216, ("Job creation", "Jobskabelse")),
)
WORK = {
    Status.STUDENT: "study", Status.EMPLOYED: "work", Status.UNEMPLOYED: "none", Status.OUTSIDE: "none",
    Status.DISABILITY_PENSION: "none", Status.OLD_AGE_PENSION: "study",
}  # fmt: skip


def drawing(language: str, life: Mapping[str, Any], shown: int, months: int) -> dict[str, Any]:
    """What the timeline draws of a life as it was after `shown` months of a run of `months` months."""
    birth = int(life["birth"])
    shown = max(shown, 1)
    end = min(shown, _death(life)) - birth

    def bar(start: int, stop: int, label: str, kind: str) -> dict[str, Any]:
        when = f"{calendar.label(start)} – {calendar.label(stop) if stop - birth < end else ''}".rstrip(" –")
        return {"from": start - birth, "to": min(stop - birth, end), "text": label, "kind": kind, "when": when}

    def spells(starts: Sequence[Sequence[Any]]) -> list[tuple[Sequence[Any], int]]:
        """Each with the month of the next; what began after the month shown is left out."""
        known = [one for one in starts if one[0] - birth < end]
        return [(one, known[k + 1][0] if k + 1 < len(known) else ALWAYS) for k, one in enumerate(known)]

    homes = []
    for k, ((since, home), until) in enumerate(spells(life["homes"]), start=1):
        where = life["places"][home]
        if where["kind"] != "dead":
            homes.append(bar(since, until, f"{k}. {words.place(language, where)}", where["kind"]))
    stages = [
        bar(since, until, _stage(language, stage, at), "stage" if stage else "home")
        for (since, stage, at), until in spells(life["stages"])
        if stage not in NO_STAGE
    ]
    work = [
        bar(since, until, _status(language, status, at), WORK[Status(status)])
        for (since, status, at), until in spells(life["statuses"])
        if status != Status.CHILD
    ]
    courses = [
        bar(began, ALWAYS if ended == STILL else ended, _course(language, name, how), how)
        for name, how, began, ended in life["courses"]
        if began - birth < end
    ]
    gates, ties = _marks(language, life, shown)
    say = _titles(language)
    lanes: list[Lane] = [
        *(_theme(text.of(language, title), start) for start, title in THEMES),
        {"title": say[0], "bars": homes, "marks": []},
        {"title": say[1], "bars": stages, "marks": []},
        {"title": say[2], "bars": [], "marks": gates},
        {"title": say[3], "bars": [], "marks": ties},
        *({"title": say[4] if not k else "", "bars": row, "marks": []} for k, row in enumerate(_rows(courses))),
        {"title": say[5], "bars": work, "marks": []},
    ]
    return {
        "from": BEFORE_BIRTH,
        "to": max(12 * TO_AGE, months - birth),
        "known": int(life["first"]) - birth,
        "now": end,
        "ends": months - birth,
        "lanes": lanes,
        "words": {
            "age": text.of(language, ("age", "alder")),
            "before": text.of(language, ("not followed yet", "ikke fulgt endnu")),
        },
    }


def _theme(title: str, start: int) -> Lane:
    return {"title": "", "bars": [{"from": start, "to": ALWAYS, "text": title, "kind": "theme"}], "marks": []}


def _titles(language: str) -> tuple[str, ...]:
    pairs = (
        ("Home", "Bolig"), ("Institution", "Institution"), ("Gates", "Porte"), ("Ties then", "Relationer da"),
        ("Programmes", "Indsatser"), ("Lives by", "Lever af"),
    )  # fmt: skip
    return tuple(text.of(language, pair) for pair in pairs)


def _death(life: Mapping[str, Any]) -> int:
    return next((int(month) for month, _, what, _, _ in life["moments"] if what == "died"), ALWAYS)


def _stage(language: str, stage: int, at: str) -> str:
    title = text.of(language, words.STAGES[stage])
    return f"{title}: {called(language, at)}" if at else title


def _status(language: str, status: int, at: str) -> str:
    title = text.of(language, words.STATUSES[status])
    return f"{title}: {called(language, at)}" if at and status == Status.EMPLOYED else title


def _course(language: str, name: str, how: str) -> str:
    through = {"person": ("", ""), "household": (" (family)", " (familien)"), "institution": (" (there)", " (dér)")}
    return words.programme(language, name) + text.of(language, through[how])


def _marks(language: str, life: Mapping[str, Any], shown: int) -> tuple[list[Lane], list[Lane]]:
    """The gates passed and missed, and the ties then, up to the month shown."""
    gates, ties = [], []
    for month, _, what, data, _ in life["moments"]:
        if month >= shown:
            continue
        at, when = month - life["birth"], calendar.label(month)
        if what in ("gate passed", "gate missed"):
            passed = what == "gate passed"
            title = text.of(language, words.GATES[Gate[data["gate"].upper()]])
            said = text.of(language, ("passed", "klaret") if passed else ("missed", "ikke klaret"))
            gates.append({"at": at, "text": title, "kind": "yes" if passed else "no", "when": f"{said} {when}"})
        elif what == "ties":
            total, across = sum(data["layers"].values()), int(data["bridging"])
            if not total and at < ADULT:
                continue
            said = text.of(language, ("{} ties, {} across the border", "{} relationer, {} over grænsen"))
            ties.append({"at": at, "text": f"{total}/{across}", "kind": "ties", "when": said.format(total, across)})
    return gates, ties


def _rows(bars: list[dict[str, Any]], most: int = 6) -> list[list[dict[str, Any]]]:
    """The bars on as few rows as they need without lying on each other, at least one; the rest on the last."""
    rows: list[list[dict[str, Any]]] = [[]]
    for one in bars:
        free = [row for row in rows if all(other["to"] <= one["from"] for other in row)]
        if free:
            free[0].append(one)
        elif len(rows) < most:
            rows.append([one])
        else:
            rows[-1].append(one)
    return rows
