"""Associations: who joins one, which, and who leaves again. Members meet; children and adults alike are members."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.codes import InstitutionKind
from agents.core.draws import mix_one, uniform_one
from agents.core.parameter import Parameter
from model.mechanisms.seen import OUTSIDE
from model.world import World

P = Parameter
WISH = ("wish_to_join", "wish_to_join_municipality")
PARAMETERS = (
    P("clubs.wish", 1.2, 0.0, 2.0, "logit", "foldgast2015", "observational",
      "odds of having the energy and wish to join, adult in work of mean agency and full Danish; 29 % nationally and "
      "63 % in deprived areas have neither", WISH),
    P("clubs.agency", 0.7, 0.0, 1.5, "logit per SD", "foldgast2015", "observational", "agency in the wish to join",
      WISH),
    P("clubs.outside_work", -1.0, -2.0, 0.0, "logit", "foldgast2015", "observational",
      "being outside work and education in the wish to join", WISH),
    P("clubs.language", 1.5, 0.0, 3.0, "logit", "judgement", "judgement", "Danish from none to full, in the wish",
      WISH),
    P("clubs.join", 0.3, 0.05, 1.0, "per year", "sdu_volunteering", "observational",
      "those with the wish who join in a year; 22-44 % are active, over municipalities", ("club_members",)),
    P("clubs.leave", 0.3, 0.05, 1.0, "per year", "judgement", "judgement", "members who leave in a year",
      ("club_members",)),
    P("clubs.children", 2.0, 1.0, 4.0, "ratio", "judgement", "judgement", "joining at 7-17 over joining as an adult"),
    P("clubs.nearest", 0.7, 0.3, 1.0, "share", "judgement", "judgement",
      "members who choose the nearest association; the others choose among the next two"),
)  # fmt: skip

CHOICES = 3


class Weights(NamedTuple):
    """The parameters of associations as numbers, named as in `PARAMETERS`."""

    wish: float
    agency: float
    outside_work: float
    language: float
    join: float
    leave: float
    children: float
    nearest: float


@njit(cache=True)
def wish(agency, language, outside, w):  # type: ignore[no-untyped-def]
    """Log odds of having the energy and the wish to join in."""
    log_odds = w.wish + w.agency * agency + w.language * (language - 1.0)
    if outside:
        log_odds += w.outside_work
    return log_odds


@njit(cache=True)
def _wanting(rows, key, status, agency, language, outside, w, lasting):  # type: ignore[no-untyped-def]
    out = np.zeros(len(rows), np.bool_)
    for i in range(len(rows)):
        p = rows[i]
        log_odds = wish(agency[p], language[p], outside[status[p]], w)
        out[i] = uniform_one(lasting, key[p]) < 1.0 / (1.0 + np.exp(-log_odds))
    return out


@njit(cache=True)
def _months(  # type: ignore[no-untyped-def]
    turn, key, birth, status, agency, language, club, standing, area, near, outside, factor, month, w, years, stream,
    lasting,
):  # fmt: skip
    """Joining and leaving by those whose turn it is; with `years` True as after many years."""
    leaving = 1.0 - np.exp(-w.leave / 2.0)
    joining = np.empty((2, len(factor)))
    for here in range(len(factor)):
        for young in range(2):
            rate = w.join * factor[here] * (w.children if young else 1.0)
            joining[young, here] = rate / (rate + w.leave) if years else 1.0 - np.exp(-rate / 2.0)
    for p in turn:
        age = month - birth[p]
        if age < 84:
            continue
        if club[p] >= 0 and not standing[club[p]]:
            club[p] = -1
        u = uniform_one(stream, key[p])
        if club[p] >= 0:
            if u < leaving:
                club[p] = -1
            continue
        if area[p] < 0 or near[area[p], 0] < 0 or u >= joining[1 if age < 216 else 0, area[p]]:
            continue
        log_odds = wish(agency[p], language[p], outside[status[p]], w)
        if uniform_one(lasting, key[p]) >= 1.0 / (1.0 + np.exp(-log_odds)):
            continue
        which = uniform_one(stream, mix_one(key[p]))
        choice = 0 if which < w.nearest else (1 if which < 0.5 + w.nearest / 2.0 else 2)
        club[p] = near[area[p], choice]


def nearest(world: World) -> NDArray[np.int64]:
    """The three associations nearest to the middle of each area, -1 without any, shape (n_areas, 3)."""
    table, stock = world.institutions, world.dwellings
    rows = np.flatnonzero(table.alive & (table.kind == InstitutionKind.ASSOCIATION))
    n = len(world.place.areas)
    if len(rows) == 0:
        return np.full((n, CHOICES), -1, dtype=np.int64)
    corners = world.place.cells[["e_min", "n_min"]].to_numpy(dtype=float)[stock.cell]
    homes = np.maximum(np.bincount(stock.area, minlength=n), 1)
    middle = [np.bincount(stock.area, corners[:, axis], n) / homes for axis in (0, 1)]
    far = np.hypot(table.east[rows][None, :] - middle[0][:, None], table.north[rows][None, :] - middle[1][:, None])
    # Distances to the metre, the first row of equally near ones: no rounding decides.
    order = np.argsort(np.rint(far), axis=1, kind="stable")
    return rows[order[:, np.minimum(np.arange(CHOICES), len(rows) - 1)]]


def _weights(world: World) -> Weights:
    return Weights(*(world.p(f"clubs.{field}") for field in Weights._fields))


def have_energy(world: World, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of these persons have the energy and the wish to join in what neighbours do, shape as `rows`.

    It is the same wish as that to join an association.
    """
    persons = world.persons
    found: NDArray[np.bool_] = _wanting(
        rows, persons.key, persons.status, persons.agency, persons.language, OUTSIDE, _weights(world),
        world.stream("clubs.wish", 0),
    )  # fmt: skip
    return found


def _run(world: World, years: bool) -> None:
    persons, table = world.persons, world.institutions
    if years or world.month % 12 == 0:
        world.near_clubs = nearest(world)
    standing = table.alive & (table.kind == InstitutionKind.ASSOCIATION)
    _months(
        world.turns.rows(1 if years else 6), persons.key, persons.birth_month, persons.status, persons.agency,
        persons.language, persons.club, standing, world.person_area, world.near_clubs, OUTSIDE,
        world.levers.value("clubs.join"), world.month,
        _weights(world), years, world.stream("clubs.month"), world.stream("clubs.wish", 0),
    )  # fmt: skip


def start(world: World) -> None:
    """On 1 January 2015 associations have the members that years of joining and leaving give."""
    _run(world, True)


def step(world: World) -> None:
    """A sixth of the people join or leave, by month of birth."""
    _run(world, False)
