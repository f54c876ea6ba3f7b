"""The tables of the description of the model, each read from the code it is about."""

from __future__ import annotations

import importlib
import inspect
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum

from agents import codes
from agents.business import BUSINESS_COLUMNS, Business
from agents.core.columns import Column
from agents.core.parameter import GRADES
from agents.core.ties import LAYERS
from agents.dwelling import DWELLING_COLUMNS
from agents.household import HOUSEHOLD_COLUMNS, Household
from agents.institution import INSTITUTION_COLUMNS, Institution, LettingDepartment
from agents.participation import PARTICIPATION_COLUMNS, Subject
from agents.person import PERSON_COLUMNS
from experiments.assumptions import used
from experiments.description.drawn import decisions
from experiments.effects_page import markdown
from experiments.outcomes import OUTCOMES
from experiments.vocabulary import BEHAVIOUR_MEANINGS, laws
from model.estate_model import MECHANISMS_WITH_LEVERS, PHASES
from model.levers import STAGES, Lever
from model.lives.columns import EVENT_VALUES, LIFE_COLUMNS
from model.metrics import discover as metrics
from model.parameters import registry
from model.policies import discover as policies

ENTITIES: Mapping[str, tuple[Sequence[Column], str]] = {
    "Person": (PERSON_COLUMNS, "lives in a household; decides about work, education, clubs and a home of one's own"),
    "Household": (HOUSEHOLD_COLUMNS, "lives in a dwelling; decides about moving and accepting homes"),
    "Dwelling": (DWELLING_COLUMNS, "a home; does not act"),
    "Institution": (INSTITUTION_COLUMNS, "serves people; follows roll, budget and rules"),
    "Business": (BUSINESS_COLUMNS, "employs people; hires, grows, shrinks, opens and closes"),
    "Participation": (PARTICIPATION_COLUMNS, "one taking part in one programme"),
    "Life": (LIFE_COLUMNS, "what is written down of everybody who ever lived in the estate; changes nothing"),
}
"""Every kind of entity with its columns and what it is."""
MESA_AGENTS = (Household, Institution, LettingDepartment, Business)
CODES: tuple[type[IntEnum], ...] = tuple(
    code for _, code in inspect.getmembers(codes, inspect.isclass) if issubclass(code, IntEnum) and code is not IntEnum
)


def first_sentence(text: str | None) -> str:
    """What a docstring opens with, on one line.

    >>> first_sentence("Homes\\n    stand. They fall.")
    'Homes stand.'
    """
    whole = " ".join((text or "").split("\n\n")[0].split())
    whole = re.sub(r"\s*\[@[^\]]+\]", "", whole)
    return re.split(r"(?<=\.)\s+(?=[A-ZÅÆØΔ`])", whole)[0]


def entities() -> str:
    """Every kind of entity and how many columns it has."""
    return markdown(
        ("entity", "state variables", "what it is"),
        [[f"**{name}**", str(len(columns)), what] for name, (columns, what) in ENTITIES.items()],
    )


def columns() -> str:
    """State variables of every kind of entity."""
    parts = []
    for name, (own, _) in ENTITIES.items():
        rows = [
            [f"`{one.name}`", one.unit or "yes or no" if one.dtype == "?" else one.unit, one.meaning] for one in own
        ]
        parts.append(f"#### {name}\n\n" + markdown(("variable", "unit", "meaning"), rows))
    return "\n\n".join(parts)


def categories() -> str:
    """Categories that columns hold."""
    told: list[type[IntEnum]] = [*CODES, Subject]
    return markdown(
        ("category", "values", "meaning"),
        [[f"`{one.__name__}`", ", ".join(_plain(member.name) for member in one), first_sentence(one.__doc__)]
         for one in told],
    )  # fmt: skip


def _plain(name: str) -> str:
    return name.lower().replace("_", " ")


def layers() -> str:
    """Layers of ties."""
    return ", ".join(LAYERS)


def mesa_agents() -> str:
    """Classes that are Mesa agents."""
    return ", ".join(f"`{one.__name__}`" for one in MESA_AGENTS)


