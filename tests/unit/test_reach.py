"""A server is for this machine alone unless asked otherwise, and then says so."""

from __future__ import annotations

import socket

from dashboards import serve
from experiments import reach


def test_a_server_for_others_says_who_can_come_in():
    words = reach.said("0.0.0.0", 8765)
    assert "everybody on the network" in words and "no password" in words
    assert "0.0.0.0" not in words, "an address that a browser can open"
    assert "this machine only" in reach.said("localhost", 1) and "[::1]:80" in reach.said("::1", 80)


def test_what_cannot_be_listened_on_is_told():
    assert "no address of this machine" in reach.trouble("no such host", 8765)
    assert "no address of this machine" in reach.trouble("192.0.2.1", 8765)
    with socket.socket() as taken:
        taken.bind((reach.LOOPBACK, 0))
        taken.listen()
        assert "another program" in reach.trouble(reach.LOOPBACK, taken.getsockname()[1])
        free = taken.getsockname()[1]
    assert reach.trouble(reach.LOOPBACK, free) == ""


def test_the_server_binds_to_this_machine_unless_told_otherwise(monkeypatch, capsys):
    called = []
    monkeypatch.setattr(serve.os, "execve", lambda path, command, environment: called.append(command))
    serve.main(["--no-open"])
    serve.main(["--host", "0.0.0.0"])
    hosts = [command[command.index("--host") + 1] for command in called]
    assert hosts == ["127.0.0.1", "0.0.0.0"]
    quiet, loud = capsys.readouterr().err.strip().split("\n")
    assert "this machine only" in quiet and "everybody on the network" in loud
