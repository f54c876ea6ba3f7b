"""Rooms without a page: who may do what when, many teams and threads at once, rooms apart from each other."""

from __future__ import annotations

import random
import threading
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards import link
from dashboards.runs import Task
from dashboards.state import Choices
from dashboards.workshop.matters import SPENT, by_key
from dashboards.workshop.room import MOST_TEAMS
from dashboards.workshop.rooms import MOST_ROOMS, SILENT_SECONDS, Rooms
from dashboards.workshop.seen import STEPS, Guess
from dashboards.workshop.setting import Setting, proposals
from dashboards.workshop.typed import ALPHABET, NAME_LETTERS, Refused, plain
from experiments import measured
from model.scenario import Scenario

SETTING = Setting(Scenario(place="vollsmose", months=24, law="2010", policies=(("second_chance", ()),)), pairs=3)


class Runs:
    """Keeps tasks until a test lives them: every run costs a million for each proposal, and nothing else happens."""

    def __init__(self) -> None:
        self.tasks: list[Task] = []

    def add(self, task: Task) -> None:
        self.tasks.append(task)

    def forget(self, who: str) -> None:
        self.tasks = [task for task in self.tasks if task.who != who]

    def live(self) -> None:
        """Answer all that waits, the most urgent first."""
        while self.tasks:
            task = min(self.tasks, key=lambda one: one.rank)
            self.tasks.remove(task)
            if task.wanted():
                names, seed = task.scenario.policy_names, task.scenario.seed
                effect = -5.0 if "second_chance" in names else 0.0
                task.months(3)
                values = {key: 10.0 + seed for key in by_key()}
                task.then(values | {"share_vulnerable": 40.0 + seed + effect, SPENT: float(len(names))})


def opened(clock=lambda: 0.0):
    runs = Runs()
    rooms = Rooms(runs, clock)
    return rooms, rooms.open(SETTING), runs


def guesses(direction: int = -1):
    return {key: Guess(direction, by_key()[key].reach / 2 if direction else 0.0) for key in SETTING.asked}


def refused(why: str):
    return pytest.raises(Refused, match=why)


@given(st.text(max_size=200))
def test_what_is_typed_becomes_one_short_visible_line(typed):
    name = plain(typed)
    assert len(name) <= NAME_LETTERS
    assert name == plain(name), "cleaning again changes nothing"
    assert all(letter == " " or letter.isprintable() for letter in name)
    assert name == name.strip() and "  " not in name


def test_a_code_is_short_and_unambiguous_and_a_wrong_one_is_told():
    rooms, room, _ = opened()
    assert len(room.seen.code) == 5 and set(room.seen.code) <= set(ALPHABET)
    assert not set(ALPHABET) & set("0OQ1IL5S2ZB8G6")
    assert rooms.find(f" {room.seen.code[:2].lower()}-{room.seen.code[2:]} ") is room
    with refused("no_room") as told:
        rooms.find("<b>ZZ")
    assert told.value.about == ("BZZ",)


def test_rooms_are_few_apart_and_forgotten_after_silence():
    now = [0.0]
    rooms, room, runs = opened(lambda: now[0])
    others = [rooms.open(SETTING) for _ in range(MOST_ROOMS - 1)]
    assert len({one.seen.code for one in (room, *others)}) == MOST_ROOMS
    with refused("many_rooms"):
        rooms.open(SETTING)
    key = others[0].join("A")
    assert room.seen.teams == () and room.team(key) is None
    with refused("not_yours"):
        room.guess(key, guesses())
    with refused("not_yours"):
        room.go(others[0].key, "predict")
    now[0] = SILENT_SECONDS
    room.go(room.key, "predict")
    now[0] += 1.0
    with refused("no_room"):
        rooms.find(others[0].seen.code)
    assert others[0].seen.closed and not room.seen.closed and len(rooms) == 1
    assert {task.who for task in runs.tasks} == {room.seen.code}
    with refused("closed"):
        others[0].join("late")


