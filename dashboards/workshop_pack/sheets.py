"""The other sheets: what to print, the maps, the rules, the prediction sheet and the board of the budget game."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from dashboards import maps, text
from dashboards.measured import rim as rim_of
from dashboards.titles import FEW, scenario_title
from dashboards.workshop.told import digits
from dashboards.workshop.words import LEFT_OUT, STEP_TITLES, of, say
from dashboards.workshop_pack.about import About
from dashboards.workshop_pack.cards import heading
from dashboards.workshop_pack.maps import estate_svg, municipality_svg
from dashboards.workshop_pack.sheet import LINE, TICK, blank, listed, table, tag
from dashboards.workshop_pack.words import word
from experiments.proposals import Proposal
from geodata import place as places
from model.policies import discover

SLOTS = 8
RULES = ("predict", "run", "compare", "budget", "reveal", "debrief")
"""Steps of the room that the rules tell of."""


def contents(about: About, listed_: Iterable[tuple[str, str, str]]) -> str:
    """The facilitator's sheet: (sheets, what, how many) for each part, and how to open the room they fit."""
    language, setting = about.language, about.setting
    chosen = (
        (text.say(language, "estate"), about.title),
        (say(language, "question"), _chosen(about)),
        (say(language, "horizon"), say(language, "until", about.years, about.until)),
        (say(language, "part"), say(language, "part_of", text.number(language, 100 * setting.part))),
        (say(language, "asked"), "; ".join(of(language, one.title) for one in about.matters)),
    )
    parts = [
        tag("h1", f"{word(language, 'pack')}: {about.title}"),
        tag("p", about.question, "lead"),
        tag("h2", word(language, "for_leader")),
        table([word(language, key) for key in ("sheet", "what", "copies")], listed_),
        tag("p", word(language, "print_how")),
        tag("h2", word(language, "match")),
        "".join(f"<p><b>{escape(name)}:</b> {escape(value)}</p>" for name, value in chosen),
    ]
    if about.budget is None:
        parts.append(tag("p", word(language, "fill_prices"), "box"))
    parts += [tag("h2", word(language, "say_first")), listed(of(language, pair) for pair in LEFT_OUT)]
    return "".join(parts)


def _chosen(about: About) -> str:
    """What the room predicts, as the menu has it for a proposal alone."""
    alone = [one for one in about.game if (one.name,) == about.setting.treated.policy_names]
    return heading(about, alone[0]) if alone else scenario_title(about.language, about.setting.treated)


def estate_map(about: About) -> str:
    """The estate, to draw on."""
    language = about.language
    ground = maps.drawing(about.place).ground
    notes = [f"{about.title}: {text.number(language, places.load(about.place).n_estate)} {word(language, 'homes')}."]
    if ground["deeper"] != 1.0:
        notes.append(text.say(language, "deeper").format(text.short(language, ground["deeper"], 1)))
    notes += [text.say(language, "schematic")] if ground["schematic"] else []
    notes.append(word(language, "map_nobody"))
    return _map(f"{word(language, 'map_estate')}: {about.title}", word(language, "map_use"),
                estate_svg(about.place, language), [*notes, _credit(about)])  # fmt: skip


def municipality_map(about: About) -> str:
    """Where the estate lies."""
    language, place = about.language, places.load(about.place)
    return _map(word(language, "map_where", place.municipality_name), word(language, "map_districts"),
                municipality_svg(about.place), [_credit(about)])  # fmt: skip


def _credit(about: About) -> str:
    credits = {one["credit"] for one in places.load(about.place).sources.values() if one["status"] == "real"}
    longest = (one for one in credits if not any(one != other and one in other for other in credits))
    return ". ".join(sorted(longest)) + "."


def _map(title: str, lead: str, picture: str, notes: Sequence[str]) -> str:
    return f'{tag("h1", title)}{tag("p", lead)}<div class="map">{picture}</div>{tag("p", " ".join(notes), "soft")}'


def rules(about: About) -> str:
    """How the game goes, and how we talk."""
    language = about.language
    steps = [f"<li><b>{escape(of(language, STEP_TITLES[key]))}.</b> {escape(word(language, f'rule_{key}'))}</li>"
             for key in RULES]  # fmt: skip
    return "".join(
        (
            tag("h1", word(language, "rules")),
            tag("p", word(language, "rules_lead"), "lead"),
            f'<div class="box">{tag("h3", say(language, "scenario_is"))}{_asked(about)}</div>',
            f"<ol>{''.join(steps)}</ol>",
            tag("h2", word(language, "roles")),
            listed(word(language, f"role_{who}") for who in ("writer", "asker", "doubter")),
            tag("h2", word(language, "manners")),
            listed(word(language, f"manner_{k}") for k in range(1, 5)),
            tag("h2", say(language, "leaves_out")),
            listed(of(language, pair) for pair in LEFT_OUT),
            *_how_to_read(about),
        )
    )


