"""The graph tells what the arrays hold, and the measures of networks agree with networkx."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.core.ties import KIN
from model import network_measures
from model.estate_model import EstateModel
from model.metrics import named, of_kind
from model.scenario import Scenario

PEOPLE = 9
pairs = st.sets(
    st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)).filter(lambda pair: pair[0] < pair[1]),
    max_size=20,
)
flags = st.lists(st.booleans(), min_size=PEOPLE, max_size=PEOPLE).map(np.array)


def ends(ties: set[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    listed = np.array(sorted(ties), dtype=np.int64).reshape(-1, 2)
    return listed[:, 0], listed[:, 1]


def graph_of(ties: set[tuple[int, int]], group: np.ndarray) -> nx.Graph:
    graph = nx.Graph(list(ties))
    graph.add_nodes_from(range(PEOPLE))
    nx.set_node_attributes(graph, dict(enumerate(group.tolist())), "group")
    return graph


@given(pairs, flags)
def test_assortativity_is_that_of_networkx(ties: set[tuple[int, int]], group: np.ndarray) -> None:
    ours = named("assortativity").function(*ends(ties), group)
    kinds = {bool(group[person]) for tie in ties for person in tie}
    if len(kinds) < 2:
        assert np.isnan(ours)
    else:
        assert ours == pytest.approx(nx.attribute_assortativity_coefficient(graph_of(ties, group), "group"), abs=1e-12)


@given(pairs, flags)
def test_circles_and_degrees_are_those_of_networkx(ties: set[tuple[int, int]], counted: np.ndarray) -> None:
    graph = graph_of(ties, counted)
    circles = list(nx.connected_components(graph.subgraph(np.flatnonzero(counted).tolist())))
    assert named("tie_components").function(*ends(ties), counted) == len(circles)
    largest, degree = named("largest_circle").function(*ends(ties), counted), [graph.degree(p) for p in range(PEOPLE)]
    mean = named("mean_ties").function(*ends(ties), counted)
    if counted.any():
        assert largest == pytest.approx(max(map(len, circles)) / counted.sum())
        assert mean == pytest.approx(np.array(degree)[counted].mean())
    else:
        assert np.isnan(largest) and np.isnan(mean)


@given(pairs, flags)
def test_bridging_and_contacts_are_counted_tie_by_tie(ties: set[tuple[int, int]], inside: np.ndarray) -> None:
    held = [tie for tie in ties if inside[tie[0]] or inside[tie[1]]]
    crossing = [tie for tie in ties if inside[tie[0]] != inside[tie[1]]]
    share = named("bridging_share").function(*ends(ties), inside)
    assert (np.isnan(share) and not held) or share == pytest.approx(len(crossing) / len(held))
    known = {person for tie in crossing for person in tie if inside[person]}
    contacts = named("outside_contacts").function(*ends(ties), inside, np.ones(PEOPLE, dtype=bool))
    assert (np.isnan(contacts) and not inside.any()) or contacts == pytest.approx(len(known) / inside.sum())


def test_more_neighbours_and_more_order_make_neighbourliness_better() -> None:
    good = named("positive_neighbourliness").function
    order, weights = np.full(4, 0.8), (-6.0, 1.0, 6.0)
    by_known = [good(np.full(4, known), order, *weights) for known in range(5)]
    assert by_known[0] < by_known[1] < by_known[2] < by_known[3] == by_known[4]
    assert good(np.zeros(4), order - 0.3, *weights) < by_known[0]


@pytest.fixture(scope="module")
def model() -> EstateModel:
    """The town on the first day."""
    return EstateModel(Scenario(place="vaerebro", seed=4, months=12))


def test_the_graph_of_a_layer_holds_its_ties_and_tells_who_people_are(model: EstateModel) -> None:
    world = model.world
    graph, ties, persons = model.graph("kin"), world.ties.pairs(KIN), world.persons
    arrays = {frozenset(pair) for pair in zip(persons.key[ties.a].tolist(), persons.key[ties.b].tolist(), strict=True)}
    assert {frozenset(edge) for edge in graph.edges} == arrays
    assert graph.number_of_nodes() == int((world.households.dwelling[persons.household[persons.rows]] >= 0).sum())
    for a, b, held in list(graph.edges(data=True))[:500]:
        one, other = graph.nodes[a], graph.nodes[b]
        assert held["layer"] == "kin" and held["strength"] > 0
        assert held["bridging"] == (one["in_estate"] != other["in_estate"])
        assert one["in_estate"] == (one["area"] == "vaerebro_park")
        assert set(one) == {"household", "area", "vulnerable", "origin", "in_estate"}
    assert 0 < sum(held["bridging"] for _, _, held in graph.edges(data=True)) < graph.number_of_edges()


def test_an_unknown_layer_gets_the_nearest(model: EstateModel) -> None:
    with pytest.raises(ValueError, match=r"unknown layer 'works' \(did you mean 'work'\?\)"):
        model.graph("works")


def test_every_measure_of_networks_is_written_down_for_both_sides_and_lies_in_its_range(model: EstateModel) -> None:
    rows = list(network_measures.measure(model.world))
    assert len({row[:3] for row in rows}) == len(rows)
    for side in ("estate", "elsewhere"):
        assert {name for name, unit, _, _ in rows if unit == side} == set(of_kind("network"))
    for name, unit, group, value in rows:
        assert named(name).low <= value <= named(name).high, (name, unit, group)


def test_the_surveys_are_met_at_the_start(model: EstateModel) -> None:
    """Just under half have contacts outside (+-8 points: the survey is of many estates); neighbourliness 32 to 75 %."""
    found = {row[:3]: row[3] for row in network_measures.measure(model.world)}
    assert 0.40 <= found["outside_contacts", "estate", "friends"] <= 0.56
    assert 0.22 <= found["positive_neighbourliness", "estate", "all"] <= 0.45
    assert 0.65 <= found["positive_neighbourliness", "elsewhere", "all"] <= 0.82
