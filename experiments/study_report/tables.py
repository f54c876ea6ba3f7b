"""What a study was and what it rests on: provenance, failed runs, and every number varied or held."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from agents.core.parameter import GRADES, Parameter
from experiments.report_numbers import number, plain
from experiments.report_people import GRADE_WORDS, WEAK
from experiments.report_view import Row, View
from experiments.report_words import upper
from experiments.study.form import policies_of
from experiments.study.value import Range, Study
from experiments.study_report.data import StudyRuns
from experiments.vocabulary import Vocabulary, vocabulary

MOST_FAILURES = 50
LONGEST_ERROR = 400
NOT_MEASURED = "not measured"
Influence = Mapping[str, str]
"""What was measured of a number's influence, in words, by its full name."""


def known_numbers(words: Vocabulary | None = None) -> dict[str, Parameter]:
    """Every number of the model and of its policies by full name."""
    words = words or vocabulary()
    return {one.name: one for group in (words.parameters, *words.policies.values()) for one in group.values()}


def provenance(found: StudyRuns, anchor: str) -> View:
    """What was asked and run, by whom and when, and how long it took."""
    study, runs, sittings = found.study, found.runs, found.record["sittings"]
    hours, design = float(runs["seconds"].sum()) / 3600.0, study.design
    median = f"{number(float(runs['seconds'].median()), 1)} s" if len(runs) else "–"
    span = f"{_when(runs['finished'].min())} to {_when(runs['finished'].max())}" if len(runs) else "–"
    kind = "one point" if design is None else f"{design.kind}, {_design(study)}"
    lines = (
        ("Study", f"{study.name} (hash {found.record['study']})"),
        ("Places, behaviours, laws", "; ".join(map(", ".join, (study.places, study.behaviours, study.laws)))),
        ("Alternatives", ", ".join(study.alternatives)),
        ("Design", f"{kind}; {number(study.size, 0)} points in all"),
        ("Seeds at every point", _seeds(study)),
        ("Length and horizons", f"{study.months} months; years {', '.join(map(str, study.years))}"),
        ("Runs", f"{number(found.asked, 0)} asked, {number(len(runs), 0)} done, "
                 f"{number(len(found.failures), 0)} failed, {number(found.missing, 0)} missing"),
        ("Finished", span),
        ("Time used", f"{number(hours, 2)} hours of processes; the middle run {median}"),
        ("Machines", ", ".join(sorted(set(runs["host"]))) or "–"),
        ("Version of the model", _versions(runs["version"])),
        ("Version of the program", ", ".join(dict.fromkeys(str(one["code_version"]) for one in sittings))),
        ("Sittings", f"{len(sittings)}, the last on {_when(sittings[-1]['began'])} on {sittings[-1]['where']}"),
        ("Python and libraries", f"{sittings[-1]['python']}; " + ", ".join(
            f"{name} {version}" for name, version in sorted(sittings[-1]["libraries"].items()))),
    )  # fmt: skip
    rows = tuple(Row(name, (value,)) for name, value in lines)
    return View(f"{anchor}-provenance", "Study, runs and versions", ("What", "As it is"), (("", rows),), textual=(0,))


def failures(found: StudyRuns, anchor: str) -> View | None:
    """Runs that failed, with the error and what they asked; None when none did."""
    failed = found.failures
    if failed.empty:
        return None
    rows = []
    for row in failed.head(MOST_FAILURES).to_dict("records"):
        asked = json.loads(str(row["asked"]))
        numbers = ", ".join(f"{name} {value:g}" for name, value in _numbers_of(asked).items())
        error, tail = str(row["error"]), str(row["traceback"]).strip().split("\n")
        place = next((line.strip() for line in reversed(tail) if line.strip().startswith("File ")), "")
        rows.append(
            Row(
                str(row["run"]),
                (str(row["policies"]) or "base", str(row["seed"]), numbers or "–", _cut(error), _cut(place)),
            )
        )
    more = len(failed) - len(rows)
    return View(
        f"{anchor}-failures",
        f"{number(len(failed), 0)} failed run{'s' * (len(failed) > 1)}",
        ("Run", "Policies", "Seed", "Numbers", "Error", "Where"),
        (("", tuple(rows)),),
        (f"{number(more, 0)} more: boligliv query DIR \"select * from failures\". " if more else "")
        + "A seed with a failed run is left out of every comparison that would need it. Try them again with "
        "boligliv sweep --retry-failed.",
        (0, 1, 2, 3, 4),
    )  # fmt: skip


