"""Who knows whom as a networkx graph, for those who look: nodes are persons by key, with what they are."""

from __future__ import annotations

import networkx as nx
import numpy as np

from agents.codes import Origin
from agents.core.ties import layer_number
from model.world import VULNERABLE_SCORE, World


def graph(world: World, layer: str | None = None) -> nx.Graph:
    """The ties of one named layer, or of all, among those who live in the municipality; see `EstateModel.graph`."""
    persons, households = world.persons, world.households
    home = households.dwelling[persons.household]
    rows = np.flatnonzero(persons.alive & (home >= 0))
    found = world.ties.graph(rows, -1 if layer is None else layer_number(layer))
    house, names = persons.household[rows], world.place.areas["name"].to_numpy()
    columns = {
        "household": households.key[house].tolist(),
        "area": names[world.dwellings.area[home[rows]]].tolist(),
        "vulnerable": (households.score[house] >= VULNERABLE_SCORE).tolist(),
        "origin": [Origin(code).name.lower().replace("_", "-") for code in persons.origin[rows].tolist()],
        "in_estate": (home[rows] < world.place.n_estate).tolist(),
    }
    for name, values in columns.items():
        nx.set_node_attributes(found, dict(zip(rows.tolist(), values, strict=True)), name)
    inside = nx.get_node_attributes(found, "in_estate")
    nx.set_edge_attributes(found, {(a, b): inside[a] != inside[b] for a, b in found.edges}, "bridging")
    return nx.relabel_nodes(found, dict(zip(rows.tolist(), persons.key[rows].tolist(), strict=True)))
