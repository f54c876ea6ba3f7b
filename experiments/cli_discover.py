"""Commands that ask a finished study: discover under which assumptions or what a budget buys, robust over futures."""

from __future__ import annotations

import importlib
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from agents.core.parameter import nearest
from experiments import cli_options as flag
from experiments.cli_console import out, print_json, say, tell
from experiments.cli_effects import write_whole
from experiments.errors import InputError

if TYPE_CHECKING:
    from experiments.discovery.aims import Aim
    from experiments.discovery.budget import BestSet, Screen
    from experiments.discovery.futures import Futures, Opened
    from experiments.discovery.words import Asked

StoreArgument = Annotated[Path, typer.Argument(help="Folder that `boligliv sweep -o` wrote.", show_default=False)]
OutcomeFlag = Annotated[
    list[str] | None,
    typer.Option(
        "--outcome", help="Judge by this: 'reputation|estate', 'births|municipality:more'; may be repeated. "
        "Default: the study's outcomes."
    ),
]  # fmt: skip
NeedFlag = Annotated[
    list[str] | None,
    typer.Option("--need", help="A threshold: 'outside_work|start_estate < 30 %', '... > base'; may be repeated."),
]
AgainstFlag = Annotated[str, typer.Option("--against", help="The alternative to compare with.")]
StudyNameFlag = Annotated[str | None, typer.Option("--study", help="Which study of the folder: name or hash.")]
YearFlag = Annotated[int | None, typer.Option("--year", help="Horizon in years. Default: the last one kept.")]
PicturesFlag = Annotated[Path, typer.Option("--output", "-o", help="Folder for tables (CSV), pictures and studies.")]

UNITS = {"kr": 1.0, "thousand": 1e3, "mio": 1e6}


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(discover)
    app.command()(robust)


def discover(
    directory: StoreArgument,
    alternative: Annotated[
        list[str] | None,
        typer.Option("--alternative", help="Ask about this alternative; may be repeated. Default: all others."),
    ] = None,
    against: AgainstFlag = "base",
    outcome: OutcomeFlag = None,
    need: NeedFlag = None,
    density: Annotated[float, typer.Option("--density", help="A box is claimed from this share of its futures.")] = 0.8,
    budget: Annotated[
        float | None, typer.Option("--budget", help="Instead: which proposals to buy under this ceiling.")
    ] = None,
    unit: Annotated[str, typer.Option("--unit", help=f"Of the budget: {', '.join(UNITS)} kr.")] = "mio",
    payer: Annotated[
        str, typer.Option("--payer", help="Whose spending the budget is: all, public, municipality, state, ...")
    ] = "all",
    study: StudyNameFlag = None,
    year: YearFlag = None,
    place: flag.PlaceFlag = None,
    output: PicturesFlag = Path("discovery"),
    json: flag.JsonFlag = False,
) -> None:
    """Ask a swept study under which assumptions an alternative is better, or what a budget buys."""
    from experiments.discovery.futures import Opened

    if not 0.5 <= density < 1.0:
        raise InputError(f"--density {density:g} is outside 0.5..1 (at most 0.99)")
    if budget is not None:
        if need or alternative:
            raise InputError("--budget chooses among all proposals of the study: leave --need and --alternative out")
        ceiling = _ceiling(budget, unit, payer)
        _budget(Opened(directory, study, year, place), outcome, ceiling, payer, output, json)
        return
    if need and outcome:
        raise InputError("--need and --outcome: give one of them; a threshold has its outcome in it")
    importlib.import_module("experiments.discovery.peel").prim()
    opened = Opened(directory, study, year, place)
    answers = [(one, _pictures(one)) for one in _questions(opened, alternative, against, outcome, need, density)]
    words = importlib.import_module("experiments.discovery.words")
    files = _write(output, "boxes", words.box_rows([asked for asked, _ in answers]))
    files += [_picture(output, picture) for _, pictures in answers for picture in pictures]
    if json:
        classes = [
            {"title": one.title, "classes": one.told.count(), "futures": len(one.told.mean)} for one, _ in answers
        ]
        print_json({"questions": classes, "boxes": words.box_rows([one for one, _ in answers]), "files": files})
        return
    _heading(answers[0][0].futures)
    for asked, _ in answers:
        say(asked.title)
        say(f"  {words.counts(asked)}")
        for line in words.finding_lines(asked):
            say(f"  {line}")
    say(
        "A box is a pattern in this sample of futures, each counted the same; it is no probability. Futures that "
        "cannot be told apart count against it."
    )
    say("written: " + ", ".join(files))


