"""The pictures of the view of people: a life along a timeline, and the ties of a household."""

from __future__ import annotations

import traitlets

from dashboards.scripts import PageWidget, script


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
