"""A reader without a browser: speaks to the page's server over a real socket as the page's own script does."""

from __future__ import annotations

import contextlib
import itertools
import json
import struct
import threading
import time
import urllib.request
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

from experiments.errors import InputError, RunError

Message = dict[str, Any]
NEVER_MIND = "2026-01-01T00:00:00Z"
"""Messages carry a date that nobody reads."""
_numbers = itertools.count()


class Reader:
    """One open page: keeps the state of its widgets, and says of each frame of the map that it is drawn."""

    def __init__(self, url: str, query: str) -> None:
        self.url, self.kernel, self.page = url, _name(), _name()
        self.widgets: dict[str, Message] = {}
        self.seen: dict[str, bytes] = {}
        """The class codes of the homes by the month they were shown in."""
        self.frames = 0
        self.received = 0
        """Bytes that came."""
        self.messages: Counter[str] = Counter()
        """How many messages came, by the kind of widget they are for."""
        self._lock = threading.Lock()
        with _open(f"{url}/?{query}") as answer:
            cookies = [one.split(";")[0] for one in answer.headers.get_all("Set-Cookie") or []]
        self._cookie = "; ".join(cookies)
        self._end = contextlib.ExitStack()
        self._socket = self._end.enter_context(_connected(url, self.kernel, self.page, self._cookie))
        control = _name()
        threading.Thread(target=self._listen, daemon=True, name="boligliv-reader").start()
        self._send("comm_open", {"comm_id": control, "target_name": "solara.control", "data": {}})
        run: Message = {"path": f"/?{query}", "appName": None, "themes": {"light": {}, "dark": {}}, "dark": False}
        self._send("comm_msg", {"comm_id": control, "data": {"method": "run", "args": run}})

    @property
    def ready(self) -> bool:
        """Whether the run can be played and the estate of January 2015 was shown."""
        return bool(self.button("play") and self.seen)

    def button(self, name: str) -> str:
        """The widget of the button of that class that can be pressed, nothing when there is none."""
        found = [
            key
            for key, one in list(self.widgets.items())
            if one.get("_model_name") == "BtnModel"
            and name in str(one.get("class_", "")).split()
            and not one.get("disabled")
        ]
        return found[-1] if found else ""

    def press(self, name: str) -> None:
        """Click a button."""
        content = {"event": "click", "data": {}}
        self._send("comm_msg", {"comm_id": self.button(name), "data": {"method": "custom", "content": content}})

    def close(self) -> None:
        """Close the tab, as a browser tells of it."""
        url = f"{self.url}/_solara/api/close/{self.kernel}?session_id={self.page}"
        _open(urllib.request.Request(url, method="POST", headers={"Cookie": self._cookie}, data=b"")).close()
        self._end.close()

    def _send(self, kind: str, content: Message) -> None:
        header = {
            "msg_id": _name(), "msg_type": kind, "session": self.page, "username": "", "version": "5.3",
            "date": NEVER_MIND,
        }  # fmt: skip
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        with self._lock:
            self._socket.send(packed(message))

    def _listen(self) -> None:
        # The line ends when the page is closed, here or there.
        with contextlib.suppress(Exception):
            for data in self._socket:
                self.received += len(data)
                self._take(unpacked(data))

    def _take(self, message: Message) -> None:
        content, kind = message["content"], message["header"]["msg_type"]
        if kind == "comm_close":
            self.widgets.pop(content["comm_id"], None)
        elif kind == "comm_open":
            self.widgets[content["comm_id"]] = {}
            self._update(content, message["buffers"])
        elif kind == "comm_msg" and content["data"].get("method") == "update":
            self._update(content, message["buffers"])

    def _update(self, content: Message, buffers: list[bytes]) -> None:
        state = content["data"].get("state", {})
        for path, buffer in zip(content["data"].get("buffer_paths", ()), buffers, strict=True):
            if len(path) == 1:
                state[path[0]] = bytes(buffer)
        widget = self.widgets.setdefault(content["comm_id"], {})
        widget.update(state)
        self.messages[str(widget.get("_anywidget_id") or widget.get("_model_name"))] += 1
        if "frame" in state and "tiles" in widget:
            if widget.get("month"):
                self.frames += 1
                self.seen[widget["month"]] = widget.get("classes", b"")
            drawn = {"method": "update", "state": {"drawn": state["frame"]}, "buffer_paths": []}
            self._send("comm_msg", {"comm_id": content["comm_id"], "data": drawn})


def packed(message: Message) -> bytes:
    """A message as the server takes it: a table of offsets, then the text."""
    text = json.dumps({key: value for key, value in message.items() if key != "buffers"}).encode()
    return struct.pack("!II", 1, 8) + text


def unpacked(data: bytes | str) -> Message:
    """A message with its `buffers`.

    >>> unpacked(packed({"content": {"a": 1}}))
    {'content': {'a': 1}, 'buffers': []}
    """
    if isinstance(data, str):
        return {**json.loads(data), "buffers": []}
    (number,) = struct.unpack("!I", data[:4])
    offsets = [*struct.unpack(f"!{number}I", data[4 : 4 * (number + 1)]), None]
    parts = [data[start:stop] for start, stop in itertools.pairwise(offsets)]
    return {**json.loads(parts[0]), "buffers": parts[1:]}


def wait(holds: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait until something holds; raises RunError, which says `what` was not so, after so long."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise RunError(f"{what} within {seconds:.0f} s")
        time.sleep(0.1)


def _name() -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{next(_numbers)} {time.time_ns()}"))


def _open(url: str | urllib.request.Request) -> Any:
    return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=60)


def _connected(url: str, kernel: str, page: str, cookie: str) -> Any:
    try:
        from websockets.sync.client import connect
    except ImportError as error:
        raise InputError("readers without a browser need a newer websockets: pip install -U websockets") from error
    where = f"{url.replace('http', 'ws', 1)}/jupyter/api/kernels/{kernel}/channels?session_id={page}"
    return connect(where, additional_headers={"Cookie": cookie}, max_size=None, proxy=None, open_timeout=60)
