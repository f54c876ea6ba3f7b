"""The command that fits numbers of the model to what was measured."""

from __future__ import annotations

import math
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments import cli_options as flag
from experiments.cli_console import number, print_json, print_rows, say, tell, with_error
from experiments.cli_sweep import ClusterFlag, _progress
from experiments.errors import InputError

if TYPE_CHECKING:
    from experiments.calibration.coverage import Coverage
    from experiments.calibration.result import Result
    from experiments.calibration.value import Calibration
    from experiments.study.sweep import Plan

NUMBER_COLUMNS = ("name", "prior", "default", "mean", "50_%", "80_%", "95_%", "width", "targets_say")
TARGET_COLUMNS = ("target", "use", "figure", "chance", "before", "after", "off_before", "off_after", "emulator")
COVERAGE_COLUMNS = ("number", "interval", "holds", "share", "could_be", "verdict")
LEGEND = (
    "width: the 90 % interval over that of the prior. ± is the Monte-Carlo standard error. off: model minus figure in "
    "standard errors (the figure's own, its tolerance and the chance of the one world that was measured; the ± of the "
    "figure is without that chance, which stands in its own column). emulator: share of the variance between points "
    "that it foretells of points left out."
)


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(calibrate)


def calibrate(
    calibration: Annotated[Path, typer.Argument(help="Calibration file (TOML).", show_default=False)],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the runs and what is found.")],
    store: Annotated[
        str | None, typer.Option("--store", help="Also keep what is found under this name, for studies and runs.")
    ] = None,
    check: Annotated[
        int | None, typer.Option("--check", min=2, help="Try it on so many synthetic truths instead of the figures.")
    ] = None,
    workers: flag.WorkersFlag = None,
    cluster: ClusterFlag = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell how many runs it takes.")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try failed runs again.")] = False,
    any_version: flag.AnyVersionFlag = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print the sample as comma-separated values.")] = False,
    quiet: flag.QuietFlag = False,
    json: flag.JsonFlag = False,
) -> None:
    """Fit numbers of the model to measured figures, wave by wave; takes up where it was stopped."""
    from experiments.calibration.coverage import coverage
    from experiments.calibration.form import read_calibration
    from experiments.calibration.keep import check_name, described, write
    from experiments.calibration.posterior import OWN, STORED
    from experiments.calibration.result import calibrated
    from experiments.calibration.runs import Runner, silent
    from experiments.study.store import RunStore
    from experiments.study.where import Cluster, Processes

    if csv and json:
        raise InputError("--csv and --json: give one of them")
    if cluster is not None and workers is not None:
        raise InputError("--workers counts processes of this machine; a cluster has its own (leave one of them out)")
    if store is not None and check is not None:
        raise InputError("--store and --check: what is found of synthetic truths is not stored; leave one of them out")
    if store is not None:
        check_name(store)
    asked = read_calibration(calibration)
    mute = quiet or json or csv
    if not mute:
        tell(_opening(asked, check))
    if dry_run:
        return
    _own(output, asked)
    where = Cluster(cluster) if cluster is not None else Processes(workers)
    runs = RunStore(output / "runs")
    said = (lambda text: None) if mute else tell
    runner = Runner(runs, where, any_version, retry_failed, silent if mute else _bar)
    try:
        if check is not None:
            tried = coverage(asked, runner, check, said)
            _show_coverage(tried, json, csv)
            return
        found = calibrated(asked, runner, output, said)
    finally:
        if isinstance(where, Cluster):
            where.close()
    write(output, OWN, found)
    if store is not None:
        write(STORED, store, found)
    if json:
        print_json(described(store or OWN, found))
    elif csv:
        sys.stdout.write(found.sample.to_csv(index=False))
    else:
        _show(found, output, store)


def _opening(asked: Calibration, check: int | None) -> str:
    numbers = f"{len(asked.names)} number{'s' if len(asked.names) != 1 else ''}"
    targets = f"{len(asked.fit)} target{'s' if len(asked.fit) != 1 else ''} ({len(asked.check)} more to check)"
    runs = f"at most {asked.runs:,} runs of {asked.months} months"
    if check is not None:
        own = 1 + (asked.waves - 1) * asked.samples * asked.replications
        most = asked.chance + asked.samples * asked.replications + check * own
        runs = f"{check} synthetic truths, at most {most:,} runs of {asked.months} months"
    return f"{asked.name}: {numbers} to {targets}; {runs}"


def _own(folder: Path, asked: Calibration) -> None:
    """Mark a folder as this calibration's; raises InputError when it holds something else or another one."""
    from experiments.calibration.keep import forget_unfinished
    from experiments.study.store import write_whole

    path, text = folder / "calibration.toml", asked.as_toml()
    try:
        if path.exists():
            if path.read_text(encoding="utf-8", errors="replace") != text:
                raise InputError(f"{folder} holds another calibration than this file asks for; give a new folder")
        elif folder.exists() and any(not one.name.startswith(".unfinished-") for one in folder.iterdir()):
            raise InputError(f"{folder} holds other things and no calibration; give a new or an empty folder")
        else:
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, text)
        forget_unfinished(folder)
    except OSError as error:
        raise InputError(f"{folder}: cannot write there ({error.strerror})") from None


