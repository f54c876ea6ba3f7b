"""The scripts of widgets come once, and a widget that is closed leaves nothing open."""

from __future__ import annotations

from ipywidgets.widgets.widget import _instances

import dashboards.app  # noqa: F401  (whatever the page shows is known when it is loaded)
from dashboards.charts import LineChart
from dashboards.comparison.flows import FlowMap
from dashboards.maps import EstateMap
from dashboards.replications.band_chart import BandChart
from dashboards.scripts import ASSETS, Scripts
from dashboards.sharing import Sharing


def test_every_widget_waits_for_a_script_that_comes():
    texts = Scripts().texts
    for widget, name in ((LineChart, "chart"), (BandChart, "bands"), (EstateMap, "map"), (FlowMap, "flows")):
        assert f"script('{name}')" in str(widget()._esm)
        assert texts[name].endswith((ASSETS / f"{name}.js").read_text(encoding="utf-8"))
        assert "export default { render }" in texts[name]
    assert {"share", "address", "life", "ego"} <= texts.keys()


def test_a_closed_widget_takes_its_layout_along():
    before = set(_instances)
    for make in (LineChart, BandChart, EstateMap, FlowMap, Sharing):
        widget = make()
        widget.close()
        widget.close()
    assert set(_instances) == before
