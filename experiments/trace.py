"""Who was offered a dwelling: every letting told in sentences, with the rule and with those passed over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from agents.core import calendar
from agents.core.parameter import nearest
from experiments.errors import InputError

RULES: Mapping[str, str] = {
    "internal list": "the internal list of sitting tenants",
    "municipal assignment": "municipal assignment for urgent need",
    "flexible letting": "the criteria of flexible letting",
    "ordinary waiting list": "the ordinary waiting list",
}
"""How a sentence names a letting rule."""


@dataclass(frozen=True)
class Letting:
    """One vacancy's way to a tenant: the offers in order; `tenant` is missing while nobody has accepted."""

    dwelling: int
    label: str
    offers: tuple[Mapping[str, Any], ...]

    @property
    def tenant(self) -> Mapping[str, Any] | None:
        """The offer that was accepted."""
        last = self.offers[-1]
        return last if last["outcome"] == "accepted" else None

    def sentences(self, full: bool = False) -> list[str]:
        """The letting as a heading and a sentence for each offer; those passed over one after another for the
        same reason share a sentence, unless `full`.
        """
        first, tenant = self.offers[0], self.tenant
        opened = calendar.label(int(first["month"]))
        if tenant is None:
            heading = f"{opened}: {self.label} was offered, and nobody has taken it."
        else:
            month = calendar.label(int(tenant["month"]))
            heading = f"{month}: {self.label} was let to {_who(tenant)} under {_rule(tenant)}."
        return [heading, *(f"  {k}. {_sentence(group)}" for k, group in enumerate(self.steps(full), start=1))]

    def steps(self, full: bool = False) -> list[list[Mapping[str, Any]]]:
        """The offers in order; those passed over one after another for the same reason as one step, unless `full`."""
        groups = groupby(self.offers, key=(lambda offer: (offer["month"], int(offer["order"]))) if full else _alike)
        return [list(group) for _, group in groups]


def _alike(offer: Mapping[str, Any]) -> tuple[Any, ...]:
    """What those who share a sentence have in common; an offer stands alone."""
    alone = () if offer["outcome"] == "passed over" else (int(offer["order"]),)
    return (int(offer["month"]), offer["rule"], offer["reason"], *alone)


def _who(offer: Mapping[str, Any]) -> str:
    waited = int(offer["waited_months"])
    months = "one month" if waited == 1 else f"{waited} months"
    return f"household {int(offer['household']):016x} (vulnerability {offer['score']:.1f} of 5, waited {months})"


def _rule(offer: Mapping[str, Any]) -> str:
    return RULES.get(str(offer["rule"]), str(offer["rule"]))


def _sentence(offers: Sequence[Mapping[str, Any]]) -> str:
    first = offers[0]
    month, rule = calendar.label(int(first["month"])), _rule(first)
    if first["outcome"] != "passed over":
        return f"{month}: under {rule} it was offered to {_who(first)}, who {first['reason']}."
    if len(offers) == 1:
        return f"{month}: {_who(first)} was passed over under {rule}: {first['reason']}."
    waited = [int(offer["waited_months"]) for offer in offers]
    return (
        f"{month}: {len(offers)} households were passed over under {rule}: {first['reason']} "
        f"(they had waited {min(waited)} to {max(waited)} months)."
    )


def lettings(offers: pd.DataFrame, dwelling: int, label: str) -> list[Letting]:
    """All lettings of one dwelling in one run, oldest first; an accepted offer ends a letting."""
    own = offers[offers["dwelling"] == dwelling].sort_values(["month", "order"], kind="stable")
    found: list[Letting] = []
    current: list[Mapping[str, Any]] = []
    for offer in own.to_dict("records"):
        current.append({str(key): value for key, value in offer.items()})
        if offer["outcome"] == "accepted":
            found.append(Letting(dwelling, label, tuple(current)))
            current = []
    if current:
        found.append(Letting(dwelling, label, tuple(current)))
    return found


def dwelling_row(text: str, labels: Iterable[object]) -> tuple[int, str]:
    """The row and label that a user means by a row number or a label; raises InputError with the nearest one.

    `labels` has one entry for each dwelling of the place, empty outside the estate.
    """
    names = ["" if label is None or label != label else str(label) for label in labels]
    if text.isdigit():
        row = int(text)
        if row >= len(names):
            raise InputError(f"--dwelling {row}: the place has dwellings 0..{len(names) - 1}")
        return row, names[row] or f"dwelling {row}"
    wanted = text.strip().casefold()
    rows = {name.casefold(): row for row, name in enumerate(names) if name}
    if wanted not in rows:
        raise InputError(
            f"--dwelling '{text}': no dwelling has this label{nearest(wanted, rows)}; or give its row number"
        )
    return rows[wanted], names[rows[wanted]]
