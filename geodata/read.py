"""A planner's own buildings (OSM, GeoDanmark, BBR): check a file, and store it as a place.

`check(path)` says what is wrong; `import_place(path, name)` stores it, after which `geodata.place.load(name)`
finds it.
"""

from __future__ import annotations

from geodata.errors import Finding, GeodataError
from geodata.importing import Imported, import_place
from geodata.user_file import Report, check

__all__ = ["Finding", "GeodataError", "Imported", "Report", "check", "import_place"]
