"""What the ledger writes down: entries, the kinds they belong to, who pays, and whose account it is."""

from __future__ import annotations

STATE, MUNICIPALITY = 0, 1
PAYERS = ("state", "municipality")
"""Payers of what belongs to a person; the region's hospitals are counted as the state's."""
ASSOCIATION = "housing association"
KINDS = ("transfers", "services", "taxes", "housing")
"""Kinds of entries that belong to a person; programmes are a fifth kind that belongs to none."""
PROGRAMME = "programme"

ENTRIES = (
    ("cash benefit", "transfers"),
    ("unemployment benefit", "transfers"),
    ("disability pension", "transfers"),
    ("old-age pension", "transfers"),
    ("study grant", "transfers"),
    ("child benefits", "transfers"),
    ("daycare", "services"),
    ("school", "services"),
    ("youth education", "services"),
    ("higher education", "services"),
    ("health visitors", "services"),
    ("social case", "services"),
    ("job centre", "services"),
    ("convictions", "services"),
    ("health", "services"),
    ("care of the old", "services"),
    ("income tax", "taxes"),
    ("labour-market contribution", "taxes"),
    ("VAT and duties", "taxes"),
    ("housing benefit", "housing"),
)
"""Every entry with its kind; costs are positive, taxes are receipts and negative."""
(
    CASH, UNEMPLOYED, DISABILITY, OLD_AGE, GRANT, CHILD, DAYCARE, SCHOOL, YOUTH, HIGHER, VISITORS, CASE, JOB_CENTRE,
    CONVICTION, HEALTH, CARE, TAX, CONTRIBUTION, VAT, HOUSING,
) = range(len(ENTRIES))  # fmt: skip
KIND_OF = tuple(KINDS.index(kind) for _, kind in ENTRIES)

GROUPS = (
    ("estate", "start"),
    ("estate", "later"),
    ("former", "start"),
    ("former", "later"),
    ("away", "start"),
    ("away", "later"),
    ("elsewhere", "never"),
)
"""Whose account: where they live now (the estate; elsewhere in the municipality after the estate; outside it after the
estate; elsewhere and never in the estate), and whether they belong to the cohort of the start: those who lived in the
estate when the run began, and the children born to its women since, wherever they are born."""

SCOPES: dict[str, tuple[int, ...]] = {
    "estate": (0, 1),
    "elsewhere": (2, 3, 6),
    "municipality": (0, 1, 2, 3, 6),
    "ever lived in the estate": (0, 1, 2, 3, 4, 5),
    "residents of the start": (0, 2, 4),
    "everybody followed": (0, 1, 2, 3, 4, 5, 6),
}
"""Sets of groups that a planner asks for."""

COUNTS = ("persons", "aged 18-64", "at work", "young outside")
"""Heads counted beside the money: all, 18-64, of them employed, and those of 18-24 outside work and education."""
