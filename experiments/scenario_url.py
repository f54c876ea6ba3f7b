"""A scenario as a URL query, a command line and a Python snippet: the same value in other clothes."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from agents.core.parameter import nearest
from experiments.errors import InputError, abridged, shown
from experiments.scenario_file import WITH_UNIT, Question, from_dict
from experiments.vocabulary import Vocabulary
from model.policies.bundles import expand, members
from model.scenario import Scenario

WORDS = ("place", "law", "behaviour", "posterior")
COUNTS = ("seed", "months", "replications")


def to_query(question: Question) -> str:
    """The question as the part of a URL after the question mark.

    `policy` may occur several times, `policy.NAME.DOSE` sets a dose and `set.NAME` a parameter.
    """
    scenario = question.scenario
    pairs: list[tuple[str, str]] = [(key, getattr(scenario, key)) for key in WORDS if getattr(scenario, key)]
    pairs += [("seed", str(scenario.seed)), ("months", str(scenario.months))]
    pairs.append(("replications", str(question.replications)))
    pairs += [("policy", name) for name in scenario.policy_names]
    pairs += [(f"policy.{name}.{dose}", repr(value)) for name, doses in scenario.policies for dose, value in doses]
    pairs += [(f"set.{name}", repr(value)) for name, value in scenario.parameters]
    return urlencode(pairs)


def from_query(query: str, words: Vocabulary | None = None) -> Question:
    """The question in a URL query (with or without '?'); raises InputError as for a file."""
    return from_pairs(parse_qsl(query.lstrip("?"), keep_blank_values=True), words)


def from_pairs(pairs: Iterable[tuple[str, str]], words: Vocabulary | None = None) -> Question:
    """The question in the keys and values of a URL query."""
    flags: dict[str, str] = {}
    policies: list[str] = []
    doses: list[str] = []
    changes: list[str] = []
    for key, value in pairs:
        if key == "policy":
            policies.append(value)
        elif key.startswith("policy."):
            doses.append(f"{key.removeprefix('policy.')}={value}")
        elif key.startswith("set."):
            changes.append(f"{key.removeprefix('set.')}={value}")
        elif key in WORDS + COUNTS:
            flags[key] = value
        else:
            allowed = (*WORDS, *COUNTS, "policy", "policy.NAME.DOSE", "set.NAME")
            raise InputError(
                f"unknown key '{abridged(key)}' in the address{nearest(key, allowed)}; allowed: {', '.join(allowed)}"
            )
    data: dict[str, Any] = {key: flags[key] for key in WORDS if key in flags}
    data |= {key: _whole(key, flags[key]) for key in COUNTS if key in flags}
    return from_dict(data | settings(policies, doses, changes, words), words)


def settings(
    policies: Iterable[str], doses: Iterable[str], changes: Iterable[str], words: Vocabulary | None = None
) -> dict[str, Any]:
    """Policies and parameters as nested data from `NAME` (of a policy or a bundle), `POLICY.DOSE=VALUE` and
    `NAME=VALUE`.
    """
    known = members() if words is None else words.bundles
    chosen: dict[str, dict[str, float | str]] = {name: {} for name in expand(policies, known)}
    for text in doses:
        name, value = _assignment(text, "--policy-set", "second_chance.share=0.04")
        policy, dot, dose = name.partition(".")
        if not dot:
            raise InputError(
                f"--policy-set {abridged(text)}: write POLICY.PARAMETER=VALUE, such as second_chance.share=0.04"
            )
        if policy in known:
            raise InputError(
                f"--policy-set {abridged(text)}: the bundle {policy} has no doses; set them for its policies "
                f"({', '.join(known[policy])})"
            )
        if policy not in chosen:
            on = ", ".join(chosen) or "none"
            raise InputError(
                f"--policy-set {abridged(text)}: the policy '{abridged(policy)}' is not switched on"
                f"{nearest(policy, chosen)}; add --policy {abridged(policy)} (switched on: {abridged(on, 200)})"
            )
        chosen[policy][dose] = value
    parameters = dict(_assignment(text, "--set", "choice.avoidance=1.5") for text in changes)
    return {"policies": chosen, "parameters": parameters}


def to_line(question: Question) -> str:
    """The command line that asks this question."""
    scenario = question.scenario
    words = ["boligliv", "run"]
    for key in (*WORDS, "seed", "months"):
        words += [f"--{key}", str(getattr(scenario, key))] if getattr(scenario, key) != "" else []
    words += ["--replications", str(question.replications)]
    for name, doses in scenario.policies:
        words += ["--policy", name]
        for dose, value in doses:
            words += ["--policy-set", f"{name}.{dose}={value!r}"]
    for name, value in scenario.parameters:
        words += ["--set", f"{name}={value!r}"]
    return shlex.join(words)


def from_line(line: str | Sequence[str], words: Vocabulary | None = None) -> Question:
    """The question in a command line that `to_line` wrote; raises InputError for a flag without a value."""
    try:
        parts = shlex.split(line) if isinstance(line, str) else list(line)
    except ValueError as error:
        raise InputError(f"{shown(line)} is not a command line: {error}") from None
    parts = parts[2:] if parts[:2] == ["boligliv", "run"] else parts
    lists: dict[str, list[str]] = {"policy": [], "policy-set": [], "set": []}
    flags: dict[str, Any] = {}
    for flag, value in zip(parts[::2], [*parts[1::2], None], strict=False):
        key = flag.removeprefix("--")
        if value is None or not flag.startswith("--") or key not in (*WORDS, *COUNTS, *lists):
            raise InputError(f"'{abridged(flag)}' is not a flag with a value{nearest(key, (*WORDS, *COUNTS, *lists))}")
        if key in lists:
            lists[key].append(value)
        else:
            flags[key] = _whole(key, value) if key in COUNTS else value
    return from_dict(flags | settings(lists["policy"], lists["policy-set"], lists["set"], words), words)


def to_python(question: Question) -> str:
    """The Python expression that makes this scenario: `Scenario(place='vollsmose', ...)`."""
    return repr(question.scenario).replace(", posterior='')", ")")


def from_python(snippet: str) -> Scenario:
    """The scenario that a snippet of `to_python` writes, without running any code."""
    try:
        call = ast.parse(snippet.strip(), mode="eval").body
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id != "Scenario":
            raise ValueError("it is not a call of Scenario")
        return Scenario(**{str(word.arg): ast.literal_eval(word.value) for word in call.keywords})
    except (SyntaxError, TypeError, ValueError, RecursionError, MemoryError) as error:
        raise InputError(f"{shown(snippet)} is not a Python scenario: {abridged(str(error), 200)}") from None


def _assignment(text: str, flag: str, example: str) -> tuple[str, float | str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise InputError(f"{flag} {abridged(text)}: write NAME=VALUE, such as {example}")
    if re.match(WITH_UNIT, value) or (flag == "--set" and name.strip() == "posterior"):
        return name.strip(), value
    try:
        return name.strip(), float(value)
    except ValueError:
        raise InputError(
            f"{flag} {abridged(text)}: '{abridged(value)}' is not a number; write it as {example}"
        ) from None


def _whole(key: str, value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise InputError(f"{key} = '{abridged(value)}' is not a whole number") from None
