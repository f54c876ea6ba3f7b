"""Numbers that many proposals share: dose, years, start-up, uptake, reach, places, length, breaking off."""

from __future__ import annotations

from agents.core.parameter import Parameter

P = Parameter
Number = tuple[float, float, float, str, str]
"""Value, low, high, source, grade."""
FIRST_YEAR, LAST_YEAR = 2015.0, 2065.0
DANISH = {
    "dose": "hvor stor en del af forslaget der gennemføres (0 intet, 1 alt)",
    "from_year": "år, hvor forslaget besluttes, fra januar",
    "until_year": "år, hvor forslaget ophører, i januar",
    "start_up": "måneder fra beslutning til første virkning",
    "months": "længste tid, man kan deltage",
    "uptake": "andel af de spurgte, der siger ja, når de taler flydende dansk",
    "reach": "tilslutning blandt dem, der taler halvt så godt dansk, i forhold til dem, der taler det flydende",
    "places": "pladser: hvor mange der kan deltage ad gangen",
    "dropout": "hvor mange forløb der afbrydes på et år for hvert forløb i gang",
}
"""Danish wording of the shared numbers, by short name."""


def schedule(name: str, start_up: Number) -> tuple[Parameter, ...]:
    """Dose, first and last year, and months from decision to first effect; every proposal has these."""
    return (
        P(f"{name}.dose", 1.0, 0.0, 1.0, "share of the whole", "judgement", "judgement",
          "how much of the proposal is carried out: 0 nothing, 1 all that is described"),
        P(f"{name}.from_year", FIRST_YEAR, FIRST_YEAR, LAST_YEAR, "year", "judgement", "judgement",
          "year in which it is decided, from January; 2016.5 is July 2016"),
        P(f"{name}.until_year", LAST_YEAR, FIRST_YEAR, LAST_YEAR, "year", "judgement", "judgement",
          "year in which it ends, in January; whoever takes part then is let go"),
        P(f"{name}.start_up", start_up[0], start_up[1], start_up[2], "months", start_up[3], start_up[4],
          "months from decision to first effect: staff, rooms, agreements"),
    )  # fmt: skip


def course(
    name: str, months: Number, uptake: Number, places: Number, reach: Number, dropout: Number
) -> tuple[Parameter, ...]:
    """What a proposal with participants needs: length of a course, who says yes, room, and courses broken off."""
    return (
        P(f"{name}.months", *months[:3], "months", *months[3:], "longest time that somebody takes part"),
        P(f"{name}.uptake", *uptake[:3], "share", *uptake[3:], "of those asked, with full Danish, who say yes"),
        P(f"{name}.reach", *reach[:3], "ratio", *reach[3:],
          "yes from those who speak half as much Danish, over those with full Danish; an offer in Danish reaches them "
          "less"),
        P(f"{name}.places", *places[:3], "per 1,000 homes of the estate", *places[3:],
          "room: how many take part at a time"),
        P(f"{name}.dropout", *dropout[:3], "per year", *dropout[3:],
          "courses broken off in a year, by staff who leave or by those who take part"),
    )  # fmt: skip