def test_a_room_about_what_was_measured_has_its_budget_at_once():
    whole = []
    for table in measured.read():
        for years in table.years:
            asked = replace(SETTING.treated, place=table.place, law=table.law, behaviour=table.behaviour)
            room = Rooms(Runs(), lambda: 0.0).open(Setting(replace(asked, months=12 * years), pairs=3))
            whole.append(set(proposals()) <= set(room.seen.prices))
            assert (room.seen.budget is not None) == whole[-1]
    assert any(whole), "the catalogue was measured"


def test_only_the_facilitator_leads_and_predictions_close_with_the_run():
    _, room, runs = opened()
    key = room.join("  A   team ")
    assert room.team(key) == "A team"
    for name, why in (("A TEAM", "taken"), (" \u202e\n", "no_name")):
        with refused(why):
            room.join(name)
    with refused("not_yours"):
        room.go(key, "predict")
    with refused("late"):
        room.guess(key, guesses())
    room.go(room.key, "predict")
    for wrong, why in (
        ({}, "unanswered"),
        (guesses() | {"turnover": Guess(1, 0.0)}, "no_size"),
        (guesses() | {"turnover": Guess(1, 1e9)}, "setting"),
        (guesses() | {"turnover": Guess(1, float("nan"))}, "setting"),
        (guesses() | {"turnover": Guess(3, 1.0)}, "setting"),
    ):
        with refused(why):
            room.guess(key, wrong)
    assert room.seen.teams[0].guesses is None
    room.guess(key, guesses(0))
    room.guess(key, guesses(-1))
    with refused("not_run"):
        room.go(room.key, "compare")
    room.go(room.key, "run")
    assert room.seen.progress.total == 2 * SETTING.pairs
    room.go(room.key, "predict")
    with refused("late"):
        room.guess(key, guesses(1))
    room.go(room.key, "run")
    runs.live()
    assert room.seen.progress.ready
    room.go(room.key, "compare")
    assert room.seen.teams[0].guesses == guesses(-1)


def test_a_set_is_within_the_budget_and_closes_when_sets_are_run():
    _, room, runs = opened()
    key = room.join("A")
    room.go(room.key, "budget")
    with refused("no_price"):
        room.choose(key, ["second_chance"])
    runs.live()
    assert room.seen.prices == dict.fromkeys(proposals(), 1.0)
    assert room.seen.budget == 6.0, "35 % of sixteen, whole millions"
    with refused("too_dear"):
        room.choose(key, proposals()[:7])
    with refused("setting"):
        room.choose(key, ["os.system"])
    with refused("no_sets"):
        room.go(room.key, "reveal")
    room.choose(key, reversed(proposals()[:6]))
    assert room.seen.teams[0].basket == proposals()[:6]
    room.go(room.key, "reveal")
    with refused("late"):
        room.choose(key, [])
    assert {task.scenario.seed for task in runs.tasks} == {1, 2, 3}, "the base has been run already"
    assert len(runs.tasks) == 3


def test_a_run_that_fails_is_told_and_asked_again():
    _, room, runs = opened()
    room.go(room.key, "run")
    failing = runs.tasks.pop(0)
    failing.then("ValueError: <script>")
    assert room.seen.failure == "ValueError: <script>"
    runs.live()
    assert not room.seen.progress.ready
    room.go(room.key, "run")
    assert [task.scenario for task in runs.tasks] == [failing.scenario] and room.seen.failure == ""
    runs.live()
    assert room.seen.progress.ready
    failing.then("given up")
    assert room.seen.failure == "", "what is known already cannot fail"


def test_a_price_that_becomes_urgent_is_asked_first():
    _, room, runs = opened()
    first = {task.scenario: task.rank for task in runs.tasks}
    shared = SETTING.chosen(("second_chance",))
    room.go(room.key, "run")
    assert [task.rank for task in runs.tasks if task.scenario == shared] == [first[shared], 1]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 3)), max_size=20))
