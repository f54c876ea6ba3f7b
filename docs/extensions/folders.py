"""A link to a folder, which a forge shows as a list, names the files of the folder on the site."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

_LINK = re.compile(r"\[([^\]]+)\]\(([\w/-]+)\)")


def name_files(app: Any, page: str, source: list[str]) -> None:
    """Put links to the files of a folder where the folder is linked."""
    beside = (Path(app.srcdir) / page).parent

    def named(match: re.Match[str]) -> str:
        folder = beside / match[2]
        files = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
        return f"{match[1]} ({', '.join(f'[{name}]({match[2]}/{name})' for name in files)})" if files else match[0]

    source[0] = _LINK.sub(named, source[0])


def setup(app: Any) -> dict[str, bool]:
    """What Sphinx asks of an extension."""
    app.connect("source-read", name_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
