"""Ties between persons: padded adjacency for the monthly loop, CSR and networkx on demand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import networkx as nx
import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.core.parameter import nearest
from agents.core.tie_readers import count_where, pairs

IntArray = NDArray[np.int32]

LAYERS = ("kin", "stairway", "school", "work", "programme")
KIN, STAIRWAY, SCHOOL, WORK, PROGRAMME = range(len(LAYERS))
NEW = 60
"""Strength of a tie on the day it is made, of at most 255."""
SLOT = np.dtype([("other", "i4"), ("layer", "i1"), ("strength", "u1"), ("there", "i2")])
"""One tie as a person holds it; `there` is the slot in which the other holds it, or -1 - that slot for the one of the
two with the higher key."""
TURNS = np.uint64(12)
"""Months of a round in which every tie is looked at once."""
NOTHING, FULL = np.int64(0), np.int64(255)
LINE = 64
"""Bytes that the processor fetches together; eight ties of a person lie in one such line."""


@dataclass(frozen=True)
class Csr:
    """Compressed rows: the neighbours of row i are `indices[starts[i]:starts[i + 1]]`."""

    starts: NDArray[np.int64]
    indices: IntArray


@dataclass(frozen=True)
class Pairs:
    """Ties as parallel columns, each tie once: rows `a` < `b` of the two persons, layer and strength."""

    a: IntArray
    b: IntArray
    layer: NDArray[np.int8]
    strength: NDArray[np.uint8]


class Places(NamedTuple):
    """Where each person meets others now, layer by layer; negative: nowhere; each of shape (capacity,).

    Parents may have children in two classes, and people may be in a programme and in an association.
    """

    stairway: IntArray
    school: IntArray
    second_school: IntArray
    workplace: IntArray
    programme: IntArray
    club: IntArray


@njit(cache=True)
def _knows(slots, count, p, q, kind):  # type: ignore[no-untyped-def]
    known = False
    for j in range(count[p]):
        known |= slots[p, j].other == q and slots[p, j].layer == kind
    return known


@njit(cache=True)
def _weakest(slots, key, p, below):  # type: ignore[no-untyped-def]
    """The slot of a full person's weakest tie outside kin that is weaker than `below`, the lower key first; or -1."""
    found = -1
    for j in range(slots.shape[1]):
        one = slots[p, j]
        if one.layer == KIN or one.strength >= below:
            continue
        if (
            found < 0
            or one.strength < slots[p, found].strength
            or (one.strength == slots[p, found].strength and key[one.other] < key[slots[p, found].other])
        ):
            found = j
    return found


@njit(cache=True)
def _slot(there):  # type: ignore[no-untyped-def]
    """The slot that `there` names, whichever of the two has the lower key."""
    return np.int64(there ^ (there >> 15))


@njit(cache=True)
def _remove(slots, count, p, j):  # type: ignore[no-untyped-def]
    """Empty one slot of one person; the last tie moves into it."""
    last = count[p] - 1
    if j < last:
        slots[p, j] = slots[p, last]
        its = slots[slots[p, j].other]
        mate = _slot(slots[p, j].there)
        its[mate].there = j if its[mate].there >= 0 else -1 - j
    slots[p, last].other, slots[p, last].layer = -1, 0
    slots[p, last].strength, slots[p, last].there = 0, 0
    count[p] = last


@njit(cache=True)
def _end(slots, count, p, j):  # type: ignore[no-untyped-def]
    """Cut the tie that a person holds in a slot, both ways."""
    q, there = slots[p, j].other, _slot(slots[p, j].there)
    _remove(slots, count, p, j)
    _remove(slots, count, q, there)


@njit(cache=True)
def _add(slots, p, j, q, there, kind, start):  # type: ignore[no-untyped-def]
    slots[p, j].other, slots[p, j].layer = q, kind
    slots[p, j].strength, slots[p, j].there = start, there


@njit(cache=True)
def tie(slots, count, turn, key, p, q, kind, start):  # type: ignore[no-untyped-def]
    """Tie two persons unless they are tied in this layer; someone whose room is full lets go of a weaker tie, or the
    new one is not made.
    """
    width = slots.shape[1]
    if p == q or _knows(slots, count, p, q, kind):
        return False
    for who in (p, q):
        if count[who] >= width and _weakest(slots, key, who, start) < 0:
            return False
    for who in (p, q):
        if count[who] >= width:
            _end(slots, count, who, _weakest(slots, key, who, start))
    here, there = count[p], count[q]
    lower = key[p] < key[q]
    _add(slots, p, here, q, there if lower else -1 - there, kind, start)
    _add(slots, q, there, p, -1 - here if lower else here, kind, start)
    turn[p], turn[q] = key[p] % TURNS, key[q] % TURNS
    count[p], count[q] = here + 1, there + 1
    return True


@njit(cache=True)
def _link(slots, count, turn, key, a, b, kind, start):  # type: ignore[no-untyped-def]
    """Tie pairs both ways; returns how many were made."""
    made = 0
    for i in range(len(a)):
        made += tie(slots, count, turn, key, a[i], b[i], kind, start)
    return made


