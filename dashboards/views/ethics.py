"""What the program may do to people and what it is not for, reached from the foot of the page."""

from __future__ import annotations

from functools import lru_cache

import solara

from dashboards import text
from dashboards.desk import Desk
from dashboards.prose import Prose
from dashboards.views.view import View
from experiments.description.page import page

PAGES = ("ethics", "etik")


@lru_cache(maxsize=2)
def written(spoken: int) -> str:
    """The page in English, or the short one in Danish."""
    return page(PAGES[spoken], spoken)


@solara.component
def Ethics(desk: Desk) -> None:
    """In English the whole text, in Danish the short one."""
    Prose(written(text.spoken(desk.language)), desk.language)


VIEW = View("ethics", 890, ("Ethics", "Etik"), Ethics, tab=False)
