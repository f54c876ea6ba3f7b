"""A menu gives back the very value that was offered, and none that was not."""

from __future__ import annotations

import pytest
import solara
from ipyvue import VueTemplate

from dashboards.menu import Menu


def made(items, value, heard):
    """The widget of a menu, and what the page drew."""

    @solara.component
    def Page():
        Menu("Runs", items, value, heard, "runs")

    _, drawn = solara.render(Page(), handle_error=False)
    (menu,) = drawn.find(VueTemplate).widgets
    return menu, drawn


def test_values_come_back_as_they_were_offered():
    heard: list[object] = []
    menu, drawn = made([("none", ""), ("five", 5), ("a third", 1 / 3)], 5, heard.append)
    assert (menu.label, menu.chosen, menu.name) == ("Runs", "5", "runs")
    assert [words for _, words in menu.items] == ["none", "five", "a third"]
    for key, _ in (menu.items[2], menu.items[0]):
        menu.chosen = key
    assert heard == [1 / 3, ""]
    drawn.close()


def test_what_is_no_longer_offered_is_not_taken():
    heard: list[object] = []
    menu, drawn = made([("five", 5), ("ten", 10)], 5, heard.append)
    menu.chosen = "50"
    assert heard == []
    menu.chosen = "10"
    assert heard == [10]
    drawn.close()


def test_values_that_read_alike_are_refused():
    with pytest.raises(ValueError, match="menu runs: two of its values read alike: 5, 5"):
        made([("five", 5), ("also five", "5")], 5, print)