def phases() -> str:
    """The month, phase by phase."""
    rows = [
        [
            str(number), f"**{phase.name}**", f"`{phase.run.__module__.removeprefix('model.')}`",
            first_sentence(phase.run.__doc__), ", ".join(phase.reads), ", ".join(phase.writes),
        ]
        for number, phase in enumerate(PHASES, 1)
    ]  # fmt: skip
    return markdown(("", "phase", "module", "what it does", "reads", "writes"), rows)


def mechanisms() -> str:
    """Every module of the mechanisms, letting and the first population, and how many numbers it declares."""
    homes = Counter(used.declared().values())
    rows = []
    for name in used.modules():
        if name.split(".")[0] in ("mechanisms", "letting", "population") and "." in name:
            doc = importlib.import_module(f"model.{name}").__doc__
            rows.append([f"`{name}`", first_sentence(doc), str(homes[name] or "")])
    return markdown(("module", "what it is", "numbers"), rows)


def levers() -> str:
    """Every lever a policy may bend."""
    declared: list[Lever] = [lever for mechanism in MECHANISMS_WITH_LEVERS for lever in mechanism.LEVERS]
    rows = [
        [f"`{one.name}`", one.meaning, one.unit, f"{one.low:g} to {one.high:g}", one.per]
        for one in sorted(declared, key=lambda one: one.name)
    ]
    return markdown(("lever", "meaning", "unit", "limits", "a value for each"), rows)


def stages() -> str:
    """The stages at which bends combine."""
    return ", ".join(STAGES)


def parameters() -> str:
    """How many numbers each part of the model declares, by grade of evidence."""
    counted: dict[str, Counter[str]] = {}
    for name, home in used.declared().items():
        part = used.mechanism(home)
        counted.setdefault(part, Counter())[registry()[name].grade] += 1
    ordered = sorted(counted.items(), key=lambda item: (item[0].startswith("policies."), item[0]))
    rows = [
        [f"`{part}`", str(sum(own.values())), *(str(own[grade] or "") for grade in GRADES)] for part, own in ordered
    ]
    return markdown(("part", "numbers", *GRADES), rows)


def draws() -> str:
    """Every decision that is drawn, by module."""
    rows = [[f"`{module}`", ", ".join(f"`{name}`" for name in names)] for module, names in decisions().items()]
    return markdown(("module", "decisions"), rows)


def measures() -> str:
    """Every metric."""
    rows = [[f"`{one.name}`", one.title, one.unit, one.kind] for one in metrics().values()]
    return markdown(("metric", "title", "unit", "kind"), rows)


def outcomes() -> str:
    """What a comparison reports."""
    rows = [[one.title, one.measure, f"`{one.metric}`", one.unit, one.group, one.window] for one in OUTCOMES]
    return markdown(("outcome", "measured in", "series", "unit", "group", "window"), rows)


def proposals() -> str:
    """The policies of the catalogue."""
    told = sorted(policies().values(), key=lambda one: one.number or 99)
    rows = [[str(one.number or ""), f"`{one.name}`", one.title.en, one.eligible.en] for one in told]
    return markdown(("", "policy", "title", "who is eligible"), rows)


def law_versions() -> str:
    """The law versions of the rule-book."""
    return "; ".join(f"`{name}` ({meaning})" for name, meaning in laws().items())


def behaviours() -> str:
    """The rival accounts of how households react to who lives where."""
    return "\n".join(f"- `{name}`: {meaning}." for name, meaning in BEHAVIOUR_MEANINGS.items())


def events() -> str:
    """Kinds of events in a life."""
    return ", ".join(_plain(one.name) for one in EVENT_VALUES)


TABLES: Mapping[str, Callable[[], str]] = {
    one.__name__: one
    for one in (
        entities, columns, categories, layers, mesa_agents, phases, mechanisms, levers, stages, parameters, draws,
        measures, outcomes, proposals, law_versions, behaviours, events,
    )
}  # fmt: skip
"""What a template may ask for, by the name it asks with."""
