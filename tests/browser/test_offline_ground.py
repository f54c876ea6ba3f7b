"""The pinned libraries show a working page on a machine without any network."""

from __future__ import annotations

import pytest

TINY_PAGE = '''
import anywidget
import solara
import traitlets


class Canvas(anywidget.AnyWidget):
    _esm = """
    export default {
      render({ model, el }) {
        const canvas = document.createElement("canvas");
        canvas.width = canvas.height = 10;
        canvas.setAttribute("role", "img");
        canvas.setAttribute("aria-label", "a small map");
        el.appendChild(canvas);
        const draw = () => {
          const context = canvas.getContext("2d");
          context.fillStyle = model.get("colour");
          context.fillRect(0, 0, 10, 10);
        };
        model.on("change:colour", draw);
        draw();
      },
    };
    """
    colour = traitlets.Unicode("#ff0000").tag(sync=True)


@solara.component
def Page():
    months, set_months = solara.use_state(0)
    solara.Button(f"Month {months}", on_click=lambda: set_months(months + 1))
    Canvas.element(colour="#0000ff" if months else "#ff0000")
'''

PIXEL = "canvas => Array.from(canvas.getContext('2d').getImageData(5, 5, 1, 1).data)"


@pytest.fixture(scope="module")
def server(serve, tmp_path_factory):
    app = tmp_path_factory.mktemp("app") / "tiny_page.py"
    app.write_text(TINY_PAGE, encoding="utf-8")
    return serve(str(app))


def test_a_click_reaches_python_and_changes_the_canvas(page, server, traffic):
    page.goto(server.base_url)
    canvas = page.get_by_role("img", name="a small map")
    canvas.wait_for()
    assert canvas.evaluate(PIXEL) == [255, 0, 0, 255]

    page.get_by_role("button", name="Month 0").click()
    page.get_by_role("button", name="Month 1").wait_for()
    page.wait_for_function(
        "() => document.querySelector('canvas').getContext('2d').getImageData(5, 5, 1, 1).data[2] === 255"
    )
    assert traffic.errors == []


def test_no_request_leaves_the_machine(page, server, traffic):
    page.goto(server.base_url)
    page.get_by_role("button", name="Month 0").wait_for()
    assert traffic.leaving(server.base_url) == []
    assert any(url.startswith(server.base_url) for url in traffic.requests), "no request was recorded"
    assert any(url.startswith("ws://") for url in traffic.requests), "the page never spoke with its server"
    assert "Could not load URL" not in server.log()