def robust(
    directory: StoreArgument,
    outcome: OutcomeFlag = None,
    need: NeedFlag = None,
    against: AgainstFlag = "base",
    over: Annotated[str, typer.Option("--over", help="Whose submodels must agree: behaviour or law.")] = "behaviour",
    study: StudyNameFlag = None,
    year: YearFlag = None,
    place: flag.PlaceFlag = None,
    output: PicturesFlag = Path("discovery"),
    json: flag.JsonFlag = False,
) -> None:
    """Ask a swept study what is robust: regret, how often it is good enough, and under which behaviour it holds."""
    from experiments.discovery import aims as wanted
    from experiments.discovery import regret, verdicts, words
    from experiments.discovery.futures import FACTORS, Opened

    if over not in FACTORS:
        raise InputError(f"--over '{over}' is not a factor{nearest(over, FACTORS)}; allowed: {', '.join(FACTORS)}")
    opened = Opened(directory, study, year, place)
    opened.check([against])
    known = opened.known
    needs = [wanted.need(text, known) for text in need or ()]
    aims = _aims(opened, outcome, bool(needs))
    futures = opened.futures([one.key for one in (*aims, *(each.aim for each in needs))])
    regrets = regret.regrets(futures, aims) if aims else []
    enough = regret.enough(futures, needs) if needs else []
    several = len(set(futures.table[over])) > 1
    judged = verdicts.verdicts(futures, aims, against, over) if several and aims else []
    rows = {
        "regret": words.regret_rows(regrets), "enough": words.enough_rows(enough, [one.text for one in needs]),
        "verdicts": words.verdict_rows(judged),
    }  # fmt: skip
    files = [name for key, table in rows.items() if table for name in _write(output, key, table)]
    draw = importlib.import_module("experiments.discovery.pictures")
    pictures = [
        *([draw.regret(futures, regrets)] if regrets else ()),
        *([draw.enough(futures, enough, [one.text for one in needs])] if enough else ()),
        *([draw.verdicts(futures, judged)] if judged else ()),
    ]
    files += [_picture(output, one) for one in pictures]
    if json:
        print_json(rows | {"futures": len(futures.table), "seeds": list(futures.seeds), "files": files})
        return
    _heading(futures)
    tables = importlib.import_module("experiments.discovery.tables")
    for table in (*tables.regret(regrets), *tables.enough(enough, needs), *tables.verdicts(judged, over)):
        out().print(table)
    if not several:
        say(f"one {over} in this study: give it several ({over}s = [...]) to see whether a verdict holds under all")
    say("Every future counts the same; nothing is added up into one score.")
    say("written: " + ", ".join(files))


def _questions(
    opened: Opened, alternative: Sequence[str] | None, against: str, outcome: Sequence[str] | None,
    need: Sequence[str] | None, density: float,
) -> list[Asked]:  # fmt: skip
    """The answers on every alternative in every outcome, or at every threshold."""
    import numpy as np

    from experiments.discovery import aims as wanted
    from experiments.discovery.boxes import find
    from experiments.discovery.told import BETTER, WORSE, told
    from experiments.discovery.words import Asked

    known = opened.known
    needs = [wanted.need(text, known) for text in need or ()]
    aims = [] if needs else _aims(opened, outcome, False)
    others = [name for name in alternative or opened.study.alternatives if alternative or needs or name != against]
    against_base = not needs or any(one.limit is None for one in needs)
    opened.check([*others, *([against] if against_base else [])])
    if against in others and not needs:
        raise InputError(f"--alternative {against} is compared with itself; say another with --against")
    asked = list(dict.fromkeys([*others, *([against] if against_base else [])]))
    keys = [one.key for one in aims] + [one.aim.key for one in needs]
    futures = opened.futures(keys, asked)
    table = futures.table[[one.name for one in futures.dimensions]]
    if table.shape[1] == 0:
        raise InputError(
            f"the study '{futures.study.name}' varies nothing: give it [uncertainties] with a design, or behaviours"
        )
    found = []
    for aim, limit in (*((one, None) for one in aims), *((one.aim, one.limit) for one in needs)):
        for name in others:
            rival = futures.of(against, aim.key) if limit is None else np.float64(limit)
            if limit is None and name == against:
                continue
            classes = told(futures.of(name, aim.key) - rival, aim.better)
            title = against if limit is None else wanted.shown(limit, aim)
            tell(f"{name}, {aim.title}: looking for boxes in {len(table)} futures")
            findings = {kind: find(table, classes.of(kind), density) for kind in (BETTER, WORSE)}
            found.append(Asked(name, title, aim, futures, classes, findings))
    return found


