"""What is asked of a store: which study, where, under which alternative or against which, in which year, of what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from agents.core.parameter import nearest
from experiments.errors import InputError
from experiments.study import outcome_keys
from experiments.study.designs import MORRIS, SOBOL
from experiments.study.form import BASE, from_toml
from experiments.study.query import Answers
from experiments.study.value import Study
from experiments.toml_text import tables_of
from model.policies import discover

KINDS = (MORRIS, SOBOL)
"""Designs that say how much each number matters."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the outcomes of alternative `of`, or what it changes against alternative `against`.

    `year` counts from the start of the runs; `outcomes` are keys 'metric|unit|group'.
    """

    study: Study
    place: str
    behaviour: str
    law: str
    of: str
    against: str | None
    year: int
    outcomes: tuple[str, ...]

    @property
    def what(self) -> str:
        """Whose outcome it is, in words: 'base', or 'second_chance against base'."""
        return self.of if self.against is None else f"{self.of} against {self.against}"

    def first_point(self, alternative: str) -> int:
        """Where this alternative's points begin in the order of the study."""
        study, k = self.study, 0
        factors = (
            (study.places, self.place), (study.behaviours, self.behaviour), (study.laws, self.law),
            (study.alternatives, alternative),
        )  # fmt: skip
        for names, name in factors:
            k = k * len(names) + names.index(name)
        return k * study.design_size


def ask(
    answers: Answers,
    *,
    study: str | None = None,
    place: str | None = None,
    behaviour: str | None = None,
    law: str | None = None,
    of: str | None = None,
    against: str | None = None,
    year: int | None = None,
    outcomes: Sequence[str] = (),
    otherwise: Sequence[str] = (),
) -> Question:
    """The question, checked against the study; what it has only one of need not be said.

    Without `outcomes` those of the study are asked for, and `otherwise` when it names none.
    """
    chosen = find_study(answers, study)
    one_of = _one_of(chosen, of, "alternatives", "--of")
    other = against if against is None else _one_of(chosen, against, "alternatives", "--against")
    if other == one_of:
        raise InputError(f"--of {one_of} --against {other}: an alternative against itself changes nothing")
    if year is not None and year not in chosen.years:
        raise InputError(f"--year {year} was not kept; '{chosen.name}' has {', '.join(map(str, chosen.years))}")
    known = outcome_keys.known(discover()) if outcomes else ()
    for key in outcomes:
        if key not in known:
            raise InputError(f"--outcome {key} is not known{nearest(key, known)}; see `boligliv list values`")
    return Question(
        chosen,
        _one_of(chosen, place, "places", "--place"),
        _one_of(chosen, behaviour, "behaviours", "--behaviour"),
        _one_of(chosen, law, "laws", "--law"),
        one_of,
        other,
        chosen.years[-1] if year is None else year,
        tuple(dict.fromkeys(outcomes)) or chosen.outcomes or tuple(otherwise),
    )


def find_study(answers: Answers, wanted: str | None) -> Study:
    """The study by name or by the beginning of its hash; not needed where a store has one that can be asked."""
    rows = answers.ask("select study, name, toml from studies order by began, study").to_dict("records")
    kinds = {row["study"]: _kind(row) for row in rows}
    fit = [row for row in rows if kinds[row["study"]] in KINDS]
    all_words = "; ".join(f"'{row['name']}' ({kinds[row['study']] or 'no design'})" for row in rows) or "none"
    if wanted is not None:
        named = [row for row in rows if wanted == row["name"] or str(row["study"]).startswith(wanted)]
        if not named:
            raise InputError(
                f"--study {wanted} is not in this folder{nearest(wanted, (row['name'] for row in rows))}; "
                f"there: {all_words}"
            )
        fit = [row for row in named if row in fit]
    if not fit:
        raise InputError(
            f"no study of design {' or '.join(KINDS)} to ask; in this folder: {all_words}; docs/sensitivity.md "
            "says how to make one"
        )
    if len(fit) > 1:
        names = "; ".join(f"'{row['name']}' ({kinds[row['study']]}, {row['study'][:8]})" for row in fit)
        raise InputError(f"there are {len(fit)} studies to ask; say which by name or hash with --study: {names}")
    row = fit[0]
    found = from_toml(row["toml"], f"study {row['study']}")
    if found.hash != row["study"]:
        raise InputError(
            f"study {row['study']} was written by another version of the program, which placed its points otherwise; "
            "sweep it again"
        )
    return found


def _kind(row: Mapping[str, str]) -> str | None:
    """The kind of design a study has."""
    design = tables_of(row["toml"], f"study {row['study']}").get("design")
    return str(design.get("kind")) if isinstance(design, dict) else None


def _one_of(study: Study, wanted: str | None, factor: str, flag: str) -> str:
    names: tuple[str, ...] = getattr(study, factor)
    if wanted is None:
        if len(names) > 1:
            more = f" (and --against {BASE} to ask what it changes)" * (factor == "alternatives" and BASE in names)
            raise InputError(f"'{study.name}' has {len(names)} {factor}: say which with {flag}{more}; {_list(names)}")
        return names[0]
    if wanted not in names:
        raise InputError(f"{flag} {wanted} is not in '{study.name}'{nearest(wanted, names)}; it has {_list(names)}")
    return wanted


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)
