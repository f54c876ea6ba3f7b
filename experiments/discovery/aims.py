"""What a proposal is judged by: an outcome, which way is better, and a threshold it must pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from agents.core.parameter import nearest
from experiments.effects import MAIN_OUTCOMES
from experiments.effects_values import SPENT, VALUE
from experiments.errors import InputError
from experiments.measures import key_of
from experiments.net_present_value import PUBLIC
from experiments.zones import ZONES

MORE, LESS = "more", "less"
BASE = "base"
"""As a threshold: what today's rules give in the same future."""
MILLION, PERCENT = 1e-6, "%"
_NEED = re.compile(r"^(?P<aim>.*?)\s*(?P<side>[<>])\s*(?P<limit>.+?)\s*$")
_LIMIT = re.compile(r"^(?P<number>[+-]?\d[\d_]*\.?\d*(?:[eE][+-]?\d+)?)\s*(?P<unit>.*)$")


@dataclass(frozen=True, slots=True)
class Aim:
    """An outcome to judge by. `better` is 1 when more is better and -1 when less is.

    Values are shown as `scale` times what the store keeps, in `unit` with `digits` after the point.
    """

    key: str
    title: str
    better: int
    unit: str = ""
    scale: float = 1.0
    digits: int = 3

    @property
    def wish(self) -> str:
        """Which way is better in one word."""
        return MORE if self.better > 0 else LESS

    @property
    def change(self) -> str:
        """The unit of a difference between two values."""
        return "percentage points" if self.unit == PERCENT else self.unit


@dataclass(frozen=True, slots=True)
class Need:
    """A threshold that must hold: the outcome below (`side` '<') or above ('>') a number as the store keeps it.

    `limit` None is the base of the same future.
    """

    aim: Aim
    side: str
    limit: float | None
    text: str


def aim(text: str, known: Iterable[str]) -> Aim:
    """The outcome in a text such as 'reputation|estate' or 'births|municipality|all:more'.

    Which way is better is known of the main outcomes and the zones' measures; of any other the text says ':more' or
    ':less'. Raises InputError for an unknown outcome, with the nearest of those the study has.
    """
    key, _, wish = text.strip().partition(":")
    key = key.strip() if key.count("|") != 1 else key_of(*map(str.strip, key.split("|")))
    known = list(known)
    if key not in known:
        raise InputError(
            f"outcome '{key}' is in no run of the study{nearest(key, known)}; see `boligliv list values`, and of this "
            'study: boligliv query DIR "select distinct metric, unit, \\"group\\" from values"'
        )
    told = usual(key) or Aim(key, key.replace("_", " ").replace("|", ", "), 0)
    if wish and wish not in (MORE, LESS):
        raise InputError(f"outcome '{text}': '{wish}' is not a wish; allowed: {MORE}, {LESS}")
    better = {MORE: 1, LESS: -1}.get(wish, told.better)
    if not better:
        raise InputError(f"outcome '{key}': say whether more or less of it is better, '{key}:{MORE}' or '{key}:{LESS}'")
    return Aim(told.key, told.title, better, told.unit, told.scale, told.digits)


def aims(texts: Sequence[str], known: Iterable[str]) -> tuple[Aim, ...]:
    """Several outcomes; raises InputError for one named twice."""
    known = list(known)
    found = [aim(text, known) for text in texts]
    keys = [one.key for one in found]
    for key in keys:
        if keys.count(key) > 1:
            raise InputError(f"outcome '{key}' stands there twice")
    return tuple(found)


def need(text: str, known: Iterable[str]) -> Need:
    """The threshold in a text such as 'outside_work|estate < 30 %' or 'reputation|estate > base'.

    A number without a unit is as the store keeps it (a share of 0.3, kr); raises InputError for anything else.
    """
    found = _NEED.match(text)
    if found is None:
        raise InputError(f"'{text}' is no threshold: write 'OUTCOME < NUMBER' or 'OUTCOME > {BASE}'")
    wish = MORE if found["side"] == ">" else LESS
    one = aim(f"{found['aim'].partition(':')[0]}:{wish}", known)
    limit = None if found["limit"] == BASE else _number(found["limit"], one, text)
    value = "today's rules" if limit is None else shown(limit, one)
    return Need(one, found["side"], limit, f"{one.title} {'above' if found['side'] == '>' else 'below'} {value}")


def shown(value: float, one: Aim, sign: bool = False, unit: bool = True) -> str:
    """A value of an outcome as a planner reads it; an en dash where there is none."""
    if value != value:
        return "–"
    text = f"{one.scale * value:{'+' if sign else ''},.{one.digits}f}".replace("-", "−")
    return f"{text} {one.unit}".strip() if unit else text


def _number(text: str, one: Aim, whole: str) -> float:
    found = _LIMIT.match(text)
    units = {"": 1.0} | ({one.unit: 1.0 / one.scale} if one.unit else {})
    if found is None or found["unit"] not in units:
        allowed = f" or with its unit, {one.unit}" if one.unit else ""
        raise InputError(f"'{whole}': '{text}' is not a number as the store keeps it{allowed}, and not '{BASE}'")
    return float(found["number"]) * units[found["unit"]]


def usual(key: str) -> Aim | None:
    """An outcome whose better side is known without being told; None for any other."""
    return _described().get(key) or _money(key)


@lru_cache(maxsize=1)
def _described() -> dict[str, Aim]:
    """The outcomes whose better side is known, by key."""
    measures = [*MAIN_OUTCOMES, *(m for zone in ZONES for m in (*zone.persons, *zone.place))]
    found: dict[str, Aim] = {}
    for one in measures:
        if one.metric in (VALUE, SPENT) or one.key in found:
            continue
        percent = one.scale == 100.0 or (one.spread == "share" and one.metric != "reputation")
        scale = 100.0 if percent else one.scale
        found[one.key] = Aim(
            one.key,
            one.title.en,
            one.better,
            PERCENT if percent else one.measure.en,
            scale,
            2 if percent else one.digits,
        )
    return found


def _money(key: str) -> Aim | None:
    """Present values in million kr, less of which is better: all it costs, and what is spent on proposals."""
    metric, _, payer = key.split("|")
    who = {PUBLIC: "the public purse", "all": "all payers"}.get(payer, payer)
    titles = {VALUE: f"Present cost to {who}: residents of January 2015", SPENT: f"Spent on proposals, {who}"}
    return Aim(key, titles[metric], -1, "million kr", MILLION, 2) if metric in titles else None
