"""What the page tells the browser leaves in a row, and who tells it does not wait for each message to be gone.

A view is a hundred messages. The library hands each from the thread that makes it to the one that owns the line and
waits until it is sent; most of the time in which a view was made went by in that.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from typing import Any

from solara.server import starlette
from solara.server.websocket import WebSocketDisconnect

MOST_WAITING = 1000
"""Messages that may wait for a slow line: who would add to them waits until they are gone."""


class Line(starlette.WebsocketWrapper):
    """A browser's line; messages leave in the order in which they were given to it."""

    def __init__(self, ws: Any, portal: Any) -> None:
        super().__init__(ws, portal)
        self._row: deque[str | bytes] = deque()
        self._one_at_a_time = asyncio.Lock()
        self._own_thread = threading.get_ident()
        self._called = self._broken = False

    def send_text(self, data: str) -> None:
        """Give a text to the line; raises WebSocketDisconnect once it is known to be broken."""
        self._give(data)

    def send_bytes(self, data: bytes) -> None:
        """Give bytes to the line, as `send_text` does a text."""
        self._give(data)

    def _give(self, data: str | bytes) -> None:
        if self._broken:
            raise WebSocketDisconnect
        self._row.append(data)
        if len(self._row) > MOST_WAITING and self.portal is not None and threading.get_ident() != self._own_thread:
            self.portal.call(self._empty)
        elif not self._called:
            self._called = True
            self.event_loop.call_soon_threadsafe(self._begin)

    def _begin(self) -> None:
        # Forgotten before the row is looked at: what is given from now on calls again.
        self._called = False
        task = self.event_loop.create_task(self._empty())
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _empty(self) -> None:
        async with self._one_at_a_time:
            while self._row and not self._broken:
                data = self._row.popleft()
                try:
                    await (self._send_text_exc(data) if isinstance(data, str) else self._send_bytes_exc(data))
                except WebSocketDisconnect:
                    self._broken = True
                    self._row.clear()


def in_a_row() -> None:
    """Give every browser that comes from now on such a line."""
    starlette.WebsocketWrapper = Line  # type: ignore[misc]
