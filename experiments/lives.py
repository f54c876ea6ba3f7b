"""The life record of one run, and what it says about many lives at once: where they stood at an age."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.errors import InputError
from model.lives import GONE, Happened

Ints = NDArray[np.int64]
NEVER = np.iinfo(np.int64).max
MONTHS = 1 << 17
"""More months than any date in a run lies apart, to put life and month into one number."""


@dataclass(frozen=True)
class LifeBook:
    """Lives, their events and the names they mention, of one run of `months` months.

    `lives` has a row for each life in the order of its number and the columns of the model's record; `events` are
    life, month, kind and value; `names` maps a kind and a row to its title. A home is told as one number: the
    dwelling's row in the municipality, -2 minus the row of a place outside it, GONE for the dead.
    """

    lives: pd.DataFrame
    events: pd.DataFrame
    names: Mapping[tuple[str, int], str]
    dwelling_area: Mapping[int, int]
    dwelling_department: Mapping[int, int]
    months: int
    n_estate: int

    @classmethod
    def of(cls, tables: Mapping[str, pd.DataFrame], months: int, n_estate: int) -> LifeBook:
        """The book that three stored tables make."""
        names = tables["life_names"]
        homes = names[names["kind"] == "dwelling"]
        row = homes["row"].astype(int).tolist()
        return cls(
            tables["lives"],
            tables["life_events"],
            dict(zip(zip(names["kind"], names["row"].astype(int), strict=True), names["title"], strict=True)),
            dict(zip(row, homes["area"].astype(int), strict=True)),
            dict(zip(row, homes["department"].astype(int), strict=True)),
            months,
            n_estate,
        )

    @cached_property
    def birth(self) -> Ints:
        """Month of birth of every life."""
        return self.lives["birth_month"].to_numpy(np.int64)

    @cached_property
    def first(self) -> Ints:
        """Month from which every life is known."""
        return self.lives["first_month"].to_numpy(np.int64)

    @cached_property
    def death(self) -> Ints:
        """Month of death of every life; NEVER for those alive at the end."""
        return self.when(Happened.DIED)

    def _of(self, *kinds: Happened) -> tuple[Ints, Ints, Ints]:
        """Life and month in one number, kind and value of the events of these kinds, in the order of lives."""
        chosen = self.events[self.events["kind"].isin([int(kind) for kind in kinds])]
        life, month, kind, value = (chosen[name].to_numpy(np.int64) for name in ("life", "month", "kind", "value"))
        order = np.argsort(life * MONTHS + month, kind="stable")
        return (life * MONTHS + month)[order], kind[order], value[order]

    def when(self, kind: Happened, value: int | None = None) -> Ints:
        """Month in which something first happened in each life; NEVER where it did not."""
        code, _, values = self._of(kind)
        if value is not None:
            code = code[values == value]
        found = np.full(len(self.lives), NEVER)
        np.minimum.at(found, code // MONTHS, code % MONTHS)
        return found

    def _at(self, code: Ints, value: Ints, start: Ints, month: Ints) -> Ints:
        """The latest value of each life at the end of its month; `start` before the first event."""
        life = np.arange(len(self.lives))
        place = np.searchsorted(code, life * MONTHS + np.clip(month, 0, MONTHS - 1), side="right") - 1
        known = (
            (place >= 0) & (code[np.maximum(place, 0)] // MONTHS == life) if len(code) else np.zeros(len(life), bool)
        )
        return np.where(known, value[np.maximum(place, 0)], start) if len(code) else start

    def home(self, month: Ints) -> Ints:
        """Where each life lived at the end of its month."""
        code, kind, value = self._of(Happened.MOVED, Happened.LEFT, Happened.DIED)
        told = np.select([kind == Happened.MOVED, kind == Happened.LEFT], [value, -2 - value], GONE)
        return self._at(code, told, self.lives["first_home"].to_numpy(np.int64), month)

    def stage(self, month: Ints) -> Ints:
        """The `Stage` of each life at the end of its month."""
        code, _, value = self._of(Happened.STAGE)
        return self._at(code, value % 16, self.lives["first_stage"].to_numpy(np.int64), month)

    def status(self, month: Ints) -> Ints:
        """The `Status` of each life at the end of its month."""
        code, _, value = self._of(Happened.STATUS)
        return self._at(code, value // 16, self.lives["first_status"].to_numpy(np.int64), month)

    def gate(self, gate: int, passed: bool = True) -> Ints:
        """Month in which each life passed (or missed) a gate: NEVER where it did not, the first month where it had."""
        found = self.when(Happened.PASSED if passed else Happened.MISSED, gate)
        bits = self.lives["first_passed" if passed else "first_missed"].to_numpy(np.int64)
        return np.where(bits >> gate & 1 == 1, self.first, found)

    def grade(self) -> NDArray[np.float64]:
        """Mean leaving grade of each life; nan without one."""
        start = self.lives["first_grade"].to_numpy(np.int64)
        code, _, value = self._of(Happened.GRADE)
        tenths = self._at(code, value, start, np.full(len(self.lives), self.months))
        return np.where(tenths > -999, tenths / 10.0, np.nan)

    def language(self) -> Ints:
        """Outcome of each life's language assessment; 0 without one."""
        code, _, value = self._of(Happened.LANGUAGE)
        start = self.lives["first_language_group"].to_numpy(np.int64)
        return self._at(code, value, start, np.full(len(self.lives), self.months))

    def title(self, kind: str, row: int, fallback: str) -> str:
        """The name of a row, or a word for something without one."""
        return self.names.get((kind, row), "") or fallback

    def where(self, home: int) -> str:
        """A home in words: its area, department and label, or the place outside the municipality."""
        if home == GONE:
            return "dead"
        if home <= -2:
            place = self.title("outside", -2 - home, "a place outside the municipality")
            return {"abroad": "another country", "rest of Denmark": "the rest of Denmark"}.get(place, place)
        area = self.title("area", self.dwelling_area.get(home, -1), "an area without a name")
        department = self.title("department", self.dwelling_department.get(home, -1), "")
        label = self.title("dwelling", home, f"dwelling {home}")
        inside = "" if not department or department == area else f"department {department}, "
        return f"{area} ({inside}{label})"

    def life_of(self, text: str) -> int:
        """The life that a user means by a person's ID, 16 hexadecimal digits; raises InputError with the nearest."""
        keys = self.lives["key"].to_numpy(np.uint64)
        word = text.strip().lower().removeprefix("0x")
        how = "list IDs with `boligliv lives RUN --ids`"
        try:
            key = int(word, 16)
        except ValueError:
            raise InputError(f"--person '{text}' is not an ID: 16 digits 0-9 and a-f, as 00f3...; {how}") from None
        if 0 <= key < 2**64 and (keys == np.uint64(key)).any():
            return int(np.flatnonzero(keys == np.uint64(key))[0])
        raise InputError(f"--person '{text}': nobody of this ID ever lived in the estate{_near(word, keys)}; {how}")


def person_id(key: int) -> str:
    """A person's ID as it is printed, and as `--person` takes it."""
    return f"{int(key):016x}"


def _near(word: str, keys: NDArray[np.uint64]) -> str:
    """The IDs that share most leading digits with a word, and then most digits in place."""
    if not len(keys):
        return ""
    ids = [person_id(key) for key in keys.tolist()]

    def alike(one: str) -> tuple[int, int]:
        same = [a == b for a, b in zip(one, word, strict=False)]
        return (same.index(False) if False in same else len(same), sum(same))

    return " (nearest: " + ", ".join(sorted(ids, key=lambda one: (*(-n for n in alike(one)), one))[:3]) + ")"
