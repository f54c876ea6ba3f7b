"""Measured values, ranges and verdicts in words, in English (0) and Danish (1)."""

from __future__ import annotations

import math

from experiments.validation.form import Part
from experiments.validation.verdict import FAIL, PASS, UNDECIDED, Judged
from model.policies.policy import Text

NOT_RUN = "not run"
SAID: dict[str, Text] = {
    PASS: Text("passes", "består"),
    FAIL: Text("fails", "dumper"),
    UNDECIDED: Text("undecided", "uafgjort"),
    NOT_RUN: Text("not run", "ikke kørt"),
}
SAME = Text("0, the same in every pair", "0, ens i alle par")
ONE_RUN = Text("one run", "én kørsel")
UNITS: dict[str, str] = {
    "% of homes left": "% af fraflyttede boliger",
    "% of jobs": "% af job",
    "% of lettings": "% af udlejninger",
    "0..1": "0..1",
    "SD": "standardafvigelser",
    "SD per SD": "SD pr. SD",
    "correlation": "korrelation",
    "dissimilarity": "ulighedsindeks",
    "gates a person": "porte pr. person",
    "households": "husstande",
    "hundredths a year": "hundrededele pr. år",
    "kr/month": "kr./md.",
    "moves a year": "flytninger om året",
    "per 100 homes and year": "pr. 100 boliger om året",
    "odds ratio": "oddsforhold",
    "percentage points": "procentpoint",
    "percentage points a year": "procentpoint pr. år",
    "percentage points against 30-40": "procentpoint mod 30-40 år",
    "percentage points against the first year": "procentpoint mod det første år",
    "ratio": "forhold",
}
"""Danish names of the units of parts."""


def measured(judged: Judged, digits: int, spoken: int = 0) -> str:
    """A mean with its 95 % interval.

    >>> measured(Judged("a", "b", 1.234, 0.1, 1.0, 1.5, 5, "pass"), 2)
    '1.23 [1.00; 1.50]'
    """
    if math.isnan(judged.mean):
        return "–"
    if judged.low == judged.high == 0.0:
        return SAME[spoken]
    mean = _number(f"{judged.mean:.{digits}f}", spoken)
    if math.isnan(judged.low):
        return f"{mean} ({ONE_RUN[spoken]})"
    low, high = (_number(f"{end:.{digits}f}", spoken) for end in (judged.low, judged.high))
    return f"{mean} [{low}; {high}]"


def expected(part: Part, spoken: int = 0) -> str:
    """The range in words.

    >>> from experiments.validation.form import more
    >>> expected(more(Text("a", "a"), "%")), expected(Part(Text("a", "a"), -0.5, 2, "%", "made up"), 1)
    ('above 0', '−0,5 til 2')
    """
    low, high = (_number(f"{end:.10g}", spoken) for end in (part.low, part.high))
    if math.isinf(part.high):
        words = Text("above {}", "over {}") if part.open else Text("{} or more", "mindst {}")
        return words[spoken].format(low)
    if math.isinf(part.low):
        words = Text("below {}", "under {}") if part.open else Text("{} or less", "højst {}")
        return words[spoken].format(high)
    return f"{low} {('to', 'til')[spoken]} {high}"


def unit(part: Part, spoken: int = 0) -> str:
    """The unit of a part."""
    return UNITS[part.unit] if spoken else part.unit


def told(part: Part, judged: Judged) -> str:
    """One part in a sentence: what was measured, what is expected, and the verdict."""
    return f"{part.title.en} {measured(judged, part.digits)} {part.unit}, expected {expected(part)}: {judged.verdict}"


def _number(text: str, spoken: int) -> str:
    text = text.replace("-", "−")
    return text.replace(".", ",") if spoken else text
