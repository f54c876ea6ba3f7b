"""Letting's kernel against a slow twin written from the rules, over random small months."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import numpy as np
from hypothesis import event, given, settings
from hypothesis import strategies as st

from agents.core import draws
from model.letting import choice, matching
from model.letting.known import Known
from model.letting.matching import ACCEPTED, OTHER_GROUP, REFUSED
from model.letting.rulebook import GROUPS

SEED, MONTH = 3, 7
APPLY, ACCEPT = "letting.applies", "letting.accept"
DEPARTMENTS = 3
WEIGHTS = {parameter.name.split(".")[1]: parameter.value for parameter in choice.PARAMETERS}

vacancy = st.fixed_dictionaries(
    {
        "rooms": st.integers(1, 5),
        "rent": st.sampled_from([3000.0, 5500.0, 8000.0, 12000.0]),
        "department": st.integers(0, DEPARTMENTS - 1),
        "name": st.floats(0.2, 1.0),
        "minority": st.floats(0.0, 1.0),
        "appeal": st.floats(-2.0, 2.0),
        "traced": st.booleans(),
        "group": st.integers(0, len(GROUPS) - 1),
    }
)
applicant = st.fixed_dictionaries(
    {
        "adults": st.integers(1, 3),
        "children": st.integers(0, 4),
        "income": st.sampled_from([0.0, 7000.0, 12000.0, 18000.0, 30000.0, 70000.0]),
        "origin": st.integers(0, 2),
        "waited": st.integers(0, 40),
        "need": st.sampled_from([0, 0, 0, 1, 2, 3]),
        "groups": st.integers(0, 15),
        "benefit": st.booleans(),
        "outside": st.booleans(),
        "homeless": st.booleans(),
        "kin_department": st.integers(-1, DEPARTMENTS - 1),
        "friend_department": st.integers(-1, DEPARTMENTS - 1),
    }
)
TYPES = {"rent": float, "name": float, "minority": float, "appeal": float, "income": float, "traced": bool,
         "benefit": bool, "outside": bool, "homeless": bool, "care": float}  # fmt: skip


@st.composite
def months(draw: st.DrawFn) -> dict[str, Any]:
    """Vacancies, applicants, rules and lists that need not make sense, except that the last list holds everybody."""
    homes, people = draw(st.lists(vacancy, max_size=5)), draw(st.lists(applicant, max_size=8))
    everybody = draw(st.permutations(range(len(people))))
    lists = [draw(st.lists(st.sampled_from(everybody), unique=True)) if people else [] for _ in range(3)]
    turn = st.tuples(st.integers(-1, 3), st.integers(0, 4))
    return {
        "homes": homes,
        "people": people,
        "lists": [*lists, list(everybody)],
        "turns": [draw(st.lists(turn, min_size=4, max_size=4)) for _ in homes],
        "single": draw(st.integers(1, 5)),
        "couple": draw(st.integers(2, 5)),
        "per_room": draw(st.sampled_from([2.0, 3.0])),
        "combined": draw(st.lists(st.booleans(), min_size=DEPARTMENTS, max_size=DEPARTMENTS)),
        "compulsory": draw(st.lists(st.booleans(), min_size=DEPARTMENTS, max_size=DEPARTMENTS)),
        "share": draw(st.sampled_from([0.3, 0.8, 1.0])),
        "max_offers": draw(st.integers(1, 6)),
        "null": draw(st.booleans()) and draw(st.booleans()),
    }


def _columns(kind: type, rows: list[dict[str, Any]], key: str) -> Any:
    columns = {
        field: np.array([row[field] for row in rows], dtype=TYPES.get(field, np.int64))
        for field in kind._fields
        if field != "key"
    }
    return kind(key=draws.keys_of(key, 0, len(rows)), **columns)


def _applicants(people: list[dict[str, Any]], weights: choice.Weights) -> matching.Applicants:
    """Applicants who care for an area's name as their means make them."""
    people = [{**one, "care": choice.care_for_name(one["adults"], one["income"], weights)} for one in people]
    applicants: matching.Applicants = _columns(matching.Applicants, people, "seeker")
    return applicants


def _nobody_to_ask() -> Known:
    """No ties: where kin and friends live is told of each applicant."""
    rows, slots = np.empty(0, np.int32), np.empty((0, 16), np.int32)
    return Known(
        rows, slots, slots.astype(np.int8), slots.astype(np.uint8), rows.astype(np.int16), rows, rows,
        rows.astype(np.int16),
    )  # fmt: skip


