"""What a household is follows from who lives in it: recount adults, children, type and reference person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numba import njit

from agents.core.calendar import NEVER
from agents.core.columns import Rows, Table
from agents.core.parameter import Parameter

ADULT_MONTHS = 18 * 12
NOBODY, LOW = 2**63 - 1, 2**32 - 1
"""No eldest found yet, and the part of an eldest's number that is the row: month of birth * 2**32 + row."""
PARAMETERS = (
    Parameter(
        "households.child_until", 25.0, 18.0, 30.0, "years", "recalled", "recalled",
        "age until which somebody without partner in the mother's home does not make it several families",
    ),
)  # fmt: skip


class Part(NamedTuple):
    """Some households and all who live in them: person rows and household rows, ascending."""

    rows: Rows
    homes: Rows


def everybody(persons: Table, households: Table) -> Part:
    """All rows, empty ones too."""
    return Part(np.arange(persons.capacity), np.arange(households.capacity))


def child_months(values: Mapping[str, float] | None) -> int:
    """Age in months until which somebody in the mother's home does not make it several families."""
    return int((PARAMETERS[0].value if values is None else values[PARAMETERS[0].name]) * 12)


@njit(cache=True)
def _kinds():  # type: ignore[no-untyped-def]
    """The type of a household by core members (3: more), a couple among them, children, one adult, she is a woman."""
    out = np.full((4, 2, 2, 2, 2), 5, np.uint8)
    out[2, 1, 0], out[2, 1, 1], out[1, :, 1] = 2, 3, 4
    out[1, :, 0, 1, 0], out[1, :, 0, 1, 1] = 0, 1
    return out


@njit(cache=True)
def _refresh(  # type: ignore[no-untyped-def]
    rows, homes, household, birth, female, origin, partner, mother, list_since, key, month, young_months,
    adults, children, kind, reference, h_origin, listed,
):  # fmt: skip
    # Wide sums and few branches: which person is a child or has a partner cannot be foreseen, and narrow sums are slow.
    size = len(adults)
    eldest, counts, since = np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64)
    for h in homes:
        eldest[h], counts[h], since[h] = NOBODY, 0, NEVER
    for i in rows:
        h = household[i]
        if h < 0:
            continue
        mine, other = (np.int64(birth[i]) << 32) | i, eldest[h]
        if other >> 32 == birth[i]:
            eldest[h] = mine if key[i] < key[other & LOW] else other
        else:
            eldest[h] = min(mine, other)
        age = month - birth[i]
        adult = np.int64(age >= ADULT_MONTHS)
        paired = adult & np.int64(partner[i] >= 0) & np.int64(household[max(partner[i], 0)] == h)
        child = np.int64(age < young_months) & np.int64(mother[i] >= 0) & np.int64(household[max(mother[i], 0)] == h)
        core = adult & (paired | (1 - child))
        counts[h] += (1 - adult) | (adult << 8) | (core << 16) | (paired << 24)
        since[h] = min(since[h], max(np.int64(list_since[i]), NEVER - 65535 * adult))
    kinds = _kinds()
    for h in homes:
        children[h], adults[h], listed[h] = counts[h] & 255, (counts[h] >> 8) & 255, since[h]
        reference[h] = -1
        if eldest[h] == NOBODY:
            continue
        who = eldest[h] & LOW
        reference[h], h_origin[h] = who, origin[who]
        core, couple = (counts[h] >> 16) & 255, counts[h] >> 24 == 2
        kind[h] = kinds[min(core, 3), int(couple), int(children[h] > 0), int(adults[h] == 1), int(female[who])]


def refresh(
    persons: Table, households: Table, month: int, values: Mapping[str, float] | None = None, part: Part | None = None
) -> None:
    """Recount every household, or these, from the members, in place: adults, children, type, reference, origin, listed.

    The reference person is the oldest member. Somebody under 25 without partner in the mother's home counts
    as an adult but does not turn a family into `OTHER`; a single parent whose only children are grown up is
    `OTHER` as in the official statistics [@recalled]. Households without members keep zero adults and
    children and reference -1.
    """
    rows, homes = everybody(persons, households) if part is None else part
    _refresh(
        rows, homes, persons.household, persons.birth_month, persons.female, persons.origin,
        persons.partner, persons.mother, persons.list_since, persons.key, month, child_months(values),
        households.adults, households.children, households.type, households.reference,
        households.origin, households.listed,
    )  # fmt: skip
