"""The scripts of the page's own widgets, each put together of its parts: the browser loads nothing by URL.

They are sent once for a page. A browser keeps a script that it was sent as text until the page is closed, so that one
for each widget would add up with every view that is opened.
"""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets

ASSETS = Path(__file__).parent / "assets"
_KNOWN: dict[str, str] = {}


def script(*parts: str) -> str:
    """Files of `dashboards/assets` one after the other, the last one with what the widget draws, as a widget's script.

    What is returned waits in the browser for what `Scripts` brings.
    """
    name = parts[-1].removesuffix(".js")
    _KNOWN[name] = "\n".join((ASSETS / part).read_text(encoding="utf-8") for part in parts)
    return f"export default {{\n  render: async (view) => (await window.boligliv.script('{name}')).render(view),\n}};\n"


class PageWidget(anywidget.AnyWidget):
    """A widget of the page's own: it is closed together with its layout, which the library would leave behind."""

    def close(self) -> None:
        """Leave the page, in the browser too."""
        layout = self.layout if self.comm is not None else None
        super().close()
        if layout is not None:
            layout.close()


class Scripts(PageWidget):
    """Brings the scripts of all widgets to the browser; a page has one, which is never shown."""

    _esm = "export default {\n  initialize: ({ model }) => window.boligliv.bring(model.get('texts')),\n};\n"
    texts = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(texts=dict(_KNOWN))
