"""The categories that columns hold, as small whole numbers with names."""

from __future__ import annotations

from enum import IntEnum
from typing import TypeVar

import numpy as np

Codes = TypeVar("Codes", bound=IntEnum)


def at_hand(codes: type[Codes]) -> type[Codes]:
    """Members become plain attributes of their class, which Python 3.11 else looks up by a slow detour; so does what
    NumPy asks a class for before it takes a member as the number it is.
    """
    for name, member in codes.__members__.items():
        type.__setattr__(codes, name, member)
    for name in ("__array_ufunc__", "__array_function__"):
        type.__setattr__(codes, name, getattr(np.ndarray, name))
    return codes


@at_hand
class Origin(IntEnum):
    """Statistics Denmark's official origin groups; immigrants and descendants are counted together
    [@dst_indvandrere2013].
    """

    DANISH = 0
    WESTERN = 1
    NON_WESTERN = 2


@at_hand
class Tenure(IntEnum):
    """Forms of tenure; *almen bolig* is non-profit social housing let by waiting list and municipal assignment."""

    OWNER = 0
    PRIVATE_RENTAL = 1
    COOPERATIVE = 2
    ALMENE = 3


@at_hand
class Education(IntEnum):
    """Highest completed education; NONE is a child or youth still in compulsory school."""

    NONE = 0
    BASIC = 1
    UPPER_SECONDARY = 2
    VOCATIONAL = 3
    MEDIUM_HIGHER = 4
    LONG_HIGHER = 5


@at_hand
class Status(IntEnum):
    """What a person lives by; UNEMPLOYED is job-ready, OUTSIDE is cash benefit (*kontanthjælp*), activity-ready."""

    CHILD = 0
    STUDENT = 1
    EMPLOYED = 2
    UNEMPLOYED = 3
    OUTSIDE = 4
    DISABILITY_PENSION = 5
    OLD_AGE_PENSION = 6


@at_hand
class Stage(IntEnum):
    """Where somebody stands on the ladder from cradle to job; BETWEEN is out of school, not yet in youth education."""

    HOME = 0
    NURSERY = 1
    KINDERGARTEN = 2
    SCHOOL = 3
    BETWEEN = 4
    UPPER_SECONDARY = 5
    VOCATIONAL = 6
    HIGHER = 7
    LEFT = 8


@at_hand
class Gate(IntEnum):
    """The gates of the ladder, each passed or missed once: a bit of `gates_passed` and `gates_missed`.

    KINDERGARTEN is being there at three, SCHOOL_START starting school without need of a language effort, EXAM reaching
    02 in Danish and mathematics, YOUTH_START and YOUTH_DONE beginning and completing a youth education, FIRST_JOB a job
    within a year of leaving education.
    """

    NURSERY = 0
    KINDERGARTEN = 1
    SCHOOL_START = 2
    EXAM = 3
    YOUTH_START = 4
    YOUTH_DONE = 5
    HIGHER_DONE = 6
    FIRST_JOB = 7


@at_hand
class LanguageGroup(IntEnum):
    """Outcome of the language assessment at three (*sprogvurdering*): which effort the child is offered."""

    NOT_ASSESSED = 0
    GENERAL = 1
    FOCUSED = 2
    SPECIAL = 3


@at_hand
class Found(IntEnum):
    """How the present job was found."""

    UNKNOWN = 0
    LIST = 1
    TIE = 2
    PARTNERSHIP = 3
    JOB_CENTRE = 4


@at_hand
class InstitutionKind(IntEnum):
    """Kinds of institutions that act."""

    HEALTH_VISITORS = 0
    NURSERY = 1
    KINDERGARTEN = 2
    SCHOOL = 3
    FREE_SCHOOL = 4
    UPPER_SECONDARY = 5
    VOCATIONAL = 6
    HIGHER = 7
    JOB_CENTRE = 8
    MUNICIPALITY = 9
    LETTING = 10
    ASSOCIATION = 11
    CENTRE_OWNER = 12


@at_hand
class Sector(IntEnum):
    """Kinds of workplaces: shops in the estate's centre, contractors, large employers nearby, and all others."""

    SHOP = 0
    CONTRACTOR = 1
    EMPLOYER = 2
    OTHER = 3


@at_hand
class HouseholdType(IntEnum):
    """Household composition as the housing sector counts it."""

    SINGLE_MAN = 0
    SINGLE_WOMAN = 1
    COUPLE = 2
    COUPLE_WITH_CHILDREN = 3
    SINGLE_WITH_CHILDREN = 4
    OTHER = 5


@at_hand
class Wish(IntEnum):
    """Why a household looks for a home this month."""

    NONE = 0
    MOVE = 1
    ARRIVE = 2
    LEAVE_PARENTS = 3
    PART = 4


@at_hand
class Need(IntEnum):
    """Urgent social need that opens municipal assignment (*kommunal anvisning*)."""

    NONE = 0
    SOCIAL = 1
    HOMELESS = 2
    REFUGEE = 3


@at_hand
class Rule(IntEnum):
    """The letting rule, or the market, by which a household came to its home."""

    INITIAL = 0
    INTERNAL = 1
    ASSIGNMENT = 2
    FLEXIBLE = 3
    ORDINARY = 4
    SECOND_CHANCE = 5
    PLATFORM = 6
    PRIVATE = 7
    PURCHASE = 8
    COOPERATIVE = 9


OUTSIDE_WORK = (Status.UNEMPLOYED, Status.OUTSIDE, Status.DISABILITY_PENSION)
"""Status values that count as outside the labour market and education in the official list criteria (ages 18-64)."""
