"""Sources in words: what a key of REFERENCES.bib stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "REFERENCES.bib"
_ENTRY = re.compile(r"^@\w+\{\s*([^,\s]+)\s*,\s*$")
_FIELD = re.compile(r"^\s*(\w+)\s*=\s*(\{.*)$")


@lru_cache(maxsize=4)
def entries(path: Path = FILE) -> Mapping[str, Mapping[str, str]]:
    """Fields of every entry by key; empty where the program stands without its bibliography."""
    found: dict[str, dict[str, str]] = {}
    own: dict[str, str] = {}
    name, text = "", ""
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        if entry := _ENTRY.match(line):
            own = found.setdefault(entry[1], {})
            continue
        if field := _FIELD.match(line):
            name, text = field[1].lower(), field[2]
        elif name:
            text += f" {line.strip()}"
        # A field may go over several lines; it ends where its braces do.
        if name and text.count("{") == text.count("}"):
            own[name] = " ".join(text.strip().rstrip(",").replace("{", "").replace("}", "").split())
            name = ""
    return found


PLAIN = {
    "judgement": ("judgement of the authors", "skøn af modellens forfattere"),
    "recalled": ("recalled from memory, unchecked", "efter hukommelsen, ikke efterprøvet"),
}
"""What stands for a source where there is none, in English and Danish."""
JOINTS = ((" and ", "et al."), (" og ", "m.fl."))
"""What stands between two authors, and for those left out."""


def cite(key: str, spoken: int = 0, path: Path = FILE) -> str:
    """A source in words: who, when and what; several keys are joined, an unknown one stays as it is.

    `spoken` 0 English, 1 Danish; titles stay in their own language.

    >>> cite("nobody1900; judgement"), cite("judgement", 1)
    ('nobody1900; judgement of the authors', 'skøn af modellens forfattere')
    """
    return "; ".join(_words(one.strip(), entries(path), spoken) for one in key.split(";"))


def reference(key: str, spoken: int = 0, path: Path = FILE) -> str:
    """A source in full: who, when, what, where it stood and where it is found; several are joined.

    >>> reference("judgement"), reference("nobody1900")
    ('judgement of the authors', 'nobody1900')
    """
    return "; ".join(_in_full(one.strip(), entries(path), spoken) for one in key.split(";"))


def _in_full(key: str, known: Mapping[str, Mapping[str, str]], spoken: int) -> str:
    fields = known.get(key, {})
    volume = fields.get("volume", "") + (f"({fields['number']})" if "number" in fields else "")
    where = [fields.get(name, "") for name in ("journal", "booktitle", "institution", "publisher")]
    pages = fields.get("pages", "").replace("--", "–")
    rest = [*where, volume, pages, fields.get("doi", ""), fields.get("url", ""), fields.get("note", "")]
    return ", ".join([_words(key, known, spoken), *(part for part in rest if part)])


def _words(key: str, known: Mapping[str, Mapping[str, str]], spoken: int) -> str:
    if key in PLAIN:
        return PLAIN[key][spoken]
    if key not in known:
        return key
    fields = known[key]
    title = re.sub(r"\s*\[.*?\]$", "", fields.get("title", key))
    year = f" ({fields['year']})" if "year" in fields else ""
    return f"{authors(fields.get('author', fields.get('editor', '')), spoken)}{year}, {title}".lstrip(" ,")


def authors(text: str, spoken: int = 0) -> str:
    """Surnames: one, two, or the first and others; a ministry of several fields (Social-, Bolig- og ..) as it is.

    >>> three = "Bergman, Peter and Chetty, Raj and Hendren, Nathaniel"
    >>> authors(three), authors(three, 1), authors("Danmarks Statistik")
    ('Bergman et al.', 'Bergman m.fl.', 'Danmarks Statistik')
    """
    names = [name.partition(",")[0].strip() for name in re.split(r"\s+and\s+", text) if name.strip()]
    if any(name.endswith("-") for name in names):
        return text
    joint, others = JOINTS[spoken]
    return f"{names[0]} {others}" if len(names) > 2 else joint.join(names)
