"""The page's menus: the browser's own, quick to draw and known to every keyboard and screen reader."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import solara


def Menu(
    label: str, items: Sequence[tuple[str, Hashable]], value: Hashable, on_value: Callable[[Any], None], name: str
) -> None:
    """A menu with a label, its items as words and value; `name` marks it for tests and style sheets.

    The browser knows an item by its value as text, so no two values of a menu may read alike.
    """
    values = {str(item): item for _, item in items}
    if len(values) < len(items):
        raise ValueError(f"menu {name}: two of its values read alike: {', '.join(str(item) for _, item in items)}")

    def take(key: str) -> None:
        # What was clicked may be gone by now.
        if key in values:
            on_value(values[key])

    _Choice(
        label=label, items=[[str(item), words] for words, item in items], chosen=str(value), on_chosen=take, name=name
    )


@solara.component_vue("assets/menu.vue", vuetify=False)
def _Choice(label: str, items: list[list[str]], chosen: str, on_chosen: Callable[[str], None], name: str) -> None:
    """The menu as the browser holds it: items as key and words, and the key of the chosen one."""
