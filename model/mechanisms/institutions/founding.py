"""Who acts in the municipality on 1 January 2015: named institutions from the map, the others made up to fill it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from agents.codes import InstitutionKind as Kind
from agents.core import draws
from agents.core.parameter import Parameter
from model.mechanisms.institutions.nearest import area_centres
from model.world import World

P = Parameter
PARAMETERS = (
    P("institutions.nursery_size", 40.0, 15.0, 80.0, "children", "judgement", "judgement", "children of a nursery"),
    P("institutions.kindergarten_size", 70.0, 30.0, 120.0, "children", "judgement", "judgement",
      "children of a kindergarten"),
    P("institutions.free_school_size", 260.0, 100.0, 500.0, "pupils", "judgement", "judgement",
      "pupils of a free school (friskole)"),
    P("institutions.free_school_share", 0.165, 0.1, 0.25, "share", "recalled", "recalled",
      "pupils of compulsory school who attend a free school"),
    P("institutions.gymnasium_size", 800.0, 300.0, 1500.0, "students", "judgement", "judgement",
      "students of an upper secondary school"),
    P("institutions.clubs_per_area", 3.0, 1.0, 8.0, "associations", "judgement", "judgement",
      "sports clubs and other associations with room for young people in each area"),
    P("institutions.spare_room", 0.12, 0.0, 0.4, "share", "judgement", "judgement",
      "room beyond the expected roll"),
)  # fmt: skip


@dataclass
class Founding:
    """Institutions being listed, a value each."""

    kind: list[int] = field(default_factory=list)
    area: list[int] = field(default_factory=list)
    department: list[int] = field(default_factory=list)
    east: list[float] = field(default_factory=list)
    north: list[float] = field(default_factory=list)
    synthetic: list[bool] = field(default_factory=list)
    places: list[float] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    def add(
        self, kind: Kind, title: str, area: int, at: tuple[float, float], places: float, named: bool = False,
        department: int = -1,
    ) -> None:  # fmt: skip
        """List one more."""
        self.kind.append(int(kind))
        self.titles.append(title)
        self.area.append(area)
        self.east.append(at[0])
        self.north.append(at[1])
        self.places.append(places)
        self.synthetic.append(not named)
        self.department.append(department)


def _by_age(world: World, low: float, high: float) -> NDArray[np.int64]:
    """Persons of an age range in years who live in each area, shape (n_areas,)."""
    persons = world.persons
    age = (world.month - persons.birth_month.astype(np.int64)) / 12.0
    here = persons.alive & (age >= low) & (age < high) & (world.person_area[: persons.capacity] >= 0)
    return np.bincount(world.person_area[: persons.capacity][here], minlength=len(world.place.areas))


def _schools(world: World, new: Founding, centres: tuple[NDArray[np.float64], NDArray[np.float64]]) -> None:
    """Named schools where the map has them, and one for each polling district that no named school serves."""
    areas, found = world.place.areas, world.place.facilities
    pupils = _by_age(world, 6.5, 16.5)
    served = np.zeros(len(areas), dtype=bool)
    titles = areas["title"].astype(str).to_list()
    for title, kind, point in zip(found["title"], found["kind"], found.geometry, strict=True):
        if kind != "school" or "gymnas" in title.lower():
            continue
        far = np.hypot(point.x - centres[0], point.y - centres[1])
        new.add(Kind.SCHOOL, title, int(np.argmin(far)), (point.x, point.y), 0.0, named=True)
        served |= far < 600.0
        served |= np.array([title.split(" (")[0] in other for other in titles])
    share = 1.0 - world.p("institutions.free_school_share")
    for area in np.flatnonzero(~world.estate_areas & ~served & (pupils > 0)):
        word = titles[area] if "skole" in titles[area].lower() else f"{titles[area]}, school"
        at = (float(centres[0][area]), float(centres[1][area]))
        new.add(Kind.SCHOOL, word, int(area), at, share * pupils[area] * (1.0 + world.p("institutions.spare_room")))
    _rooms_of_named(world, new, pupils, centres)


def _rooms_of_named(
    world: World, new: Founding, pupils: NDArray[np.int64], centres: tuple[NDArray[np.float64], NDArray[np.float64]]
) -> None:
    """Room of the named schools: for the pupils of all areas that lie nearest to them."""
    schools = [i for i, kind in enumerate(new.kind) if kind == Kind.SCHOOL]
    if not schools:
        return
    east, north = np.array(new.east)[schools], np.array(new.north)[schools]
    far = np.hypot(east[None, :] - centres[0][:, None], north[None, :] - centres[1][:, None])
    for number, i in enumerate(schools):
        if new.area[i] >= 0 and not world.estate_areas[new.area[i]]:
            far[new.area[i], number] = 0.0
    mine = np.bincount(np.argmin(far, axis=1), weights=pupils, minlength=len(schools))
    share = 1.0 - world.p("institutions.free_school_share")
    for number, i in enumerate(schools):
        if not new.places[i]:
            new.places[i] = share * mine[number] * (1.0 + world.p("institutions.spare_room"))


def _daycare(world: World, new: Founding, centres: tuple[NDArray[np.float64], NDArray[np.float64]]) -> None:
    """Nurseries and kindergartens by the number of children; an estate has at least one of each."""
    titles = world.place.areas["title"].astype(str).to_list()
    room = 1.0 + world.p("institutions.spare_room")
    for kind, low, high, size, share, word in (
        (Kind.NURSERY, 0.8, 3.0, world.p("institutions.nursery_size"), 0.9, "nursery"),
        (Kind.KINDERGARTEN, 3.0, 6.6, world.p("institutions.kindergarten_size"), 0.95, "kindergarten"),
    ):
        children = _by_age(world, low, high) * share
        number = np.rint(children / size).astype(np.int64)
        estate = np.flatnonzero(world.estate_areas)
        if len(estate) and number[estate].sum() == 0:
            number[estate[np.argmax(children[estate])]] = 1
        for group in (estate, np.flatnonzero(~world.estate_areas)):
            each = children[group].sum() / max(number[group].sum(), 1)
            for area in group:
                for k in range(number[area]):
                    at = (float(centres[0][area]), float(centres[1][area]))
                    new.add(kind, f"{titles[area]}, {word} {k + 1}", int(area), at, each * room)


def _beyond_school(world: World, new: Founding, town: tuple[float, float], near: NDArray[np.int64]) -> None:
    """Free schools in the areas with most pupils, gymnasiums, vocational schools and higher education."""
    titles, found = world.place.areas["title"].astype(str).to_list(), world.place.facilities
    centres = area_centres(world)
    room = 1.0 + world.p("institutions.spare_room")
    pupils = _by_age(world, 6.5, 16.5)
    seats = pupils.sum() * world.p("institutions.free_school_share")
    count = max(round(seats / world.p("institutions.free_school_size")), 1)
    around = np.flatnonzero(~world.estate_areas)
    order = around[np.argsort(-pupils[around], kind="stable")]
    for k in range(count):
        area = int(order[k % len(order)])
        at = (float(centres[0][area]), float(centres[1][area]))
        new.add(Kind.FREE_SCHOOL, f"{titles[area]}, free school {k // len(order) + 1}", area, at, seats / count * room)
    young = float(_by_age(world, 16.5, 19.5).sum())
    named = 0
    size = world.p("institutions.gymnasium_size")
    count = max(round(0.65 * young / size), 1)
    for title, point in zip(found["title"], found.geometry, strict=True):
        if "gymnas" in title.lower():
            named += 1
            new.add(Kind.UPPER_SECONDARY, title, -1, (point.x, point.y), 0.65 * young / count * room, named=True)
    for k in range(count - named):
        area = int(near[k % len(near)])
        at = (float(centres[0][area]), float(centres[1][area]))
        new.add(Kind.UPPER_SECONDARY, f"Gymnasium {k + 1}", -1, at, 0.65 * young / count * room)
    for k in range(2 if young > 3000 else 1):
        new.add(Kind.VOCATIONAL, f"Vocational school {k + 1}", -1, town, 0.4 * young)
    new.add(Kind.HIGHER, "University and university colleges", -1, town, float(_by_age(world, 19.0, 30.0).sum()))


def _others(world: World, new: Founding, town: tuple[float, float]) -> None:
    """Health visitors, job centre, municipality, letting departments, associations and the owner of the centre."""
    homes = world.place.dwellings
    centres = area_centres(world)
    titles = world.place.areas["title"].astype(str).to_list()
    name = world.place.municipality_name
    new.add(Kind.HEALTH_VISITORS, f"Health visitors of {name}", -1, town, float(_by_age(world, 0.0, 1.0).sum()))
    new.add(Kind.JOB_CENTRE, f"Job centre of {name}", -1, town, 0.0)
    new.add(Kind.MUNICIPALITY, f"Municipality of {name}", -1, town, 0.0)
    department = homes["department"].to_numpy()
    for row, title in enumerate(world.place.departments["title"].astype(str)):
        own = department == row
        at = (float(homes["e"].to_numpy()[own].mean()), float(homes["n"].to_numpy()[own].mean())) if own.any() else town
        area = int(np.bincount(homes["area"].to_numpy()[own]).argmax()) if own.any() else -1
        real = not bool(world.place.departments["synthetic"].to_numpy()[row])
        new.add(Kind.LETTING, f"{title}, letting", area, at, float(own.sum()), named=real, department=row)
    young = _by_age(world, 6.0, 30.0)
    clubs = int(world.p("institutions.clubs_per_area"))
    for area, title in enumerate(titles):
        at = (float(centres[0][area]), float(centres[1][area]))
        for k in range(clubs):
            new.add(Kind.ASSOCIATION, f"{title}, sports club {k + 1}", area, at, float(young[area]) / clubs)
    new.add(Kind.ASSOCIATION, f"Family friends of {name} (volunteers)", -1, town, 0.0)
    found = world.place.facilities
    for title, kind, point in zip(found["title"], found["kind"], found.geometry, strict=True):
        if kind == "centre":
            far = np.hypot(point.x - centres[0], point.y - centres[1])
            new.add(Kind.CENTRE_OWNER, f"Owner of {title}", int(np.argmin(far)), (point.x, point.y), 0.0, named=True)


def found(world: World) -> None:
    """Fill `world.institutions` and `world.institution_names`."""
    new = Founding()
    centres = area_centres(world)
    homes = np.bincount(world.place.dwellings["area"], minlength=len(world.place.areas))
    largest = np.argsort(-np.where(world.estate_areas, 0, homes), kind="stable")
    town = (float(centres[0][largest[0]]), float(centres[1][largest[0]]))
    _schools(world, new, centres)
    _daycare(world, new, centres)
    _beyond_school(world, new, town, largest)
    _others(world, new, town)
    running: dict[int, int] = {}
    keys = []
    for kind in new.kind:
        running[kind] = running.get(kind, 0) + 1
        keys.append(draws.key_of("institution", kind, running[kind]))
    table = world.institutions
    rows = table.add(np.array(keys, dtype=np.uint64))
    for column in ("kind", "area", "department", "east", "north", "synthetic"):
        getattr(table, column)[rows] = getattr(new, column)
    table.places[rows] = np.ceil(new.places)
    world.institution_names = tuple(new.titles)
