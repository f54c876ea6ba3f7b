"""The page of every command with its arguments and options, read from the command line itself."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

from experiments.effects_page import markdown

HEAD = """# Every command

Written by `boligliv docs commands`; do not edit. `boligliv COMMAND --help` prints the same. Input that cannot be used
ends with one line that says what is wrong and what is allowed, and with exit code 2; a run that failed ends with 1, and
one that was stopped with 130.
"""


def page() -> str:
    """The page as the program says it now."""
    typer = importlib.import_module("typer")
    app = importlib.import_module("experiments.cli").app
    told = [_section(path, command) for path, command in commands(typer.main.get_command(app), ("boligliv",))]
    return "\n".join([HEAD, *told])


def commands(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """(words, command) of everything that can be called below a command, in the order of its help."""
    own = getattr(command, "commands", None)
    if own is None or getattr(command, "invoke_without_command", False):
        yield path, command
    for name, below in (own or {}).items():
        yield from commands(below, (*path, name))


def _section(path: tuple[str, ...], command: Any) -> str:
    shown = [one for one in command.params if not getattr(one, "hidden", False) and one.name != "help"]
    places = [one for one in shown if one.param_type_name == "argument"]
    options = [one for one in shown if one.param_type_name != "argument"]
    line = " ".join([*path, *(_place(one) for one in places), *(["[OPTIONS]"] if options else [])])
    parts = [f"## {' '.join(path)}", " ".join((command.help or "").split()), f"`{line}`"]
    if shown:
        takes = get_type_hints(inspect.unwrap(command.callback))
        rows = [[f"`{_named(one, takes.get(one.name))}`", _told(one), _default(one)] for one in (*places, *options)]
        parts.append(markdown(("argument or option", "what it says", "default"), rows))
    return "\n\n".join(parts) + "\n"


def _place(argument: Any) -> str:
    name = str(argument.name).rstrip("_").upper() + ("..." if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _named(parameter: Any, takes: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.name).rstrip("_").upper()
    names = ", ".join([*parameter.opts, *parameter.secondary_opts])
    return names if parameter.is_flag else f"{names} {_kind(takes)}"


def _kind(takes: Any) -> str:
    """What an option takes, as a word in capitals.

    >>> _kind(list[int] | None), _kind(Path)
    ('INTEGER', 'PATH')
    """
    while get_args(takes):
        takes = get_args(takes)[0]
    return {int: "INTEGER", float: "NUMBER", Path: "PATH"}.get(takes, "TEXT")


def _told(parameter: Any) -> str:
    return " ".join((getattr(parameter, "help", None) or "").split())


def _default(parameter: Any) -> str:
    value = parameter.default
    if parameter.required:
        return "required"
    if value is None or value is False or value == [] or value == () or callable(value) or "Sentinel" in repr(value):
        return ""
    return f"`{value}`"
