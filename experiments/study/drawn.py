"""Studies that draw their points from a calibration: numbers that were fitted together stay together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from agents.core import draws
from experiments.calibration.posterior import Posterior, read
from experiments.errors import InputError, abridged, shown
from experiments.study import designs
from experiments.study.value import Design, Pairs, Range
from experiments.toml_text import Where

POSTERIOR = "posterior"
"""The word in [uncertainties] that names a calibration."""


def posterior_of(
    uncertainties: Mapping[str, Any], fixed: Mapping[str, Any], where: Where
) -> tuple[Posterior | None, dict[str, Any], dict[str, Any]]:
    """The calibration that is named, the uncertainties with the ranges of its sample, and what it held fixed.

    Raises InputError when there is none of that name or one of its numbers is given a range of its own.
    """
    rest = {name: text for name, text in uncertainties.items() if name != POSTERIOR}
    if POSTERIOR not in uncertainties:
        return None, rest, dict(fixed)
    here, name = where(("uncertainties", POSTERIOR)), uncertainties[POSTERIOR]
    if not isinstance(name, str):
        raise InputError(f"posterior = {shown(name)} is not the name of a calibration in quotes{here}")
    try:
        found = read(name)
    except InputError as error:
        raise InputError(f"{error}{here}") from None
    for number in found.sample.columns:
        for table, given in (("uncertainties", rest), ("fixed", fixed)):
            if number in given:
                raise InputError(
                    f"{number} is drawn from the posterior '{abridged(name)}': leave it out of [{table}]"
                    f"{where((table, number))}"
                )
    ends = {str(number): [float(values.min()), float(values.max())] for number, values in found.sample.items()}
    return found, {**rest, **ends}, {**found.about.get("fixed", {}), **fixed}


def drawn(design: Design | None, varied: Sequence[Range], posterior: Posterior, where: Where) -> Design:
    """The design with its points written out: fitted numbers from the sample, all others from a Latin hypercube.

    Which points of the sample are taken, in which order, follows from the design's seed. No point is taken twice.
    """
    if design is None or design.kind != designs.LHS:
        kind = "none" if design is None else design.kind
        raise InputError(
            f"design.kind = '{kind}': points of a posterior are drawn, which only kind = '{designs.LHS}' does (numbers "
            f"fitted together cannot be spread one by one){where(('design', 'kind'))}"
        )
    chance = draws.uniform(design.seed, "study.posterior", 0, np.arange(len(posterior.sample), dtype=np.uint64))
    rows = posterior.sample.iloc[np.argsort(chance)].drop_duplicates()
    if len(rows) < design.samples:
        raise InputError(
            f"design.samples = {design.samples}: the posterior '{abridged(posterior.name)}' has {len(rows)} different "
            f"points{where(('design', 'samples'))}"
        )
    fitted = rows.head(design.samples)
    others = tuple(one for one in varied if one.name not in fitted.columns)
    spread: tuple[Pairs, ...] = ((),) * design.samples
    if others:
        shares = designs.positions(designs.LHS, len(others), design.samples, design.seed, 0)
        spread = tuple(
            tuple((one.name, one.at(share)) for one, share in zip(others, row, strict=True)) for row in shares.tolist()
        )
    points = []
    for mine, other in zip(fitted.to_dict("records"), spread, strict=True):
        values = {**{str(name): float(value) for name, value in mine.items()}, **dict(other)}
        points.append(tuple((one.name, values[one.name]) for one in varied))
    return Design(designs.LIST, points=tuple(points))
