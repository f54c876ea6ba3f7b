"""What a view is: one part of the page with a name in the navigation, shown one at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dashboards.desk import Desk


@dataclass(frozen=True)
class View:
    """One view: `name` in the address, `title` as (English, Danish), `shows(desk)` a component with its content.

    `order` is its place in the navigation; `branches` how many of the two branches are at work while it is open (0: a
    page that opens with it starts no model); without `tab` it is reached from the foot of the page.
    """

    name: str
    order: int
    title: tuple[str, str]
    shows: Callable[[Desk], Any]
    branches: int = 1
    tab: bool = True
