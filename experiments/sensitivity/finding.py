"""What a study says of one outcome: each number's index, and how much of what is seen is chance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from experiments.effects import MAIN_OUTCOMES
from experiments.errors import InputError
from experiments.measures import Measure
from experiments.report_numbers import MEASURES
from experiments.sensitivity.blocks import Blocks, blocks, table
from experiments.sensitivity.chance import Chance, chance
from experiments.sensitivity.indices import Index, morris_indices, sobol_indices
from experiments.sensitivity.question import Question
from experiments.study.designs import MORRIS
from experiments.study.query import Answers
from experiments.zones import ZONES

Row = dict[str, str | float | int | bool | None]


@dataclass(frozen=True)
class Finding:
    """The indices of one outcome, the largest first, and the split of its variance.

    `title` and `measure` are for showing; effects are in `measure`, its standard deviation between runs too (`spread`).
    """

    question: Question
    outcome: str
    title: str
    measure: str
    indices: tuple[Index, ...]
    chance: Chance
    blocks: Blocks

    @property
    def is_morris(self) -> bool:
        """Whether the indices are Morris's effects rather than Sobol's shares."""
        assert self.question.study.design is not None
        return self.question.study.design.kind == MORRIS

    @property
    def still(self) -> bool:
        """Whether the outcome is the same in all runs."""
        return not self.blocks.values.std()

    def rows(self) -> Iterator[Row]:
        """One row for each number, for JSON and CSV."""
        question, method = self.question, "morris" if self.is_morris else "sobol"
        ranges = {one.name: one for one in question.study.varied}
        for one in self.indices:
            row: Row = {
                "outcome": self.outcome, "of": question.of, "against": question.against or "", "year": question.year,
                "place": question.place, "number": one.number, "from": ranges[one.number].low,
                "to": ranges[one.number].high, "method": method, "best_rank": one.best, "worst_rank": one.worst,
                "mu_star" if self.is_morris else "total": one.total.value, "low": one.total.low, "high": one.total.high,
                "standard_error": one.total.error, "error_of_seeds": one.total.of_seeds, "luck_alone": one.alone,
                "matters": one.matters, "measure": self.measure if self.is_morris else "share of variance",
            }  # fmt: skip
            if one.first is None:
                row |= {"mu": one.mean, "sigma": one.spread}
            else:
                row |= {"first": one.first.value, "first_low": one.first.low, "first_high": one.first.high}
            yield row

    def chance_row(self) -> Row:
        """The split of the variance and what is left out, for JSON and CSV."""
        parts = {part.name.replace(" ", "_"): part for part in self.chance.parts}
        row: Row = {"outcome": self.outcome, "title": self.title, "measure": self.measure, "seeds": self.chance.seeds}
        for name, part in parts.items():
            row |= {
                f"variance_{name}": part.variance, f"share_{name}": part.share, f"low_{name}": part.low,
                f"high_{name}": part.high,
            }  # fmt: skip
        return row | {
            "share_chance": self.chance.share, "low_chance": self.chance.low, "high_chance": self.chance.high,
            "chance_left_in_means": self.chance.left, "seeds_needed": self.chance.seeds_needed,
            "blocks": self.blocks.kept, "blocks_asked": self.blocks.asked, "left_out": self.blocks.left_out,
        }  # fmt: skip


def find(answers: Answers, question: Question, must: bool = True) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """What is found of each outcome; where `must` is False, what is passed over for want of values, and why."""
    runs, found, passed = table(answers, question), [], []
    for outcome in question.outcomes:
        try:
            found.append(finding(question, outcome, blocks(answers, question, outcome, runs)))
        except InputError as error:
            if must:
                raise
            passed.append(str(error))
    if not found:
        raise InputError(passed[0] if passed else f"'{question.study.name}' names no outcomes: say one with --outcome")
    return tuple(found), tuple(passed)


def finding(question: Question, outcome: str, whole: Blocks) -> Finding:
    """Analyse the whole blocks of one outcome."""
    study = question.study
    assert study.design is not None
    title, measure, scale = shown(outcome)
    values, names = whole.values * scale, [one.name for one in study.varied]
    if study.design.kind == MORRIS:
        indices, single = morris_indices(names, whole.positions, values, study.design.levels), values
    else:
        # Only the two independent samples of the scheme: the points between them would count some twice.
        indices, single = sobol_indices(names, values), values[:, [0, -1]]
    return Finding(question, outcome, title, measure, indices, chance(single), whole)


def shown(outcome: str) -> tuple[str, str, float]:
    """Title, measure in words and factor of an outcome.

    >>> shown("turnover|estate|all")
    ('Moves out per 100 homes a year', '', 1.0)
    >>> shown("tie_components|estate|all")
    ('tie components (estate)', '', 1.0)
    """
    known: dict[str, Measure] = {
        one.key: one for one in (*(m for zone in ZONES for m in (*zone.persons, *zone.place)), *MAIN_OUTCOMES)
    }
    if outcome in known:
        one = known[outcome]
        return one.title.en, one.measure.en, one.scale
    metric, unit, group = outcome.split("|")
    whose = unit.replace("_", " ") if group == "all" else f"{unit.replace('_', ' ')}, {group.replace('_', ' ')}"
    plain = MEASURES.get(metric)
    if plain is not None:
        points = "percentage points" if plain.unit == "%" else plain.unit
        return f"{plain.title} ({whose})", points, plain.factor
    return f"{metric.replace('_', ' ')} ({whose})", "", 1.0
