"""The pictures of the view of people: a life along a timeline, and the ties of a household."""

from __future__ import annotations

from typing import TypeVar

import solara
import traitlets

from dashboards.scripts import PageWidget, script

Picture = TypeVar("Picture", bound=PageWidget)


def kept(kind: type[Picture]) -> Picture:
    """One picture for as long as the part of the page stands that asks for it.

    Were another made with each answer, a reader who goes on quickly would have the browser begin with pictures that are
    gone before they are drawn.
    """
    picture = solara.use_memo(kind, [])
    solara.use_effect(lambda: picture.close, [])
    return picture


class LifeLine(PageWidget):
    """Bars and marks along the age of one person; `drawing` is what `lanes.drawing` gives."""

    _esm = script("svg.js", "life.js")
    drawing = traitlets.Dict().tag(sync=True)
    label = traitlets.Unicode("").tag(sync=True)


class EgoNet(PageWidget):
    """A household in the middle, those it knows around it: a sector for each layer, the estate's border a circle."""

    _esm = script("svg.js", "ego.js")
    drawing = traitlets.Dict().tag(sync=True)
    label = traitlets.Unicode("").tag(sync=True)
