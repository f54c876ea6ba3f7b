"""What a room takes home: a table, data, and a page to print. No keys are in it, and nothing typed is ever markup."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from html import escape
from typing import Any

from dashboards.workshop.judging import Found, compared, lettings, sets
from dashboards.workshop.seen import Seen
from dashboards.workshop.setting import proposals
from dashboards.workshop.told import ahead, basket, changed, guessed, question, verdict
from dashboards.workshop.words import LEFT_OUT, QUESTIONS, of, rule, say
from experiments.proposals import find

COLUMNS = (
    "part", "team", "outcome", "title", "unit", "predicted_direction", "predicted_change", "base", "change", "low",
    "high", "pairs", "verdict", "direction_right", "within_interval", "ahead", "proposals", "price_million_kr",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to a spreadsheet."""


def rows(seen: Seen, language: str) -> list[dict[str, Any]]:
    """A row for each team and outcome; what was measured stands also where no team predicted it."""
    found: list[dict[str, Any]] = []
    for one in compared(seen):
        outcome = {"part": "prediction", **_outcome(one.found, language)}
        found += [
            outcome
            | {
                "team": answer.team,
                "predicted_direction": answer.guess.direction,
                "predicted_change": answer.guess.change,
                "direction_right": answer.right,
                "within_interval": answer.inside,
            }
            for answer in one.answers
        ] or [outcome]
    baskets = seen.baskets()
    for judged in sets(seen):
        found += [
            {
                "part": "budget",
                "team": team,
                **_outcome(own, language),
                "ahead": team in judged.ahead if judged.matter.better else None,
                "proposals": " ".join(baskets[team]),
                "price_million_kr": round(seen.price(baskets[team]), 1),
            }
            for team, own in judged.found.items()
        ]
    return found


def _outcome(one: Found, language: str) -> dict[str, Any]:
    values = {"base": one.base, "change": one.change, "low": one.low, "high": one.high}
    return {
        "outcome": one.matter.key,
        "title": of(language, one.matter.title),
        "unit": of(language, one.matter.unit),
        **{name: None if math.isnan(value) else float(f"{value:.8g}") for name, value in values.items()},
        "pairs": one.n,
        "verdict": one.verdict,
    }


def as_csv(seen: Seen, language: str) -> bytes:
    """The rows as a table that a spreadsheet opens; a name that looks like a formula stays a name."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for row in rows(seen, language):
        writer.writerow(_cell(row.get(name)) for name in COLUMNS)
    return file.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def as_json(seen: Seen, language: str) -> bytes:
    """The question, the rows, who was ahead, and every run as it was."""
    setting = seen.setting
    known = {scenario: values for scenario, values in seen.runs.items() if _shown(seen, scenario.policy_names)}
    data = {
        "question": setting.treated.as_dict(),
        "pairs": setting.pairs,
        "seeds": [one.seed for one in setting.pairs_of(setting.base)],
        "budget_million_kr": seen.budget,
        "prices_million_kr": dict(seen.prices),
        "teams": [
            {
                "name": team.name,
                "predictions": None if team.guesses is None else {key: asdict(x) for key, x in team.guesses.items()},
                "proposals": team.basket,
            }
            for team in seen.teams
        ],
        "results": rows(seen, language),
        "runs": [
            {"seed": scenario.seed, "policies": scenario.as_dict()["policies"], "values": dict(values)}
            for scenario, values in sorted(known.items(), key=lambda pair: (pair[0].policy_names, pair[0].seed))
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False).encode()


def _shown(seen: Seen, policies: tuple[str, ...]) -> bool:
    """Runs of teams' sets stay hidden until the sets are shown."""
    if not policies or policies == seen.setting.treated.policy_names:
        return True
    return bool(sets(seen)) and any(tuple(sorted(one)) == policies for one in seen.baskets().values())


def as_html(seen: Seen, language: str) -> bytes:
    """A page to print: question, predictions, sets, what is left out and what to talk about."""

    def words(key: str, *about: object) -> str:
        return escape(say(language, key, *about))

    setting = seen.setting
    seeds = [one.seed for one in setting.pairs_of(setting.base)]
    asked = question(language, setting)
    parts = [f"<h1>{words('report_title', asked)}</h1>"]
    parts.append(f"<p>{words('made_by', setting.pairs, seeds[0], seeds[-1])}</p>")
    for one in compared(seen):
        about = one.found
        parts.append(f"<h2>{escape(of(language, about.matter.title))}</h2>")
        parts.append(f"<p>{escape(changed(language, about))}: {escape(verdict(language, about))}.</p>")
        head = [say(language, key) for key in ("team", "prediction", "direction", "outcome")]
        body = [
            (
                answer.team,
                guessed(language, about.matter, answer.guess),
                say(language, "right" if answer.right else "wrong"),
                say(language, "within" if answer.inside else "outside"),
            )
            for answer in one.answers
        ]
        parts.append(_table(head, body) if body else f"<p>{words('nobody_predicted')}</p>")
    parts += _sets(seen, language)
    let = lettings(seen)
    if let:
        parts.append(f"<h2>{words('rule_did')}</h2><p>{words('rule_note')}</p>")
        let_by = [(rule(language, row.rule), f"{row.base:.1f}", f"{row.treated:.1f}") for row in let]
        parts.append(_table([say(language, key) for key in ("rule", "base", "with")], let_by))
    for title, list_ in (("leaves_out", LEFT_OUT), ("talk", QUESTIONS)):
        items = "".join(f"<li>{escape(of(language, pair))}</li>" for pair in list_)
        parts.append(f"<h2>{words(title)}</h2><ul>{items}</ul>")
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{words('report_title', asked)}</title><style>{STYLE}</style></head>"
        f"<body>{''.join(parts)}</body></html>\n"
    ).encode()


def _sets(seen: Seen, language: str) -> list[str]:
    judged = sets(seen)
    if not judged:
        return []
    teams = list(seen.baskets())
    known = titles(language)
    chosen = [
        (team, basket(language, names, known), say(language, "price", f"{seen.price(names):.1f}"))
        for team, names in seen.baskets().items()
    ]
    results = [
        (
            of(language, one.matter.title),
            *(f"{changed(language, one.found[team])} ({verdict(language, one.found[team])})" for team in teams),
            ahead(language, one),
        )
        for one in judged
    ]
    return [
        f"<h2>{escape(say(language, 'chosen'))}</h2>",
        _table([say(language, key) for key in ("team", "proposals", "price_head")], chosen),
        f"<p>{escape(luck(seen, language))}</p>",
        _table([say(language, "measure"), *teams, say(language, "ahead")], results),
    ]


def luck(seen: Seen, language: str) -> str:
    """That there is no total score, and how many verdicts chance alone would give."""
    many = len(seen.baskets()) * len(sets(seen))
    return say(language, "no_single", many, max(1, round(0.05 * many)))


def titles(language: str) -> Mapping[str, str]:
    """The proposals of the game by name: number and title."""
    found = {name: find(name) for name in proposals()}
    return {name: f"{one.number}. {of(language, one.title)}" for name, one in found.items()}


def _table(head: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    lines = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in body)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table>"


STYLE = (
    "body{font:15px/1.45 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#1d1d1b;background:#fff}"
    "table{border-collapse:collapse;width:100%;font-size:13px}h1{font-size:20px}h2{font-size:16px;margin:1.4em 0 .3em}"
    "th,td{border-bottom:1px solid #999;text-align:left;vertical-align:top;padding:3px 8px 3px 0}"
    "tr,h2{break-inside:avoid;break-after:auto}"
)
