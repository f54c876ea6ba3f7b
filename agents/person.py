"""What a person is made of."""

from __future__ import annotations

from agents.core.calendar import LONG_AGO, NEVER
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
    Column("agency", "f4", "SD", "belief in one's own power to act, relative to the national mean"),
    Column("stage", "u1", "Stage", "where on the ladder from cradle to job", 8),
    Column("institution", "i4", "row", "daycare, school or education attended; -1 none", -1),
    Column("nursery", "i4", "row", "latest nursery attended in the municipality; -1 none or unknown", -1),
    Column("kindergarten", "i4", "row", "latest kindergarten attended there; -1 none or unknown", -1),
    Column("school", "i4", "row", "latest school attended there; -1 none or unknown", -1),
    Column("benefit_young", "?", "", "has lived by benefits before the age at which results of schools are counted"),
    Column("language_group", "u1", "LanguageGroup", "outcome of the language assessment at three"),
    Column("grade", "f4", "7-step scale, -3..12", "mean leaving grade of compulsory school; nan before", float("nan")),
    Column("gates_passed", "u1", "bits of Gate", "gates passed"),
    Column("gates_missed", "u1", "bits of Gate", "gates missed"),
    Column("workplace", "i4", "row", "business worked in; -1 none or unknown", -1),
    Column("hours", "u1", "hours/week", "weekly hours of the job; 0 without one"),
    Column("found", "u1", "Found", "how the present job was found"),
    Column("ill", "?", "", "long illness that keeps from work"),
    Column("trouble", "f4", "0..1", "involvement in trouble (13-25 years)"),
    Column("convicted", "i2", "month", "month of the latest conviction; long ago is -32768", LONG_AGO),
    Column("club", "i4", "row", "association the person is active in; -1 none", -1),
    Column("programme", "i4", "number", "programme group that meets; -1 none", -1),
    Column("childhood_here", "u1", "months", "months under 18 lived in the estate, at most 216"),
    Column("enrolled", "u4", "bits", "programmes in which the person takes part, a bit each"),
    Column("displaced", "i2", "month", "when the school stopped taking the pupil's grade; never is -32768", LONG_AGO),
    Column("record", "i4", "row", "row in the life record of all who ever lived in the estate; -1 none", -1),
)
