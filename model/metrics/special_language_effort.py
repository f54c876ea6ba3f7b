"""Need of a special language effort, 3-5."""

from agents.codes import LanguageGroup
from model.metrics.metric import Metric
from model.metrics.people import IntArray, share


def special_language_effort(age: IntArray, language_group: IntArray) -> float:
    """The share of assessed children of 3-5 whose language assessment (*sprogvurdering*) called for a special effort.

    All arguments (n_persons,). Returns nan when nobody is asked [@bleses2010sprog].

    >>> import numpy as np
    >>> special_language_effort(np.array([3, 4, 5, 5]), np.array([1, 3, 0, 1])) == 1 / 3
    True
    """
    asked = (age >= 3) & (age < 6) & (language_group > LanguageGroup.NOT_ASSESSED)
    return share(language_group == LanguageGroup.SPECIAL, asked)


METRIC = Metric(
    name="special_language_effort",
    title="Need of a special language effort, 3-5",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of assessed children of 3-5 who were given a special language effort.",
    source="bleses2010sprog",
    function=special_language_effort,
    kind="people",
    columns=("age", "language_group"),
)
