"""The page of what calibrations have found: docs/baseline.md, written from the stored posteriors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experiments.calibration.posterior import Posterior, read, stored
from experiments.effects_page import markdown
from experiments.table_with_source import day
from model.parameters import registry

NUMBER_HEAD = ("number", "set against", "prior", "default", "middle", "80 % interval", "width", "the targets say")
TARGET_HEAD = ("target", "use", "figure", "chance", "before", "after", "off before", "off after", "evidence")
FAR = 2.0
"""Standard errors from which a target is called missed."""
OPENING = (
    "Written by `boligliv docs baseline` from what `boligliv calibrate --store` found; do not edit. How numbers are "
    "fitted is told in [calibration.md](calibration.md); the files that ask are in [calibrations](calibrations). "
    "The model's defaults are not these numbers: those with a figure under *set against* were set by hand, by running "
    "the model until it came near that figure, and are held against it under *before*. Each group of numbers was "
    "fitted for itself, the others at their defaults; a run can take its numbers from one group.",
    "*Width* is the 90 % interval over that of the prior: from 0.9 on the figures say nothing of a number. *Off* is "
    "model minus figure in standard errors (the figure's own, its tolerance and the chance of the one world that was "
    "measured); ± is the Monte-Carlo error. Checked targets were not fitted. `--posterior NAME` lets each run take a "
    "point of its own.",
)


def page() -> str:
    """The whole page in Markdown."""
    names = stored()
    parts = ["# The baseline fitted to what was measured", *OPENING]
    for name in names:
        parts += _one(read(name))
    return "\n\n".join(parts if names else [*parts, "Nothing is stored yet."]) + "\n"


def missed(targets: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Targets that are further off than `FAR` standard errors after the fit."""
    return [name for name, one in targets.items() if abs(one["standard_errors_after"]) > FAR]


def _one(posterior: Posterior) -> list[str]:
    about = posterior.about
    targets = about["targets"]
    untold = [f"`{name}`" for name, one in about["numbers"].items() if one["told"] == "not told"]
    told = (
        f"`{posterior.name}`, made {day(about['made'])}: {about['runs']} runs of {about['months']} months under the "
        f"law of {about['law']}, model version {about['model_version']}."
    )
    if untold:
        told += f" The figures say nothing of {', '.join(untold)}: as uncertain as before."
    far = missed(targets)
    told += (
        f" Missed by more than {FAR:g} standard errors: {', '.join(name.replace('_', ' ') for name in far)}."
        if far
        else f" No target is missed by more than {FAR:g} standard errors."
    )
    return [
        f"## {_capital(about['calibration'])}",
        told,
        markdown(NUMBER_HEAD, [_number(name, one) for name, one in about["numbers"].items()]),
        markdown(TARGET_HEAD, [_target(name, one) for name, one in targets.items()]),
    ]


def _number(name: str, one: Mapping[str, Any]) -> tuple[str, ...]:
    said = {"told": "something", "hardly told": "hardly anything", "not told": "nothing"}[one["told"]]
    against = registry()[name].tuned_to if name in registry() else ()
    return (
        f"`{name}`", ", ".join(target.replace("_", " ") for target in against),
        _range(one["prior"]), _short(one["default"]), _short(one["median"]), _range(one["interval_80"]),
        f"{one['width_over_prior']:.2f}", said,
    )  # fmt: skip


def _target(name: str, one: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        f"{name.replace('_', ' ')}, {one['measure']}", "fitted" if one["use"] == "fit" else "checked",
        f"{_short(one['value'])} ± {_short(one['standard_error'])}", _short(one["chance"]),
        f"{_short(one['before'])} ± {_short(one['before_monte_carlo_error'])}",
        f"{_short(one['after'])} ± {_short(one['after_monte_carlo_error'])}",
        f"{one['standard_errors_before']:+.1f}".replace("-", "−"),
        f"{one['standard_errors_after']:+.1f}".replace("-", "−"),
        f"{one['grade']} [@{one['source']}]",
    )  # fmt: skip


def _range(ends: list[float]) -> str:
    return f"{_short(ends[0])} to {_short(ends[1])}"


def _short(value: float) -> str:
    text = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return text.replace("-", "−")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