def assumptions(found: StudyRuns, known: Mapping[str, Parameter], influence: Influence, anchor: str) -> View | None:
    """Every number that the study varies or holds elsewhere than at its default."""
    study = found.study
    groups = [
        ("Levers: varied, and a matter of choice", [(one.name, _range(one)) for one in study.levers]),
        ("Uncertainties: varied, and nobody's choice", [(one.name, _range(one)) for one in study.uncertainties]),
        ("Held at another value than the default", [(name, plain(value)) for name, value in study.fixed]),
    ]
    shown = [(label, tuple(_assumption(known, name, here, influence) for name, here in ones)) for label, ones in groups]
    shown = [(label, rows) for label, rows in shown if rows]
    if not shown:
        return None
    return _table(f"{anchor}-assumptions", "Numbers that this study varies or holds", tuple(shown))


def defaults(found: StudyRuns, known: Mapping[str, Parameter], influence: Influence, anchor: str) -> View:
    """Every other number that the study's runs meet, at its default."""
    study, words = found.study, vocabulary()
    told = {one.name for one in study.varied} | {name for name, _ in study.fixed}
    policies = {policy for alternative in study.alternatives for policy in policies_of(alternative, words)}
    own = {one.name for policy in policies for one in words.policies[policy].values()}
    names = [name for name in known if name not in told and (name in words.parameters or name in own)]
    groups: dict[str, list[Row]] = {}
    for name in names:
        label = name.partition(".")[0].replace("_", " ").capitalize()
        groups.setdefault(label, []).append(_assumption(known, name, "default", influence))
    rows = tuple((label, tuple(ones)) for label, ones in groups.items())
    return _table(f"{anchor}-defaults", f"The other {len(names)} numbers, all at their defaults", rows)


def weak_words(found: StudyRuns, known: Mapping[str, Parameter]) -> str:
    """How many of the varied numbers rest on judgement or memory, as a sentence; '' where none is varied."""
    varied = [known[one.name] for one in found.study.varied if one.name in known]
    if not varied:
        return "No number is varied: every one has its default or the value the study holds it at."
    weak = sum(one.grade in WEAK for one in varied)
    return (
        f"{weak} of the {len(varied)} varied numbers are judgement or recalled. What the study varies it also tells; "
        "the numbers it does not vary are as uncertain as their grades say, and that is in no interval here."
    )


def _table(name: str, caption: str, groups: tuple[tuple[str, tuple[Row, ...]], ...]) -> View:
    return View(
        name,
        caption,
        ("Meaning", "Name", "In this study", "Default", "Plausible range", "Unit", "Grade", "Source",
         "Measured influence"),
        groups,
        "Grades: " + "; ".join(f"{grade}: {GRADE_WORDS[grade]}" for grade in GRADES) + ". Sources are keys of "
        "REFERENCES.bib. Measured influence: for how many outcomes of a Morris or Sobol study the number matters "
        "beyond chance (here, or in an earlier study of so many months); boligliv sensitivity tells how much.",
        (0, 4, 5, 6, 7),
    )  # fmt: skip


def _assumption(known: Mapping[str, Parameter], name: str, here: str, influence: Influence) -> Row:
    one = known.get(name)
    measured = influence.get(name) or NOT_MEASURED
    if one is None:
        return Row("no longer in the model", (name, here, "–", "–", "–", "–", "–", measured))
    span = f"{plain(one.low)} to {plain(one.high)}"
    cells = (name, here, plain(one.value), span, one.unit, one.grade, one.source, measured)
    return Row(upper(one.meaning), cells, "weak" if one.grade in WEAK else "")


def _range(one: Range) -> str:
    return f"{plain(one.low)} to {plain(one.high)}"


def _numbers_of(asked: Mapping[str, Any]) -> dict[str, float]:
    """Numbers of a scenario that are not at their default, by full name."""
    found = {str(name): float(value) for name, value in dict(asked.get("parameters", {})).items()}
    for policy, doses in dict(asked.get("policies", {})).items():
        found |= {f"{policy}.{short}": float(value) for short, value in dict(doses).items()}
    return found


def _design(study: Study) -> str:
    assert study.design is not None
    told = study.design.used
    words = [f"{key} {told[key]}" for key in ("samples", "levels", "seed") if key in told]
    numbers = len(study.varied)
    return ", ".join(
        [*words, f"{numbers} number{'s' * (numbers > 1)}", f"{study.design_size} points for each combination"]
    )


def _seeds(study: Study) -> str:
    first, last = study.seeds[0], study.seeds[-1]
    return f"{first}" if first == last else f"{first} to {last}, the same at every point"


def _versions(versions: Sequence[str]) -> str:
    counts: dict[str, int] = {}
    for one in versions:
        counts[one] = counts.get(one, 0) + 1
    words = ", ".join(f"{one} ({count} runs)" for one, count in sorted(counts.items()))
    return f"{words}; it counts the policies' own files, so each alternative has its own" if len(counts) > 1 else words


def _when(text: str) -> str:
    return str(text)[:16].replace("T", " ") + " UTC"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_ERROR else text[: LONGEST_ERROR - 1] + "…"
