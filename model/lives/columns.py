"""What a life is made of: its columns, and the kinds of events in it."""

from __future__ import annotations

from enum import IntEnum

from agents.codes import at_hand
from agents.core.columns import Column


@at_hand
class Happened(IntEnum):
    """Kinds of events in a life; what `value` of each means stands in `EVENT_VALUES`."""

    MOVED = 1
    LEFT = 2
    OWN_HOME = 3
    PARTNER = 4
    ALONE = 5
    STAGE = 6
    LANGUAGE = 7
    PASSED = 8
    MISSED = 9
    TIES = 10
    GRADE = 11
    EDUCATION = 12
    STATUS = 13
    JOB = 14
    ILL = 15
    CASE = 16
    TROUBLE = 17
    CONVICTED = 18
    DIED = 19


EVENT_VALUES = {
    Happened.MOVED: "row of the dwelling in the municipality",
    Happened.LEFT: "row of the place outside the municipality",
    Happened.OWN_HOME: "row of the place outside the municipality",
    Happened.PARTNER: "life of the partner; -1 somebody without a record",
    Happened.ALONE: "life of the former partner; -1 somebody without a record",
    Happened.STAGE: "(institution row + 1) * 16 + stage",
    Happened.LANGUAGE: "language group",
    Happened.PASSED: "gate",
    Happened.MISSED: "gate",
    Happened.TIES: "ties when a gate was met: 4 bits a layer (kin first), then 4 bits for those across the border",
    Happened.GRADE: "mean leaving grade * 10",
    Happened.EDUCATION: "education",
    Happened.STATUS: "new status * 16 + the one before",
    Happened.JOB: "(business row + 1) * 8 + how it was found",
    Happened.ILL: "1 begins, 0 ends",
    Happened.CASE: "1 opened, 0 closed",
    Happened.TROUBLE: "1 begins, 0 ends",
    Happened.CONVICTED: "0",
    Happened.DIED: "0",
}

NO_PARTNER, STRANGER = -2, -1
GONE = -32768
"""`now_home` of the dead. A home in the municipality is its dwelling row, one in an outside place -2 minus its row."""
NO_GRADE = -999

REMEMBERED = (
    Column("home", "i4", "row", "dwelling; -2 minus the place outside the municipality"),
    Column("stage", "u1", "Stage", "stage on the ladder"),
    Column("institution", "i4", "row", "institution attended"),
    Column("language_group", "u1", "LanguageGroup", "outcome of the language assessment"),
    Column("passed", "u1", "bits of Gate", "gates passed"),
    Column("missed", "u1", "bits of Gate", "gates missed"),
    Column("grade", "i2", "tenths", "mean leaving grade; -999 before", NO_GRADE),
    Column("education", "u1", "Education", "highest completed education"),
    Column("status", "u1", "Status", "what the person lives by"),
    Column("workplace", "i4", "row", "business worked in"),
)
"""What a life remembers twice: as it was when the person was first seen (`first_`) and as it is (`now_`)."""

LIFE_COLUMNS = (
    Column("birth_month", "i2", "month", "month of birth"),
    Column("female", "?", "", "woman or girl"),
    Column("origin", "u1", "Origin", "official origin group"),
    Column("mother", "u8", "key", "key of the mother; 0 unknown"),
    Column("first_month", "i2", "month", "first month in the estate, or of birth there"),
    Column("born_here", "?", "", "born in the estate during the run"),
    Column("first_area", "i2", "row", "first area in the estate"),
    *(Column(f"first_{c.name}", c.dtype, c.unit, c.meaning + ", when first seen", c.fill) for c in REMEMBERED),
    *(Column(f"now_{c.name}", c.dtype, c.unit, c.meaning, c.fill) for c in REMEMBERED),
    Column("now_partner", "i4", "row", "life of the partner; -1 without a record, -2 none", NO_PARTNER),
    Column("now_ill", "?", "", "long illness"),
    Column("now_case", "?", "", "open social case"),
    Column("now_trouble", "?", "", "in trouble"),
    Column("now_convicted", "i2", "month", "month of the latest conviction"),
)