def test_whatever_is_done_in_whatever_order_the_room_stays_whole(moves):
    _, room, runs = opened()
    keys = [room.join(f"team {number}") for number in range(3)]
    before = room.seen.version
    for step, who in moves:
        acts = [lambda step=step: room.go(room.key, step)]
        if who < 3:
            acts += [lambda w=who: room.guess(keys[w], guesses()), lambda w=who: room.choose(keys[w], proposals()[:2])]
        for act in acts:
            closed, spent = room.seen.guessed, room.seen.spent
            answers = [(team.guesses, team.basket) for team in room.seen.teams]
            try:
                act()
            except Refused:
                assert [(team.guesses, team.basket) for team in room.seen.teams] == answers
            assert room.seen.guessed >= closed and room.seen.spent >= spent
            if closed:
                assert [team.guesses for team in room.seen.teams] == [one for one, _ in answers]
        if who == 3:
            runs.live()
    assert room.seen.version >= before
    assert 0 <= room.seen.progress.done <= room.seen.progress.total


def test_many_threads_at_once_lose_nothing():
    _, room, runs = opened()
    room.go(room.key, "predict")
    keys: list[str] = []
    refusals: list[str] = []
    seen_versions: list[int] = []
    stop = threading.Event()

    def watch() -> None:
        while not stop.is_set():
            seen_versions.append(room.wait(seen_versions[-1] if seen_versions else -1, 0.05).version)

    def team(number: int) -> None:
        chance = random.Random(number)
        try:
            key = room.join(f"team {number}")
        except Refused as refusal:
            refusals.append(refusal.why)
            return
        keys.append(key)
        for _ in range(20):
            room.guess(key, guesses(chance.choice((-1, 0, 1))))
        room.guess(key, guesses(number % 2))

    watchers = [threading.Thread(target=watch) for _ in range(3)]
    teams = [threading.Thread(target=team, args=(number,)) for number in range(MOST_TEAMS + 8)]
    worker = threading.Thread(target=runs.live)
    for thread in (*watchers, *teams, worker):
        thread.start()
    for thread in (*teams, worker):
        thread.join()
    stop.set()
    for thread in watchers:
        thread.join()
    assert len(keys) == len(set(keys)) == len(room.seen.teams) == MOST_TEAMS
    assert refusals == ["full"] * 8
    for one in room.seen.teams:
        assert one.guesses == guesses(int(one.name.split()[1]) % 2), "the last answer of each team stands"
    assert len(room.seen.runs) == SETTING.pairs + len(proposals())


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"treated": Scenario(months=24)}, "nothing_asked"),
        ({"pairs": 4000}, "setting"),
        ({"part": 0.9}, "setting"),
        ({"asked": ()}, "how_many"),
        ({"asked": ("cost",)}, "setting"),
        ({"treated": Scenario(months=2400, policies=(("second_chance", ()),))}, "months"),
    ],
)
def test_a_room_is_not_opened_on_what_cannot_be_asked(changes, why):
    from dataclasses import replace

    with refused(why):
        Rooms(Runs()).open(replace(SETTING, **changes))


def test_a_set_of_nothing_leads_past_the_budget_game_without_a_wait():
    """What docs/workshop tells a facilitator who is short of time."""
    _, room, runs = opened()
    team = room.join("A")
    room.go(room.key, "run")
    runs.live()
    room.go(room.key, "budget")
    room.choose(team, ())
    room.go(room.key, "reveal")
    assert room.seen.progress.ready
    room.go(room.key, "debrief")
    assert room.seen.step == "debrief"


def test_the_way_back_into_a_room_stands_in_its_own_address_alone():
    choices = Choices(view="workshop", room="KMRTA", room_key="a" * 22)
    assert link.read(link.write(choices)) == link.Read(choices)
    elsewhere = link.write(Choices(view="explore", room="KMRTA", room_key="a" * 22))
    assert "KMRTA" not in elsewhere and "a" * 22 not in elsewhere
    wrong = link.read("form=2&view=workshop&room=<b>&key=' or 1")
    assert wrong.choices.room == wrong.choices.room_key == "" and "five letters" in wrong.complaints[0]
    assert link.read("form=2&view=workshop&room=kmrta&key=%27").choices.room_key == ""
