"""The numbers of a study: which are levers, which uncertain, which held, and their ranges."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from agents.core.parameter import Parameter, ParameterError, nearest
from experiments.errors import InputError, abridged, shown
from experiments.scenario_file import WITH_UNIT
from experiments.study.value import Pairs, Range
from experiments.toml_text import Keys, Where
from experiments.vocabulary import Vocabulary

LEVERS, UNCERTAINTIES, FIXED = TABLES = ("levers", "uncertainties", "fixed")
OWN = "range"
"""As a range: the parameter's own, from its low to its high."""
GROUP = ".*"
MANY = 20


class Numbers:
    """Reads the three tables of numbers; `switched_on` are the policies of all alternatives together."""

    def __init__(self, words: Vocabulary, switched_on: Collection[str], where: Where) -> None:
        self._owner = {doses[short].name: policy for policy, doses in words.policies.items() for short in doses}
        of_policies = {one.name: one for doses in words.policies.values() for one in doses.values()}
        self._known: Mapping[str, Parameter] = dict(sorted({**words.parameters, **of_policies}.items()))
        self._switched_on, self._where = switched_on, where

    def tables(
        self, levers: Mapping[str, Any], uncertainties: Mapping[str, Any], fixed: Mapping[str, Any]
    ) -> tuple[tuple[Range, ...], tuple[Range, ...], Pairs]:
        """Levers, uncertainties and held numbers; each number stands in one of them alone.

        A group such as 'name.*' gives the numbers that are not named by themselves in any of the tables.
        """
        given = {LEVERS: levers, UNCERTAINTIES: uncertainties, FIXED: fixed}
        singly = [name for table in given.values() for name in table if not name.endswith(GROUP)]
        taken: dict[str, str] = {}
        found: dict[str, list[Range]] = {}
        for table in (LEVERS, UNCERTAINTIES):
            ranges = (self._ranges(table, name, text, singly) for name, text in given[table].items())
            found[table] = [one for some in ranges for one in some]
            for one in found[table]:
                self._once(one.name, table, taken)
        held = []
        for name, number in fixed.items():
            value = self._number((FIXED, name), name, number)
            self._once(name, FIXED, taken)
            if value != self._known[name].value:
                held.append((name, value))
        return tuple(found[LEVERS]), tuple(found[UNCERTAINTIES]), tuple(sorted(held))

    def points(self, given: Sequence[Mapping[str, float | str]], varied: Sequence[Range]) -> tuple[Pairs, ...]:
        """The points of a list, each with a value for every varied number: its default where it says nothing."""
        if not given:
            raise InputError(f"a list design without points: write [[design.points]]{self._where(('design', 'kind'))}")
        ranges = {one.name: one for one in varied}
        found: list[Pairs] = []
        for k, point in enumerate(given):
            values = {}
            for name, number in point.items():
                path: Keys = ("design", "points", str(k), name)
                if name not in ranges:
                    raise InputError(
                        f"point {k + 1}: '{abridged(name)}' is not a varied number{nearest(name, ranges)}; allowed: "
                        f"{', '.join(ranges)}{self._where(path)}"
                    )
                value, one = self._number(path, name, number), ranges[name]
                if not one.low <= value <= one.high:
                    raise InputError(
                        f"point {k + 1}: {name} = {value:g} is outside {one.low:g}..{one.high:g}, the range of this "
                        f"study{self._where(path)}"
                    )
                values[name] = value
            pairs = tuple((name, values.get(name, self._known[name].value)) for name in ranges)
            if pairs in found:
                path = ("design", "points", str(k))
                raise InputError(f"points {found.index(pairs) + 1} and {k + 1} are the same{self._where(path)}")
            found.append(pairs)
        return tuple(found)

    def _ranges(self, table: str, name: str, text: Any, singly: Sequence[str]) -> list[Range]:
        """One range, or those of a group."""
        path = (table, name)
        if not name.endswith(GROUP):
            parameter = self._parameter(path, name)
            return [self._range(path, parameter, text)]
        prefix = name.removesuffix("*")
        group = [one for full, one in self._known.items() if full.startswith(prefix)]
        if not group:
            groups = {full.partition(".")[0] + GROUP for full in self._known}
            some = f"; allowed: {', '.join(sorted(groups))}" if len(groups) <= MANY else ""
            raise InputError(f"no number is called '{abridged(name)}'{nearest(name, groups)}{some}{self._where(path)}")
        if text != OWN:
            raise InputError(
                f"{abridged(name)} = {shown(text)}: a group is varied by its own ranges, '{OWN}'{self._where(path)}"
            )
        for one in group:
            self._at_home(path, one)
        return [Range(one.name, float(one.low), float(one.high)) for one in group if self._free(one, singly)]

    def _free(self, one: Parameter, singly: Sequence[str]) -> bool:
        return one.name not in singly and one.low < one.high

    def _range(self, path: Keys, one: Parameter, text: Any) -> Range:
        own = f"'{OWN}' (its own {one.low:g}..{one.high:g} {one.unit})"
        if text == OWN:
            ends = [float(one.low), float(one.high)]
        elif isinstance(text, list) and len(text) == 2 and all(isinstance(end, int | float | str) for end in text):
            ends = [self._number(path, one.name, end) for end in text]
        else:
            raise InputError(
                f"{one.name} = {shown(text)} is not a range: write [low, high] or {own}{self._where(path)}"
            )
        low, high = ends
        if low > high:
            raise InputError(f"{one.name} = {shown(text)}: min {low:g} is above max {high:g}{self._where(path)}")
        if low == high:
            raise InputError(
                f"{one.name} = {shown(text)} is an empty range: write [low, high] or {own}, or hold it in [{FIXED}]"
                f"{self._where(path)}"
            )
        return Range(one.name, low, high)

    def _parameter(self, path: Keys, name: str) -> Parameter:
        if name not in self._known:
            few = len(self._known) <= MANY
            see = f"allowed: {', '.join(self._known)}" if few else "see `boligliv list parameters`"
            near = nearest(name, self._known)
            raise InputError(f"{path[0]}: unknown parameter '{abridged(name)}'{near}; {see}{self._where(path)}")
        self._at_home(path, self._known[name])
        return self._known[name]

    def _at_home(self, path: Keys, one: Parameter) -> None:
        """A lever is a number of a policy, and a policy's number asks for an alternative with the policy."""
        policy = self._owner.get(one.name)
        if policy is None and path[0] == LEVERS:
            raise InputError(
                f"{one.name} belongs to no policy, so nobody can choose it: put it under [{UNCERTAINTIES}]"
                f"{self._where(path)}"
            )
        if policy is not None and policy not in self._switched_on:
            raise InputError(
                f"{one.name} belongs to the policy {policy}, which is in none of the alternatives: add one with it, or "
                f"leave this out{self._where(path)}"
            )

    def _number(self, path: Keys, name: str, given: float | str) -> float:
        parameter = self._parameter(path, name)
        limits = f"allowed {parameter.low:g}..{parameter.high:g} {parameter.unit}"
        if isinstance(given, str) and not re.match(WITH_UNIT, given):
            raise InputError(f"{name} = {shown(given)} is not a number ({limits}){self._where(path)}")
        try:
            return parameter.read(given) if isinstance(given, str) else parameter.check(given)
        except ParameterError as error:
            raise InputError(f"{abridged(str(error), 300)}{self._where(path)}") from None
        except OverflowError:
            raise InputError(
                f"{name}: a number of so many digits is out of range ({limits}){self._where(path)}"
            ) from None

    def _once(self, name: str, table: str, taken: dict[str, str]) -> None:
        if name in taken:
            what = f"twice in [{table}]" if taken[name] == table else f"in [{taken[name]}] and in [{table}]"
            raise InputError(f"{name} stands {what}: once is enough{self._where((table, name))}")
        taken[name] = table
