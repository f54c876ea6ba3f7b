"""Who takes part in which programme: one row for each taking part now."""

from __future__ import annotations

from enum import IntEnum

from agents.codes import at_hand
from agents.core.columns import Column


@at_hand
class Subject(IntEnum):
    """Whom a programme is offered to."""

    PERSON = 0
    HOUSEHOLD = 1
    INSTITUTION = 2


PARTICIPATION_COLUMNS = (
    Column("slot", "u1", "number", "programme, by its place in the list of all"),
    Column("subject", "u1", "Subject", "whether a person, a household or an institution takes part"),
    Column("row", "i4", "row", "who takes part, in the table of its kind"),
    Column("who", "u8", "", "key of who takes part: a row may have gone to somebody else"),
    Column("since", "i2", "month", "month of joining"),
    Column("until", "i2", "month", "month when the course ends"),
    Column("group", "i4", "number", "group that meets; -1 none", -1),
)
