"""The page of all assumptions, written from the program: docs/assumptions.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from experiments import influence
from experiments.assumptions import used, weights
from experiments.assumptions.weights import Resting
from experiments.bibliography import reference
from experiments.calibration import tuned
from experiments.effects_page import markdown
from experiments.explain_danish import number
from experiments.influence import Influence
from model.parameters import registry

HEAD = (
    "number", "what it is", "value", "range", "unit", "evidence", "source", "set against", "declared in",
    "also read by",
)  # fmt: skip
GRADE_WORDS = {
    "register": "counted in a register or official statistics",
    "trial": "measured in a randomised trial",
    "observational": "measured in a study without a trial, or read in official practice",
    "catalogue": "stated by the policy catalogue the proposals come from",
    "law": "set by law",
    "recalled": "recalled from memory, unchecked",
    "judgement": "judgement of the authors",
}
"""What the grades mean."""


def rows() -> list[dict[str, Any]]:
    """Every number with where it is used and its measured influence: the most influential first, then by mechanism."""
    measured = influence.read()
    part, home, also = weights.parts(measured), used.declared(), used.readers()
    found = [
        {field: getattr(one, field) for field in ("name", "value", "low", "high", "unit", "source", "grade", "meaning")}
        | {
            "tuned_to": list(one.tuned_to),
            "declared_in": home[name],
            "read_by": list(also[name]),
            "influence_part": part.get(name),
            "matters": influence.in_words(measured.get(name, ())),
            "influence": [one.as_dict() for one in measured.get(name, ())],
        }
        for name, one in registry().items()
    ]
    # Mechanisms before proposals, and the numbers of a file as they stand there: many say "the same with ...".
    stands = {name: k for k, name in enumerate(home)}
    return sorted(
        found,
        key=lambda row: (
            not row["influence"], -(row["influence_part"] or 0.0), row["declared_in"].startswith("policies."),
            row["declared_in"], stands[row["name"]],
        ),
    )  # fmt: skip


def resting() -> tuple[Resting, ...]:
    """What rests on each kind of evidence now."""
    return weights.by_grade(registry(), influence.read())


def caveat(spoken: int = 0) -> str:
    """How few numbers the shares of influence are about."""
    return weights.caveat(registry(), influence.read(), spoken)


def grade_rows() -> list[dict[str, str]]:
    """The shares by kind of evidence as cells in words, and a last row for all."""
    found = resting()
    told = [
        {
            "evidence": one.grade,
            "numbers": str(one.numbers),
            "share of numbers": per_cent(one.part),
            "measured": str(one.measured),
            "matter": str(one.matter),
            "share of measured influence": with_range(one),
        }
        for one in found
    ]
    counts = [str(sum(getattr(one, name) for one in found)) for name in ("numbers", "measured", "matter")]
    whole = "100 %" if any(one.measured for one in found) else "–"
    return [*told, dict(zip(told[0], ("all", counts[0], "100 %", counts[1], counts[2], whole), strict=True))]


def per_cent(share: float) -> str:
    """A share as whole per cents.

    >>> per_cent(0.669)
    '67 %'
    """
    return f"{100.0 * share:.0f} %"


def with_range(one: Resting) -> str:
    """The share of measured influence with what it may be within the intervals; a dash where nothing was measured."""
    if not one.measured:
        return "–"
    return f"{per_cent(one.influence)} ({100.0 * one.low:.0f}–{100.0 * one.high:.0f})"


def page() -> str:
    """docs/assumptions.md as the program says it now."""
    found = rows()
    measured = [row for row in found if row["influence"]]
    rest = [row for row in found if not row["influence"]]
    grades = grade_rows()
    parts = [
        "# What the model rests on",
        f"Every number of the model and of its proposals, {len(found):,} in all, with the range in which it is "
        "plausible, where it comes from and how good that evidence is. This page is written by `boligliv docs "
        "assumptions`; `boligliv list parameters` prints the same, and each can be changed in a scenario file, on the "
        "command line (`--set`) and in the dashboard's view Assumptions. What the model does with them is told in "
        "[odd.md](odd.md).",
        "## How much rests on what",
        markdown(tuple(grades[0]), [list(row.values()) for row in grades]),
        _judgement(),
        caveat(),
        "A number's influence on an outcome is its part of all influence that one study measured for that outcome, "
        "beyond what luck alone would show; parts are averaged over outcomes. The range in brackets is what the share "
        "could be if every interval lay at the end that is worst or best for it.",
        "\n".join(f"- **{grade}**: {words}." for grade, words in GRADE_WORDS.items()),
        "## Numbers that were set against a figure",
        _tuned(found),
        markdown(("what the figure is, and its value", "its name", "numbers set against it"), _figures(found)),
        "## Numbers whose influence was measured",
        markdown((*HEAD, "share of influence", "matters for"), [[*_cells(row), *_measured(row)] for row in measured]),
        "The most influential first. *Matters for* counts outcomes for which the number could be told from luck.",
        "## Numbers nobody has measured yet",
        *_by_mechanism(rest),
        "## Sources",
        "\n".join(f"- `{key}`: {reference(key)}" for key in _sources(found)),
    ]
    return "\n\n".join(parts) + "\n"


def _tuned(found: Sequence[Mapping[str, Any]]) -> str:
    number = sum(bool(row["tuned_to"]) for row in found)
    return (
        f"{number} numbers were set by running the model until it came near a figure (column *set against*). Each of "
        "them was later fitted to it as well, with how sure the figure makes it: [baseline.md](baseline.md)."
    )


def _figures(found: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    numbers: dict[str, list[str]] = {}
    for row in found:
        for target in row["tuned_to"]:
            numbers.setdefault(target, []).append(f"`{row['name']}`")
    return [[tuned.figure(name), f"`{name}`", ", ".join(sorted(ones))] for name, ones in sorted(numbers.items())]


def _judgement() -> str:
    one = next(one for one in resting() if one.grade == "judgement")
    words = f"**{per_cent(one.part)} of the numbers are judgements"
    if not one.measured:
        return words + ".**"
    return words + f", and {per_cent(one.influence)} of the influence measured so far rests on them.**"


def _cells(row: Mapping[str, Any]) -> list[str]:
    low, high = number(row["low"], 0), number(row["high"], 0)
    span = f"{low} to {high}" if low != high else "fixed"
    also = ", ".join(f"`{module}`" for module in row["read_by"])
    place = f"`{row['declared_in']}`"
    return [
        f"`{row['name']}`", row["meaning"], number(row["value"], 0), span, row["unit"], row["grade"], row["source"],
        ", ".join(f"`{target}`" for target in row["tuned_to"]), place, also,
    ]  # fmt: skip


def _measured(row: Mapping[str, Any]) -> list[str]:
    ones = [Influence(**one) for one in row["influence"]]
    told = sorted({one.outcome.split("|")[0] for one in ones if one.matters})
    return [per_cent(row["influence_part"]), f"{row['matters']}: {', '.join(told)}" if told else row["matters"]]


def _by_mechanism(rest: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    for name, group in groupby(rest, key=lambda row: used.mechanism(row["declared_in"])):
        ones = list(group)
        yield f"### `{name}`"
        yield markdown(HEAD, map(_cells, ones))


def _sources(found: Sequence[Mapping[str, Any]]) -> list[str]:
    return sorted({key.strip() for row in found for key in row["source"].split(";")})
