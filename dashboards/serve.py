"""Starts the page's server with settings under which nothing is sent to or fetched from elsewhere."""

from __future__ import annotations

import argparse
import os
import sys

from experiments.reach import LOOPBACK, address, only_here, own_address, said

PORT = 8765
WARM = "BOLIGLIV_WARM"
"""Where it is set, what all models share is loaded when the server starts (dashboards.forks)."""
REACHED_AT = "BOLIGLIV_REACHED_AT"
"""The address by which others on the network reach the page; not set where they cannot."""


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
        WARM: "1",
    }


def main(arguments: list[str] | None = None) -> None:
    """Serve until interrupted: `--host`, `--port`, `--no-open`."""
    parser = argparse.ArgumentParser(prog="boligliv dashboard", description="The live map in a browser.")
    parser.add_argument("--host", default=LOOPBACK, help="address to listen on; 0.0.0.0 lets others on the network in")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--no-open", action="store_true", help="do not open a browser")
    chosen = parser.parse_args(arguments)
    sys.stderr.write(said(chosen.host, chosen.port) + "\n")
    sys.stderr.flush()
    command = [sys.executable, "-m", "solara", "run", "dashboards.app", "--production"]
    command += ["--host", chosen.host, "--port", str(chosen.port)]
    command += ["--no-open"] if chosen.no_open else ["--open"]
    os.execve(sys.executable, command, {**os.environ, **environment(), **_reached(chosen.host, chosen.port)})


def _reached(host: str, port: int) -> dict[str, str]:
    if only_here(host):
        return {REACHED_AT: ""}
    return {REACHED_AT: address(own_address() if host in ("0.0.0.0", "::") else host, port)}
