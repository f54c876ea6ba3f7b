"""How much of the model rests on which kind of evidence, beside the numbers themselves."""

from __future__ import annotations

import reacton.ipyvuetify as v
import solara

from dashboards import text
from dashboards.assumptions import measured
from dashboards.assumptions_words import WORDS
from dashboards.desk import Desk
from experiments import explain_danish
from experiments.assumptions.weights import Resting, by_grade, caveat
from model.parameters import registry


def shares(one: Resting, language: str) -> tuple[str, str]:
    """The share of numbers and of measured influence with this evidence, as cells."""
    of_numbers = f"{text.number(language, 100.0 * one.part)} %"
    if not one.measured:
        return of_numbers, "–"
    return of_numbers, f"{text.number(language, 100.0 * one.influence)} %"


def headline(found: tuple[Resting, ...], desk: Desk) -> str:
    """How much rests on judgement, in a sentence."""
    one = next(one for one in found if one.grade == "judgement")
    of_numbers, of_influence = shares(one, desk.language)
    if not one.measured:
        return desk.of(WORDS["judged_numbers"]).format(of_numbers)
    ends = (text.number(desk.language, 100.0 * end) for end in (one.low, one.high))
    return desk.of(WORDS["judged"]).format(of_numbers, of_influence, *ends)


@solara.component
def RestingOn(desk: Desk) -> None:
    """A table of the kinds of evidence, the share that is judgement in words, and how few numbers were measured."""
    found = by_grade(registry(), measured())
    spoken = text.spoken(desk.language)
    heads = [desk.of(WORDS[key]) for key in ("grade", "of_numbers", "of_influence")]
    with v.Html(tag="section", class_="panel resting"):
        v.Html(tag="h2", children=[desk.of(WORDS["rests"])])
        v.Html(tag="p", class_="resting-judged", children=[headline(found, desk)])
        with v.Html(tag="table"):
            with v.Html(tag="thead"), v.Html(tag="tr"):
                for head in heads:
                    v.Html(tag="th", attributes={"scope": "col"}, children=[head])
            with v.Html(tag="tbody"):
                for one in found:
                    with v.Html(tag="tr", class_=f"resting-{one.grade}"):
                        name = explain_danish.grade(one.grade, spoken)
                        v.Html(tag="th", attributes={"scope": "row"}, children=[name])
                        for cell in shares(one, desk.language):
                            v.Html(tag="td", children=[cell])
        v.Html(tag="p", class_="note", children=[caveat(registry(), measured(), spoken)])
