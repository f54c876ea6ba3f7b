"""Ties between persons: padded adjacency for the monthly loop, CSR and networkx on demand."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np
from numba import njit
from numpy.typing import NDArray

IntArray = NDArray[np.int32]

LAYERS = ("kin", "stairway", "school", "work", "programme")
KIN, STAIRWAY, SCHOOL, WORK, PROGRAMME = range(len(LAYERS))


@dataclass(frozen=True)
class Csr:
    """Compressed rows: the neighbours of row i are `indices[starts[i]:starts[i + 1]]`."""

    starts: NDArray[np.int64]
    indices: IntArray


@njit(cache=True)
def _link(other, layer, count, a, b, kind):  # type: ignore[no-untyped-def]
    """Tie pairs both ways where both still have room; returns how many were made."""
    made = 0
    width = other.shape[1]
    for i in range(len(a)):
        p, q = a[i], b[i]
        if p == q or count[p] >= width or count[q] >= width:
            continue
        known = False
        for j in range(count[p]):
            if other[p, j] == q and layer[p, j] == kind:
                known = True
        if known:
            continue
        other[p, count[p]] = q
        layer[p, count[p]] = kind
        count[p] += 1
        other[q, count[q]] = p
        layer[q, count[q]] = kind
        count[q] += 1
        made += 1
    return made


@njit(cache=True)
def _drop_one(other, layer, count, p, q, kind):  # type: ignore[no-untyped-def]
    for j in range(count[p]):
        if other[p, j] == q and (kind < 0 or layer[p, j] == kind):
            last = count[p] - 1
            other[p, j] = other[p, last]
            layer[p, j] = layer[p, last]
            other[p, last] = -1
            count[p] = last
            return True
    return False


@njit(cache=True)
def _forget(other, layer, count, rows, kind):  # type: ignore[no-untyped-def]
    """Cut all ties of `rows` of one layer, or of every layer when kind is -1."""
    for p in rows:
        j = 0
        while j < count[p]:
            if kind < 0 or layer[p, j] == kind:
                q, k = other[p, j], layer[p, j]
                _drop_one(other, layer, count, p, q, k)
                _drop_one(other, layer, count, q, p, k)
            else:
                j += 1


@njit(cache=True)
def _cut(other, layer, count, a, b, kind):  # type: ignore[no-untyped-def]
    for i in range(len(a)):
        _drop_one(other, layer, count, a[i], b[i], kind)
        _drop_one(other, layer, count, b[i], a[i], kind)


@njit(cache=True)
def _count_where(other, layer, count, kind, place):  # type: ignore[no-untyped-def]
    """How many ties of each row lead to somebody with the same non-negative place."""
    out = np.zeros(len(count), np.int16)
    for p in range(len(count)):
        if place[p] < 0:
            continue
        for j in range(count[p]):
            if (kind < 0 or layer[p, j] == kind) and place[other[p, j]] == place[p]:
                out[p] += 1
    return out


class Ties:
    """Who knows whom, by layer; a tie is held by both persons, each with room for `width` ties."""

    def __init__(self, capacity: int, width: int = 12) -> None:
        self.other: IntArray = np.full((capacity, width), -1, dtype=np.int32)
        self.layer: NDArray[np.int8] = np.zeros((capacity, width), dtype=np.int8)
        self.count: NDArray[np.int16] = np.zeros(capacity, dtype=np.int16)

    def ensure(self, capacity: int) -> None:
        """Make room for more person rows; existing ties stay."""
        extra = capacity - len(self.count)
        if extra > 0:
            width = self.other.shape[1]
            self.other = np.vstack([self.other, np.full((extra, width), -1, dtype=np.int32)])
            self.layer = np.vstack([self.layer, np.zeros((extra, width), dtype=np.int8)])
            self.count = np.concatenate([self.count, np.zeros(extra, dtype=np.int16)])

    def link(self, a: NDArray[np.integer], b: NDArray[np.integer], layer: int) -> int:
        """Tie persons pairwise; pairs already tied, pairs of one and the same person, and full persons are passed
        over.
        """
        return int(_link(self.other, self.layer, self.count, a.astype(np.int64), b.astype(np.int64), layer))

    def forget(self, rows: NDArray[np.integer], layer: int = -1) -> None:
        """Cut every tie of these persons, both ways; one layer or all."""
        _forget(self.other, self.layer, self.count, rows.astype(np.int64), layer)

    def cut(self, a: NDArray[np.integer], b: NDArray[np.integer], layer: int) -> None:
        """Cut the ties of one layer between persons pairwise; pairs that are not tied are passed over."""
        _cut(self.other, self.layer, self.count, a.astype(np.int64), b.astype(np.int64), layer)

    def local(self, place: NDArray[np.int32], layer: int = -1) -> NDArray[np.int16]:
        """For each person the number of ties to persons in the same place (place < 0: nowhere), shape (capacity,)."""
        self.ensure(len(place))
        return _count_where(self.other, self.layer, self.count, layer, place)

    def csr(self, layer: int = -1) -> Csr:
        """The ties of one layer, or of all, as compressed rows."""
        width = self.other.shape[1]
        held = np.arange(width)[None, :] < self.count[:, None]
        if layer >= 0:
            held &= self.layer == layer
        starts = np.concatenate([[0], np.cumsum(held.sum(axis=1))]).astype(np.int64)
        return Csr(starts, self.other[held])

    def graph(self, rows: NDArray[np.integer], layer: int = -1) -> nx.Graph:
        """The ties among these persons as a networkx graph with the layer on each edge; persons without ties
        included.
        """
        graph = nx.Graph()
        wanted = {int(row) for row in rows}
        graph.add_nodes_from(sorted(wanted))
        for row in sorted(wanted):
            for j in range(int(self.count[row])):
                other, kind = int(self.other[row, j]), int(self.layer[row, j])
                if other in wanted and (layer < 0 or kind == layer):
                    graph.add_edge(row, other, layer=LAYERS[kind])
        return graph
