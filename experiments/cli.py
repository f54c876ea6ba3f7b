"""The command `boligliv`: every part of the program from one line, with errors in one line."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from agents.core.parameter import ParameterError
from experiments import (
    cli_ask,
    cli_bench,
    cli_calibrate,
    cli_country,
    cli_discover,
    cli_docs,
    cli_effects,
    cli_know,
    cli_lives,
    cli_places,
    cli_policies,
    cli_rivals,
    cli_sensitivity,
    cli_start,
    cli_sweep,
    cli_validate,
    cli_workshop,
)
from experiments.cli_console import say, tell
from experiments.errors import InputError, Interrupted, RunError
from experiments.provenance import package_version

BAD_INPUT, FAILED, STOPPED = 2, 1, 130

# Some versions of typer carry a click of their own, so its errors are reached through typer.
UsageError: Any = typer.BadParameter.__mro__[1]
ClickException: Any = typer.BadParameter.__mro__[2]

app = typer.Typer(
    name="boligliv",
    help="Homes, letting rules and second chance in two Danish housing estates.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
cli_ask.register(app)
cli_know.register(app)
cli_policies.register(app)
cli_effects.register(app)
cli_sweep.register(app)
cli_calibrate.register(app)
cli_sensitivity.register(app)
cli_discover.register(app)
cli_lives.register(app)
cli_country.register(app)
cli_start.register(app)
cli_bench.register(app)
cli_workshop.register(app)
app.add_typer(cli_docs.docs, name="docs")
app.add_typer(cli_places.app, name="places")
cli_rivals.register(cli_validate.app)
app.add_typer(cli_validate.app, name="validate")


def _version(wanted: bool) -> None:
    if wanted:
        say(f"boligliv {package_version()}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Homes, letting rules and second chance in two Danish housing estates."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with 0, 1 (a run failed), 2 (unusable input) or 130 (stopped)."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; every foreseeable error becomes one line on the error stream and an exit code."""
    from geodata.errors import GeodataError

    command = typer.main.get_command(app)
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = command.main(args=words, prog_name="boligliv", standalone_mode=False)
        return _end("stopped", STOPPED) if code == STOPPED else code if isinstance(code, int) else 0
    except (InputError, ParameterError, GeodataError) as error:
        return _end(str(error), BAD_INPUT)
    except ClickException as error:
        return _end(_usage(error, words), BAD_INPUT)
    except RunError as error:
        return _end(str(error), FAILED)
    except Interrupted as error:
        return _end(str(error), STOPPED)
    except (KeyboardInterrupt, typer.Abort):
        return _end("stopped", STOPPED)
    except BrokenPipeError:
        # Whoever read our output has gone (`| head`); nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _end(message: str, code: int) -> int:
    tell("boligliv: " + " ".join(message.split()))
    return code


def _usage(error: Any, words: Sequence[str]) -> str:
    """A usage error with the culprit, its value, the nearest command or option, and where help is."""
    message, context = str(error.format_message()).rstrip("."), getattr(error, "ctx", None)
    if not message:
        return "no command given; see `boligliv --help`"
    message = re.sub(r"\. Did you mean (.*?)\?$", r" (did you mean \1?)", message)
    options = [option for option in getattr(getattr(error, "param", None), "opts", ()) if option in words[:-1]]
    if options and "valid" in message:
        value = words[words.index(options[0]) + 1]
        whole = "valid integer" in message
        message = f"{options[0]} {value}: {'not a whole number' if whole else error.message}"
    return f"{message}; see `{context.command_path} --help`" if context else message


if __name__ == "__main__":
    main()
