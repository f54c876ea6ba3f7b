"""What a household is follows from who lives in it: recount adults, children, type and reference person."""

from __future__ import annotations

import numpy as np
from numba import njit

from agents.core.calendar import NEVER
from agents.core.columns import Table
from agents.core.parameter import Parameter

ADULT_MONTHS = 18 * 12
PARAMETERS = (
    Parameter(
        "households.child_until", 25.0, 18.0, 30.0, "years", "recalled", "recalled",
        "age until which somebody without partner in the mother's home does not make it several families",
    ),
)  # fmt: skip


@njit(cache=True)
def _refresh(  # type: ignore[no-untyped-def]
    household, birth, female, origin, partner, mother, list_since, key, month, young_months,
    adults, children, kind, reference, h_origin, listed,
):  # fmt: skip
    core = np.zeros(len(adults), np.uint8)
    coupled = np.zeros(len(adults), np.uint8)
    adults[:] = 0
    children[:] = 0
    reference[:] = -1
    listed[:] = NEVER
    for i in range(len(household)):
        h = household[i]
        if h < 0:
            continue
        older = reference[h]
        if older < 0 or birth[i] < birth[older] or (birth[i] == birth[older] and key[i] < key[older]):
            reference[h] = i
        age = month - birth[i]
        if age < ADULT_MONTHS:
            children[h] += 1
            continue
        adults[h] += 1
        listed[h] = min(listed[h], list_since[i])
        if partner[i] >= 0 and household[partner[i]] == h:
            core[h] += 1
            coupled[h] += 1
        elif age >= young_months or mother[i] < 0 or household[mother[i]] != h:
            core[h] += 1
    for h in range(len(adults)):
        who = reference[h]
        if who < 0:
            continue
        h_origin[h] = origin[who]
        if core[h] == 2 and coupled[h] == 2:
            kind[h] = 3 if children[h] > 0 else 2
        elif core[h] == 1 and children[h] > 0:
            kind[h] = 4
        elif core[h] == 1 and adults[h] == 1:
            kind[h] = 1 if female[who] else 0
        else:
            kind[h] = 5


def refresh(persons: Table, households: Table, month: int, values: dict[str, float] | None = None) -> None:
    """Recount every household from its members, in place: adults, children, type, reference, origin, listed.

    The reference person is the oldest member. Somebody under 25 without partner in the mother's home counts
    as an adult but does not turn a family into `OTHER`; a single parent whose only children are grown up is
    `OTHER` as in the official statistics [@recalled]. Households without members keep zero adults and
    children and reference -1.
    """
    until = PARAMETERS[0].value if values is None else values[PARAMETERS[0].name]
    _refresh(
        persons.household, persons.birth_month, persons.female, persons.origin,
        persons.partner, persons.mother, persons.list_since, persons.key, month, int(until * 12),
        households.adults, households.children, households.type, households.reference,
        households.origin, households.listed,
    )  # fmt: skip
