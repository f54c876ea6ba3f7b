"""The report of a study: one self-contained page for all studies of a store, or for one of them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from experiments import report
from experiments.errors import InputError
from experiments.measures import Measure
from experiments.provenance import package_version
from experiments.report_numbers import between, number, signed
from experiments.report_words import more_runs_in_words, upper
from experiments.study_report import curves, influence, probability_maps, tables
from experiments.study_report.data import StudyRuns, read
from experiments.study_report.main_effects import MainEffect, ground_words, main_effects, rows, table
from experiments.study_report.rivals import rivals
from geodata import place as places

TEMPLATE = "study.html"
MOST_SENTENCES = 8


@dataclass(frozen=True)
class Written:
    """A page on disk, and the main effects of its studies as plain rows by the study's name."""

    page: Path
    effects: Mapping[str, list[dict[str, Any]]]


def write(root: Path, page: Path, wanted: str | None = None) -> Written:
    """Write the page about the studies of a store (or the one of this name or hash), whole or not at all.

    Raises InputError for a folder without studies, or where nobody may write.
    """
    found = read(root, wanted)
    html, effects = compose(found, root)
    hidden = page.with_name(f".unfinished-{os.getpid()}-{page.name}")
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        hidden.write_text(html, encoding="utf-8")
        hidden.replace(page)
    except OSError as error:
        hidden.unlink(missing_ok=True)
        raise InputError(f"{page}: cannot write there ({error.strerror})") from None
    return Written(page, effects)


def compose(found: Sequence[StudyRuns], root: Path) -> tuple[str, dict[str, list[dict[str, Any]]]]:
    """The page as text and the main effects of each study; nothing is written."""
    parts, effects = [], {}
    for position, one in enumerate(found):
        part, told = _part(one, position, root)
        parts.append(part)
        effects[one.study.name] = rows(told)
    title = f"Study: {found[0].study.name}" if len(found) == 1 else f"{len(found)} studies in {root.name}"
    names = dict.fromkeys(name for one in found for name in one.study.places)
    credits = [
        f"{source['title']}: {source['credit']}. {source['licence']}. {source['status']}."
        for name in names
        for source in places.load(name).sources.values()
    ]
    html = report.environment().get_template(TEMPLATE).render(
        title=title,
        css=Markup(report.template_text("report.css")),
        parts=parts,
        credits=list(dict.fromkeys(credits)),
        version=package_version(),
    )  # fmt: skip
    return html, effects


def _part(found: StudyRuns, position: int, root: Path) -> tuple[dict[str, Any], list[MainEffect]]:
    """Everything about one study, by the names the template uses, and its main effects."""
    anchor = f"study-{position}"
    known, effects = tables.known_numbers(), list(main_effects(found))
    measured = influence.measured(found)
    part = {
        "anchor": anchor,
        "heading": upper(found.study.name),
        "question": _question(found),
        "answer": _answer(found, effects),
        "effects": table(found, effects, anchor),
        "rivals": rivals(found, anchor),
        "curves": curves.pictures(found, known, anchor),
        "maps": probability_maps.pictures(found, anchor),
        "no_maps": not found.study.maps,
        "failures": tables.failures(found, anchor),
        "weak": tables.weak_words(found, known),
        "assumptions": tables.assumptions(found, known, measured, anchor),
        "defaults": tables.defaults(found, known, measured, anchor),
        "provenance": tables.provenance(found, anchor),
        "toml": found.study.as_toml(),
        "command": f"boligliv sweep STUDY.toml -o {root.name} && boligliv report {root.name}",
    }
    return part, effects


def _question(found: StudyRuns) -> str:
    study = found.study
    others = [name for k, name in enumerate(found.called) if k != found.reference]
    where = " and ".join(places.load(name).title for name in study.places)
    what = (
        f"What {_list(others)} change{'s' * (len(others) == 1)} against {found.called[found.reference]}"
        if others
        else f"What comes of {found.called[0]}"
    )
    along = f", along {len(study.varied)} number{'s' * (len(study.varied) > 1)}" if study.varied else ""
    return f"{what} in {where}{along}, over {study.months} months on {study.replications} seeds"


def _answer(found: StudyRuns, effects: Sequence[MainEffect]) -> list[str]:
    """How far the study has come, and its largest and its undecided findings at the last horizon."""
    lines = [_come_so_far(found)]
    last = [one for one in effects if one.year == found.study.years[-1] and one.pair.verdict != "identical"]
    told = [one for one in last if one.pair.verdict == "distinguishable"]
    told.sort(key=lambda one: -abs(one.pair.mean) / (one.pair.standard_error or 1e-12))
    lines += [_sentence(found, one) for one in told[:MOST_SENTENCES]]
    if len(told) > MOST_SENTENCES:
        lines.append(f"{len(told) - MOST_SENTENCES} more differences can be told from none; see the table.")
    open_ = [one for one in last if one.pair.verdict == "not distinguishable"]
    if open_:
        needed = [one.pair.more_runs_needed for one in open_ if one.pair.more_runs_needed is not None]
        fewest = (
            f"; the nearest needs {more_runs_in_words(open_[0].pair.verdict, min(needed))} more pairs" if needed else ""
        )
        lines.append(f"{len(open_)} of {len(last)} differences are not distinguishable from none{fewest}.")
    if not found.outcomes:
        lines.append("None of the outcomes asked for is in the runs that are finished.")
    return lines


def _come_so_far(found: StudyRuns) -> str:
    done, asked = len(found.runs), found.asked
    if done == asked:
        return f"All {number(asked, 0)} runs are finished."
    parts = [f"{number(done, 0)} of {number(asked, 0)} runs are finished"]
    if len(found.failures):
        parts.append(f"{number(len(found.failures), 0)} failed")
    if found.missing:
        parts.append(f"{number(found.missing, 0)} are not run yet")
    return ", ".join(parts) + ": what follows is from those that are there."


def _sentence(found: StudyRuns, one: MainEffect) -> str:
    outcome, pair = one.outcome, one.pair
    unit = f" {outcome.measure.en}" if outcome.measure.en else ""
    good = _better(outcome, pair.mean)
    return (
        f"{upper(found.named(one.alternative))}{ground_words(found, one.ground)}: {outcome.title.en} "
        f"{signed(pair.mean, outcome.digits + 1)}{unit} "
        f"({between(pair.low, pair.high, pair.standard_error, outcome.digits)}){good}."
    )


def _better(outcome: Measure, mean: float) -> str:
    if not outcome.better or outcome.metric == "present_cost_kr":
        return ""
    return ", for the better" if outcome.better * mean > 0 else ", for the worse"


def _list(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
