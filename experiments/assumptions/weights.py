"""How much of what was measured rests on which number, and on which kind of evidence.

Influence is measured outcome by outcome, in different units. So each number is told by its part of all influence
measured for one outcome in one study, beyond what luck alone would show, and these parts are averaged over outcomes.
The parts say nothing of numbers that no study has varied.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agents.core.parameter import GRADES, Parameter
from experiments.calibration.tuned import NAMES
from experiments.explain_danish import marks
from experiments.influence import Influence
from model.policies.policy import Text

CAVEAT = Text(
    "Influence was measured for {measured} of {numbers} numbers only ({studies}). Shares of influence are shares of "
    "what was measured there; of the other {rest} numbers they say nothing.",
    "Indflydelsen er kun målt for {measured} af {numbers} tal ({studies}). Andele af indflydelsen er andele af det, "
    "der er målt dér; om de andre {rest} tal siger de intet.",
)
STUDY = Text("{place}, {of}, {months} months, {runs} runs", "{place}, {of}, {months} måneder, {runs} kørsler")
NOTHING = Text(
    "Influence was measured for none of {numbers} numbers.", "Indflydelsen er ikke målt for noget af de {numbers} tal."
)
TODAY = Text("today's rules", "dagens regler")


@dataclass(frozen=True)
class Resting:
    """What rests on one kind of evidence.

    `numbers` of the model have this grade, `part` of all; `measured` of them were varied in a study, `matter` told from
    luck for some outcome. `influence` is their part of all influence measured; it lies between `low` and `high` when
    every interval is at the end that is worst or best for it. Nothing measured: all three are 0.
    """

    grade: str
    numbers: int
    part: float
    measured: int
    matter: int
    influence: float
    low: float
    high: float

    def as_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def _questions(found: Mapping[str, Sequence[Influence]]) -> list[list[Influence]]:
    """What was measured, question by question of one study: only there do influences add up."""
    groups: dict[tuple[str, ...], list[Influence]] = {}
    for ones in found.values():
        for one in ones:
            groups.setdefault((*one.question[1:], one.study, one.method), []).append(one)
    # A question in which no number moved anything beyond luck has nothing to share out.
    return [ones for _, ones in sorted(groups.items()) if sum(map(_beyond, ones)) > 0.0]


def _beyond(one: Influence) -> float:
    return max(one.influence - one.luck_alone, 0.0)


def parts(found: Mapping[str, Sequence[Influence]]) -> dict[str, float]:
    """Each measured number's part of all influence measured, mean over outcomes; they add up to one."""
    questions = _questions(found)
    out = dict.fromkeys(found, 0.0)
    for ones in questions:
        whole = sum(map(_beyond, ones))
        for one in ones:
            out[one.number] += _beyond(one) / whole / len(questions)
    return out


def by_grade(registry: Mapping[str, Parameter], found: Mapping[str, Sequence[Influence]]) -> tuple[Resting, ...]:
    """What rests on each kind of evidence, kinds as in `GRADES`."""
    found = {name: ones for name, ones in found.items() if name in registry}
    part, questions = parts(found), _questions(found)
    return tuple(_resting(grade, registry, found, part, questions) for grade in GRADES)


def _resting(
    grade: str,
    registry: Mapping[str, Parameter],
    found: Mapping[str, Sequence[Influence]],
    part: Mapping[str, float],
    questions: Iterable[Sequence[Influence]],
) -> Resting:
    mine = {name for name, one in registry.items() if one.grade == grade}
    ends = [_ends(ones, mine) for ones in questions]
    return Resting(
        grade=grade,
        numbers=len(mine),
        part=len(mine) / max(len(registry), 1),
        measured=len(mine & found.keys()),
        matter=sum(any(one.matters for one in found[name]) for name in mine & found.keys()),
        influence=sum((value for name, value in part.items() if name in mine), 0.0),
        low=sum(low for low, _ in ends) / max(len(ends), 1),
        high=sum(high for _, high in ends) / max(len(ends), 1),
    )


def _ends(ones: Sequence[Influence], mine: set[str]) -> tuple[float, float]:
    """The least and the most of one question's influence that these numbers can have within the intervals."""
    least = {one.number: max(one.low - one.luck_alone, 0.0) for one in ones}
    most = {one.number: max(one.high - one.luck_alone, 0.0) for one in ones}
    mine_least, mine_most = (sum(x for name, x in ends.items() if name in mine) for ends in (least, most))
    rest_least, rest_most = (sum(x for name, x in ends.items() if name not in mine) for ends in (least, most))
    low, high = mine_least + rest_most, mine_most + rest_least
    return mine_least / low if low else 0.0, mine_most / high if high else 0.0


def caveat(registry: Mapping[str, Parameter], found: Mapping[str, Sequence[Influence]], spoken: int = 0) -> str:
    """How few numbers the shares of influence are about, and where those were measured; `spoken` 1 Danish."""
    found = {name: ones for name, ones in found.items() if name in registry}
    if not found:
        return NOTHING[spoken].format(numbers=_whole(len(registry), spoken))
    told = {
        STUDY[spoken].format(
            place=NAMES.get(one.place, one.place),
            of=TODAY[spoken] if one.of == "base" else one.of,
            months=one.months,
            runs=one.runs,
        )
        for ones in found.values()
        for one in ones
    }
    numbers, measured = len(registry), len(found)
    return CAVEAT[spoken].format(
        measured=measured,
        numbers=_whole(numbers, spoken),
        rest=_whole(numbers - measured, spoken),
        studies="; ".join(sorted(told)),
    )


def _whole(number: int, spoken: int) -> str:
    return marks(f"{number:,}", spoken)
