"""The report's account: what a proposal is worth to state and municipality, to whom it does not pay, and how sure."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from experiments import figures
from experiments.net_present_value import (
    ALL,
    ASKED,
    CLAIM,
    CLAIMED_PUBLIC,
    CLAIMED_SOCIETY,
    CLAIMED_YOUNG,
    MAIN,
    PUBLIC,
    RATES,
    NetPresentValue,
)
from experiments.report_data import PlaceReport
from experiments.report_numbers import between, number, signed_with_error, with_error
from experiments.report_view import Row, View, runs
from experiments.report_words import more_runs_in_words, upper
from model.mechanisms.ledger.entries import PAYERS, PROGRAMME

MILLION = 1e6
KIND_WORDS = {
    "taxes": "Taxes",
    "transfers": "Benefits and pensions",
    "services": "Services: daycare, school, job centre, health, social work, convictions",
    "housing": "Housing benefit",
    PROGRAMME: "The proposal itself",
    ALL: "In all",
}
SCOPE_WORDS = {
    ASKED[0]: "Residents of January 2015 and their children",
    ASKED[1]: "The whole municipality, and those who left it after the estate",
    ASKED[2]: "All who ever lived in the estate",
}


def account(report: PlaceReport) -> View | None:
    """The present value of what each alternative changes, by kind and payer, for the same people."""
    value = report.value
    if value is None:
        return None
    groups = []
    for side in report.sides[1:]:
        rows = []
        for kind, words in KIND_WORDS.items():
            cells = [_one(value, side.name, MAIN, payer, kind, value.rate) for payer in (*PAYERS, PUBLIC)]
            if cells[-1] is None:
                continue
            rows.append(Row(words, (*(_shown(cell) for cell in cells), _verdict(cells[-1])), _kind(cells[-1], kind)))
        groups.append((f"{upper(side.name)}, against {report.base.name}", tuple(rows)))
    return View(
        f"{report.place.name}-account",
        f"The public account in {report.place.title}: present value of what changes in {value.years} years, "
        f"million kr, at {100 * value.rate:g} % a year; + is a gain. Mean of {runs(report)} ± Monte-Carlo error",
        ("What", "State", "Municipality", "Public purse", "Verdict"),
        tuple(groups),
        "Counted for the same people under every scenario: those who lived in the estate in January 2015 and the "
        "children born to them since, wherever they live now. What happens after the last year is not included, "
        "neither gains nor costs. Unit costs are mostly recalled or judged: see the assumptions called ledger. "
        "Prices of 2015.",
        (3,),
    )


def sensitivity(report: PlaceReport) -> View | None:
    """The same under other discount rates, and for other circles of people."""
    value = report.value
    if value is None:
        return None
    groups = []
    for side in report.sides[1:]:
        rows = [
            _line(f"Public purse at {100 * rate:g} %", _one(value, side.name, MAIN, PUBLIC, ALL, rate))
            for rate in sorted({*RATES, value.rate})
        ]
        rows += [_line(upper(payer), _one(value, side.name, MAIN, payer, ALL, value.rate)) for payer in _others(value)]
        rows.append(_line("All payers together", _one(value, side.name, MAIN, ALL, ALL, value.rate)))
        rows += [
            _line(f"Public purse, {SCOPE_WORDS[scope][0].lower()}{SCOPE_WORDS[scope][1:]}",
                  _one(value, side.name, scope, PUBLIC, ALL, value.rate))
            for scope in ASKED[1:]
        ]  # fmt: skip
        groups.append((f"{upper(side.name)}, against {report.base.name}", tuple(rows)))
    return View(
        f"{report.place.name}-account-sensitivity",
        f"Does the answer hang on the discount rate, or on whom one counts? {report.place.title}, million kr",
        ("Value", "Gain", "95 % interval", "Verdict", "More runs needed"),
        tuple(groups),
        "The last two lines also change when other people come to the estate or the municipality. A proposal that "
        "lets homes to people with work makes the estate's account better without making anybody better off: "
        "believe the lines about the residents of January 2015.",
        (2,),
    )


def claim(report: PlaceReport) -> View | None:
    """When the money is back, whom the proposal moved to work, and the catalogue's claim beside it."""
    value = report.value
    if value is None:
        return None
    told = value.summary[value.summary["scope"] == MAIN].set_index("scenario")
    rows = []
    for side in report.sides[1:]:
        own = told.loc[side.name]
        rows.append(
            Row(
                upper(side.name),
                (
                    number(own["programme"] / MILLION, 2),
                    _payback(own),
                    signed_with_error(own["at_work"], own["at_work_mcse"], 1),
                    signed_with_error(own["young_outside"], own["young_outside_mcse"], 1),
                    _each(own),
                ),
            )
        )
    public, society = (claimed / CLAIMED_YOUNG / MILLION for claimed in (CLAIMED_PUBLIC, CLAIMED_SOCIETY))
    rows.append(
        Row(
            "The catalogue's claim, to compare with; not a result",
            ("–", "–", "–", f"+{CLAIMED_YOUNG}", f"{public:.0f} over a life ({CLAIM.value:.0f} to society)"),
            "sum",
        )
    )
    return View(
        f"{report.place.name}-account-claim",
        f"Money back, and people moved to work, {report.place.title}: residents of January 2015 and their children",
        (
            "Scenario",
            "Spent on the proposal, million kr",
            "Paid back to the public purse by",
            "More people at work, last year",
            "Fewer of 18-24 outside work and education, last year",
            "Public gain for each more at work, million kr",
        ),
        (("", tuple(rows)),),
        f"The catalogue says that {CLAIMED_YOUNG} young people brought from the margin are worth "
        f"{CLAIMED_SOCIETY / 1e9:.0f} bn kr to society, of it {CLAIMED_PUBLIC / 1e9:.1f} bn kr to the public purse: "
        f"{society:.0f} and {public:.0f} million kr each, over whole lives. The model's figure covers "
        f"{value.years} years and is given only where the difference in people at work can be told from luck.",
        (1, 4),
    )


