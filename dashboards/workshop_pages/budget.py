"""The budget game: a sum, sixteen proposals with prices, and all sets shown together on several measures."""

from __future__ import annotations

import reacton.ipyvuetify as v
import solara

from dashboards.workshop.export import luck, titles
from dashboards.workshop.judging import TOLD, Found, Judged, sets
from dashboards.workshop.room import Room
from dashboards.workshop.seen import Seen
from dashboards.workshop.setting import proposals
from dashboards.workshop.told import ahead, basket, digits, signed, verdict
from dashboards.workshop.words import of, say
from dashboards.workshop_pages.enter import Tick
from dashboards.workshop_pages.follow import Attempt
from dashboards.workshop_pages.parts import Message, Press, amount, heading, line, table


def _about(language: str, seen: Seen) -> str:
    if seen.budget is None:
        return say(language, "budget_soon", len(seen.prices))
    return say(language, "budget_note", amount(language, seen.budget))


def _price(language: str, seen: Seen, name: str) -> str:
    if name not in seen.prices:
        return say(language, "measuring")
    return say(language, "price", amount(language, seen.prices[name]))


@solara.component
def Prices(seen: Seen, language: str) -> None:
    """What there is to choose from, for the facilitator's screen."""
    line(_about(language, seen))
    known = titles(language)
    with v.Html(tag="ul", class_="workshop-prices"):
        for name in proposals():
            with v.Html(tag="li"):
                v.Html(tag="span", children=[known[name]])
                v.Html(tag="b", children=[_price(language, seen, name)])


@solara.component
def Choose(room: Room, seen: Seen, language: str, key: str, team: str) -> None:
    """A team's set: ticked proposals, what they cost together, what is left."""
    before = next((one.basket for one in seen.teams if one.name == team), None)
    start: tuple[str, ...] = before or ()
    chosen = solara.use_reactive(start)
    message, show = solara.use_state("")
    known, price, budget = titles(language), seen.price(chosen.value), seen.budget or 0.0
    line(say(language, "is_late") if seen.spent else _about(language, seen))

    def tick(name: str, on: bool) -> None:
        chosen.value = tuple(one for one in proposals() if (on if one == name else one in chosen.value))

    with v.Html(tag="fieldset", class_="workshop-ticks workshop-proposals"):
        v.Html(tag="legend", class_="visually-hidden", children=[say(language, "to_choose")])
        for name in proposals():
            words = f"{known[name]} · {_price(language, seen, name)}"
            Tick(words, name in chosen.value, name, tick, seen.spent or name not in seen.prices).key(name)
    with v.Html(tag="div", class_="workshop-sum", attributes={"role": "status"}):
        spent = say(language, "spent_of", amount(language, price), amount(language, budget))
        v.Html(tag="strong", children=[spent])
        if price > budget:
            v.Html(tag="span", class_="failure", children=[say(language, "no_money", amount(language, price - budget))])
    Message(message)
    if before is not None and not seen.spent:
        line(say(language, "handed_in"), "workshop-handed-in")
    Press(
        say(language, "hand_in" if before is None else "hand_in_again"),
        lambda: Attempt(language, show)(lambda: room.choose(key, chosen.value)),
        "hand-in",
        main=True,
        disabled=seen.spent or seen.budget is None or price > budget,
    )


@solara.component
def Reveal(seen: Seen, language: str) -> None:
    """All sets side by side, measure by measure; nothing before the last run is done."""
    judged = sets(seen)
    if judged:
        Results(seen, judged, language)
    else:
        line(say(language, "reveal_note"))


@solara.component
def Results(seen: Seen, judged: tuple[Judged, ...], language: str) -> None:
    """What the teams chose, and what came of it."""
    heading(say(language, "chosen"))
    known = titles(language)
    body = [
        (team, basket(language, names, known), say(language, "price", amount(language, seen.price(names))))
        for team, names in seen.baskets().items()
    ]
    table([say(language, key) for key in ("team", "proposals", "price_head")], body, say(language, "chosen"))
    line(luck(seen, language), "note")
    Measures(seen, judged, language)


@solara.component
def Measures(seen: Seen, judged: tuple[Judged, ...], language: str) -> None:
    """The table of measures and teams."""
    teams, caption = list(seen.baskets()), say(language, "measure")
    with (
        v.Html(
            tag="div", class_="workshop-table", attributes={"tabindex": "0", "role": "group", "aria-label": caption}
        ),
        v.Html(tag="table", class_="workshop-measures"),
    ):
        v.Html(tag="caption", class_="visually-hidden", children=[caption])
        with v.Html(tag="thead"), v.Html(tag="tr"):
            for words in (caption, say(language, "ahead"), *teams):
                v.Html(tag="th", attributes={"scope": "col"}, children=[words])
        with v.Html(tag="tbody"):
            for one in judged:
                with v.Html(tag="tr", class_=f"workshop-measure-{one.matter.key}"):
                    with v.Html(tag="th", attributes={"scope": "row"}):
                        v.Html(tag="div", children=[of(language, one.matter.title)])
                        v.Html(tag="div", class_="note", children=[of(language, one.matter.unit)])
                        if of(language, one.matter.note):
                            v.Html(tag="div", class_="note", children=[of(language, one.matter.note)])
                    v.Html(tag="td", class_="workshop-ahead", children=[ahead(language, one)])
                    for team in teams:
                        Cell(one.found[team], language)


@solara.component
def Cell(one: Found, language: str) -> None:
    """One set in one measure: the change with its interval, and whether it can be told from chance."""
    many = digits(one.matter)
    told = one.verdict == TOLD
    with v.Html(tag="td", class_="workshop-told" if told else "workshop-untold"):
        if one.known:
            shown = signed(language, one.change, many)
            if one.n > 1 and one.verdict != "identical":
                shown += f" [{signed(language, one.low, many)}; {signed(language, one.high, many)}]"
            v.Html(tag="div", children=[shown])
        words = say(language, "told_apart") if told else verdict(language, one).partition(":")[0]
        v.Html(tag="div", class_="note", children=[words])
