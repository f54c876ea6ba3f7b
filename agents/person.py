"""What a person is made of."""

from __future__ import annotations

from agents.core.calendar import NEVER
from agents.core.columns import Column

PERSON_COLUMNS = (
    Column("household", "i4", "row", "household the person lives in", -1),
    Column("birth_month", "i2", "month", "month of birth, counted from January 2015"),
    Column("female", "?", "", "woman or girl"),
    Column("origin", "u1", "Origin", "official origin group"),
    Column("partner", "i4", "row", "spouse or cohabiting partner in the same household", -1),
    Column("mother", "i4", "row", "mother, while she lives in the model", -1),
    Column("education", "u1", "Education", "highest completed education"),
    Column("status", "u1", "Status", "what the person lives by"),
    Column("status_since", "i2", "month", "month the present status began"),
    Column("skill", "f4", "SD", "skill relative to the national mean"),
    Column("language", "f4", "0..1", "command of Danish"),
    Column("income", "f4", "kr/month before tax", "wage, benefit or pension"),
    Column("open_case", "?", "", "open social case"),
    Column("list_since", "i2", "month", "month of joining the waiting lists; never is 32767", NEVER),
    Column("home_wish", "i2", "month", "month since when the person wants a home of their own", NEVER),
    Column("home_reason", "u1", "Wish", "why: leaving parents or parting"),
)
