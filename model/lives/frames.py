"""The life record as tables to be stored: lives, what happened in them, and the names they mention."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.lives import Happened, Lives

if TYPE_CHECKING:
    from model.world import World


def lives(record: Lives) -> pd.DataFrame:
    """A row for each life in the order of its number: the columns of `LIFE_COLUMNS` after the person's key."""
    rows = np.arange(record.count)
    return pd.DataFrame({name: getattr(record.slots, name)[rows] for name in record.slots})


def events(record: Lives) -> pd.DataFrame:
    """What happened: life, month, kind and value, by month, life and kind."""
    return pd.DataFrame(record.events())


def names(world: World) -> pd.DataFrame:
    """The titles of all rows that a life can mention, by kind: area, dwelling, outside, institution, business.

    A dwelling's title is its label; it carries the area it stands in, and its letting department's title.
    """
    found = world.lives.events()
    slots = world.lives.slots
    said = {kind: found["value"][found["kind"] == kind] for kind in Happened}
    attended = np.concatenate([slots.first_institution[: world.lives.count], said[Happened.STAGE] // 16 - 1])
    worked = np.concatenate([slots.first_workplace[: world.lives.count], said[Happened.JOB] // 8 - 1])
    homes = np.concatenate([slots.first_home[: world.lives.count], said[Happened.MOVED]])
    homes = np.unique(homes[homes >= 0])
    stock, place = world.place.dwellings, world.place
    parts = [
        _titles("area", np.arange(len(place.areas)), place.areas["title"].to_numpy(dtype=str)),
        _titles("department", np.arange(len(place.departments)), place.departments["title"].to_numpy(dtype=str)),
        _titles("outside", np.arange(len(place.neighbours)), place.neighbours["name"].to_numpy(dtype=str)),
        _named("institution", attended, world.institution_names),
        _named("business", worked, world.business_names),
    ]
    label = stock["label"].to_numpy(dtype=object)[homes]
    told = np.array(["" if text is None or text != text else str(text) for text in label], dtype=object)
    dwellings = _titles("dwelling", homes, told)
    dwellings["area"] = world.dwellings.area[homes]
    dwellings["department"] = world.dwellings.department[homes]
    frame = pd.concat([*parts, dwellings], ignore_index=True)
    return frame.astype({"area": "Int32", "department": "Int32"})


def _titles(kind: str, row: NDArray[np.integer], title: NDArray[np.generic]) -> pd.DataFrame:
    return pd.DataFrame({"kind": kind, "row": row.astype(np.int32), "title": title.astype(object)})


def _named(kind: str, rows: NDArray[np.integer], titles: tuple[str, ...]) -> pd.DataFrame:
    """Those of a kind that have been mentioned."""
    held = np.unique(rows[(rows >= 0) & (rows < len(titles))])
    return _titles(kind, held, np.array([titles[row] for row in held], dtype=object))
