"""Ties are held by both, cut by both, and the same whether read as rows, as compressed rows or as a graph."""

from __future__ import annotations

import copy

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from agents.core.ties import KIN, LAYERS, SCHOOL, STAIRWAY, Ties

PEOPLE = 8
Pair = tuple[int, int]


def rows(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


def tied(ties: Ties) -> list[tuple[int, int, int]]:
    """Each tie as both persons hold it: (person, other, layer), sorted; each says in which slot the other holds it."""
    row, j = np.nonzero(np.arange(ties.other.shape[1])[None, :] < ties.count[:, None])
    there = ties.slots["there"][row, j]
    mate = ties.slots[ties.other[row, j], np.where(there >= 0, there, -1 - there)]
    assert (mate["other"] == row).all() and (mate["layer"] == ties.layer[row, j]).all()
    assert (mate["there"] == np.where(there >= 0, -1 - j, j)).all(), "of two who are tied one has the lower key"
    held = [
        (row, int(ties.other[row, j]), int(ties.layer[row, j]))
        for row in range(len(ties.count))
        for j in range(int(ties.count[row]))
    ]
    return sorted(held)


def test_a_tie_is_held_by_both_and_known_once() -> None:
    ties = Ties(PEOPLE)
    assert ties.link(rows(0, 1, 0, 3), rows(1, 0, 1, 3), KIN) == 1
    assert tied(ties) == [(0, 1, KIN), (1, 0, KIN)]
    assert ties.link(rows(0), rows(1), STAIRWAY) == 1, "another layer is another tie"


def test_full_persons_are_passed_over() -> None:
    ties = Ties(PEOPLE, width=2)
    assert ties.link(rows(0, 0, 0, 4), rows(1, 2, 3, 0), KIN) == 2
    assert ties.count.tolist() == [2, 1, 1, 0, 0, 0, 0, 0]


def test_cutting_one_layer_leaves_the_other() -> None:
    ties = Ties(PEOPLE)
    ties.link(rows(0, 0), rows(1, 2), KIN)
    ties.link(rows(0), rows(1), STAIRWAY)
    ties.cut(rows(1, 5), rows(0, 6), STAIRWAY)
    assert tied(ties) == [(0, 1, KIN), (0, 2, KIN), (1, 0, KIN), (2, 0, KIN)]


def test_more_room_keeps_ties() -> None:
    ties = Ties(2)
    ties.link(rows(0), rows(1), KIN)
    ties.ensure(50)
    assert tied(ties) == [(0, 1, KIN), (1, 0, KIN)] and len(ties.count) == 50
    assert ties.link(rows(49), rows(0), KIN) == 1


def test_local_ties_count_only_the_same_place() -> None:
    ties = Ties(4)
    ties.link(rows(0, 0, 0), rows(1, 2, 3), KIN)
    ties.link(rows(0), rows(1), STAIRWAY)
    place = np.array([5, 5, 6, -1], dtype=np.int32)
    assert ties.local(place).tolist() == [2, 2, 0, 0]
    assert ties.local(place, KIN).tolist() == [1, 1, 0, 0]


def test_the_graph_holds_those_asked_for_and_names_the_layer() -> None:
    ties = Ties(PEOPLE)
    ties.link(rows(0, 1), rows(1, 2), SCHOOL)
    graph = ties.graph(rows(0, 1, 7))
    assert sorted(graph.nodes) == [0, 1, 7] and list(graph.edges) == [(0, 1)]
    assert graph.edges[0, 1]["layer"] == LAYERS[SCHOOL] == "school"


actions = st.lists(
    st.tuples(
        st.sampled_from(["link", "cut", "forget"]),
        st.integers(0, PEOPLE - 1),
        st.integers(0, PEOPLE - 1),
        st.sampled_from([KIN, STAIRWAY]),
    ),
    max_size=60,
)


@given(actions)
def test_any_history_is_that_of_a_set_of_pairs(history: list[tuple[str, int, int, int]]) -> None:
    ties, oracle = Ties(PEOPLE, width=2 * PEOPLE), set()
    for what, a, b, layer in history:
        pair = (min(a, b), max(a, b), layer)
        if what == "link":
            ties.link(rows(a), rows(b), layer)
            oracle |= {pair} if a != b else set()
        elif what == "cut":
            ties.cut(rows(a), rows(b), layer)
            oracle -= {pair}
        else:
            ties.forget(rows(a), layer)
            oracle = {known for known in oracle if not (a in known[:2] and known[2] == layer)}
    both_ways = sorted([(a, b, k) for a, b, k in oracle] + [(b, a, k) for a, b, k in oracle])
    assert tied(ties) == both_ways
    csr = ties.csr()
    read = [(row, int(o)) for row in range(PEOPLE) for o in csr.indices[csr.starts[row] : csr.starts[row + 1]]]
    assert sorted(read) == sorted((a, b) for a, b, _ in both_ways)
    graph = nx.Graph((a, b) for a, b, k in oracle if k == KIN)
    assert {frozenset(edge) for edge in ties.graph(np.arange(PEOPLE), KIN).edges} == {
        frozenset(edge) for edge in graph.edges
    }


@given(actions)
def test_a_person_forgotten_leaves_no_trace(history: list[tuple[str, int, int, int]]) -> None:
    ties = Ties(PEOPLE)
    for _, a, b, layer in history:
        ties.link(rows(a), rows(b), layer)
    ties.forget(rows(3))
    assert ties.count[3] == 0 and all(3 not in held[:2] for held in tied(ties))
    assert (ties.other[np.arange(ties.other.shape[1])[None, :] >= ties.count[:, None]] == -1).all()


def test_a_copy_of_all_ties_shows_its_own() -> None:
    """What is tied in a deep copy is seen there, and not in what it was copied from."""
    first = Ties(4)
    second = copy.deepcopy(first)
    second.link(np.array([0]), np.array([1]), SCHOOL)
    assert second.other[0, 0] == 1 and second.layer[0, 0] == SCHOOL
    assert first.other[0, 0] == -1 and first.count[0] == 0
