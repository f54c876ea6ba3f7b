"""Messages to the browser leave in their order, who gives them waits only for a slow line, answers for no picture."""

from __future__ import annotations

import asyncio
import threading
import time
from multiprocessing import Pipe

import pytest
from anyio.from_thread import start_blocking_portal
from solara.server import starlette
from solara.server.websocket import WebSocketDisconnect

from dashboards import branch, sending
from dashboards.messages import Frame


class Browser:
    """Takes messages while `open_` is set; a line that is `cut` takes none."""

    def __init__(self) -> None:
        self.got: list[str | bytes] = []
        self.open_, self.cut = threading.Event(), False
        self.open_.set()

    async def send_text(self, data: str) -> None:
        """As the server's own end of a line."""
        while not self.open_.is_set():
            await asyncio.sleep(0.002)
        if self.cut:
            raise RuntimeError("Unexpected ASGI message 'websocket.send', after sending 'websocket.close'")
        self.got.append(data)

    send_bytes = send_text


@pytest.fixture
def given():
    """A browser, its line, and what waits until all that was given so far is gone."""
    browser = Browser()
    with start_blocking_portal() as portal:

        async def line() -> sending.Line:
            return sending.Line(browser, portal)

        one = portal.call(line)
        yield browser, one, lambda: portal.call(one._empty)
        browser.open_.set()


def test_what_is_given_leaves_in_its_order_and_later_than_it_is_given(given):
    browser, line, wait = given
    browser.open_.clear()
    for k in range(50):
        (line.send_text if k % 3 else line.send_bytes)(f"{k}" if k % 3 else f"{k}".encode())
    assert browser.got == [], "nobody waited"
    browser.open_.set()
    wait()
    assert [int(one) for one in browser.got] == list(range(50))


def test_who_gives_too_much_to_a_slow_line_waits(given, monkeypatch):
    monkeypatch.setattr(sending, "MOST_WAITING", 5)
    browser, line, wait = given
    browser.open_.clear()
    done = threading.Event()

    def give() -> None:
        for k in range(20):
            line.send_text(f"{k}")
        done.set()

    threading.Thread(target=give, daemon=True).start()
    assert not done.wait(0.2)
    browser.open_.set()
    assert done.wait(10.0)
    wait()
    assert [int(one) for one in browser.got] == list(range(20))


def test_a_broken_line_is_told_to_who_gives_next(given):
    browser, line, wait = given
    browser.cut = True
    line.send_text("lost")
    wait()
    with pytest.raises(WebSocketDisconnect):
        line.send_text("refused")


def test_the_server_takes_such_lines(monkeypatch):
    monkeypatch.setattr(starlette, "WebsocketWrapper", starlette.WebsocketWrapper)
    sending.in_a_row()
    assert starlette.WebsocketWrapper is sending.Line


def test_what_was_asked_for_waits_for_no_picture(monkeypatch):
    monkeypatch.setattr(branch, "PATIENCE_SECONDS", 60.0)
    moved: list[int] = []
    page = branch.Branch("", lambda one, still: moved.append(one.month))
    page.map.frame, page._last_frame = 1, time.monotonic()
    page.note(loading=False, playing=True)
    ours, theirs = Pipe()
    page._line = ours
    threading.Thread(target=page._listen, args=(ours,), daemon=True).start()

    def month(number: int, home: int) -> Frame:
        return Frame(0, number, number, "vulnerability", b"", (), home, {}, False, 1.0)

    theirs.send(month(1, -1))
    time.sleep(0.3)
    assert moved == [], "the picture of the month before is not drawn yet"
    theirs.send(month(1, 5))
    deadline = time.monotonic() + 30.0
    while not moved and time.monotonic() < deadline:
        time.sleep(0.01)
    assert moved == [1] and page.told.value.home == 5
    page._line = None
    page.map.close()
