"""How the model stands against what is known: every pattern of the bank with its verdict, failures first."""

from __future__ import annotations

from functools import lru_cache, partial

import reacton.ipyvuetify as v
import solara

from dashboards import text
from dashboards.comparison.differs import BEHAVIOURS
from dashboards.desk import Desk
from dashboards.evidence_words import WORDS
from dashboards.fold import Fold
from dashboards.views.view import View
from experiments import explain_danish
from experiments.bibliography import reference
from experiments.patterns import discover
from experiments.validation import rivals, words
from experiments.validation.claims import NOT_DONE, NOT_SHOWN
from experiments.validation.form import KINDS, Pattern
from experiments.validation.keep import Kept, read
from experiments.validation.verdict import FAIL, UNDECIDED

ORDER = (FAIL, UNDECIDED)
"""Verdicts told first."""


@lru_cache(maxsize=1)
def kept() -> Kept:
    """The verdicts kept in this program."""
    return read()


def sorted_patterns(found: Kept, kind: str) -> list[Pattern]:
    """The patterns of a kind: those that fail, those that are undecided, the others."""
    mine = [one for one in discover().values() if one.kind == kind]

    def place(one: Pattern) -> int:
        said = found.verdict(one.name)
        return ORDER.index(said) if said in ORDER else len(ORDER)

    return sorted(mine, key=place)


@solara.component
def Evidence(desk: Desk) -> None:
    """What was held against what, kind by kind, and what cannot be shown."""
    found, spoken = kept(), text.spoken(desk.language)
    with v.Html(tag="main", class_="statement evidence", attributes={"tabindex": "0"}):
        told = desk.of(WORDS["none"])
        if found.source:
            told = desk.of(WORDS["made"]).format(found.source["runs"], found.source["stored"])
        for line in (desk.of(WORDS["intro"]), desk.of(WORDS["claims"]), told):
            v.Html(tag="p", class_="note", children=[line])
        for kind, title in KINDS.items():
            heading = title[spoken]
            v.Html(tag="h2", children=[heading[:1].upper() + heading[1:]])
            for one in sorted_patterns(found, kind):
                number = f"{one.claim_number}. " if one.claim_number else ""
                said = words.SAID[found.verdict(one.name)][spoken]
                about = partial(About, desk, one, found)
                Fold(f"{number}{one.title[spoken]}", said, f"pattern pattern-{one.name}", about).key(one.name)
        for key, rows in (
            ("not_shown", [(f"{n}. {claim[spoken]}", why[spoken]) for n, (claim, why) in NOT_SHOWN.items()]),
            ("not_done", [(what[spoken], why[spoken]) for what, why in NOT_DONE]),
        ):
            v.Html(tag="h2", children=[desk.of(WORDS[key])])
            items = [v.Html(tag="li", children=[f"{what} {why}"]) for what, why in rows]
            v.Html(tag="ul", children=items)


@solara.component
def About(desk: Desk, one: Pattern, found: Kept) -> None:
    """A pattern with its claim, source and parts."""
    spoken = text.spoken(desk.language)
    grade = explain_danish.grade(one.grade, spoken)
    cited = "; ".join(reference(key.strip(), spoken) for key in one.source.split(";"))
    lines = [
        one.claim[spoken],
        desk.of(WORDS["source"]).format(cited, grade),
        desk.of(WORDS["set" if one.use == "parameter" else "check"]),
        one.note[spoken],
    ]
    for line in filter(None, lines):
        v.Html(tag="p", children=[line])
    judged = {row.part: row for row in found.parts.get(one.name, ())}
    head = [v.Html(tag="th", attributes={"scope": "col"}, children=[desk.of(WORDS[key])]) for key in HEAD]
    rows = [v.Html(tag="tr", children=head)]
    for key, part in one.parts.items():
        row = judged.get(key)
        value = "–" if row is None else words.measured(row, part.digits, spoken)
        said = words.SAID[words.NOT_RUN if row is None else row.verdict][spoken]
        cells = (f"{part.title[spoken]}, {words.unit(part, spoken)}", value, words.expected(part, spoken), said)
        rows.append(v.Html(tag="tr", children=[v.Html(tag="td", children=[cell]) for cell in cells]))
    v.Html(tag="table", class_="evidence-parts", children=[v.Html(tag="tbody", children=rows)])
    others = {name: said for name, said in rivals.read().verdicts(one.name).items() if name != rivals.USUAL}
    if others:
        v.Html(tag="p", children=[desk.of(WORDS["rivals"])])
        told = [
            desk.of(WORDS["rival"]).format(desk.of(BEHAVIOURS[name]), words.SAID[said][spoken])
            for name, said in others.items()
        ]
        items = [v.Html(tag="li", children=[line]) for line in told]
        v.Html(tag="ul", class_="evidence-rivals", children=items)


HEAD = ("part", "model", "range", "verdict")
VIEW = View("evidence", 65, ("Evidence", "Holdbarhed"), Evidence)
