"""In or through youth education at 20."""

from agents.codes import Education, Stage
from model.metrics.metric import Metric
from model.metrics.people import IntArray, share


def youth_education_at_20(age: IntArray, stage: IntArray, education: IntArray) -> float:
    """The share of those of 20 years who are in, or through, a youth education.

    All arguments (n_persons,). Returns nan when nobody is asked [@larsen2016unge].

    >>> import numpy as np
    >>> youth_education_at_20(np.array([20, 20, 20, 21]), np.array([5, 4, 8, 4]), np.array([1, 1, 3, 1])) == 2 / 3
    True
    """
    in_or_through = (stage >= Stage.UPPER_SECONDARY) & (stage <= Stage.HIGHER) | (education > Education.BASIC)
    return share(in_or_through, age == 20)


METRIC = Metric(
    name="youth_education_at_20",
    title="In or through youth education at 20",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of those of 20 who attend or have completed a youth education.",
    source="larsen2016unge",
    function=youth_education_at_20,
    kind="people",
    columns=("age", "stage", "education"),
)
