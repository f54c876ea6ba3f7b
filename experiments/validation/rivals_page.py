"""What the rival submodels of behaviour make of the figures, as a part of the page of the bank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from experiments.validation.form import Pattern
from experiments.validation.rivals import Rivals, comparable
from experiments.validation.verdict import PASS, VERDICTS, Judged
from experiments.validation.words import SAID, expected, measured
from experiments.vocabulary import BEHAVIOUR_MEANINGS


def section(patterns: Mapping[str, Pattern], kept: Rivals) -> str:
    """How every submodel stands, where they differ, and the parts of which they say different things."""
    found = list(compared(patterns, kept))
    if not found:
        return "Not run yet: `boligliv validate rivals --store`."
    names = [name for name in BEHAVIOUR_MEANINGS if kept.parts.get(name)]
    differing = [(one, part, by) for one, part, by in found if len({row.verdict for row in by.values()}) > 1]
    told = ""
    if kept.source:
        told = f" Of {kept.source['stored']}, {kept.source['runs']} runs over {kept.source['months']:,} months."
    opening = (
        "The same figures and shapes with the other submodels of how households react to who lives where; nothing else "
        f"is changed, and no number is fitted anew.{told} {len(found) - len(differing)} of {len(found)} verdicts are "
        "the same under all: they say nothing for or against any of them."
    )
    return "\n\n".join([opening, _counts(found, names), _differing(differing, names)])


def compared(patterns: Mapping[str, Pattern], kept: Rivals) -> Iterator[tuple[Pattern, str, dict[str, Judged]]]:
    """Every part that has been judged under several submodels."""
    for one in comparable(patterns.values()):
        for part in one.parts:
            by = kept.of(one.name, part)
            if len(by) > 1:
                yield one, part, by


def _counts(found: list[tuple[Pattern, str, dict[str, Judged]]], names: list[str]) -> str:
    lines = ["| submodel | what it says | pass | fail | undecided |", "|---|---|---|---|---|"]
    for name in names:
        count: Counter[str] = Counter(by[name].verdict for _, _, by in found if name in by)
        cells = " | ".join(str(count[one]) for one in VERDICTS)
        lines.append(f"| `{name}` | {BEHAVIOUR_MEANINGS[name]} | {cells} |")
    return "\n".join(lines)


def _differing(found: list[tuple[Pattern, str, dict[str, Judged]]], names: list[str]) -> str:
    if not found:
        return "No verdict differs."
    lines = [f"| part | expected | {' | '.join(f'`{name}`' for name in names)} |", "|---|---|" + "---|" * len(names)]
    for one, key, by in found:
        part = one.parts[key]
        cells = [_cell(by.get(name), part.digits) for name in names]
        what = f"{one.title.en} (`{one.name}`): {part.title.en}, {part.unit}"
        lines.append(f"| {' | '.join([what, expected(part), *cells])} |")
    return "\n".join(lines)


def _cell(one: Judged | None, digits: int) -> str:
    if one is None:
        return "–"
    said = SAID[one.verdict].en
    return f"{measured(one, digits)} {said if one.verdict == PASS else f'**{said}**'}"
