"""A proposal explained in Markdown, for the terminal and for the page of all proposals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from experiments.effects_page import markdown
from experiments.explain import declared, deeds, explain
from experiments.explain_danish import number
from experiments.explain_words import STAGES, WORDS
from experiments.proposals import Proposal, catalogue
from model.policies import discover

BENT = "●"


def page(spoken: int = 0) -> str:
    """The page of all proposals: the matrix of proposals and levers, and a section for each."""
    proposals = catalogue()
    parts = [
        f"# {WORDS['page'][spoken]}",
        WORDS["page_note"][spoken],
        f"## {WORDS['matrix'][spoken]}",
        WORDS["matrix_note"][spoken],
        matrix(proposals, spoken),
        *(_section(proposal, spoken) for proposal in proposals),
    ]
    return "\n\n".join(parts) + "\n"


def matrix(proposals: Sequence[Proposal], spoken: int = 0) -> str:
    """Levers by proposals: a dot where the proposal bends the lever; levers that nobody bends are left out."""
    bent = {proposal.name: deeds(discover()[proposal.name]).levers for proposal in proposals}
    head = [WORDS["lever"][spoken], *(proposal.label for proposal in proposals)]
    body = [
        [f"`{name}`", *(BENT if name in bent[proposal.name] else "" for proposal in proposals)]
        for name in declared().declared
        if any(name in levers for levers in bent.values())
    ]
    return markdown(head, body)


def _section(proposal: Proposal, spoken: int) -> str:
    return told(explain(proposal, spoken), spoken, heading="##")


def told(data: Mapping[str, Any], spoken: int = 0, heading: str = "#") -> str:
    """What `explain` found, as Markdown."""
    if "proposals" in data:
        shared = ", ".join(f"`{name}`" for name in data["shared_levers"]) or WORDS["none"][spoken]
        parts = [f"{heading} {data['title']}", f"**{WORDS['shared'][spoken]}**: {shared}"]
        return "\n\n".join([*parts, *(told(one, spoken, heading + "#") for one in data["proposals"])])
    label = f"{data['number']}. " if data["number"] else ""
    place = f"**{WORDS['theme'][spoken]} {data['theme']}**: {data['theme_title']}." if data["theme_title"] else ""
    if not data["number"]:
        place = f"**{WORDS['principle'][spoken]}.**"
    lines = [
        ("for", data["eligible"]),
        ("acts", f"{', '.join(data['actors'])}."),
        ("alone", data["alone"]),
        ("pays", _bills(data, spoken)),
    ]
    return "\n\n".join(
        [
            f"{heading} {label}{data['title']} (`{data['name']}`)",
            *([place] if place else []),
            data["summary"],
            "\n".join(f"- **{WORDS[key][spoken]}**: {text}" for key, text in lines),
            *_block("doubts", _doubts(data["barriers"], spoken), spoken),
            *_block("levers", _levers(data["levers"], spoken), spoken),
            *_block("parameters", _numbers(data["parameters"], spoken), spoken),
        ]
    )


def _block(key: str, text: str, spoken: int) -> tuple[str, str]:
    return f"**{WORDS[key][spoken]}**", text


def _bills(data: Mapping[str, Any], spoken: int) -> str:
    by_payer: dict[str, list[str]] = {payer: [] for payer in data["payers"]}
    for cost in data["costs"]:
        by_payer.setdefault(cost["payer"], []).append(cost["purpose"])
    words = [
        WORDS["for_what"][spoken].format(payer, ", ".join(purposes)) if purposes else payer
        for payer, purposes in by_payer.items()
    ]
    return f"{'; '.join(words) or WORDS['pays_nothing'][spoken]}."


def _doubts(barriers: Iterable[Mapping[str, str]], spoken: int) -> str:
    lines = []
    for one in barriers:
        how = WORDS["modelled"][spoken].format(f"`{one['parameter']}`") if one["parameter"] else ""
        lines.append(f"- {one['text']} ({how or WORDS['not_modelled'][spoken]})")
    return "\n".join(lines) or WORDS["none"][spoken]


def _levers(levers: Sequence[Mapping[str, Any]], spoken: int) -> str:
    if not levers:
        return WORDS["no_levers"][spoken]
    head = [WORDS[key][spoken] for key in ("lever", "how", "meaning", "unit")]
    body = [
        [f"`{one['name']}`", ", ".join(STAGES[stage][spoken] for stage in one["stages"]), one["meaning"], one["unit"]]
        for one in levers
    ]
    return markdown(head, body)


def _numbers(parameters: Iterable[Mapping[str, Any]], spoken: int) -> str:
    parameters = list(parameters)
    measured = ("matters",) if any(one["matters"] for one in parameters) else ()
    against = ("set_against",) if any(one["set_against"] for one in parameters) else ()
    extra = (*against, *measured)
    keys = ("number", "meaning", "default", "range", "unit", "source", "grade", *extra)
    body = [
        [
            f"`{one['name'].partition('.')[2]}`", one["meaning"], number(one["value"], spoken),
            f"{number(one['low'], spoken)} – {number(one['high'], spoken)}", one["unit"], one["source_in_words"],
            one["grade"], *(one[key] for key in extra),
        ]
        for one in parameters
    ]  # fmt: skip
    return markdown([WORDS[key][spoken] for key in keys], body)
