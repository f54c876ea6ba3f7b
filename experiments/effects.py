"""What every proposal does in an estate, on about ten main outcomes, paired with the base on the same seeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from experiments.effects_run import with_policies
from experiments.effects_saved import OutcomeSaved, Sides, outcome_saved
from experiments.effects_store import StudyStore
from experiments.effects_values import SPENT, VALUE
from experiments.measures import HUNDREDTHS, ONE, SHARE, Measure, Values
from experiments.net_present_value import MAIN, PUBLIC
from experiments.pairing import UNKNOWN, Saved, runs_saved
from experiments.proposals import Proposal
from experiments.statistics import PairedDifference, paired_difference
from model.policies.policy import Text
from model.scenario import Scenario

SMALL = 0.1
"""An effect under this part of a standard unit is small: somebody in the middle passes 4 % of the others."""
PERCENT = Text("percentage points", "procentpoint")
START = Text(
    "residents of January 2015 and their children, wherever they live",
    "beboerne i januar 2015 og deres børn, hvor de end bor",
)
HERE = Text("living in the estate", "bor i området")


def _share(title: Text, whose: Text, metric: str, unit: str, better: int, group: str = "all") -> Measure:
    return Measure(_of(title, whose), metric, unit, better, SHARE, group, 100.0, PERCENT, 1)


def _of(title: Text, whose: Text) -> Text:
    return Text(f"{title.en}: {whose.en}", f"{title.da}: {whose.da}")


YOUNG = Text("Aged 18-24 outside work and education", "18-24-årige uden for arbejde og uddannelse")
ADULT = Text("Aged 18-64 outside work and education", "18-64-årige uden for arbejde og uddannelse")
MILLION = Text("million kr", "mio. kr.")
MAIN_OUTCOMES = (
    _share(YOUNG, START, "outside_work_young", "start_estate", -1),
    _share(YOUNG, HERE, "outside_work_young", "estate", -1),
    _share(ADULT, START, "outside_work", "start_estate", -1),
    _share(ADULT, HERE, "outside_work", "estate", -1),
    _share(
        Text("In or through youth education at 20", "I eller færdig med ungdomsuddannelse som 20-årig"), START,
        "youth_education_at_20", "start_estate", 1,
    ),
    Measure(
        _of(Text("Leaving grade of compulsory school", "Karakterer ved grundskolens afslutning"), START),
        "leaving_grade", "start_estate", 1, "leaving_grade_spread", measure=Text("grade", "karakter"),
    ),
    Measure(
        _of(Text("Skill at school start", "Færdigheder ved skolestart"), START), "skill_at_school_start",
        "start_estate", 1, ONE, measure=Text("SD", "SD"), digits=3,
    ),
    _share(Text("Convicted in a year", "Dømt inden for et år"), START, "convicted_share", "start_estate", -1),
    _share(Text("Vulnerable households", "Udsatte husstande"), HERE, "share_vulnerable", "estate", -1),
    Measure(
        Text("Reputation of the estate (0-1)", "Områdets omdømme (0-1)"), "reputation", "estate", 1, SHARE, digits=3
    ),
    Measure(
        Text("Moves out per 100 homes a year", "Fraflytninger pr. 100 boliger om året"), "turnover", "estate", -1,
        HUNDREDTHS,
    ),
    _share(
        Text("With friends outside the estate", "Med venner uden for området"), HERE, "outside_contacts", "estate", 1,
        "friends",
    ),
    Measure(
        Text(
            "Present value to the public purse: residents of January 2015",
            "Nutidsværdi for det offentlige: beboerne i januar 2015",
        ),
        VALUE, MAIN, -1, "", PUBLIC, 1e-6, MILLION, 1,
    ),
    Measure(
        Text("Spent on the proposal, present value, all payers", "Brugt på forslaget, nutidsværdi, alle betalere"),
        SPENT, MAIN, 0, "", "all", 1e-6, MILLION, 1,
    ),
)  # fmt: skip
"""The main outcomes. Of the account a gain is told: what the base costs less what the proposal costs, over all years up
to the horizon at 4 % a year; moves out are told as better when fewer, as the catalogue wants."""

Size = Literal["identical", "not distinguishable", "small", "clear", "distinguishable"]


@dataclass(frozen=True)
class Effect:
    """What one proposal does to one outcome in one place at one horizon.

    `pair` is the difference to the base over the pairs of runs in the outcome's own measure (for the account: the
    gain), `standard` its mean in standard units with more being better (nan where there is no such unit), `size` says
    plainly what it is; `saved` how many times as many runs an unpaired comparison would need.
    """

    place: str
    proposal: Proposal
    outcome: Measure
    year: int
    base: float
    pair: PairedDifference
    standard: float
    size: Size
    saved: Saved = UNKNOWN

    @property
    def better(self) -> bool | None:
        """Whether it is for the better; None when it cannot be told apart from none, or is neither."""
        if self.pair.verdict != "distinguishable" or not self.outcome.better:
            return None
        gain = 1 if self.outcome.metric == VALUE else self.outcome.better
        return bool(gain * self.pair.mean > 0)


def effect(
    place: str, proposal: Proposal, outcome: Measure, year: int, base: Sequence[Values], treated: Sequence[Values]
) -> Effect:
    """The effect from runs paired by seed, both (n_pairs,)."""
    sign = -1.0 if outcome.metric == VALUE else 1.0
    before, after = outcome.of(base), outcome.of(treated)
    pair = paired_difference(sign * outcome.scale * before, sign * outcome.scale * after)
    unit = outcome.standard_unit(base) if outcome.spread else float("nan")
    standard = outcome.better * pair.mean / (outcome.scale * unit)
    mean = float(np.nanmean(before)) * outcome.scale if not np.isnan(before).all() else float("nan")
    return Effect(place, proposal, outcome, year, mean, pair, standard, size(pair, standard), runs_saved(before, after))


def size(pair: PairedDifference, standard: float) -> Size:
    """What an effect is in plain words, from its mean in standard units (nan: there is no such unit)."""
    if pair.verdict != "distinguishable":
        return pair.verdict
    if np.isnan(standard):
        return "distinguishable"
    return "small" if abs(standard) < SMALL else "clear"


@dataclass(frozen=True)
class PlaceEffects:
    """The effects of all proposals in one place; `pairs` tells how many pairs of runs each proposal has, `saved` how
    many runs pairing saves on each outcome, `versions` how many versions of the program made the runs of one scenario,
    at most.
    """

    base: Scenario
    years: tuple[int, ...]
    pairs: Mapping[str, int]
    effects: tuple[Effect, ...]
    saved: tuple[OutcomeSaved, ...] = ()
    versions: int = 1


def place_effects(
    store: StudyStore,
    base: Scenario,
    proposals: Sequence[Proposal],
    years: Sequence[int],
    seeds: Sequence[int],
    outcomes: Sequence[Measure] = MAIN_OUTCOMES,
) -> PlaceEffects:
    """The table of a place from what is there: each proposal on the seeds that it and the base have finished."""
    found: list[Effect] = []
    pairs: dict[str, int] = {}
    sides: dict[int, list[Sides]] = {year: [] for year in years}
    for proposal in proposals:
        seeds_here, runs = paired_runs(store, base, proposal, years, seeds)
        pairs[proposal.name] = len(seeds_here)
        if not seeds_here:
            continue
        for year in years:
            before, after = ([run[str(year)] for run in side] for side in runs)
            found += [effect(base.place, proposal, outcome, year, before, after) for outcome in outcomes]
            sides[year].append((dict(zip(seeds_here, before, strict=True)), dict(zip(seeds_here, after, strict=True))))
    saved = [outcome_saved(outcome, year, sides[year]) for outcome in outcomes for year in years]
    told = tuple(one for one in saved if one is not None)
    asked = (base, *(with_policies(base, proposal.policies) for proposal in proposals))
    versions = max(len(set(store.versions(scenario, years).values())) for scenario in asked)
    return PlaceEffects(replace(base, policies=()), tuple(years), pairs, tuple(found), told, max(versions, 1))


Runs = list[Mapping[str, Values]]


def paired_runs(
    store: StudyStore, base: Scenario, proposal: Proposal, years: Sequence[int], seeds: Sequence[int]
) -> tuple[tuple[int, ...], tuple[Runs, Runs]]:
    """Seeds that base and proposal have both finished, in order, and the runs of each on them."""
    before = store.read(base, years)
    after = store.read(with_policies(base, proposal.policies), years)
    shared = tuple(seed for seed in seeds if seed in before and seed in after)
    return shared, ([before[seed] for seed in shared], [after[seed] for seed in shared])