def _how_to_read(about: About) -> tuple[str, ...]:
    """What the backs of the cards say, where something was measured."""
    language, found = about.language, about.found
    if found is None or about.years not in found.years:
        return ()
    rim = text.short(language, rim_of(found, about.years), 1)
    keys = (word(language, "backs_key"), word(language, "wheel_key", rim))
    return tag("h2", word(language, "backs_how")), *(tag("p", words) for words in keys)


def _asked(about: About, most: int = FEW) -> str:
    """The question as on the screen, and what its proposals are where they are no more than these."""
    known = [discover()[name].summary for name in about.setting.treated.policy_names]
    summaries = known if len(known) <= most else []
    return "".join(tag("p", words) for words in (about.question, *(of(about.language, one) for one in summaries)))


def _head(about: About, key: str) -> str:
    language = about.language
    return f'<div class="head">{tag("h1", word(language, key))}{tag("span", word(language, "team"), "name")}</div>'


def predictions(about: About) -> str:
    """What a team writes before the runs, and what came out beside it."""
    language = about.language
    asked = []
    for matter in about.matters:
        unit = of(language, matter.unit)
        reach = text.short(language, matter.reach, digits(matter))
        ways = "".join(f"<span>{TICK}{escape(say(language, key))}</span>" for key in ("up", "same", "down"))
        size = f"{escape(say(language, 'by'))} {blank(16)} {escape(unit)} ({escape(word(language, 'most', reach))})"
        asked.append(
            f'<section class="asked"><div class="row title">{tag("h3", of(language, matter.title))}'
            f'<span class="soft">{escape(word(language, "level_from_screen"))} {blank(18)} '
            f"{escape(of(language, matter.level))}</span></div>"
            f'<div class="row"><b>{escape(word(language, "we_think"))}</b>{ways}<span>{size}</span></div>'
            f'<div class="row"><span>{escape(word(language, "because"))}</span>{blank(150)}</div>'
            f'<div class="row after"><b>{escape(word(language, "it_became"))}</b>{blank(62)}'
            f"<span>{escape(word(language, 'told'))}</span><span>{TICK}{escape(word(language, 'yes'))}</span>"
            f"<span>{TICK}{escape(word(language, 'no'))}</span></div></section>"
        )
    return "".join(
        (
            _head(about, "prediction_sheet"),
            _asked(about, 1),
            tag("p", say(language, "predict_note"), "soft"),
            *asked,
            f"<p>{escape(word(language, 'sure'))} {blank(15)}</p>",
        )
    )


def board(about: About) -> str:
    """The sum, places for what is bought, and the price list."""
    language, setting = about.language, about.setting
    amount = word(language, "sum_from_screen")
    if about.budget is not None:
        amount = say(language, "price", text.number(language, about.budget))
    slots = "".join("<tr><td></td><td></td><td></td><td></td></tr>" for _ in range(SLOTS))
    ends = "".join(
        f'<tr><td></td><td></td><th scope="row">{escape(word(language, key))}</th><td></td></tr>'
        for key in ("total", "left")
    )
    names = (("no_", 12), ("proposal", 78), ("who_pays", 60), ("price_mio", 30))
    head = "".join(f'<th scope="col" style="width: {wide}mm">{escape(word(language, key))}</th>' for key, wide in names)
    priced = "".join(_priced(about, one) for one in about.game)
    note = word(language, "board_note", text.number(language, 100 * setting.part), about.until)
    return "".join(
        (
            _head(about, "board"),
            f'<div class="box"><span>{escape(word(language, "we_have"))}</span> {tag("span", amount, "sum")}'
            f"{tag('p', note, 'soft')}</div>",
            tag("h3", word(language, "we_want")),
            LINE,
            tag("h2", word(language, "slots")),
            f'<table class="board"><thead><tr>{head}</tr></thead><tbody>{slots}{ends}</tbody></table>',
            tag("h2", word(language, "price_list")),
            f'<ul class="prices">{priced}</ul>',
            *([tag("p", f"* {word(language, 'dear')}", "soft")] if " *<" in priced else []),
            tag("h2", word(language, "against_us")),
            LINE * 2,
        )
    )


def _priced(about: About, one: Proposal) -> str:
    """A line of the price list; what nobody can afford is marked."""
    known, budget = about.prices.get(one.name), about.budget
    mark = " *" if known is not None and budget is not None and known > budget else ""
    shown = blank(16) if known is None else escape(text.number(about.language, known, 1))
    return f"<li>{tag('span', heading(about, one) + mark)}<b>{shown}</b></li>"
