"""A scenario file that a reader opens: read as data with errors in words, never obeyed in part, never executed."""

from __future__ import annotations

from dataclasses import replace

from dashboards import text, wrong
from dashboards.asked import of_scenario
from dashboards.share_words import WORDS
from dashboards.state import Choices
from experiments.calibration.posterior import stored
from experiments.errors import InputError
from experiments.scenario_file import from_toml
from experiments.toml_text import tables_of, text_of

MOST_BYTES = 64 * 1024


class NotOpened(ValueError):
    """A file that cannot be opened; the message says why, in the reader's language where the page wrote it."""


def open_file(content: bytes, name: str, choices: Choices, as_b: bool = False) -> Choices:
    """The choices with the scenario of a file as the first branch, or as the second; raises NotOpened."""
    language = choices.language
    if len(content) > MOST_BYTES:
        raise NotOpened(text.of(language, WORDS["too_large"]).format(MOST_BYTES // 1024))
    short = name.replace("\\", "/").rpartition("/")[2][:80] or "scenario"
    try:
        words = text_of(content, short)
    except InputError:
        raise NotOpened(text.of(language, WORDS["not_text"])) from None
    try:
        _refuse_folders(tables_of(words, short), language)
        scenario = from_toml(words, short).scenario
    except InputError as error:
        raise NotOpened(wrong.say(language, str(error))[:400]) from None
    if as_b:
        return replace(choices, b=of_scenario(scenario))
    return replace(choices, place=scenario.place, seed=scenario.seed, months=scenario.months, a=of_scenario(scenario))


def _refuse_folders(data: dict[str, object], language: str) -> None:
    """A calibration is named, never given as a folder: a page reads nothing outside the program's data. That each run
    takes a point of its own is said where many runs are asked for.
    """
    parameters = data.get("parameters")
    if "posterior" in data:
        raise NotOpened(text.of(language, WORDS["drawn"]))
    given = parameters.get("posterior") if isinstance(parameters, dict) else None
    if isinstance(given, str) and given not in stored():
        known = ", ".join(stored()) or "–"
        raise NotOpened(text.of(language, WORDS["posterior"]).format(given[:80], known))