@njit(cache=True)
def _forget(slots, count, rows, kind):  # type: ignore[no-untyped-def]
    """Cut all ties of `rows` of one layer, or of every layer when kind is -1."""
    for p in rows:
        j = 0
        while j < count[p]:
            if kind < 0 or slots[p, j].layer == kind:
                _end(slots, count, p, j)
            else:
                j += 1


@njit(cache=True)
def _cut(slots, count, a, b, kind):  # type: ignore[no-untyped-def]
    for i in range(len(a)):
        for j in range(count[a[i]]):
            if slots[a[i], j].other == b[i] and slots[a[i], j].layer == kind:
                _end(slots, count, a[i], j)
                break


@njit(cache=True)
def _one(place, p, q):  # type: ignore[no-untyped-def]
    """Whether two persons share the one place each may have; 1 or 0."""
    return np.int64((place[p] >= 0) & (place[p] == place[q]))


@njit(cache=True)
def _two(one, two, p, q):  # type: ignore[no-untyped-def]
    """Whether two persons share one of the two places each may have in a layer; 1 or 0."""
    a, b, c, d = one[p], two[p], one[q], two[q]
    return np.int64(((a >= 0) & ((a == c) | (a == d))) | ((b >= 0) & ((b == c) | (b == d))))


@njit(cache=True)
def _in_turn(slots, count, turn, now):  # type: ignore[no-untyped-def]
    """Persons whose turn it is, and layer by layer the slots of their ties to persons with a higher key; slots are
    numbered through all persons.
    """
    rows = np.empty(len(turn), np.int32)
    n = 0
    for row in range(len(turn)):
        rows[n] = row
        n += turn[row] == now
    rows, room = rows[:n].copy(), np.int64(0)
    for p in rows:
        # No layer is negative: the slots are asked for here so that memory has them when they are gone through.
        room += count[p] + (slots[p, 0].layer < 0)
    width, every = slots.shape[1], slots.reshape(-1)
    found, n_found = np.empty((len(LAYERS), room + 1), np.int32), np.zeros(len(LAYERS), np.int64)
    for p in rows:
        for s in range(p * width, p * width + count[p]):
            kind = every[s].layer
            found[kind, n_found[kind]] = s
            n_found[kind] += every[s].there >= 0
    return rows, found, n_found


@njit(cache=True)
def _use(  # type: ignore[no-untyped-def]
    slots, count, turn, now, stairway, school, second_school, workplace, programme, club, grow, fade,
):  # fmt: skip
    """Ties whose turn it is grow where the two still share a place and fade where they do not; at 0 they end.

    A tie is looked at once a year, in the turn of the one of the two with the lower key.
    """
    rows, found, n_found = _in_turn(slots, count, turn, now)
    width, every = slots.shape[1], slots.reshape(-1)
    for kind in range(KIN + 1, len(LAYERS)):
        for s in found[kind, : n_found[kind]]:
            p, q = s // width, every[s].other
            if kind == STAIRWAY:
                shared = _one(stairway, p, q)
            elif kind == SCHOOL:
                shared = _two(school, second_school, p, q)
            elif kind == WORK:
                shared = _one(workplace, p, q)
            else:
                shared = _one(programme, p, q) | _one(club, p, q)
            held = np.int64(every[s].strength)
            # Told without a branch that would have to be guessed.
            held = min(max(held - fade[kind] + shared * (grow[kind] + fade[kind]), NOTHING), FULL)
            every[s].strength = held
            every[q * width + every[s].there].strength = held
    for p in rows:
        j = 0
        while j < count[p]:
            if slots[p, j].strength == 0 and slots[p, j].there >= 0:
                _end(slots, count, p, j)
            else:
                j += 1


def _empty(capacity: int, width: int) -> NDArray[np.void]:
    """Slots without ties, from the start of a line of memory on."""
    room = np.zeros(capacity * width * SLOT.itemsize + LINE, dtype=np.uint8)
    first = -room.ctypes.data % LINE
    slots = room[first : first + capacity * width * SLOT.itemsize].view(SLOT).reshape(capacity, width)
    slots["other"] = -1
    return slots


