"""What a reader guessed and what was measured, chapter by chapter, for as long as the page is open."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboards.replications.ensemble import Progress
from dashboards.replications.summary import Row
from dashboards.state import Choices
from dashboards.story.chapters import CHAPTERS, MONTHS, PAIRS, Chapter
from model.scenario import Scenario

HIGHER, SAME, LOWER = 1, 0, -1


@dataclass(frozen=True)
class Answer:
    """One chapter: `guess` is HIGHER, SAME or LOWER (None: not yet), `row` what the runs showed (None: not yet) in
    the estate `place`.
    """

    guess: int | None = None
    row: Row | None = None
    place: str = ""

    @property
    def direction(self) -> int | None:
        """Which way it went; SAME when the runs cannot tell it from chance, None before they have ended."""
        if self.row is None or self.row.difference is None:
            return None
        found = self.row.difference
        return (HIGHER if found.mean > 0 else LOWER) if found.verdict == "distinguishable" else SAME


NOTHING = tuple(Answer() for _ in CHAPTERS)


def opened(choices: Choices, number: int) -> Choices:
    """These choices with a chapter open, and its two scenarios asked of both branches."""
    if not 1 <= number <= len(CHAPTERS):
        return replace(choices, chapter=number)
    chapter = CHAPTERS[number - 1]
    return replace(choices, chapter=number, a=chapter.a, b=chapter.b, months=MONTHS, attribute="vulnerability")


def asks(choices: Choices, chapter: Chapter) -> tuple[Scenario, Scenario]:
    """Both scenarios of a chapter in the estate that is open."""
    place, seed = choices.place, choices.seed
    return chapter.a.scenario(place, seed, MONTHS), chapter.b.scenario(place, seed, MONTHS)


def measured(now: Progress, choices: Choices, chapter: Chapter) -> Row | None:
    """What the runs in the background say of a chapter; None until all of its pairs have ended."""
    if (now.a, now.b) != asks(choices, chapter) or now.summary is None or now.summary.pairs < PAIRS:
        return None
    return next((row for row in now.summary.rows if row.outcome.key == chapter.outcome), None)
