"""What is asked differently of A and B, in sentences."""

from __future__ import annotations

from collections.abc import Callable

from agents.core.parameter import Parameter
from dashboards import text
from dashboards.asked import Asked
from dashboards.doses import dose_text
from model.parameters import registry
from model.policies import discover

SAME = (
    "A and B ask the same, so nothing can differ: change B below.",
    "A og B spørger om det samme, så intet kan være forskelligt: ændr B herunder.",
)
ONLY = ("Only {} has: {}.", "Kun {} har: {}.")
LAW = ("Letting law: {} in A, {} in B.", "Udlejningslov: {} i A, {} i B.")
BEHAVIOUR = ("Households in A {}, in B they {}.", "Husstandene i A {}; i B {} de.")
NUMBER = ("{}: {} in A, {} in B.", "{}: {} i A, {} i B.")
NUMBER_OF_ONE = ("{}: {} in {}.", "{}: {} i {}.")
BEHAVIOURS = {
    "avoidance": (
        "avoid homes where few share their origin",
        "undgår boliger, hvor få deler deres herkomst",
    ),
    "flight": (
        "leave areas where few share their origin",
        "flytter fra områder, hvor få deler deres herkomst",
    ),
    "none": ("choose without regard to origin", "vælger uden hensyn til herkomst"),
    "null": ("move and choose by chance alone", "flytter og vælger helt tilfældigt"),
}
"""What each behaviour means, (English, Danish)."""


def sentences(language: str, a: Asked, b: Asked) -> list[str]:
    """One sentence a difference between what A and B ask; one that says so when there is none."""
    said = [
        text.of(language, ONLY).format(name, ", ".join(titles))
        for name, titles in (("A", _titles(language, a, b)), ("B", _titles(language, b, a)))
        if titles
    ]
    said += _numbers(language, a, b)
    if a.law != b.law:
        said.append(text.of(language, LAW).format(law(language, a.law), law(language, b.law)))
    if a.behaviour != b.behaviour:
        said.append(text.of(language, BEHAVIOUR).format(*(text.of(language, BEHAVIOURS[x.behaviour]) for x in (a, b))))
    return said or [text.of(language, SAME)]


def alike(a: Asked, b: Asked) -> bool:
    """Whether both ask the same, doses of proposals that are off not counted."""
    return a.scenario("vaerebro", 1) == b.scenario("vaerebro", 1)


def law(language: str, name: str) -> str:
    """A letting law as the menu names it."""
    return text.say(language, "law_dated") if name == "dated" else text.say(language, "law_of").format(name)


def _titles(language: str, one: Asked, other: Asked) -> list[str]:
    known = discover()
    names = [name for name in one.policies if name not in other.policies and name in known]
    return [_title(language, name) for name in sorted(names, key=lambda name: known[name].number)]


def _title(language: str, name: str) -> str:
    policy = discover()[name]
    title = text.of(language, policy.title)
    return f"{policy.number}. {title}" if policy.number else title


def _numbers(language: str, a: Asked, b: Asked) -> list[str]:
    """Doses of proposals that either has on, and numbers of the model, that are not the same in both."""
    said = []
    for pick in (_doses_that_count, lambda asked: dict(asked.parameters)):
        said += _unlike(language, pick, a, b)
    return said


def _doses_that_count(asked: Asked) -> dict[str, float]:
    return {name: value for name, value in asked.doses if name.partition(".")[0] in asked.policies}


def _unlike(language: str, pick: Callable[[Asked], dict[str, float]], a: Asked, b: Asked) -> list[str]:
    first, second = pick(a), pick(b)
    known, said = registry(), []
    for name in sorted({*first, *second}):
        policy, parameter = name.partition(".")[0], known.get(name)
        if parameter is None or first.get(name, parameter.value) == second.get(name, parameter.value):
            continue
        values = [dose_text(language, parameter, given.get(name, parameter.value)) for given in (first, second)]
        meaning = _meaning(language, parameter)
        if policy in discover() and (policy in a.policies) != (policy in b.policies):
            one = ("A", values[0]) if policy in a.policies else ("B", values[1])
            said.append(text.of(language, NUMBER_OF_ONE).format(meaning, one[1], one[0]))
        else:
            said.append(text.of(language, NUMBER).format(meaning, *values))
    return said


def _meaning(language: str, parameter: Parameter) -> str:
    policy = parameter.name.partition(".")[0]
    words = text.parameter(language, parameter.name, parameter.meaning).partition(";")[0]
    if policy in discover():
        return f"{_title(language, policy)}, {words}"
    return words[:1].upper() + words[1:]
