"""Who can reach a server of this program, in words: only this machine, unless its user asks for more."""

from __future__ import annotations

import errno
import ipaddress
import socket

LOOPBACK = "127.0.0.1"
LOADED = "All that pages share is loaded: from now on they are ready soon after they are opened."
"""What the server says when it has loaded it."""
_NOWHERE = ("192.0.2.1", 9)
"""An address of documentation: choosing a way there sends nothing."""


def only_here(host: str) -> bool:
    """Whether a server on this address answers this machine alone.

    >>> only_here("127.0.0.1"), only_here("localhost"), only_here("::1"), only_here("0.0.0.0")
    (True, True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def said(host: str, port: int) -> str:
    """Where the page is, and who can open it.

    >>> said("127.0.0.1", 8765)
    'The page is at http://127.0.0.1:8765 and can be opened on this machine only (stop with Ctrl-C).'
    """
    if only_here(host):
        return f"The page is at {address(host, port)} and can be opened on this machine only (stop with Ctrl-C)."
    everywhere = host in ("0.0.0.0", "::")
    here = address(own_address() if everywhere else host, port)
    return (
        f"The page is at {here} (stop with Ctrl-C). Take note: everybody on the network of this machine can open it, "
        "there is no password, and nothing is encrypted. Their runs use this machine. To keep it to yourself, leave "
        "out --host."
    )


def address(host: str, port: int) -> str:
    """The address as a browser takes it."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def own_address() -> str:
    """The address by which others on the network reach this machine; its name where there is no network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_NOWHERE)
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()


def trouble(host: str, port: int) -> str:
    """What keeps a server from listening there, in words that follow `--host` or `--port`; nothing when it can."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        return f"--host {host}: is no address of this machine; leave it out, or give 0.0.0.0 to let others in"
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(where)
        except PermissionError:
            return f"--port {port}: only an administrator may use it; try --port 8765"
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"--port {port}: another program uses this port; try --port {port + 1 if port < 65535 else 8765}"
            return f"--host {host}: is no address of this machine; leave it out, or give 0.0.0.0 to let others in"
    return ""
