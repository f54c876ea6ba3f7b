"""The page of a program that has measured no proposal yet."""

from __future__ import annotations

from pathlib import Path

from dashboards.app import Layout, Page  # noqa: F401  (what the server shows)
from experiments import measured

measured.FOLDER = Path(__file__).parent / "no such folder"
