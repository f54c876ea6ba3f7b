"""Numbers of the country alone: they say who goes where between municipalities, and change nothing inside one."""

from __future__ import annotations

from collections.abc import Mapping

from agents.core.parameter import Parameter, collect, values
from agents.core.values import Values

P = Parameter
NUMBERS = collect([(
    P("country.distance", 1.2, 0.5, 2.5, "power", "judgement", "judgement",
      "how fast moves to another municipality fall with the distance between inner points"),
    P("country.nearest_km", 5.0, 1.0, 20.0, "km", "judgement", "judgement",
      "distances below this count as this: inner points say little of neighbours that touch"),
    P("country.try_again", 0.5, 0.0, 1.0, "share", "judgement", "judgement",
      "people on the way who found no home this month and look in the same municipality once more"),
    P("country.study_age", 26.0, 20.0, 30.0, "years", "judgement", "judgement",
      "below this age people without children go where there is much to study"),
)])  # fmt: skip


def country_values(changed: Mapping[str, float]) -> Values:
    """The value of every number of the country; raises ParameterError for unknown names and values out of range."""
    return values(NUMBERS, changed)