def _pictures(asked: Asked) -> list[Any]:
    draw = importlib.import_module("experiments.discovery.box_pictures")
    return [draw.picture(asked, name) for name, found in asked.findings.items() if found.boxes]


def _aims(opened: Opened, outcome: Sequence[str] | None, may_be_none: bool) -> tuple[Aim, ...]:
    from experiments.discovery.aims import aims

    texts = outcome or (() if may_be_none and not opened.study.outcomes else opened.study.outcomes)
    if not texts and not may_be_none:
        raise InputError(f"the study '{opened.study.name}' names no outcomes: say by which to judge, --outcome")
    return aims(texts, opened.known)


def _ceiling(budget: float, unit: str, payer: str) -> float:
    """The budget in kr; raises InputError for a unit or payer that is not known."""
    from experiments.net_present_value import ALL, PUBLIC
    from model.policies.policy import PAYERS

    if unit not in UNITS:
        raise InputError(f"--unit '{unit}' is not known{nearest(unit, UNITS)}; allowed: {', '.join(UNITS)}")
    allowed = (ALL, PUBLIC, *PAYERS)
    if payer not in allowed:
        raise InputError(f"--payer '{payer}' pays for nothing{nearest(payer, allowed)}; allowed: {', '.join(allowed)}")
    if not math.isfinite(budget) or budget <= 0:
        raise InputError(f"--budget {budget:g} is no ceiling: more than 0")
    return budget * UNITS[unit]


def _budget(
    opened: Opened, outcome: Sequence[str] | None, ceiling: float, payer: str, output: Path, json: bool
) -> None:
    """Singles, the best set for each outcome, the fronts, and a study that measures the sets together."""
    from experiments.discovery import words
    from experiments.discovery.budget import Screen, as_file, study_of

    aims = _aims(opened, outcome, False)
    screen = Screen(opened, aims, payer)
    sets = screen.best(ceiling)
    amount = f"{ceiling / 1e6:,.6g} million kr"
    rows = {"singles": words.single_rows(screen.singles(), aims), "sets": words.set_rows(sets, aims)}
    files = [name for key, table in rows.items() for name in _write(output, key, table)]
    draw = importlib.import_module("experiments.discovery.budget_picture")
    files.append(_picture(output, draw.picture(screen, sets, ceiling, payer)))
    asked = study_of(opened.study, opened.place, [one for one in sets if one.together is None], amount)
    if asked is not None:
        path = output / "sets.toml"
        write_whole(path, as_file(asked))
        files.append(str(path))
    if json:
        print_json(rows | {"ceiling_kr": ceiling, "payer": payer, "apart": screen.apart, "files": files})
        return
    _say_budget(screen, sets, amount, payer)
    if asked is not None:
        say(f"measure the sets together: boligliv sweep {output / 'sets.toml'} -o {opened.root}, and ask again")
    say("written: " + ", ".join(files))


def _say_budget(screen: Screen, sets: Sequence[BestSet], amount: str, payer: str) -> None:
    tables = importlib.import_module("experiments.discovery.tables")
    _heading(screen.futures)
    who = {"all": "all payers", "public": "the public purse"}.get(payer, payer)
    say(f"ceiling: {amount} spent on proposals by {who}, present value of {screen.futures.year} years")
    out().print(tables.singles(screen.singles(), screen.aims))
    for table in tables.sets(sets, screen.aims):
        out().print(table)
    say(
        "A screen: it adds up what each proposal does alone, as if none helped or hindered another, and the best of "
        "many guesses is partly a lucky one. Sets measured together on new seeds tell."
    )


def _heading(futures: Futures) -> None:
    left = f"; {futures.left_out} futures left out, not run on all seeds" if futures.left_out else ""
    count = f"{len(futures.table)} future{'s' * (len(futures.table) > 1)}"
    say(f"{futures.study.name}: {futures.where}, {count} on {len(futures.seeds)} seeds{left}")


def _write(folder: Path, name: str, rows: Sequence[dict[str, Any]]) -> list[str]:
    pandas = importlib.import_module("pandas")
    write_whole(folder / f"{name}.csv", pandas.DataFrame(rows).to_csv(index=False))
    return [str(folder / f"{name}.csv")]


def _picture(folder: Path, picture: Any) -> str:
    write_whole(folder / picture.name, picture.png)
    return str(folder / picture.name)
