"""The card of a home opens when the home is clicked; what the model tells of it follows."""

from __future__ import annotations

import re

import solara

from dashboards.card import Card
from dashboards.desk import Desk
from dashboards.session import Session
from dashboards.state import Choices


def test_the_name_is_there_before_the_model_has_answered():
    kept = []

    @solara.component
    def Page():
        session = solara.use_memo(Session, [])
        kept.append(session)
        with solara.Column():
            Card(Desk(session, Choices(), lambda choices: None))

    box, context = solara.render(Page(), handle_error=False)
    session = kept[0]

    def told(node: object = None) -> list[str]:
        """All texts on the page."""
        if isinstance(node, str):
            return [node]
        written = re.findall("[^<>]+", getattr(node, "unsafe_innerHTML", ""))
        inside = getattr(box if node is None else node, "children", None) or ()
        return [*written, *(words for child in inside for words in told(child))]

    assert told() == []
    session.map.names = "First Street 1\nFirst Street 2"
    session.map.selected = 1
    assert "First Street 2" in told() and "Department" not in told()
    facts = {
        "label": "First Street 1", "department": "North", "building": 1, "stairway": 1, "storey": 0, "rooms": 3,
        "area_m2": 80.0, "rent": 5000.0, "vacant_since": 3,
    }  # fmt: skip
    session.a.note(home=0, panels=(("home", facts),))
    assert "Department" not in told(), "that is another home's"
    session.a.note(home=1, panels=(("home", {**facts, "label": "First Street 2"}),))
    assert "Department" in told() and "North" in told()
    session.map.selected = -1
    assert told() == []
    context.close()
    session.close()