def picture(report: PlaceReport) -> figures.Picture | None:
    """The public gain so far, year by year, for each alternative."""
    value = report.value
    if value is None or value.years < 2:
        return None
    words = []
    with figures.style():
        sheet = figures.canvas(3.0, 6.6)
        axes = sheet.subplots()
        axes.axhline(0.0, color=figures.INK, linewidth=0.9)
        for position, side in enumerate(report.sides[1:], start=1):
            own = value.curve[value.curve["scenario"] == side.name]
            time = own["year"].to_numpy(dtype=float) + 1.0
            mean, low, high = (own[name].to_numpy(dtype=float) / MILLION for name in ("mean", "low", "high"))
            paint = figures.colour(position)
            if np.isfinite(low).all():
                axes.fill_between(time, low, high, color=paint, alpha=0.13, linewidth=0)
            axes.plot(time, mean, color=paint, linestyle=figures.dashes(position), linewidth=1.8, label=side.name)
            words.append(f"{side.name} {mean[-1]:.1f} million kr at the end")
        axes.set_title("Public gain so far, discounted")
        axes.set_ylabel("million kr", fontsize=8.5)
        axes.margins(x=0.01)
        axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
        axes.legend(frameon=False, fontsize=8.5, loc="best")
    caption = (
        f"{report.place.title}: what each proposal has changed in the public account by the end of each year, its "
        "own cost included; residents of January 2015 and their children. Line: mean; band: 95 % interval of the "
        f"mean over {runs(report)}. The proposal has paid for itself where the line rises above zero for good."
    )
    return figures.finish(sheet, f"{report.place.name}-account.png", f"{'; '.join(words)}.", caption)


def _one(
    value: NetPresentValue, scenario: str, scope: str, payer: str, kind: str, rate: float
) -> dict[str, Any] | None:
    table = value.table
    own = table[
        (table["scenario"] == scenario)
        & (table["scope"] == scope)
        & (table["payer"] == payer)
        & (table["kind"] == kind)
        & (table["rate"] == rate)
    ]
    return {str(key): item for key, item in own.iloc[0].items()} if len(own) else None


def _others(value: NetPresentValue) -> list[str]:
    return [payer for payer in value.table["payer"].unique() if payer not in (*PAYERS, PUBLIC, ALL)]


def _shown(cell: dict[str, Any] | None) -> str:
    if cell is None:
        return "–"
    if cell["verdict"] == "identical":
        return "0 ± 0"
    return signed_with_error(cell["gain"] / MILLION, cell["mcse"] / MILLION, 1)


def _verdict(cell: dict[str, Any] | None) -> str:
    return "–" if cell is None else str(cell["verdict"])


def _kind(cell: dict[str, Any] | None, kind: str) -> str:
    return "sum" if kind == ALL else _verdict(cell).replace(" ", "-")


def _line(words: str, cell: dict[str, Any] | None) -> Row:
    if cell is None:
        return Row(words, ("–", "–", "–", "–"))
    low, high, error = (cell[name] / MILLION for name in ("low", "high", "mcse"))
    same = cell["verdict"] == "identical"
    more = more_runs_in_words(cell["verdict"], cell["more_runs"], math.isfinite(error))
    interval = "–" if same else between(low, high, error, 1)
    return Row(words, (_shown(cell), interval, _verdict(cell), more), _kind(cell, ""))


def _payback(own: Any) -> str:
    if not own["programme"]:
        return "nothing spent"
    return "not within the run" if pd.isna(own["payback"]) else f"the end of {int(own['payback'])}"


def _each(own: Any) -> str:
    if math.isfinite(own["gain_per_at_work"]):
        return with_error(own["gain_per_at_work"] / MILLION, own["gain_per_at_work_mcse"] / MILLION, 2)
    if own["at_work_verdict"] == "distinguishable":
        return "fewer at work"
    return "cannot be told from luck"
