"""Starts the page's server with settings under which nothing is sent to or fetched from elsewhere."""

from __future__ import annotations

import argparse
import os
import sys

PORT = 8765


def environment() -> dict[str, str]:
    """The server's settings: no telemetry, no banner, closed pages forgotten soon, our own style sheet."""
    return {
        "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
        "SOLARA_THEME_SHOW_BANNER": "False",
        "SOLARA_THEME_VARIANT": "light",
        "SOLARA_KERNEL_CULL_TIMEOUT": "10m",
        # Said at each first visit; meant for pages inside pages, which this one is not.
        "PYTHONWARNINGS": "ignore:Cookies with samesite=none",
        "SOLARA_ASSETS_EXTRA_LOCATIONS": "dashboards.assets",
    }


def main(arguments: list[str] | None = None) -> None:
    """Serve until interrupted: `--host`, `--port`, `--no-open`."""
    parser = argparse.ArgumentParser(prog="boligliv dashboard", description="The live map in a browser.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; others than 127.0.0.1 are reachable")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--no-open", action="store_true", help="do not open a browser")
    chosen = parser.parse_args(arguments)
    command = [sys.executable, "-m", "solara", "run", "dashboards.app", "--production"]
    command += ["--host", chosen.host, "--port", str(chosen.port)]
    command += ["--no-open"] if chosen.no_open else ["--open"]
    os.execve(sys.executable, command, {**os.environ, **environment()})
