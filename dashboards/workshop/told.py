"""What was found, in words and numbers a team reads; the same on the page and in what is exported."""

from __future__ import annotations

from collections.abc import Mapping

from agents.core.calendar import START_YEAR
from dashboards import text
from dashboards.titles import scenario_title
from dashboards.workshop.judging import TOLD, Found, Judged
from dashboards.workshop.matters import Matter
from dashboards.workshop.seen import Guess
from dashboards.workshop.setting import Setting
from dashboards.workshop.words import of, say
from experiments.statistics import Estimate
from geodata import place

MINUS = "\N{MINUS SIGN}"


def signed(language: str, value: float, digits: int) -> str:
    """A change with its sign; a rounded zero has none.

    >>> signed("da", -1.25, 1), signed("en", 0.04, 1), signed("en", 3.0, 0)
    ('−1,2', '0.0', '+3')
    """
    shown = text.number(language, abs(value), digits)
    if not any(letter in "123456789" for letter in shown):
        return shown
    return f"{'+' if value > 0 else MINUS}{shown}"


def end_year(setting: Setting) -> int:
    """The last calendar year of the runs."""
    return START_YEAR + (setting.treated.months - 1) // 12


def question(language: str, setting: Setting) -> str:
    """What the room asks, as a sentence."""
    where = place.load(setting.treated.place).title
    return say(language, "against", scenario_title(language, setting.treated), where, end_year(setting))


def level(language: str, matter: Matter, base: Estimate) -> str:
    """The value without proposals: mean of the runs with its unit."""
    if not base.n:
        return say(language, "not_measured")
    return f"{text.number(language, base.mean, matter.digits)} {of(language, matter.level)}"


def guessed(language: str, matter: Matter, guess: Guess) -> str:
    """A prediction in words."""
    if not guess.direction:
        return say(language, "same")
    return f"{signed(language, guess.change, digits(matter))} {of(language, matter.unit)}"


def digits(matter: Matter) -> int:
    """Decimals in which a change is told: those of the slider's step, at least those of the value."""
    return max(matter.digits, len(f"{matter.step:g}".partition(".")[2]))


def changed(language: str, one: Found) -> str:
    """The change with its interval."""
    if not one.known:
        return say(language, "not_measured")
    many = digits(one.matter)
    if one.n < 2:
        return f"{signed(language, one.change, many)} {of(language, one.matter.unit)}"
    numbers = (signed(language, value, many) for value in (one.change, one.low, one.high))
    return f"{say(language, 'change_is', *numbers)} {of(language, one.matter.unit)}"


def verdict(language: str, one: Found) -> str:
    """Which way it went, or that nobody can tell."""
    if not one.known:
        return say(language, "not_measured")
    if one.verdict == TOLD:
        return say(language, "went_up" if one.change > 0 else "went_down")
    return say(language, "identical" if one.verdict == "identical" else "no_difference")


def ahead(language: str, one: Judged) -> str:
    """Who is ahead in a measure, ties told as such."""
    if not one.matter.better:
        return say(language, "no_winner")
    if not one.ahead:
        return say(language, "nobody_ahead")
    if len(one.ahead) == 1:
        return one.ahead[0]
    if len(one.ahead) == len(one.found):
        return say(language, "all_tied")
    return say(language, "tied", ", ".join(one.ahead))


def basket(language: str, names: tuple[str, ...], titles: Mapping[str, str]) -> str:
    """A team's proposals by title."""
    return "; ".join(titles[name] for name in names) or say(language, "empty_set")
