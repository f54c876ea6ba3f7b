"""The page's address: everything that is chosen, written so that the same link shows the same page again.

Scenario keys are those of a scenario's URL (`experiments.scenario_url`); those of the second branch begin with `b.`.
What is wrong in an address is left out and told, never obeyed in part and never executed: anybody may type one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from dashboards import attributes, beside, text
from dashboards.asked import of_scenario
from dashboards.beside.apart import GROUPS, MEASURES
from dashboards.measures import COMMONEST, choosable
from dashboards.state import CEILINGS, HIGHEST_CEILING, METERS, SPEEDS, THEMES, Choices
from dashboards.story.chapters import LAST
from dashboards.units import LEVELS
from dashboards.views import names as views
from experiments.calibration.posterior import stored
from experiments.errors import InputError, abridged, shown
from experiments.scenario_file import Question
from experiments.scenario_url import from_pairs, to_query
from model.policies import discover

FORM = "2"
"""Number of this way of writing; an address without it is one of the first form, which had a key for each policy."""
CHANGED_SINCE: dict[str, tuple[tuple[str, str], ...]] = {
    "1": (
        (
            "a proposal was a key of its own (second_chance=1); its numbers stand after policy. now",
            "et forslag var sin egen nøgle (second_chance=1); dets tal står nu efter policy.",
        ),
        (
            "more proposals are offered now; all are off but those that the link names",
            "nu er der flere forslag; alle er slået fra undtagen dem, som linket nævner",
        ),
        (
            "defaults of numbers that the link does not name are those of today",
            "tal, som linket ikke nævner, står som i dag",
        ),
    ),
}
"""By form of an older link: what has changed since, as (English, Danish)."""
OTHER = "b."
ON = "1"
SHARED = ("place", "seed", "months")
"""What both branches have in common and the second one therefore does not write."""
MOST_LETTERS = 8000
MOST_COMPLAINTS = 20

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Read:
    """The choices in an address, and what was left out of it and why."""

    choices: Choices
    complaints: tuple[str, ...] = ()
    older: bool = False

    @property
    def changes(self) -> tuple[tuple[str, str], ...]:
        """What has changed since the link was made, as (English, Danish)."""
        return CHANGED_SINCE["1"] if self.older else ()


def write(choices: Choices) -> str:
    """The choices as the query of an address.

    >>> from dashboards.asked import Asked
    >>> write(Choices(seed=7, a=Asked(policies=("second_chance",))))
    'form=2&lang=en&place=vaerebro&law=2015&behaviour=avoidance&seed=7&months=240&policy=second_chance'
    """
    plain = Choices()
    pairs = [("form", FORM), ("lang", choices.language)]
    pairs += [
        (name, str(getattr(choices, name)))
        for name in (
            *("view", "beside", "measure", "apart", "criteria", "attribute", "level", "group", "speed", "theme"),
            *("ceiling", "ceiling_of", "person", "chapter"),
        )
        if getattr(choices, name) != getattr(plain, name)
    ]
    pairs += [("origin", ON)] if choices.origin else []
    if choices.view == "workshop":
        # A link made elsewhere on the page is for sharing, and the key to a room is not.
        pairs += [(name, value) for name, value in (("room", choices.room), ("key", choices.room_key)) if value]
    first = parse_qsl(to_query(Question(choices.scenario())))
    pairs += [pair for pair in first if pair[0] != "replications"]
    other = choices.other()
    if other is not None:
        second = parse_qsl(to_query(Question(other)))
        pairs += [(f"{OTHER}{key}", value) for key, value in second if key not in (*SHARED, "replications")]
    return urlencode(pairs)


def read(query: str) -> Read:
    """The choices in an address; what is unknown or out of range is left out and told."""
    if len(query) > MOST_LETTERS:
        return Read(Choices(), (f"the address is longer than {MOST_LETTERS} letters",))
    given = _each_once(parse_qsl(query.lstrip("?"), keep_blank_values=True))
    form = dict(given).get("form")
    older = bool(given) and form in (None, "1")
    pairs = [pair for pair in given if pair[0] != "form"]
    pairs = _from_first_form(pairs) if older else pairs
    complaints = [] if form in (None, "1", FORM) else [f"form = {shown(form)}: this page writes form {FORM}"]
    choices = _shown(pairs, complaints)
    asked = [(key, value) for key, value in pairs if key not in _SHOWN]
    first = [(key, value) for key, value in asked if not key.startswith(OTHER)]
    question = _question(first, complaints)
    scenario = question.scenario
    choices = replace(
        choices, place=scenario.place, seed=scenario.seed, months=scenario.months, a=of_scenario(scenario)
    )
    second = [(key.removeprefix(OTHER), value) for key, value in asked if key.startswith(OTHER)]
    if second:
        common = [(key, str(getattr(scenario, key))) for key in SHARED]
        choices = replace(choices, b=of_scenario(_question([*common, *second], complaints).scenario))
    return Read(choices, _told(complaints), older)


_SHOWN = (
    *("lang", "view", "beside", "measure", "apart", "criteria", "attribute", "level", "group", "speed", "theme"),
    *("origin", "ceiling", "ceiling_of", "person", "chapter", "room", "key"),
)
_PERSON = re.compile(r"[0-9a-f]{16}")
_ROOM = re.compile(r"[A-Za-z]{5}")
_KEY = re.compile(r"[A-Za-z0-9_-]{8,40}")


def _shown(pairs: Pairs, complaints: list[str]) -> Choices:
    given = dict(pairs)
    choices = Choices()
    for key, field, allowed in (
        ("lang", "language", text.LANGUAGES),
        ("view", "view", views()),
        ("beside", "beside", beside.names()),
        ("measure", "measure", tuple(one.name for one in MEASURES)),
        ("apart", "apart", tuple(GROUPS)),
        ("criteria", "criteria", METERS),
        ("attribute", "attribute", attributes.names()),
        ("level", "level", tuple(LEVELS)),
        ("theme", "theme", THEMES),
        ("ceiling_of", "ceiling_of", CEILINGS),
    ):
        value = given.get(key)
        if value in allowed:
            choices = replace(choices, **{field: value})  # type: ignore[arg-type]
        elif value is not None:
            complaints.append(f"{key} = {shown(value)}: there are {', '.join(allowed)}")
    choices = replace(choices, group=_group(given, choices.attribute, complaints))
    if given.get("speed") in tuple(map(str, SPEEDS)):
        choices = replace(choices, speed=int(given["speed"]))
    if "ceiling" in given:
        choices = replace(choices, ceiling=_ceiling(given["ceiling"], complaints))
    person = given.get("person", "")
    if _PERSON.fullmatch(person):
        choices = replace(choices, person=person)
    elif person:
        complaints.append(f"person = {shown(person)}: an ID has 16 digits 0-9 and a-f")
    if given.get("chapter", "0") in map(str, range(LAST + 1)):
        choices = replace(choices, chapter=int(given.get("chapter", "0")))
    else:
        complaints.append(f"chapter = {shown(given['chapter'])}: there are 0 to {LAST}")
    if _ROOM.fullmatch(given.get("room", "")):
        key = given.get("key", "")
        choices = replace(choices, room=given["room"].upper(), room_key=key if _KEY.fullmatch(key) else "")
    elif "room" in given:
        complaints.append(f"room = {shown(given['room'])}: a code has five letters")
    about = attributes.by_name(choices.attribute).about_origin
    return replace(choices, origin=given.get("origin") == ON or about)


def _group(given: dict[str, str], attribute: str, complaints: list[str]) -> int:
    """The class whose share is shown of units: a number of one of the attribute's classes, if it lets one choose."""
    if "group" not in given:
        return COMMONEST
    there = len(attributes.by_name(attribute).labels) if choosable(attribute) else 0
    if given["group"] in map(str, range(there)):
        return int(given["group"])
    numbers = ", ".join(map(str, range(there))) or "none"
    complaints.append(f"group = {shown(given['group'])}: there are {numbers}")
    return COMMONEST


