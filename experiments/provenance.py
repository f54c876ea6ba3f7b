"""What made a result: the version of the program's own source files, the libraries and Python."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("geodata", "agents", "model", "experiments", "dashboards")
SUFFIXES = {".py", ".toml", ".csv", ".gpkg"}
"""Files that results can depend on: rules, rule-books, targets and maps."""

NO_SOURCE = (
    "geodata/data/influence/", "geodata/data/effects/", "geodata/data/posterior/", "geodata/data/targets/",
    "geodata/data/validation/",
)  # fmt: skip
"""What studies measured and calibrations read and found: no run reads it, so it makes no other version."""

LIBRARIES = (
    "mesa", "numpy", "scipy", "numba", "pandas", "geopandas", "shapely", "pyproj", "networkx", "pyarrow",
)  # fmt: skip


def package_version() -> str:
    """The version of Boligliv, such as 0.1.0."""
    try:
        return version("boligliv")
    except PackageNotFoundError:
        return "0.0.0"


@lru_cache(maxsize=1)
def code_version() -> str:
    """The version with a fingerprint of the source files of the five packages: `0.1.0+3f2a9c01d4e5`.

    The fingerprint needs no version control and is the same on every platform.
    """
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for path in sorted(sources(root), key=lambda path: path.relative_to(root).as_posix()):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return f"{package_version()}+{digest.hexdigest()[:12]}"


def sources(root: Path, packages: Iterable[str] = PACKAGES) -> Iterator[Path]:
    """The files of some packages that results can depend on."""
    for package in packages:
        for path in (root / package).rglob("*"):
            measured = path.relative_to(root).as_posix().startswith(NO_SOURCE)
            if path.suffix in SUFFIXES and "__pycache__" not in path.parts and not measured:
                yield path


def library_versions() -> dict[str, str]:
    """Versions of the libraries that numbers depend on."""
    return {name: version(name) for name in LIBRARIES}


def python_version() -> str:
    """The Python that ran, such as 3.11.9."""
    return platform.python_version()
