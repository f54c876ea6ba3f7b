"""What the browser puts on the screen, picture by picture, as its own screen cast delivers it."""

from __future__ import annotations

import base64
import io
import time
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

SCALE = 0.5
"""The cast is half as wide and high as the page: to pack it takes time that the page has not got then."""
SQUARE = 16
"""Pixels that a JPEG packs together: what changes beside a box is not to be seen so far inside it."""

Picture = tuple[float, bytes]
"""Its time in seconds, and a JPEG."""


def cast(page: Any, size: tuple[int, int], wanted: float) -> tuple[list[Picture], float]:
    """The pictures of a page of this size for about so many seconds, and for how many it was."""
    session = page.context.new_cdp_session(page)
    seen: list[Picture] = []

    def came(frame: Mapping[str, Any]) -> None:
        session.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]})
        seen.append((float(frame["metadata"]["timestamp"]), base64.b64decode(frame["data"])))

    session.on("Page.screencastFrame", came)
    width, height = (round(SCALE * side) for side in size)
    began = time.monotonic()
    session.send("Page.startScreencast", {"format": "jpeg", "quality": 60, "maxWidth": width, "maxHeight": height})
    page.wait_for_timeout(1000.0 * wanted)
    seconds = time.monotonic() - began
    session.send("Page.stopScreencast")
    return seen, seconds


def changes(pictures: Sequence[Picture], box: Mapping[str, float]) -> list[float]:
    """Times of the pictures that differ from the one before inside a box of the page: x, y, width, height."""
    from PIL import Image

    left, top, width, height = (SCALE * box[side] for side in ("x", "y", "width", "height"))
    inside = (round(left) + SQUARE, round(top) + SQUARE, round(left + width) - SQUARE, round(top + height) - SQUARE)
    parts = [(moment, Image.open(io.BytesIO(data)).crop(inside).tobytes()) for moment, data in pictures]
    return [after[0] for before, after in pairwise(parts) if before[1] != after[1]]
