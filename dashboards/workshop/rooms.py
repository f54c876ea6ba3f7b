"""All rooms of the server: in its memory only, apart from each other, few, forgotten after hours of silence."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

from dashboards import runs
from dashboards.workshop.keys import new_code
from dashboards.workshop.room import Room
from dashboards.workshop.setting import Setting
from dashboards.workshop.typed import Refused, code

MOST_ROOMS = 8
SILENT_SECONDS = 6 * 3600.0
"""A room in which nobody has done anything for so long is closed."""
LOOK_SECONDS = 300.0


class Runs(Protocol):
    """Where runs are lived."""

    def add(self, task: runs.Task) -> None: ...

    def forget(self, who: str) -> None: ...


class Rooms:
    """Rooms by their code."""

    def __init__(self, where: Runs, clock: Callable[[], float] = time.monotonic) -> None:
        self._runs, self._clock = where, clock
        self._lock = threading.Lock()
        self._rooms: dict[str, Room] = {}

    def open(self, setting: Setting) -> Room:
        """A new room; Refused when there are too many or the setting cannot be asked."""
        checked = setting.checked()
        self.sweep()
        with self._lock:
            if len(self._rooms) >= MOST_ROOMS:
                raise Refused("many_rooms", MOST_ROOMS)
            letters = new_code()
            while letters in self._rooms:
                letters = new_code()
            room = self._rooms[letters] = Room(letters, checked, self._runs.add, self._clock)
        room.begin()
        return room

    def find(self, typed: str) -> Room:
        """The room with this code; Refused when there is none (any more)."""
        self.sweep()
        with self._lock:
            room = self._rooms.get(code(typed))
        if room is None:
            raise Refused("no_room", code(typed))
        return room

    def close(self, room: Room) -> None:
        """End a room and forget it, with all that was typed in it."""
        with self._lock:
            self._rooms.pop(room.seen.code, None)
        room.close()
        self._runs.forget(room.seen.code)

    def sweep(self) -> None:
        """Close the rooms in which nothing has happened for hours."""
        now = self._clock()
        with self._lock:
            silent = [room for room in self._rooms.values() if now - room.touched > SILENT_SECONDS]
        for room in silent:
            self.close(room)

    def __len__(self) -> int:
        with self._lock:
            return len(self._rooms)


@lru_cache(maxsize=1)
def rooms() -> Rooms:
    """The server's rooms."""
    found = Rooms(runs.of_server())

    def look() -> None:
        while True:
            time.sleep(LOOK_SECONDS)
            found.sweep()

    threading.Thread(target=look, daemon=True, name="boligliv-rooms").start()
    return found
