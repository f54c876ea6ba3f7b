"""Who was offered the home when it was let last, by which rule, and why others were passed over."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from agents.core import calendar
from dashboards.panels.panel import Facts, Panel, Reader, Rows

REASONS_DA = MappingProxyType(
    {
        "household too small for the rooms": "husstanden er for lille til værelserne",
        "too many persons for the rooms": "for mange personer til værelserne",
        "combined letting: outside applicant on cash benefit for six months": (
            "kombineret udlejning: udefra og på kontanthjælp i seks måneder"
        ),
        "refusal required: on cash benefit in a listed area": ("skal afvises: kontanthjælp i et område på listen"),
        "rent above what the household can pay": "huslejen er højere, end husstanden kan betale",
        "not of the group this vacancy is kept for": "ikke i den gruppe, boligen er forbeholdt",
    }
)
"""The model's reasons for passing a household over, in Danish; an unknown one is shown as it is."""
RULES_DA = MappingProxyType(
    {
        "second chance": "second chance",
        "municipal assignment": "kommunal anvisning",
        "flexible letting": "fleksibel udlejning",
        "internal list": "intern oprykningsliste",
        "ordinary waiting list": "almindelig venteliste",
    }
)


def _collect(model: Any, home: int) -> Facts:
    mine = model.record.offers(home)
    if len(mine) == 0:
        return {}
    last = mine[mine["month"] == mine["month"].max()].sort_values("order", kind="stable")
    passed = last[last["outcome"] == "passed over"]
    accepted = last[last["outcome"] == "accepted"].tail(1)
    return {
        "month": int(last["month"].iloc[0]),
        "rule": str(last["rule"].iloc[-1]),
        "passed_over": tuple((str(reason), int(n)) for reason, n in passed["reason"].value_counts().items()),
        "refused": int((last["outcome"] == "refused").sum()),
        "waited": int(accepted["waited_months"].iloc[0]) if len(accepted) else None,
    }


def _describe(facts: Facts, reader: Reader) -> Rows:
    rule = facts["rule"].replace("_", " ")
    rows = [
        (reader.of(("Month", "Måned")), calendar.label(facts["month"])),
        (reader.of(("Rule", "Regel")), reader.of((rule, RULES_DA.get(rule, rule)))),
    ]
    for reason, number in facts["passed_over"]:
        words = reader.of((reason, REASONS_DA.get(reason, reason)))
        rows.append((reader.of(("Passed over: {}", "Sprunget over: {}")).format(words), str(number)))
    rows.append((reader.of(("Said no", "Sagde nej")), str(facts["refused"])))
    if facts["waited"] is None:
        rows.append((reader.of(("Said yes", "Sagde ja")), reader.of(("nobody", "ingen"))))
    else:
        waited = reader.of(("after {} months of waiting", "efter {} måneders ventetid")).format(facts["waited"])
        rows.append((reader.of(("Said yes", "Sagde ja")), waited))
    return rows


PANEL = Panel(
    name="offers",
    order=50,
    title=("Last letting of this home", "Seneste udlejning af boligen"),
    collect=_collect,
    describe=_describe,
    note=("All steps: boligliv trace.", "Alle trin: boligliv trace."),
)
