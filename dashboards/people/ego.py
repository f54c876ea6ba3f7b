"""The network of one household: whom its members know, in which layer, and across the estate's border."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import reacton.ipyvuetify as v
import solara

from agents.core import calendar
from dashboards import text
from dashboards.branch import Branch
from dashboards.desk import Desk
from dashboards.fold import Fold
from dashboards.people import words
from dashboards.people.answers import use_answer
from dashboards.people.widgets import EgoNet, kept

Reply = Mapping[str, Any]


@solara.component
def Households(desk: Desk) -> None:
    """Buttons that go from one lived-in home to the next."""
    session = desk.session
    found = use_answer(session.a, "network", home=session.view.value.home)

    def go(side: str) -> None:
        session.map.selected = found[side]

    with v.Html(tag="div", class_="people-pick"):
        for title, side in ((("Household before", "Forrige husstand"), "before"),
                            (("Next household", "Næste husstand"), "after")):  # fmt: skip
            solara.Button(
                desk.of(title),
                outlined=True,
                disabled=not found,
                on_click=lambda side=side: go(side),
                classes=[f"household-{side}"],
            )
        hint = desk.of(
            ("Choose a home on the map, or step through them.", "Vælg en bolig på kortet, eller gå dem igennem.")
        )
        v.Html(tag="p", class_="note", children=[hint])


@solara.component
def Network(desk: Desk, branch: Branch, name: str) -> None:
    """The picture, a sentence and the table; the other branch shows the same household wherever it lives there."""
    session = desk.session
    home = session.view.value.home
    first = use_answer(session.a, "network", wanted=home >= 0, home=home)
    household = first.get("household", 0) if first else 0
    other = use_answer(branch, "network", wanted=name != "a" and bool(household), home=home, household=household)
    found = first if name == "a" else other
    shown = found if found and "household" in found else None
    picture = kept(EgoNet)

    def draw() -> None:
        if shown is not None:
            with picture.hold_sync():
                picture.drawing = drawing(desk.language, shown)
                picture.label = " ".join(summary(desk.language, shown))

    solara.use_effect(draw, [shown, desk.language])
    with v.Html(tag="section", class_=f"network network-{name}"):
        if home < 0:
            v.Html(tag="p", class_="note", children=[desk.of(_CHOOSE)]).key("note")
            return
        if found is None:
            gone = first is not None and not household
            v.Html(tag="p", class_="note", children=[desk.of(_EMPTY if gone else ("Looking up …", "Slår op …"))]).key(
                "note"
            )
            return
        if shown is None:
            v.Html(tag="p", class_="note", children=[desk.of(_EMPTY if name == "a" else _GONE)]).key("note")
            return
        v.Html(tag="h3", children=[_title(desk, branch, shown)]).key("heading")
        v.Html(tag="p", class_="network-summary", children=[" ".join(summary(desk.language, shown))])
        v.Html(tag="div", children=[picture]).key("picture")
        Fold(desk.of(("Show as table", "Vis som tabel")), "", "network", lambda: Table(desk, shown))


@solara.component
def Table(desk: Desk, found: Reply) -> None:
    """Every tie as a row."""
    heads = (
        ("Who", "Hvem"), ("Knows", "Kender"), ("Through", "Gennem"), ("Lives in", "Bor i"),
        ("Strength, of 255", "Styrke, af 255"), ("Bridging", "Brobyggende"),
    )  # fmt: skip
    with v.Html(tag="table", class_="network-table"):
        with v.Html(tag="thead"), v.Html(tag="tr"):
            for head in heads:
                v.Html(tag="th", attributes={"scope": "col"}, children=[desk.of(head)])
        with v.Html(tag="tbody"):
            for member, other, layer, strength, bridging in sorted(found["ties"], key=lambda tie: (tie[2], -tie[3])):
                cells = (
                    _person(desk.language, found["members"][member]), _person(desk.language, found["others"][other]),
                    desk.of(words.LAYERS[layer]), found["others"][other][2], str(strength),
                    desk.of(("yes", "ja") if bridging else ("no", "nej")),
                )  # fmt: skip
                v.Html(tag="tr", children=[v.Html(tag="td", children=[cell]) for cell in cells])


def summary(language: str, found: Reply) -> list[str]:
    """How many ties there are, how many cross the border, and how many adults have a friend outside the estate."""
    ties = found["ties"]
    bridging = sum(tie[4] for tie in ties)
    adults = set(found["adults"])
    reach = {k for k, _, layer, _, across in ties if across and layer != found["kin"]} & adults
    across = ("the estate", "området") if not found["inside"] else ("outside the estate", "uden for området")
    say = text.of(
        language,
        (
            "{} ties to {} people; {} are bridging: they cross the estate's border.",
            "{} relationer til {} mennesker; {} er brobyggende: de går over områdets grænse.",
        ),
    )
    friends = text.of(
        language,
        (
            "{} of {} adults have a friend {} (a tie that is not family).",
            "{} af {} voksne har en ven {} (en relation, der ikke er familie).",
        ),
    )
    return [
        say.format(len(ties), len(found["others"]), bridging),
        friends.format(len(reach), len(adults), text.of(language, across)),
    ]


def drawing(language: str, found: Reply) -> dict[str, Any]:
    """What the picture draws: one point for each person known in a layer, with the members who know him or her."""
    held: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    across = {}
    for member, other, layer, strength, bridging in found["ties"]:
        held[layer, other].append((member, strength))
        across[layer, other] = bool(bridging)
    others = []
    for (layer, other), ties in sorted(held.items(), key=lambda one: (one[0][0], -max(s for _, s in one[1]), one[0])):
        strongest = max(strength for _, strength in ties)
        who = f"{_person(language, found['others'][other])}, {found['others'][other][2]}"
        told = f"{who}: {text.of(language, words.LAYERS[layer])}, {strongest}/255"
        others.append({"sector": layer, "ties": ties, "bridging": across[layer, other], "text": told})
    count = [sum(one["sector"] == k for one in others) for k in range(len(words.LAYERS))]
    sides = ((("in the estate", "i området"), ("outside", "udenfor")) if found["inside"] else
             (("outside the estate", "uden for området"), ("in it", "i det")))  # fmt: skip
    return {
        "members": [{"age": str(one[0]), "text": _person(language, one)} for one in found["members"]],
        "sectors": [
            f"{text.of(language, title)}: {n}".replace(" and ", " and\n").replace(" og ", " og\n")
            for title, n in zip(words.LAYERS, count, strict=True)
        ],
        "others": others,
        "words": {"near": text.of(language, sides[0]), "far": text.of(language, sides[1])},
    }


def _person(language: str, who: tuple[int, bool, str, bool]) -> str:
    age, female = who[:2]
    kinds = (("man", "mand"), ("woman", "kvinde")) if age >= 18 else (("boy", "dreng"), ("girl", "pige"))
    return text.of(language, ("{} of {}", "{} på {} år")).format(text.of(language, kinds[int(female)]), age)


def _title(desk: Desk, branch: Branch, found: Reply) -> str:
    names = desk.session.map.names.split("\n")
    home = found["home"]
    where = names[home] if 0 <= home < len(names) else desk.of(("a home elsewhere in town", "en bolig andetsteds"))
    lived = calendar.label(max(0, found["lived"] - 1))
    at = desk.of(("{} · at the end of {}", "{} · i slutningen af {}")).format(where, lived)
    late = desk.of((" (the last month run)", " (den seneste kørte måned)"))
    return at + (late if branch.told.value.month < found["lived"] else "")


_CHOOSE = ("Choose a home on the map first.", "Vælg først en bolig på kortet.")
_EMPTY = ("Nobody lives in this home now.", "Ingen bor i denne bolig nu.")
_GONE = (
    "In this branch the household is no longer in the municipality, or has never come.",
    "I denne gren er husstanden ikke længere i kommunen, eller den er aldrig kommet.",
)
NOTE = (
    "In the middle the household, by age; around it those whom it knows, a diamond where a tie crosses the estate's "
    "border. Ties between members of the household are not drawn; thicker lines are stronger ties. "
    f"{words.SYNTHETIC[0]}",
    "I midten husstanden, ved alder; omkring den dem, den kender, en rude, hvor en relation går over områdets grænse. "
    "Relationer inden for husstanden er ikke tegnet; tykkere streger er stærkere relationer. "
    f"{words.SYNTHETIC[1]}",
)
