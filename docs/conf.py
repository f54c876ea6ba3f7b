"""How the pages of this folder become a site: `make docs`, without a network, warnings are errors."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "docs" / "extensions")]

from experiments.provenance import package_version  # noqa: E402

project = "Boligliv"
author = "The Boligliv authors"
project_copyright = author
release = package_version()
language = "en"
root_doc = "index"
exclude_patterns = ["extensions", "notebooks", "examples"]

extensions = ["myst_parser", "sphinx.ext.autodoc", "contents", "citations", "folders", "danish", "reachable"]
myst_enable_extensions = ["attrs_inline"]
# Headings down to the sources of the page of references can be linked to, as on the forge.
myst_heading_anchors = 4
# Docstrings mark code with single backticks, as Markdown does.
default_role = "code"
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
smartquotes = False

html_theme = "furo"
html_title = "Boligliv"
html_static_path = ["style"]
html_css_files = ["boligliv.css"]
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#1b2a66", "color-brand-content": "#2b4f9e"},
    "dark_css_variables": {"color-brand-primary": "#9ab8dc", "color-brand-content": "#9ab8dc"},
}
html_show_sourcelink = False
html_copy_source = False
# Colours of code that are told apart from their ground by everybody.
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"

WORKSHOP = ("README", "set-up", "two-hours", "half-day", "script", "talking", "questionnaire")
contents = (
    ("Begin", ("first-ten-minutes", "explore", "concepts")),
    ("Ask", ("studies", "sensitivity", "discovery", "calibration", "your-estate", "country", "notebooks")),
    ("What comes out", ("policies", "effects", "baseline", "validation")),
    ("What it rests on", ("odd", "assumptions", "theory", "ethics", "references")),
    ("Reference", ("commands", "python", "tables", "formats", "extend", "speed", "licences")),
    ("Workshop", tuple(f"workshop/en/{page}" for page in WORKSHOP)),
    ("Dansk", ("da", "policies.da", "etik", "tilgaengelighed", *(f"workshop/da/{page}" for page in WORKSHOP))),
)
"""What stands where in the margin; every page of this folder is in one of these lists."""