def _ceiling(written: str, complaints: list[str]) -> float:
    """A ceiling of a budget in million kr, or none."""
    try:
        value = float(written)
    except ValueError:
        value = -1.0
    if 0.0 <= value <= HIGHEST_CEILING:
        return value
    complaints.append(f"ceiling = {shown(written)}: million kr from 0 to {HIGHEST_CEILING:g}")
    return 0.0


def _question(pairs: Sequence[tuple[str, str]], complaints: list[str]) -> Question:
    """The question of a branch, one key after the other: what cannot be added is told and left out."""
    taken: Pairs = []
    question = Question()
    for pair in sorted(pairs, key=lambda one: (one[0].count("."), one[0] == "policy")):
        if pair[0] == "set.posterior" and pair[1] not in stored():
            # A folder would do on the command line; a page reads nothing outside the program's data.
            complaints.append(f"set.posterior = {shown(pair[1])}: there are {', '.join(stored()) or 'none'}")
            continue
        if pair[0] == "posterior":
            complaints.append(f"posterior = {shown(pair[1])}: one run takes the numbers as they are")
            continue
        try:
            question = from_pairs([*taken, pair])
        except InputError as error:
            complaints.append(str(error))
        else:
            taken.append(pair)
    return question


def _each_once(given: Pairs) -> Pairs:
    """Each proposal once, and of any other key that stands there more often the last: an address costs little to read,
    however often it says the same.
    """
    last = dict(given)
    repeated = ("policy", f"{OTHER}policy")
    return list(dict.fromkeys((key, value if key in repeated else last[key]) for key, value in given))


def _told(complaints: list[str]) -> tuple[str, ...]:
    """The first complaints, each as everybody can show it."""
    more = (f"… (+{len(complaints) - MOST_COMPLAINTS})",) if len(complaints) > MOST_COMPLAINTS else ()
    return (*(abridged(one, 300) for one in complaints[:MOST_COMPLAINTS]), *more)


def _from_first_form(given: Pairs) -> Pairs:
    """`second_chance=1&second_chance.share=0.06` of the first form in today's words."""
    pairs: Pairs = []
    for key, value in given:
        policy = key.partition(".")[0]
        if policy not in discover():
            pairs.append((key, value))
        elif key != policy:
            pairs.append((f"policy.{key}", value))
        elif value == ON:
            pairs.append(("policy", policy))
    return pairs