class Ties:
    """Who knows whom, by layer and strength (1..255); a tie is held by both persons, each with room for `width` ties.

    Rows may be given new numbers, so ties that compete for room are told apart by the persons' keys.
    """

    def __init__(self, capacity: int, width: int = 16) -> None:
        self.count: NDArray[np.int16] = np.zeros(capacity, dtype=np.int16)
        # What belongs to one tie lies side by side, since it is read together and at random.
        self.slots = _empty(capacity, width)
        # In which month of the year ties of a person are looked at; left as it was where there are none.
        self.turn: NDArray[np.uint8] = np.zeros(capacity, dtype=np.uint8)

    # Looked up and not kept: a copy of all ties must not go on showing those it was copied from.
    @property
    def other(self) -> IntArray:
        """Row of the other person of each tie, -1 where there is none, shape (capacity, width)."""
        return self.slots["other"]

    @property
    def layer(self) -> NDArray[np.int8]:
        """Layer of each tie, shape (capacity, width)."""
        return self.slots["layer"]

    @property
    def strength(self) -> NDArray[np.uint8]:
        """Strength of each tie, 1..255, shape (capacity, width)."""
        return self.slots["strength"]

    @property
    def columns(self) -> tuple[IntArray, NDArray[np.int8], NDArray[np.uint8], NDArray[np.int16]]:
        """`other`, `layer` and `strength` of shape (capacity, width), and `count`, for kernels that read."""
        return self.other, self.layer, self.strength, self.count

    @property
    def nbytes(self) -> int:
        """Memory held in bytes."""
        return self.slots.nbytes + self.count.nbytes + self.turn.nbytes

    def ensure(self, capacity: int) -> None:
        """Make room for more person rows; existing ties stay."""
        extra = capacity - len(self.count)
        if extra > 0:
            old, self.slots = self.slots, _empty(capacity, self.slots.shape[1])
            self.slots[: len(old)] = old
            self.count = np.concatenate([self.count, np.zeros(extra, dtype=np.int16)])
            self.turn = np.concatenate([self.turn, np.zeros(extra, dtype=np.uint8)])

    def link(
        self,
        a: NDArray[np.integer],
        b: NDArray[np.integer],
        layer: int,
        key: NDArray[np.uint64] | None = None,
        strength: int = NEW,
    ) -> int:
        """Tie persons pairwise and tell how many ties were made; pairs already tied and pairs of one and the same
        person are passed over.

        Someone whose room is full lets go of the weakest tie outside kin if it is weaker than `strength`, of equally
        weak ones the one to the lower `key` (shape (capacity,); None means row numbers), and else takes no new tie.
        """
        keys = np.arange(len(self.count), dtype=np.uint64) if key is None else key
        return int(
            _link(self.slots, self.count, self.turn, keys, a.astype(np.int64), b.astype(np.int64), layer, strength)
        )

    def forget(self, rows: NDArray[np.integer], layer: int = -1) -> None:
        """Cut every tie of these persons, both ways; one layer or all."""
        _forget(self.slots, self.count, rows.astype(np.int64), layer)

    def cut(self, a: NDArray[np.integer], b: NDArray[np.integer], layer: int) -> None:
        """Cut the ties of one layer between persons pairwise; pairs that are not tied are passed over."""
        _cut(self.slots, self.count, a.astype(np.int64), b.astype(np.int64), layer)

    def use(self, turn: int, places: Places, grow: NDArray[np.int64], fade: NDArray[np.int64]) -> None:
        """Ties of one turn (0..11) grow while the two share a place of their layer, and fade and end when they do not.

        The lower of the keys of two who are tied tells the turn; `grow` and `fade` by how much in a year, shape
        (n_layers,). Ties of kin stay as they are.
        """
        _use(self.slots, self.count, self.turn, turn, *places, grow, fade)

    def local(self, place: NDArray[np.int32], layer: int = -1) -> NDArray[np.int16]:
        """For each person the number of ties to persons in the same place (place < 0: nowhere), shape (capacity,)."""
        self.ensure(len(place))
        return count_where(self.other, self.layer, self.count, layer, place)

    def pairs(self, layer: int = -1, among: NDArray[np.bool_] | None = None) -> Pairs:
        """Every tie once, of one layer or of all; with `among` (capacity,) only ties of which an end is among these."""
        chosen = np.ones(len(self.count), dtype=bool) if among is None else among
        return Pairs(*pairs(self.other, self.layer, self.strength, self.count, layer, chosen))

    def csr(self, layer: int = -1) -> Csr:
        """The ties of one layer, or of all, as compressed rows."""
        width = self.other.shape[1]
        held = np.arange(width)[None, :] < self.count[:, None]
        if layer >= 0:
            held &= self.layer == layer
        starts = np.concatenate([[0], np.cumsum(held.sum(axis=1))]).astype(np.int64)
        return Csr(starts, self.other[held])

    def graph(self, rows: NDArray[np.integer], layer: int = -1) -> nx.Graph:
        """The ties among these persons as a networkx graph with `layer` and `strength` on each edge; persons without
        ties included. Where two persons are tied in several layers, the edge tells of the strongest.
        """
        wanted = np.zeros(len(self.count), dtype=bool)
        wanted[rows] = True
        pairs = self.pairs(layer)
        inside = wanted[pairs.a] & wanted[pairs.b]
        order = np.lexsort((-pairs.layer[inside], pairs.strength[inside]))
        graph = nx.Graph()
        graph.add_nodes_from(np.flatnonzero(wanted).tolist())
        columns = (pairs.a[inside], pairs.b[inside], pairs.layer[inside], pairs.strength[inside])
        for a, b, kind, strength in zip(*(column[order].tolist() for column in columns), strict=True):
            graph.add_edge(a, b, layer=LAYERS[kind], strength=strength)
        return graph


def layer_number(name: str) -> int:
    """The number of a named layer; raises ValueError with the nearest name.

    >>> layer_number("work")
    3
    """
    if name not in LAYERS:
        raise ValueError(f"unknown layer '{name}'{nearest(name, LAYERS)}; known: {', '.join(LAYERS)}")
    return LAYERS.index(name)
