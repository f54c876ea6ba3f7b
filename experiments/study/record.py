"""What a store remembers of each study: its text, its points, which runs answer it, and who swept when.

DIR/studies/<hash of the study>.json
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from experiments import provenance
from experiments.errors import InputError
from experiments.kept_files import Shape, document, reading
from experiments.study.form import Study
from experiments.study.points import Point
from experiments.study.store import RunStore, write_whole

Word = Annotated[str, Field(pattern=r"^[0-9a-f]+$")]


class _Point(Shape):
    point: int
    place: str
    behaviour: str
    law: str
    alternative: str
    values: dict[str, int | float]


class _Sitting(Shape):
    began: str
    where: str
    code_version: str
    python: str
    libraries: dict[str, str]


class _Record(Shape):
    """What is read of a study that was swept."""

    study: Word
    name: str
    toml: str
    months: int
    years: list[int]
    levers: list[str]
    points: list[_Point]
    runs: dict[Annotated[str, Field(pattern=r"^[0-9]{1,16}$")], list[Word]]
    sittings: Annotated[list[_Sitting], Field(min_length=1)]


def keep(
    store: RunStore, study: Study, points: Sequence[Point], runs: Mapping[tuple[int, int], str], where: str
) -> None:
    """Write down a study at the start of a sitting; `runs` are addresses by the point's id and the seed."""
    path = store.studies / f"{study.hash}.json"
    sitting = {
        "began": datetime.now(UTC).isoformat(timespec="seconds"), "where": where,
        "code_version": provenance.code_version(), "python": provenance.python_version(),
        "libraries": provenance.library_versions(),
    }  # fmt: skip
    before = _read(path)["sittings"] if path.exists() else []
    record = {
        "study": study.hash, "name": study.name, "toml": study.as_toml(), "months": study.months,
        "years": list(study.years), "replications": study.replications, "outcomes": list(study.outcomes),
        "levers": [one.name for one in study.levers], "uncertainties": [one.name for one in study.uncertainties],
        "points": [
            {"point": one.id, "place": one.place, "behaviour": one.behaviour, "law": one.law,
             "alternative": one.alternative, "question": one.scenario.question, "values": dict(one.values)}
            for one in points
        ],
        "runs": {str(seed): [runs[one.id, seed] for one in points] for seed in study.seeds},
        "sittings": [*before, sitting],
    }  # fmt: skip
    try:
        write_whole(path, json.dumps(record, indent=1))
    except OSError as error:
        raise InputError(f"{path}: cannot write there ({error.strerror})") from None


def kept(store: RunStore, study: Study, runs: Mapping[tuple[int, int], str]) -> bool:
    """Whether a study is written down with just these runs."""
    path = store.studies / f"{study.hash}.json"
    if not path.exists():
        return False
    before = _read(path)
    ids = [one["point"] for one in before["points"]]
    return dict(runs) == {
        (point, int(seed)): run for seed, found in before["runs"].items() for point, run in zip(ids, found, strict=True)
    }


def all_of(store: RunStore) -> Iterator[dict[str, Any]]:
    """Every study of a store, by hash."""
    for path in sorted(store.studies.glob("*.json")):
        if not path.name.startswith("."):
            yield _read(path)


def study_rows(records: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """One row for each study."""
    for one in records:
        yield {
            "study": one["study"], "name": one["name"], "points": len(one["points"]), "seeds": len(one["runs"]),
            "months": one["months"], "years": ",".join(map(str, one["years"])), "sittings": len(one["sittings"]),
            "began": one["sittings"][0]["began"], "code_version": one["sittings"][-1]["code_version"],
            "toml": one["toml"],
        }  # fmt: skip


def point_rows(records: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """One row for each point of each study on each seed, with the run that answers it, finished or not."""
    for one in records:
        for seed, runs in one["runs"].items():
            for point, run in zip(one["points"], runs, strict=True):
                own = {name: point[name] for name in ("point", "place", "behaviour", "law", "alternative")}
                yield {"study": one["study"], **own, "seed": int(seed), "run": run}


def value_rows(records: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """One row for each number of each point of each study: its name, whether one may choose it, and its value."""
    for one in records:
        levers = set(one["levers"])
        for point in one["points"]:
            for name, value in point["values"].items():
                kind = "lever" if name in levers else "uncertainty"
                yield {"study": one["study"], "point": point["point"], "name": name, "kind": kind, "value": value}


def _read(path: Path) -> dict[str, Any]:
    then = "delete it and sweep again"
    record = document(path, then, _Record)
    with reading(path, then):
        if record.study != path.stem:
            raise ValueError(f"it tells of the study {record.study[:16]}")
        for seed, runs in record.runs.items():
            if len(runs) != len(record.points):
                raise ValueError(f"seed {seed} has {len(runs)} runs and the study {len(record.points)} points")
        return record.model_dump()
