"""How a household weighs a home it could have: space, price, the area's name, who lives there, and how urgent it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numba import njit

from agents.core.parameter import Parameter
from agents.core.values import made_once

P = Parameter
PARAMETERS = (
    P("choice.constant", -0.9, -3.0, 2.0, "logit", "judgement", "judgement",
      "readiness to say yes to an ordinary home; a letting takes a few offers", ("refusals",)),
    P("choice.space", 0.7, 0.2, 1.5, "logit per room", "judgement", "judgement",
      "each room fewer than the household has persons"),
    P("choice.spare", 0.25, 0.0, 0.8, "logit per room", "judgement", "judgement", "each spare room, up to two"),
    P("choice.price", 4.0, 1.0, 6.0, "logit per share of income", "judgement", "judgement",
      "housing cost as a share of income"),
    P("choice.affordable", 0.55, 0.35, 0.7, "share of income", "judgement", "judgement",
      "housing cost above this share of income cannot be paid"),
    P("choice.support", 0.30, 0.1, 0.5, "share of rent", "judgement", "judgement",
      "rent covered by housing support (boligstøtte) for households of low income; the formula was not found"),
    P("choice.support_income", 16000.0, 10000.0, 25000.0, "kr/month after tax", "judgement", "judgement",
      "income under which housing support is given, more with children"),
    P("choice.name", 2.5, 0.5, 4.0, "logit per name", "govind2025", "observational",
      "worth of an area's name; a label costs residents 3-4 % of income in what they give up to avoid it"),
    P("choice.name_income", 1.3, 0.0, 2.0, "elasticity", "alden2014", "observational",
      "how much more a name counts for those with higher income; resourceful families opt out first"),
    P("choice.reference_income", 20000.0, 15000.0, 25000.0, "kr/month and adult after tax", "judgement", "judgement",
      "income at which a name counts for what `choice.name` says"),
    P("choice.avoidance", 2.5, 0.0, 5.0, "logit per share", "skifter_andersen2015", "observational",
      "households of Danish origin avoid areas by their non-western share; the strongest of the preference terms"),
    P("choice.own_group", 1.2, 0.0, 2.0, "logit per share", "skifter_andersen2015", "observational",
      "households of non-western origin are drawn to areas by their non-western share; weaker than avoidance"),
    P("choice.friend", 0.4, 0.0, 1.5, "logit", "judgement", "judgement",
      "knowing somebody in the department, who tells of its vacancies, for putting the name down there"),
    P("choice.kin", 1.0, 0.0, 2.0, "logit", "judgement", "judgement",
      "having kin in the department, for putting the name down there"),
    P("choice.waiting", 0.06, 0.0, 0.15, "logit per month", "judgement", "judgement",
      "each month waited, up to two years"),
    P("choice.no_home", 0.9, 0.0, 2.0, "logit", "judgement", "judgement", "having no home of one's own"),
    P("choice.need", 1.5, 0.5, 3.0, "logit", "judgement", "judgement", "urgent social need"),
    P("choice.support_move", 1.2, 0.0, 2.5, "logit", "bergman2020", "trial",
      "help to search, grant and reception under second chance; 53 against 15 % moved to a better area in Seattle"),
    P("choice.null", 0.4, 0.1, 0.9, "share", "judgement", "judgement",
      "offers accepted in the null model, whatever they are"),
)  # fmt: skip


class Weights(NamedTuple):
    """The weights of choice as numbers; `avoidance` and `own_group` are zero in submodels without them."""

    constant: float
    space: float
    spare: float
    price: float
    affordable: float
    support: float
    support_income: float
    name: float
    name_income: float
    reference_income: float
    avoidance: float
    own_group: float
    kin: float
    friend: float
    waiting: float
    no_home: float
    need: float
    support_move: float
    null: float
    is_null: bool


@made_once
def weights(values: Mapping[str, float], behaviour: str) -> Weights:
    """The weights of a behaviour submodel."""
    own = {field: values[f"choice.{field}"] for field in Weights._fields if field != "is_null"}
    if behaviour in ("flight", "none", "null"):
        own["avoidance"] = 0.0
    if behaviour in ("none", "null"):
        own["own_group"] = 0.0
    return Weights(**own, is_null=behaviour == "null")


@njit(cache=True)
def net_cost(rent, income, children, w):  # type: ignore[no-untyped-def]
    """Housing cost after housing support, kr/month."""
    limit = w.support_income * (1.0 + 0.25 * children)
    if income < limit:
        return rent * (1.0 - w.support)
    return rent


@njit(cache=True)
def care_for_name(adults, income, w):  # type: ignore[no-untyped-def]
    """How much more an area's name counts for a household with these means than at the reference income."""
    means = max(income / max(adults, 1), 3000.0) / w.reference_income
    return min(means, 3.0) ** w.name_income


@njit(cache=True)
def cares(adults, income, w):  # type: ignore[no-untyped-def]
    """`care_for_name` of many households."""
    out = np.empty(len(adults))
    for i in range(len(out)):
        out[i] = care_for_name(adults[i], income[i], w)
    return out


@njit(cache=True)
def standing(care, origin, name, minority, w):  # type: ignore[no-untyped-def]
    """Log odds that the area itself adds: its name for a household that cares so much, and who lives there."""
    u = w.name * (name - 0.8) * care
    if origin == 0:
        u -= w.avoidance * minority
    elif origin == 2:
        u += w.own_group * minority
    return u


@njit(cache=True)
def utility(rooms, cost, adults, children, income, area, waited, homeless, need, supported, w):  # type: ignore[no-untyped-def]
    """Log odds of saying yes to a home in an area whose `standing` is given; see the parameters `choice.*` for each
    term.
    """
    if w.is_null:
        return np.log(w.null / (1.0 - w.null))
    persons = adults + children
    u = w.constant + area
    u -= w.space * max(persons - rooms, 0)
    u += w.spare * min(max(rooms - persons, 0), 2)
    u -= w.price * (cost / max(income, 1000.0) - 0.25)
    u += w.waiting * min(waited, 24)
    if homeless:
        u += w.no_home
    if need:
        u += w.need
    if supported:
        u += w.support_move
    return u


@njit(cache=True)
def interest(area, kin_there, friend_there, w):  # type: ignore[no-untyped-def]
    """How much likelier than for an ordinary area a household puts its name down here, 0..2."""
    known = w.kin if kin_there else w.friend if friend_there else 0.0
    return 2.0 / (1.0 + np.exp(-area - known))


@njit(cache=True)
def yes(log_odds, draw):  # type: ignore[no-untyped-def]
    """Whether a draw in [0, 1) turns these log odds into a yes."""
    return draw < 1.0 / (1.0 + np.exp(-log_odds))
