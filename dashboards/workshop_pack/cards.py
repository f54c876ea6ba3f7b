"""The sixteen proposals as cards, four to a sheet, and their backs with what was measured."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboards import measured, text, wheel_drawing
from dashboards.policies_words import WORDS as ON_CARDS
from dashboards.workshop.told import signed
from dashboards.workshop.words import say
from dashboards.workshop_pack.about import About
from dashboards.workshop_pack.sheet import LINE, listed, table, tag
from dashboards.workshop_pack.words import word
from experiments.effects import MAIN_OUTCOMES
from experiments.explain_words import WORDS as EXPLAINED
from experiments.measured import OUTCOME, ZONE, Effect
from experiments.measures import Measure
from experiments.proposals import THEMES, Proposal
from model.policies import discover
from model.policies.policy import ACTORS, PAYERS

EACH = 4
"""Cards on a sheet."""
PURSE = "present_cost_kr|residents of the start|public"
SHOWN = (
    "share_vulnerable|estate|all", "outside_work|start_estate|all", "leaving_grade|start_estate|all",
    "reputation|estate|all", "turnover|estate|all", PURSE,
)  # fmt: skip
"""Main outcomes on a back: the place, its people, the purse."""


def fronts(about: About) -> list[str]:
    """The sheets of fronts, in the order of the catalogue."""
    return [_grid([_front(about, one) for one in four]) for four in _fours(about.game)]


def backs(about: About) -> list[str]:
    """The sheets of backs: left and right are changed, so that they fit when the paper is turned on its long edge."""
    return [_grid([_back(about, four[k]) for k in _turned(len(four))]) for four in _fours(about.game)]


def price(about: About, name: str) -> str:
    """What a proposal costs in the game, or a line to write it on."""
    known = about.prices.get(name)
    if known is None:
        return word(about.language, "price_unknown")
    return f"{text.number(about.language, known, 1)} {word(about.language, 'price_mio').lower()}"


def heading(about: About, one: Proposal) -> str:
    """Number and title."""
    return f"{one.number}. {text.of(about.language, one.title)}"


def payers(about: About, one: Proposal) -> str:
    """Who pays, in words."""
    named = [text.of(about.language, PAYERS[who]) for who in discover()[one.name].payers]
    return text.listed(about.language, named)


def _fours(game: Sequence[Proposal]) -> list[Sequence[Proposal]]:
    return [game[start : start + EACH] for start in range(0, len(game), EACH)]


def _turned(count: int) -> list[int]:
    return [k for k in (1, 0, 3, 2) if k < count]


def _grid(cards: Sequence[str]) -> str:
    return f'<div class="grid">{"".join(cards)}</div>'


def _card(theme: str, kind: str, body: str) -> str:
    return f'<article class="card {kind} theme-{theme}">{body}</article>'


def _front(about: About, one: Proposal) -> str:
    language, policy = about.language, discover()[one.name]
    actors = text.listed(language, [text.of(language, ACTORS[who]) for who in policy.actors])
    facts = (
        ("for", text.of(language, policy.eligible)),
        ("acts", f"{actors}."),
        ("pays", f"{payers(about, one)}."),
        ("alone", text.of(language, policy.alone)),
    )
    cost = tag("span", word(language, "costs", about.years)) + tag("b", price(about, one.name))
    theme = f"{text.of(language, EXPLAINED['theme'])} {policy.theme}: {text.of(language, THEMES[policy.theme])}"
    body = [
        tag("div", theme, "theme"),
        tag("h2", heading(about, one)),
        tag("p", text.of(language, policy.summary)),
        *(f"<p><b>{escape(text.of(language, EXPLAINED[key]))}:</b> {escape(words)}</p>" for key, words in facts),
        f"<p><b>{escape(word(language, 'doubts'))}:</b></p>",
        listed(text.of(language, barrier.text) for barrier in policy.barriers),
        f'<div class="price">{cost}</div>',
    ]
    return _card(policy.theme, "front", "".join(body))


def _back(about: About, one: Proposal) -> str:
    language, theme = about.language, discover()[one.name].theme
    found, years = about.found, about.years
    head = tag("h2", heading(about, one))
    effects = {} if found is None else {each.key: each for each in found.of(one.name, OUTCOME, years)}
    known = {outcome.key: outcome for outcome in MAIN_OUTCOMES}
    if found is None or not effects:
        lines = LINE * 8
        words = word(language, "not_measured", about.title, years)
        return _card(theme, "back", head + tag("p", words) + lines)
    zones = found.of(one.name, ZONE, years)
    spoken = wheel_drawing.spoken_title(found, one.name, heading(about, one), years, language)
    picture = wheel_drawing.svg(zones, measured.rim(found, years), spoken, language) if zones else ""
    rows = [
        (_named(language, known[key]), _told(language, known[key], effects[key])) for key in SHOWN if key in effects
    ]
    title = word(language, "back_of", about.title, years)
    return _card(
        theme,
        "back",
        f'{head}{tag("p", title)}<div class="wheel-box">{picture}</div>'
        + table((say(language, "outcome"), word(language, "change")), rows),
    )


def _named(language: str, outcome: Measure) -> str:
    """The outcome without its long account of whom it is of, and that in two words."""
    title = text.of(language, outcome.title).partition(": ")[0]
    whose = {"start_estate": "persons", "estate": "place"}.get(outcome.unit)
    if whose is None or title == text.of(language, outcome.title):
        return title
    return f"{title} ({text.of(language, ON_CARDS[whose])})"


def _told(language: str, outcome: Measure, one: Effect) -> str:
    """The change with its interval, or that it cannot be told from none."""
    if one.verdict == "identical":
        return word(language, "identical")
    if not one.told:
        return word(language, "untold")
    # Shares change by hundredths of a percentage point, a sum of money does not matter in hundredths.
    digits = outcome.digits if outcome.key == PURSE else max(2, outcome.digits)
    numbers = [signed(language, value, digits) for value in (one.effect, one.low, one.high)]
    shown = f"{numbers[0]} [{numbers[1]}; {numbers[2]}]"
    if not any(digit in numbers[0] for digit in "123456789"):
        shown = word(language, "less_than", text.number(language, 10.0**-digits, digits))
    unit = text.of(language, outcome.measure)
    return f"{shown} {unit}".rstrip() + (f", {word(language, 'small')}" if one.size == "small" else "")