def _bar(plan: Plan) -> AbstractContextManager[Any]:
    return _progress(plan, len(plan.to_do) < 2)


def _show(found: Result, output: Path, store: str | None) -> None:
    asked = found.calibration
    print_rows([_number_row(one) for one in found.marginals], NUMBER_COLUMNS, f"{asked.name}: numbers")
    print_rows([_target_row(one) for one in found.targets], TARGET_COLUMNS, f"{asked.name}: targets, before and after")
    say(LEGEND)
    for line in spoken(found):
        say(line)
    kept = f" and stored as {store}" if store else ""
    say(f"{found.runs:,} runs; a sample of {len(found.sample):,} points is in {output / 'posterior.parquet'}{kept}")


def spoken(found: Result) -> list[str]:
    """What one has to know before using it, in sentences."""
    lines = []
    for told, words in (
        ("not told", "The targets do not inform {names}: as wide as before."),
        ("hardly told", "The targets hardly inform {names}."),
    ):
        names = [one.prior.name for one in found.marginals if one.told == told]
        if names:
            lines.append(words.format(names=", ".join(names)))
    flat = [one.target.name for one in found.targets if one.explained is not None and one.explained < 0.2]
    if flat:
        lines.append(f"Within these ranges {', '.join(flat)} hardly follows the numbers: what moves it is chance.")
    correlations = found.correlations
    names = list(correlations.columns)
    tied = [
        f"{one} and {other} ({correlations.loc[one, other]:+.2f})"
        for k, one in enumerate(names) for other in names[k + 1 :] if abs(correlations.loc[one, other]) >= 0.5
    ]  # fmt: skip
    if tied:
        lines.append(f"Known only together: {', '.join(tied)}.")
    far = [one.target.name for one in found.targets if abs(one.distances[1]) > 3]
    if far:
        lines.append(f"More than three standard errors off, also after: {', '.join(far)}.")
    if found.shares[-1] == 0:
        lines.append("No point of the ranges comes within three standard errors of every target: do not use this.")
    if found.failed:
        lines.append(f"{found.failed} runs failed; the points they belong to were left out.")
    return lines


def _number_row(one: Any) -> dict[str, Any]:
    shown = {f"{100 * level:g}_%": f"{low:.3g}–{high:.3g}" for level, (low, high) in one.intervals.items()}
    return {
        "name": one.prior.name, "prior": f"{one.prior.low:g}–{one.prior.high:g}", "default": f"{one.default:g}",
        "mean": f"{one.mean:.3g}", **shown, "width": f"{one.width:.2f}",
        "targets_say": {"told": "something", "hardly told": "hardly anything", "not told": "nothing"}[one.told],
    }  # fmt: skip


def _target_row(one: Any) -> dict[str, Any]:
    before, after = one.distances
    error = one.target.variance**0.5
    digits = max(0, 1 - math.floor(math.log10(error)))
    return {
        "target": f"{one.target.name.replace('_', ' ')} ({one.target.measure})",
        "use": "fit" if one.fit else "check",
        "figure": f"{number(one.target.value, digits)} ±{number(error, digits)}",
        "chance": number(one.chance, digits),
        "before": with_error(one.before, one.before_error, digits),
        "after": with_error(one.after, one.after_error, digits),
        "off_before": number(before, 1, sign=True),
        "off_after": number(after, 1, sign=True),
        "emulator": "–" if one.explained is None else f"{100 * max(one.explained, 0):.0f} %",
    }


def _show_coverage(tried: Coverage, json: bool, csv: bool) -> None:
    import pandas as pd

    from experiments.calibration.coverage import counted

    rows: list[dict[str, Any]] = [
        {"number": one.number, "level": one.level, "cases": one.cases, "held": one.held, "low": one.low,
         "high": one.high, "could_be_honest": one.could_be_honest}
        for one in counted(tried)
    ]  # fmt: skip
    if json:
        widths = dict(zip(tried.calibration.names, tried.widths.mean(axis=0).tolist(), strict=True))
        print_json({"calibration": tried.calibration.name, "runs": tried.runs, "mean_width": widths, "intervals": rows})
        return
    if csv:
        sys.stdout.write(pd.DataFrame(rows).to_csv(index=False))
        return
    shown = [
        {"number": row["number"], "interval": f"{100 * row['level']:g} %", "holds": f"{row['held']} of {row['cases']}",
         "share": f"{100 * row['held'] / row['cases']:.0f} %",
         "could_be": f"{100 * row['low']:.0f}–{100 * row['high']:.0f} %",
         "verdict": "could be honest" if row["could_be_honest"]
         else "too narrow" if row["high"] < row["level"] else "too wide"}
        for row in rows
    ]  # fmt: skip
    print_rows(shown, COVERAGE_COLUMNS, f"{tried.calibration.name}: how often the intervals hold a known truth")
    mean_widths = ", ".join(
        f"{name} {width:.2f}" for name, width in zip(tried.calibration.names, tried.widths.mean(axis=0), strict=True)
    )
    say(f"Mean width over the prior: {mean_widths}. {tried.runs:,} runs.")
    say("could be: 95 % interval (exact binomial) of the share that so many cases allow.")
