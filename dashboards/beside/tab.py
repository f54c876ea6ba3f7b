"""What a tab beside the map is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dashboards.desk import Desk


@dataclass(frozen=True)
class Tab:
    """One tab: `name` in the address, `title` as (English, Danish), `shows(desk)` a component with its content."""

    name: str
    order: int
    title: tuple[str, str]
    shows: Callable[[Desk], Any]
