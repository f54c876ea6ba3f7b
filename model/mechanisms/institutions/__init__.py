"""Institutions act: they count whom they serve, follow roll and budget with staff, and move effort to need."""

from __future__ import annotations

from model.levers import Lever
from model.mechanisms.institutions import acting, founding, nearest
from model.world import World

LEVERS: tuple[Lever, ...] = (
    Lever("institutions.quality_shift", "SD", -1.0, 1.0, "area", "change in quality of the institutions of an area"),
    Lever("institutions.effort_moved", "share", 0.0, 0.5, "area",
          "staff effort moved to those with the greatest need"),
    Lever("institutions.capacity", "ratio", 0.5, 3.0, "area", "room over what it is today"),
)  # fmt: skip


def declare(world: World) -> None:
    """State the levers without any policy."""
    world.levers.base("institutions.quality_shift", 0.0)
    world.levers.base("institutions.effort_moved", world.p("institutions.effort_moved"))
    world.levers.base("institutions.capacity", 1.0)


def start(world: World) -> None:
    """1 January 2015: who acts, with the room they have; those who attend come with the ladder."""
    founding.found(world)
    world.directory = nearest.survey(world)


def open_doors(world: World) -> None:
    """The first count, with staff that already fit the roll."""
    acting.rolls.recount(world, world.p("ladder.fragile_from"))
    acting.money_and_staff(world, at_once=True)
    acting.quality(world)


def step(world: World) -> None:
    """One month of all institutions."""
    acting.act(world, world.p("ladder.fragile_from"))
