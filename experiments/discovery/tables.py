"""Tables for the terminal: regret, how often good enough, verdicts, and what a budget buys."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from experiments.discovery.aims import Aim, Need, shown
from experiments.discovery.budget import BestSet, Single
from experiments.discovery.chance import Guess
from experiments.discovery.regret import KINDS, Enough, Regret
from experiments.discovery.told import BETTER, UNCLEAR, WORSE
from experiments.discovery.verdicts import Verdict
from experiments.discovery.words import interval
from experiments.statistics import PairedDifference

MILLION_KR = Aim("", "cost", -1, "", 1e-6, 2)


def regret(found: Sequence[Regret]) -> list[Table]:
    """One table for each outcome: an alternative a line."""
    tables = []
    for aim in dict.fromkeys(one.aim for one in found):
        unit = f", {aim.change}" if aim.change else ""
        table = _table(f"Regret: {aim.title}{unit} ({aim.wish} is better)", "Alternative")
        for kind in KINDS:
            table.add_column(kind, justify="right")
        table.add_column("least, in studies drawn again", justify="right")
        for one in (one for one in found if one.aim == aim):
            cells = [_guess(one.guess[kind], aim) for kind in KINDS]
            table.add_row(one.alternative, *cells, f"{one.least[KINDS[0]]:.0%} / {one.least[KINDS[2]]:.0%}")
        table.caption = (
            "How much worse than the best alternative of the same future, with 95 % intervals; part of what luck adds "
            "is taken off. Last column: how often no other has less, by the largest and by the mean."
        )
        tables.append(table)
    return tables


def enough(found: Sequence[Enough], needs: Sequence[Need]) -> list[Table]:
    """One table: an alternative a line, a threshold a column."""
    if not found:
        return []
    table = _table("Share of futures in which thresholds hold", "Alternative")
    for text in ("all together", *(one.text for one in needs)):
        table.add_column(text, justify="right", overflow="fold")
    for one in found:
        table.add_row(one.alternative, *(_share(guess) for guess in (one.together, *one.each)))
    table.caption = "With 95 % intervals over futures and seeds; every future counts the same."
    return [table]


def verdicts(found: Sequence[Verdict], factor: str) -> list[Table]:
    """One table for each outcome: an alternative a line, a submodel a column, and the verdict."""
    tables = []
    for aim in dict.fromkeys(one.aim for one in found):
        own = [one for one in found if one.aim == aim]
        unit = f", {aim.change}" if aim.change else ""
        title = f"{aim.title}{unit}: change against {own[0].against} ({aim.wish} is better)"
        table = _table(title, "Alternative")
        for under in own[0].under:
            table.add_column(f"under {under.submodel}", justify="right")
        table.add_column("verdict", overflow="fold")
        for one in own:
            cells = []
            for under in one.under:
                points = ", ".join(f"{k} {name}" for name, k in under.points.items() if k)
                style = "" if under.told in (BETTER, WORSE) else "dim"
                cells.append(Text.assemble((_pair(under.pair, aim), style), "\n", (f"{under.told}\n({points})", "dim")))
            more = [under.pair.more_runs_needed for under in one.under if under.told == UNCLEAR]
            known = [k for k in more if k]
            seeds = (
                f"\nabout {max(known):,} more seed{'s' * (max(known) > 1)}" if known and len(known) == len(more) else ""
            )
            table.add_row(one.alternative, *cells, one.text + seeds)
        table.caption = (
            f"Mean over the futures of each {factor}, pairs are seeds; intervals hold for a whole line (95 %). "
            "In brackets: futures told one by one."
        )
        tables.append(table)
    return tables


def singles(found: Sequence[Single], aims: Sequence[Aim]) -> Table:
    """One line for each proposal: its cost and what it does alone."""
    table = _table("Proposals alone, against today's rules", "Proposal")
    table.add_column("cost, million kr", justify="right")
    for aim in aims:
        table.add_column(_head(aim), justify="right")
    for one in found:
        effects = [_effect(effect, aim) for aim, effect in zip(aims, one.effects, strict=True)]
        table.add_row(one.policy, _pair(one.cost, MILLION_KR, False), *effects)
    table.caption = "Mean over futures with 95 % intervals; pairs are seeds; n.d.: cannot be told from none."
    return table


def sets(found: Sequence[BestSet], aims: Sequence[Aim]) -> list[Table]:
    """For each outcome the set chosen for it, added up, and measured where there are runs; an outcome a line."""
    tables = []
    for one in found:
        both = one.together
        members = ", ".join(f"{name} {share:.0%}" for name, share in zip(one.members, one.kept, strict=True))
        table = _table(f"Best under the ceiling for: {one.aim.title}\n{members or 'nothing'}", "")
        for name in ("added up", *(("measured together", "added up there", "interaction") if both else ())):
            table.add_column(name, justify="right")
        cost = [_pair(one.cost, MILLION_KR, False)] + ([_pair(both.cost, MILLION_KR, False), "", ""] if both else [])
        table.add_row("cost, million kr", *cost)
        for k, (aim, effect) in enumerate(zip(aims, one.effects, strict=True)):
            cells = [_effect(effect, aim)]
            if both:
                cells.append(_effect(both.effects[k], aim))
                cells += [_effect(part[k], aim) if part else Text("–") for part in (both.added, both.interaction)]
            table.add_row(_head(aim), *cells)
        if both:
            waits = (
                f" Measured in '{both.study}' on {both.seeds} seeds. Added up there: its members alone on those seeds; "
                "interaction: what the set does beyond that."
            )
        else:
            waits = " Not yet measured together." if len(one.members) > 1 else ""
        table.caption = (
            "After a proposal: the share of studies drawn again in which it is in the best set; this very set is best "
            f"in {one.again:.0%}.{waits}"
        )
        tables.append(table)
    return tables


def _table(title: str, first: str) -> Table:
    table = Table(title=title, title_justify="left", header_style="bold", show_lines=True, caption_justify="left")
    table.add_column(first, no_wrap=False, overflow="fold")
    return table


def _head(aim: Aim) -> str:
    return f"{aim.title}{f', {aim.change}' if aim.change else ''} ({aim.wish} is better)"


def _guess(one: Guess, aim: Aim) -> str:
    ends = f"[{shown(one.low, aim, unit=False)}; {shown(one.high, aim, unit=False)}]"
    return f"{shown(one.value, aim, unit=False)}\n{ends}"


def _share(one: Guess) -> str:
    return f"{one.value:.0%}\n[{one.low:.0%}; {one.high:.0%}]"


def _pair(pair: PairedDifference, aim: Aim, sign: bool = True) -> str:
    ends = f"[{shown(pair.low, aim, sign, False)}; {shown(pair.high, aim, sign, False)}]"
    return f"{shown(pair.mean, aim, sign, False)}\n{ends}"


def _effect(pair: PairedDifference, aim: Aim) -> Text:
    return Text(interval(pair, aim), "" if pair.verdict == "distinguishable" else "dim")
