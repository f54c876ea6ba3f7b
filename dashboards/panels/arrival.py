"""How the household came to the home: letting rule, from where, and the policies it takes part in."""

from __future__ import annotations

from typing import Any

from agents.codes import Rule
from dashboards.panels.panel import Facts, Panel, Reader, Rows
from dashboards.place_names import called
from model.policies import discover

RULES = {
    Rule.INITIAL: ("lived here in January 2015", "boede her i januar 2015"),
    Rule.INTERNAL: ("internal list", "intern oprykningsliste"),
    Rule.ASSIGNMENT: ("municipal assignment", "kommunal anvisning"),
    Rule.FLEXIBLE: ("flexible letting", "fleksibel udlejning"),
    Rule.ORDINARY: ("ordinary waiting list", "almindelig venteliste"),
    Rule.SECOND_CHANCE: ("second chance", "second chance"),
    Rule.PLATFORM: ("shared platform of municipalities", "kommunernes fælles platform"),
    Rule.PRIVATE: ("private rental market", "privat udlejning"),
    Rule.PURCHASE: ("purchase", "køb"),
    Rule.COOPERATIVE: ("cooperative share", "andelsbolig"),
}


def _collect(model: Any, home: int) -> Facts:
    world = model.world
    row = int(world.dwellings.household[home])
    if row < 0:
        return {}
    table = world.households
    came = int(table.came_from[row])
    bits = int(table.enrolled[row])
    slots = world.participation.slots.values()
    return {
        "rule": int(table.rule[row]),
        "from": str(world.place.neighbours["name"].iloc[came]) if came >= 0 else "",
        "municipality": str(world.place.municipality_name),
        "policies": tuple(i for i in slots if bits >> i & 1),
    }


def _describe(facts: Facts, reader: Reader) -> Rows:
    rule = Rule(facts["rule"])
    rows = [(reader.of(("Rule", "Regel")), reader.of(RULES[rule]))]
    if rule is not Rule.INITIAL:
        inside = f"{facts['municipality']} ({reader.of(('inside the municipality', 'i kommunen'))})"
        rows.append((reader.of(("Came from", "Kom fra")), called(reader.language, facts["from"]) or inside))
    titles = [reader.of(policy.title) for policy in discover().values()]
    taken = ", ".join(titles[i] for i in facts["policies"] if i < len(titles))
    if taken:
        rows.append((reader.of(("Takes part in", "Deltager i")), taken))
    return rows


PANEL = Panel(name="arrival", order=30, title=("How they came", "Hvordan de kom"), collect=_collect, describe=_describe)
