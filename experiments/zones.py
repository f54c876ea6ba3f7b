"""The catalogue's six solution zones (*løsningszoner*), each a mean of standardised measures of the model.

The catalogue drew a wheel for each proposal: how strongly it addresses each of six conditions that the young depend on
from cradle to job. Those diagrams are lost. The text names four of the zones; the names of the first two, family and
institutions with the transitions between them, are inferred from what the text keeps returning to [@catalogue2015].
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.measures import ONE, SHARE, FloatArray, Measure, Values
from model.policies.policy import Text

PERSONS, PLACE = "persons", "place"
SIDES: dict[str, Text] = {
    PERSONS: Text(
        "residents of January 2015 and their children, wherever they live",
        "beboerne i januar 2015 og deres børn, hvor de end bor",
    ),
    PLACE: Text("those living in the estate, and the place", "dem, der bor i området, og stedet"),
}
"""A zone is measured twice: of the same people, wherever they live, and of the place, which may have new people."""
UNIT = {PERSONS: "start_estate", PLACE: "estate"}


@dataclass(frozen=True)
class Zone:
    """One sector of the wheel: its name, whether the name is inferred, and its measures of persons and of the place."""

    key: str
    title: Text
    inferred: bool
    persons: tuple[Measure, ...]
    place: tuple[Measure, ...]

    def measures(self, side: str) -> tuple[Measure, ...]:
        """Its measures of persons or of the place; empty when it has none."""
        return self.persons if side == PERSONS else self.place

    def effect(self, side: str, base: Sequence[Values], treated: Sequence[Values]) -> FloatArray:
        """The zone's effect in standard units, run by run on the same seeds, (n_runs,); more is better.

        The mean over its measures; a measure that no pair of runs has, or that has no standard unit, is left out, and
        a pair that lacks another one gives nan.
        """
        return mean_effect(self.measures(side), base, treated)


def mean_effect(measures: Sequence[Measure], base: Sequence[Values], treated: Sequence[Values]) -> FloatArray:
    """The mean effect of these measures in standard units, run by run."""
    found = [one.effect(base, treated) for one in measures]
    known = [effect for effect in found if not np.isnan(effect).all()]
    return np.mean(known, axis=0) if known else np.full(len(base), np.nan)


def _pair(title: Text, metric: str, better: int, spread: str) -> tuple[Measure, Measure]:
    """A measure of people: of those who lived there at the start, and of those living there now."""
    return Measure(title, metric, "start_estate", better, spread), Measure(title, metric, "estate", better, spread)


def _zone(key: str, title: Text, inferred: bool, people: Sequence[tuple[Measure, Measure]], *place: Measure) -> Zone:
    return Zone(key, title, inferred, tuple(pair[0] for pair in people), (*(pair[1] for pair in people), *place))


ZONES = (
    _zone(
        "family", Text("family", "familie"), True,
        (
            _pair(Text("home learning of children", "læringsmiljøet i børns hjem"), "home_learning", 1, ONE),
            _pair(Text("strain in the homes of children", "belastning i børns hjem"), "home_strain", -1,
                  "home_strain_spread"),
            _pair(Text("agency of adults", "voksnes handlekraft"), "mean_agency", 1, ONE),
        ),
    ),
    _zone(
        "institutions", Text("institutions and transitions", "institutioner og overgange"), True,
        (
            _pair(Text("special language effort at 3-5", "særlig sprogindsats som 3-5-årig"),
                  "special_language_effort", -1, SHARE),
            _pair(Text("skill at school start", "færdigheder ved skolestart"), "skill_at_school_start", 1, ONE),
            _pair(Text("leaving grade", "karakterer ved grundskolens afslutning"), "leaving_grade", 1,
                  "leaving_grade_spread"),
            _pair(Text("in or through youth education at 20", "i eller færdig med ungdomsuddannelse som 20-årig"),
                  "youth_education_at_20", 1, SHARE),
        ),
    ),
    _zone(
        "work", Text("job and education", "job og uddannelse"), False,
        (
            _pair(Text("outside work and education, 18-24", "uden for arbejde og uddannelse, 18-24 år"),
                  "outside_work_young", -1, SHARE),
            _pair(Text("outside work and education, 18-64", "uden for arbejde og uddannelse, 18-64 år"),
                  "outside_work", -1, SHARE),
            _pair(Text("neither education nor job at 25", "hverken uddannelse eller job som 25-årig"),
                  "nothing_at_25", -1, SHARE),
        ),
    ),
    _zone(
        "community", Text("networks and community", "netværk og fællesskaber"), False,
        (_pair(Text("active in an association", "aktive i en forening"), "club_members", 1, SHARE),),
        Measure(Text("good neighbourliness", "godt naboskab"), "positive_neighbourliness", "estate", 1, SHARE),
    ),
    _zone(
        "outside", Text("understanding of the outside world", "omverdensforståelse"), False,
        (_pair(Text("command of Danish", "danskkundskaber"), "mean_language", 1, "language_spread"),),
        Measure(Text("friends outside the estate", "venner uden for området"), "outside_contacts", "estate", 1, SHARE,
                "friends"),
    ),
    _zone(
        "stigma", Text("stigma", "stigmatisering"), False, (),
        Measure(Text("reputation of the estate", "områdets omdømme"), "reputation", "estate", 1, SHARE),
        Measure(Text("young people in trouble", "unge i problemer"), "young_in_trouble", "estate", -1, SHARE),
    ),
)  # fmt: skip
"""The six zones in the order of a life. Reputation, 0 to 1, is read as the share who think well of the estate."""

LOST = Text(
    "The catalogue drew such a wheel for each proposal, but its diagrams are lost, so these show what the model finds "
    "and not what the authors drew. The text names four zones; the names of the first two, family and institutions "
    "with the transitions between them, are inferred.",
    "Kataloget tegnede et hjul for hvert forslag, men figurerne er gået tabt; disse hjul viser, hvad modellen finder, "
    "og ikke hvad forfatterne tegnede. Teksten nævner fire zoner; navnene på de to første, familie og institutioner "
    "med overgangene mellem dem, er udledt.",
)
"""What must be said wherever a wheel is shown."""
