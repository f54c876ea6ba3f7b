"""The page of the pattern bank: what fails first, then every pattern with source, statistic, range and verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from experiments.validation import rivals_page
from experiments.validation.claims import CLAIMS, NOT_DONE, NOT_SHOWN
from experiments.validation.form import KINDS, Pattern
from experiments.validation.keep import Kept
from experiments.validation.rivals import NONE, Rivals
from experiments.validation.verdict import FAIL, PASS, UNDECIDED, Judged
from experiments.validation.words import NOT_RUN, SAID, expected, measured

USE = {
    "parameter": "numbers of the model were set with this source in view: passing is no evidence",
    "check": "no number of the model was set by it",
}


def page(patterns: Mapping[str, Pattern], kept: Kept, rivals: Rivals = NONE) -> str:
    """The whole page in Markdown."""
    verdicts = {name: kept.verdict(name) for name in patterns}
    parts = [
        "# The model against what is known",
        _opening(patterns, kept, verdicts),
        "## What fails",
        _failing(patterns, kept),
        "## What cannot be told",
        _undecided(patterns, kept),
    ]
    for kind, title in KINDS.items():
        parts.append(f"## {title.en[0].upper()}{title.en[1:]}")
        parts += [_pattern(one, kept.parts.get(one.name, ())) for one in patterns.values() if one.kind == kind]
        if kind == "claim":
            parts.append(_not_shown(patterns))
    parts += ["## Under rival submodels of behaviour", rivals_page.section(patterns, rivals)]
    parts += ["## Not done", _not_done()]
    return "\n\n".join(part for part in parts if part) + "\n"


def _opening(patterns: Mapping[str, Pattern], kept: Kept, verdicts: Mapping[str, str]) -> str:
    source = kept.source
    told = ""
    if source:
        told = (
            f" The results below are of {source['stored']}, from {source['runs']} runs over {source['months']:,} "
            f"months in {' and '.join(source['places'])}, at the model's own numbers."
        )
    lines = [
        "Written by `boligliv validate --store`; do not edit. Each pattern holds runs of the model against a figure, a "
        "shape or a claim from outside it. A statistic is a mean over runs with its 95 % interval, which tells the "
        "luck of the draw and nothing else. It **passes** when the whole interval lies inside the range the source "
        "gives, **fails** when it lies outside, and is **undecided** while it straddles the edge. A pattern fails "
        f"when one of its parts does. Ranges come from the source or, where it gives no size, from a reading "
        "of it that the column 'from' states. The five years that most statistics are averaged over, and the split of "
        "moving by age into shape and level, were chosen after a first look at a few runs; no range was changed for "
        f"them.{told}",
        "| | patterns | pass | fail | undecided | pass of those that set no number |",
        "|---|---|---|---|---|---|",
    ]
    for kind, title in KINDS.items():
        mine = [one for one in patterns.values() if one.kind == kind]
        count = Counter(verdicts[one.name] for one in mine)
        free = [one for one in mine if one.use == "check"]
        held = sum(verdicts[one.name] == PASS for one in free)
        lines.append(
            f"| {title.en} | {len(mine)} | {count[PASS]} | {count[FAIL]} | {count[UNDECIDED]} | {held} of {len(free)} |"
        )
    lines += [
        "",
        "A claim that passes is shown to be *in* the model: a number that stands for it, or a proposal that rests on "
        "it, moves what it should. It is no evidence that the claim is true. Effects of exactly nothing fail a claim.",
    ]
    return "\n\n".join([lines[0], "\n".join(lines[1:-2]), lines[-1]])


def _failing(patterns: Mapping[str, Pattern], kept: Kept) -> str:
    return _list(patterns, kept, FAIL) or "Nothing."


def _undecided(patterns: Mapping[str, Pattern], kept: Kept) -> str:
    never = [f"- `{name}`: not run yet" for name in patterns if name not in kept.parts]
    return "\n".join(filter(None, [_list(patterns, kept, UNDECIDED), *never])) or "Nothing."


def _list(patterns: Mapping[str, Pattern], kept: Kept, verdict: str) -> str:
    lines = []
    for name, pattern in patterns.items():
        for one in kept.parts.get(name, ()):
            part = pattern.parts.get(one.part)
            if one.verdict == verdict and part is not None:
                lines.append(
                    f"- {pattern.title.en} (`{name}`), {part.title.en}: {measured(one, part.digits)} {part.unit}; "
                    f"expected {expected(part)}"
                )
    return "\n".join(lines)


def _pattern(pattern: Pattern, found: Sequence[Judged]) -> str:
    number = f"Claim {pattern.claim_number}. " if pattern.claim_number else ""
    cited = "; ".join(f"@{key.strip()}" for key in pattern.source.split(";"))
    lines = [
        f"### {pattern.title.en}",
        f"{number}{pattern.claim.en} [{cited}], {pattern.grade}; {USE[pattern.use]}. Pattern `{pattern.name}`."
        + (f" {pattern.note.en}" if pattern.note.en else ""),
    ]
    by_part = {one.part: one for one in found}
    table = ["| part | model | expected | from | runs | verdict |", "|---|---|---|---|---|---|"]
    for key, part in pattern.parts.items():
        one = by_part.get(key)
        value = "–" if one is None else measured(one, part.digits)
        said = SAID[NOT_RUN if one is None else one.verdict].en
        said = f"**{said}**" if one is not None and one.verdict == FAIL else said
        runs = "–" if one is None else one.runs
        table.append(f"| {part.title.en}, {part.unit} | {value} | {expected(part)} | {part.why} | {runs} | {said} |")
    return "\n\n".join([*lines, "\n".join(table)])


def _not_shown(patterns: Mapping[str, Pattern]) -> str:
    shown = {one.claim_number for one in patterns.values() if one.claim_number}
    lines = [f"### Claims that no run can show ({len(NOT_SHOWN)} of {CLAIMS}; {len(shown)} are tested above)", ""]
    lines += [f"- Claim {number}. {claim.en} {why.en}" for number, (claim, why) in sorted(NOT_SHOWN.items())]
    return "\n".join(lines)


def _not_done() -> str:
    return "\n".join(f"- {what.en}. {why.en}" for what, why in NOT_DONE)
