"""How the tests make what the pages ask for shorter, and what they cannot run at all: all of it stands here.

A page says `--months 60 --replications 8` because that is what a reader should do; a test that did so would take an
hour. What is shortened is still run, in order and whole, and every command is read with its real options first.
"""

from __future__ import annotations

import re

SHORTER = (
    (r"(--months|--years) (\d+)", {"--months": 12, "--years": 1}),
    (r"(--replications|-n) (\d+)", {"--replications": 2, "-n": 2}),
    (r"^(months|replications|samples|levels|chance|waves) = (\d+)",
     {"months": 12, "replications": 2, "samples": 16, "levels": 4, "chance": 8, "waves": 1}),
    (r"^(MONTHS|RUNS) = (\d+)", {"MONTHS": 12, "RUNS": 2}),
    (r"\b(months|replications)=(\d+)", {"months": 12, "replications": 2}),
)  # fmt: skip
"""What is turned down in commands, in studies that a command sweeps, in Python and notebooks: to this much at most."""
LEFT_OUT = (r"^years = .*\n",)
"""Lines of a study that only make sense over its full months."""

STAND_IN = "tests.unit.study_fake:StudyModel"
"""Sweeps on the pages are done with this model, which knows every measure and takes no time: hundreds of runs each."""
IN_THIS_PROCESS = ["--workers", "1"]
"""Said to every command that has workers: what a page has added to the program is known in this process alone."""

CANNOT_RUN = {
    "make demo": "twenty years in both estates take minutes; `boligliv demo` is tested by itself",
    "make dashboard": "serves until it is stopped; the browser tests start the page",
    "make test": "would run this test within itself",
    "make check": "is a step of the continuous integration by itself",
    "make slow": "would run this test within itself",
    "make fuzz": "is run by itself: it damages other inputs each time",
    "make lowest": "would run this test within itself, in another environment",
    "make docs": "is a step of the continuous integration by itself",
    "boligliv dashboard": "serves until it is stopped; the browser tests start the page",
    "boligliv bench": "measures for minutes on end; its tests have stand-ins for what takes long",
    "boligliv screenshots": "needs Chromium; the browser tests take them",
}
"""Commands on the pages that are not run here, with the reason; that they exist is checked."""

TOLD_ELSEWHERE = {
    "studies.md": "tests/unit/test_study_docs.py",
    "calibration.md": "tests/unit/test_calibration_docs.py",
    "sensitivity.md": "tests/unit/test_sensitivity_docs.py",
    "discovery.md": "tests/unit/test_discovery_docs.py",
}
"""Pages whose blocks of text are messages, or pieces of files, that a test of their own meets."""

RUNS_THE_MODEL = ("run", "compare", "country", "demo", "report", "wheel", "effects", "sweep", "query", "sensitivity",
                  "discover", "robust", "calibrate", "lives", "life", "trace", "validate")  # fmt: skip
"""Commands that run the model or read its runs are for the slow tests, and so is `places show`, which makes a town."""


def shortened(text: str) -> str:
    """A command or file with its numbers turned down.

    >>> shortened("boligliv run --months 60 -n 1")
    'boligliv run --months 12 -n 1'
    """
    for pattern, most in SHORTER:

        def less(match: re.Match[str], most: dict[str, int] = most) -> str:
            at_most = min(int(match[2]), most[match[1]])
            return match[0][: match.start(2) - match.start()] + str(at_most)

        text = re.sub(pattern, less, text, flags=re.MULTILINE)
    for pattern in LEFT_OUT:
        text = re.sub(pattern, "", text, flags=re.MULTILINE)
    return text


def is_slow(words: list[str]) -> bool:
    """Whether a command runs the model, by its words after `boligliv`."""
    return words[0] in RUNS_THE_MODEL or words[:2] == ["places", "show"]