def _allocate(month: dict[str, Any]) -> tuple[list[int], list[int], list[int], list[tuple[int, ...]]]:
    sizes = [len(members) for members in month["lists"]]
    turns = np.array(month["turns"], dtype=np.int64).reshape(-1, 4, 2)
    weights = choice.Weights(**WEIGHTS, is_null=month["null"])
    found = matching.allocate(
        _columns(matching.Vacancies, month["homes"], "home"),
        _applicants(month["people"], weights),
        _nobody_to_ask(),
        matching.Book(
            month["single"], month["couple"], month["per_room"], np.array(month["combined"]),
            np.array(month["compulsory"]), month["share"], month["max_offers"],
        ),
        weights,
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        np.array([s for members in month["lists"] for s in members], dtype=np.int64),
        turns[:, :, 0].copy(),
        turns[:, :, 1].copy(),
        draws.stream(SEED, APPLY, 0),
        draws.stream(SEED, ACCEPT, MONTH),
        10_000,
    )  # fmt: skip
    winner, found_by, offers, trace = found
    return winner.tolist(), found_by.tolist(), offers.tolist(), [tuple(step) for step in trace.tolist()]


class Twin:
    """The same month told in plain Python: one home, one list, one household at a time."""

    def __init__(self, month: dict[str, Any]) -> None:
        self.month, self.trace, self.placed = month, [], set()
        self.home_key = draws.keys_of("home", 0, len(month["homes"]))
        self.key = draws.keys_of("seeker", 0, len(month["people"]))
        results = [self.let(v) for v in range(len(month["homes"]))]
        self.winner, self.found_by, self.offers = ([row[k] for row in results] for k in range(3))

    def bar(self, home: dict[str, Any], one: dict[str, Any], channel: int) -> int | None:
        """Number of the reason for which a rule bars the household from this home on this list."""
        month, assigned = self.month, channel == matching.ASSIGNMENT
        if month["null"]:
            return None
        persons, department = one["adults"] + one["children"], home["department"]
        most_rooms = {(1, 0): month["single"], (2, 0): month["couple"]}.get((one["adults"], one["children"]), 99)
        if one["benefit"] and month["compulsory"][department]:
            return matching.COMPULSORY
        if one["benefit"] and one["outside"] and not one["need"] and month["combined"][department]:
            return matching.COMBINED
        if home["rooms"] > most_rooms and not assigned:
            return matching.TOO_SMALL_HOUSEHOLD
        if persons > month["per_room"] * home["rooms"]:
            return matching.TOO_MANY_PERSONS
        if self.cost(home, one) > WEIGHTS["affordable"] * one["income"] and not assigned:
            return matching.CANNOT_PAY
        return None

    def cost(self, home: dict[str, Any], one: dict[str, Any]) -> float:
        supported = one["income"] < WEIGHTS["support_income"] * (1.0 + 0.25 * one["children"])
        return float(home["rent"] * (1.0 - WEIGHTS["support"] * supported))

    def area(self, home: dict[str, Any], one: dict[str, Any]) -> float:
        means = min(max(one["income"] / one["adults"], 3000.0) / WEIGHTS["reference_income"], 3.0)
        pull = WEIGHTS["name"] * (home["name"] - 0.8) * means ** WEIGHTS["name_income"]
        group = {0: -WEIGHTS["avoidance"], 2: WEIGHTS["own_group"]}.get(one["origin"], 0.0)
        return float(pull + group * home["minority"] + home["appeal"])

    def stands_on(self, s: int, home: dict[str, Any], channel: int) -> bool:
        """Whether the household has put its name down in the department; need and second chance do not ask."""
        if self.month["null"] or channel in (matching.SECOND_CHANCE, matching.ASSIGNMENT):
            return True
        one = self.month["people"][s]
        friend = WEIGHTS["friend"] if one["friend_department"] == home["department"] else 0.0
        kin = WEIGHTS["kin"] if one["kin_department"] == home["department"] else friend
        wanted = 2.0 / (1.0 + math.exp(-self.area(home, one) - kin))
        who = self.key[s : s + 1] ^ draws.mix(np.uint64(home["department"] + 77))
        return bool(draws.uniform(SEED, APPLY, 0, who)[0] < self.month["share"] * wanted)

    def says_yes(self, s: int, v: int, channel: int) -> bool:
        home, one = self.month["homes"][v], self.month["people"][s]
        persons = one["adults"] + one["children"]
        odds = (
            WEIGHTS["constant"]
            + self.area(home, one)
            - WEIGHTS["space"] * max(persons - home["rooms"], 0)
            + WEIGHTS["spare"] * min(max(home["rooms"] - persons, 0), 2)
            - WEIGHTS["price"] * (self.cost(home, one) / max(one["income"], 1000.0) - 0.25)
            + WEIGHTS["waiting"] * min(one["waited"], 24)
            + WEIGHTS["no_home"] * one["homeless"]
            + WEIGHTS["need"] * (one["need"] > 0)
            + WEIGHTS["support_move"] * (channel == matching.SECOND_CHANCE)
        )
        chance = WEIGHTS["null"] if self.month["null"] else 1.0 / (1.0 + math.exp(-odds))
        return bool(draws.uniform(SEED, ACCEPT, MONTH, self.key[s : s + 1] ^ draws.mix(self.home_key[v]))[0] < chance)

    def let(self, v: int) -> tuple[int, int, int]:
        home, asked, told = self.month["homes"][v], [], 0
        for number, channel in self.month["turns"][v]:
            if number < 0 or len(asked) >= self.month["max_offers"]:
                continue
            if channel == matching.FLEXIBLE and home["traced"]:
                others = [
                    s for s in self.month["lists"][-1] if not self.month["people"][s]["groups"] >> home["group"] & 1
                ]
                for s in [s for s in others if s not in self.placed][: max(6 - told, 0)]:
                    self.trace.append((v, s, channel, OTHER_GROUP))
                    told += 1
            for s in self.month["lists"][number]:
                if s in self.placed or s in asked or not self.stands_on(s, home, channel):
                    continue
                reason = self.bar(home, self.month["people"][s], channel)
                if reason is not None:
                    if home["traced"] and told < 12:
                        self.trace.append((v, s, channel, reason))
                        told += 1
                    continue
                asked.append(s)
                agreed = self.says_yes(s, v, channel)
                if home["traced"]:
                    self.trace.append((v, s, channel, ACCEPTED if agreed else REFUSED))
                if agreed:
                    self.placed.add(s)
                    return s, channel, len(asked)
                if len(asked) == self.month["max_offers"]:
                    break
        return -1, -1, len(asked)


