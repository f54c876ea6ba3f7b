"""Two branches keep step on one clock, months that passed are shown again, and a dead process is started anew."""

from __future__ import annotations

import threading
import time

import pytest

from dashboards.asked import Asked
from dashboards.session import Session
from dashboards.state import Choices

FAKE = "tests.unit.dashboard_fake:FakeModel"
PATIENCE = 60.0
FIRST = Choices(months=60)
SECOND = Choices(months=60, b=Asked(policies=("second_chance",)))


def wait(condition) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)


@pytest.fixture
def session():
    made = Session(FAKE)
    close = made.open()
    ended = threading.Event()

    def draw() -> None:
        # The browser says that it has drawn what it was sent.
        while not ended.wait(0.002):
            for branch in (made.a, made.b):
                branch.map.drawn = branch.map.frame

    threading.Thread(target=draw, daemon=True).start()
    made.word(FIRST, "somewhere")
    yield made
    ended.set()
    close()


def ready(session, *branches):
    wait(lambda: all(not branch.told.value.loading for branch in branches or (session.a,)))


def test_two_branches_keep_step_and_end_together(session):
    session.ask(SECOND.scenario(), SECOND.other())
    ready(session, session.a, session.b)
    session.play(1e6)
    apart = 0
    while not (session.a.told.value.finished and session.b.told.value.finished):
        apart = max(apart, abs(session.a.month - session.b.month))
        time.sleep(0.001)
    assert apart <= 2
    assert session.a.month == session.b.month == 60
    assert session.a.curves.months == session.b.curves.months == 60
    assert session.charts[0].before and session.charts[0].before != session.charts[1].before


def test_both_branches_show_a_month_of_the_past_and_play_on_together(session):
    session.ask(SECOND.scenario(), SECOND.other())
    ready(session, session.a, session.b)
    session.show(20)
    wait(lambda: session.a.month == session.b.month == 20)
    session.show(5)
    wait(lambda: session.a.month == session.b.month == 5)
    assert session.charts[0].cursor == 5
    assert (session.a.curves.months, session.b.curves.months) == (20, 20)
    session.step()
    wait(lambda: session.a.month == session.b.month == 6)
    session.play(1e6)
    wait(lambda: session.a.month == session.b.month == 60)


def test_without_a_second_scenario_the_first_runs_alone_to_the_end(session):
    session.ask(SECOND.scenario(), SECOND.other())
    ready(session, session.a, session.b)
    session.ask(FIRST.scenario())
    assert not session.b.open
    session.play(1e6)
    wait(lambda: session.a.told.value.finished)


def test_the_run_before_a_change_stays_as_dashed_curves(session):
    session.ask(FIRST.scenario())
    ready(session)
    session.show(12)
    wait(lambda: session.a.curves.months == 12)
    kept = session.charts[0].data
    changed = Choices(months=60, a=Asked(policies=("second_chance",)))
    session.ask(changed.scenario())
    assert session.charts[0].before == kept
    assert session.before.value == FIRST.scenario()


def test_a_dead_process_is_told_and_started_again(session):
    session.ask(FIRST.scenario())
    ready(session)
    session.a._process.kill()
    wait(lambda: session.a.told.value.failure)
    session.again(session.a)
    ready(session)
    assert not session.a.told.value.failure
    session.step()
    wait(lambda: session.a.month == 1)


def test_a_question_is_answered_of_the_run_that_is_asked(session):
    session.ask(FIRST.scenario())
    ready(session)
    session.show(8)
    wait(lambda: session.a.month == 8)
    replies = []
    session.a.question("monthly", replies.append, month=3)
    session.a.question("monthly", replies.append, monht=3)
    wait(lambda: len(replies) == 2)
    assert (replies[0].lived, replies[0].failure) == (8, "")
    assert {row[0] for row in replies[0].data} == {0, 1, 2}
    assert "TypeError" in replies[1].failure and replies[1].data is None
    session.step()
    wait(lambda: session.a.month == 9)


def test_a_pause_leaves_both_branches_in_the_same_month(session):
    session.ask(SECOND.scenario(), SECOND.other())
    ready(session, session.a, session.b)
    for reached in (5, 15, 25):
        session.play(60.0)
        wait(lambda reached=reached: session.a.month >= reached)
        session.play(0.0)
        wait(lambda: session.a.month == session.b.month)
        time.sleep(0.1)
        assert session.a.month == session.b.month < 60
        assert not session.a.told.value.playing