@settings(max_examples=200)
@given(months())
def test_the_kernel_lets_as_the_rules_say(month: dict[str, Any]) -> None:
    winner, found_by, offers, trace = _allocate(month)
    twin = Twin(month)
    assert (winner, found_by, offers) == (twin.winner, twin.found_by, twin.offers)
    assert trace == twin.trace
    event(f"let {sum(s >= 0 for s in winner)} of {len(winner)}")


@settings(max_examples=200)
@given(months())
def test_nobody_is_placed_twice_or_against_a_rule(month: dict[str, Any]) -> None:
    winner, found_by, offers, _ = _allocate(month)
    let = [(v, s) for v, s in enumerate(winner) if s >= 0]
    assert len({s for _, s in let}) == len(let)
    twin = Twin({**month, "homes": []})
    for v, s in let:
        assert twin.bar(month["homes"][v], month["people"][s], found_by[v]) is None
        lists = [number for number, channel in month["turns"][v] if channel == found_by[v] and number >= 0]
        assert any(s in month["lists"][number] for number in lists)
    assert all(0 <= count <= month["max_offers"] for count in offers)


@settings(max_examples=200)
@given(months())
def test_the_trace_tells_the_same_story_as_the_winners(month: dict[str, Any]) -> None:
    winner, found_by, offers, trace = _allocate(month)
    yes = [(v, s, channel) for v, s, channel, outcome in trace if outcome == ACCEPTED]
    traced = [v for v, home in enumerate(month["homes"]) if home["traced"]]
    assert yes == [(v, winner[v], found_by[v]) for v in traced if winner[v] >= 0]
    asked = Counter(v for v, _, _, outcome in trace if outcome in (ACCEPTED, REFUSED))
    assert all(asked[v] == offers[v] for v in traced) and set(asked) <= set(traced)
    offered = [(v, s) for v, s, _, outcome in trace if outcome in (ACCEPTED, REFUSED)]
    assert len(set(offered)) == len(offered), "one household is offered one home once"


def test_random_months_reach_every_outcome() -> None:
    """The three tests above would say little if no month let a home or used a rule."""
    seen: Counter[int] = Counter()

    @settings(max_examples=1000, database=None, derandomize=True)
    @given(months())
    def look(month: dict[str, Any]) -> None:
        seen.update(outcome for _, _, _, outcome in _allocate(month)[3])

    look()
    assert set(seen) == set(range(len(matching.REASONS)))
    assert min(seen.values()) >= 5


def test_a_short_trace_is_cut_and_nothing_else() -> None:
    home = {"rooms": 2, "rent": 5500.0, "department": 0, "name": 0.9, "minority": 0.0, "appeal": 0.0, "traced": True,
            "group": 0}  # fmt: skip
    one = {"adults": 1, "children": 0, "income": 18000.0, "origin": 1, "waited": 0, "need": 0, "groups": 0,
           "benefit": False, "outside": False, "homeless": False, "kin_department": -1,
           "friend_department": -1}  # fmt: skip
    vac = _columns(matching.Vacancies, [home] * 3, "home")
    book = matching.Book(3, 4, 2.0, np.zeros(1, bool), np.zeros(1, bool), 1.0, 6)
    lists = np.array([0, 6]), np.arange(6), np.array([[0, -1, -1, -1]] * 3), np.full((3, 4), 4)
    streams = draws.stream(SEED, APPLY, 0), draws.stream(SEED, ACCEPT, MONTH)
    weights = choice.Weights(**WEIGHTS, is_null=False)
    app, known = _applicants([one] * 6, weights), _nobody_to_ask()
    full, cut = (matching.allocate(vac, app, known, book, weights, *lists, *streams, cap) for cap in (100, 2))
    assert len(full[3]) > len(cut[3]) == 2 and (full[3][:2] == cut[3]).all()
    assert all((a == b).all() for a, b in zip(full[:3], cut[:3], strict=True))
