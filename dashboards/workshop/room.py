"""One room: its teams, its steps, what they predict and choose, and the runs; safe to use from many threads.

The facilitator leads by a key that only the link of the facilitator's page has; each team has a key of its own. A
prediction counts only before the room's scenario is run, a set only before the sets are: nobody can answer after
having seen.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from dashboards.runs import LATER, Answer, Task
from dashboards.workshop.keys import new_key, opens
from dashboards.workshop.living import values
from dashboards.workshop.matters import SPENT, by_key
from dashboards.workshop.prices import budget, stored
from dashboards.workshop.seen import STEPS, Basket, Guess, Progress, Seen, Team
from dashboards.workshop.setting import Setting, proposals
from dashboards.workshop.typed import Refused, plain, same
from model.scenario import Scenario

MOST_TEAMS = 16
HASTE = 0.25
"""Seconds between two words of progress."""
FAILURE_LETTERS = 300

Ask = Callable[[Task], None]


class Room:
    """A room at work; `ask` takes its runs to where they are lived."""

    def __init__(self, code: str, setting: Setting, ask: Ask, clock: Callable[[], float] = time.monotonic) -> None:
        self.key = new_key()
        self._ask, self._clock = ask, clock
        self._change = threading.Condition()
        self._seen = Seen(code, setting, prices=stored(setting))
        self._keys: dict[str, str] = {}
        self._asked: dict[Scenario, int] = {}
        self._months: dict[Scenario, int] = {}
        self._told = 0.0
        self.touched = clock()
        with self._change:
            self._budget()

    @property
    def seen(self) -> Seen:
        """The room as it is now."""
        return self._seen

    def begin(self) -> None:
        """Run the base, and what each proposal costs where nobody has measured it: both are needed later."""
        seen = self._seen
        self._run((one for one in seen.setting.pairs_of(seen.setting.base) if one not in seen.runs), 0)
        self._run((seen.setting.chosen((name,)) for name in proposals() if name not in seen.prices), LATER)

    def wait(self, version: int, seconds: float) -> Seen:
        """The room when it is another version than this, or as it is after so long."""
        with self._change:
            self._change.wait_for(lambda: self._seen.version != version, seconds)
            return self._seen

    def leads(self, key: str) -> bool:
        """Whether this is the facilitator's key."""
        return opens(key, self.key)

    def team(self, key: str) -> str | None:
        """The name of the team with this key."""
        with self._change:
            return self._keys.get(key)

    def join(self, typed: str) -> str:
        """A new team; gives its key. Refused for no name, one that is taken, or one too many."""
        name = plain(typed)
        if not name:
            raise Refused("no_name")
        with self._change:
            self._open()
            if any(same(team.name) == same(name) for team in self._seen.teams):
                raise Refused("taken", name)
            if len(self._seen.teams) >= MOST_TEAMS:
                raise Refused("full", MOST_TEAMS)
            key = new_key()
            self._keys[key] = name
            self._now(teams=(*self._seen.teams, Team(name)))
            return key

    def guess(self, key: str, guesses: Mapping[str, Guess]) -> None:
        """A team's prediction of every outcome asked; a later one replaces it until the run begins."""
        with self._change:
            name = self._member(key)
            if self._seen.guessed or self._seen.step != "predict":
                raise Refused("late")
            taken = {asked: _fitting(asked, guesses.get(asked)) for asked in self._seen.setting.asked}
            self._team(name, guesses=taken)

    def choose(self, key: str, names: Iterable[str]) -> None:
        """A team's set of proposals within the budget; a later one replaces it until the sets are run."""
        wanted = set(names)
        with self._change:
            name, seen = self._member(key), self._seen
            if seen.spent or seen.step != "budget":
                raise Refused("late")
            basket = tuple(one for one in proposals() if one in wanted)
            if len(basket) != len(wanted):
                raise Refused("setting")
            if seen.budget is None or any(one not in seen.prices for one in basket):
                raise Refused("no_price")
            if seen.price(basket) > seen.budget + 1e-9:
                raise Refused("too_dear")
            self._team(name, basket=basket)

    def go(self, key: str, step: str) -> None:
        """The facilitator takes the room to a step. What has been run stays; what is revealed waits for its runs."""
        with self._change:
            self._lead(key)
            seen, setting = self._seen, self._seen.setting
            if step not in STEPS:
                raise Refused("setting")
            if step == "compare" and (seen.values(setting.treated) is None or seen.values(setting.base) is None):
                raise Refused("not_run")
            if step == "reveal" and not seen.baskets():
                raise Refused("no_sets")
            guessed = seen.guessed or STEPS.index(step) >= STEPS.index("run")
            spent = seen.spent or step == "reveal"
            self._now(step=step, guessed=guessed, spent=spent, failure="")
        self.begin()
        if STEPS.index(step) >= STEPS.index("run"):
            self._run(setting.pairs_of(setting.treated), 1)
        if step == "reveal":
            for basket in dict.fromkeys(seen.baskets().values()):
                self._run(setting.pairs_of(setting.chosen(basket)), 2)

    def remove(self, key: str, name: str) -> None:
        """The facilitator takes a team out, with what it answered."""
        with self._change:
            self._lead(key)
            self._keys = {own: other for own, other in self._keys.items() if other != name}
            self._now(teams=tuple(team for team in self._seen.teams if team.name != name))

    def close(self) -> None:
        """The room ends for all who are in it."""
        with self._change:
            self._now(closed=True)

    def _open(self) -> None:
        if self._seen.closed:
            raise Refused("closed")

    def _lead(self, key: str) -> None:
        self._open()
        if not self.leads(key):
            raise Refused("not_yours")

    def _member(self, key: str) -> str:
        self._open()
        if key not in self._keys:
            raise Refused("not_yours")
        return self._keys[key]

    def _team(self, name: str, **answer: Basket | Mapping[str, Guess]) -> None:
        changed = (replace(t, **answer) if t.name == name else t for t in self._seen.teams)  # type: ignore[arg-type]
        self._now(teams=tuple(changed))

    def _now(self, by_somebody: bool = True, **changes: object) -> None:
        self._seen = replace(self._seen, version=self._seen.version + 1, **changes)  # type: ignore[arg-type]
        self._seen = replace(self._seen, progress=self._progress())
        if by_somebody:
            self.touched = self._clock()
        self._change.notify_all()

    def _run(self, scenarios: Iterable[Scenario], rank: int) -> None:
        with self._change:
            # What waits as something less urgent is asked again.
            sooner = (one for one in scenarios if one not in self._seen.runs and self._asked.get(one, 99) > rank)
            new = dict.fromkeys(sooner, rank)
            self._asked |= new
            self._now()
        for one in new:
            self._ask(Task(self._seen.code, one, values, rank, self._hears(one), self._takes(one), self._wants(one)))

    def _wants(self, scenario: Scenario) -> Callable[[], bool]:
        return lambda: not self._seen.closed and scenario not in self._seen.runs

    def _hears(self, scenario: Scenario) -> Callable[[int], None]:
        def months(done: int) -> None:
            with self._change:
                self._months[scenario] = done
                if self._clock() - self._told >= HASTE:
                    self._told = self._clock()
                    self._now(by_somebody=False)

        return months

    def _takes(self, scenario: Scenario) -> Callable[[Answer], None]:
        def then(answer: Answer) -> None:
            with self._change:
                self._months.pop(scenario, None)
                if scenario in self._seen.runs or self._seen.closed:
                    return
                if isinstance(answer, str):
                    self._asked.pop(scenario, None)
                    self._now(by_somebody=False, failure=answer[:FAILURE_LETTERS])
                    return
                runs = {**self._seen.runs, scenario: dict(answer)}
                self._now(by_somebody=False, runs=runs, **self._price(scenario, answer.get(SPENT, 0.0)))
                self._budget()

        return then

    def _price(self, scenario: Scenario, spent: float) -> dict[str, object]:
        """What a run says of the price of a proposal that had none."""
        seen, names = self._seen, scenario.policy_names
        if len(names) != 1 or names[0] in seen.prices or scenario != seen.setting.chosen(names):
            return {}
        prices = {**seen.prices, names[0]: round(spent, 1)}
        return {"prices": prices, "priced_here": seen.priced_here | set(names)}

    def _budget(self) -> None:
        seen = self._seen
        known = budget(seen.setting, seen.prices)
        if seen.budget is None and known is not None:
            self._now(by_somebody=False, budget=known)

    def _progress(self) -> Progress:
        seen = self._seen
        questions = {"run": [seen.setting.treated], "reveal": [*map(seen.setting.chosen, seen.baskets().values())]}
        asked = questions.get(seen.step)
        if asked is None:
            return Progress()
        runs = dict.fromkeys(one for question in (seen.setting.base, *asked) for one in seen.setting.pairs_of(question))
        done = sum(one in seen.runs for one in runs)
        part = sum(self._months.get(one, 0) for one in runs) / seen.setting.treated.months
        return Progress(done, len(runs), min(1.0, (done + part) / len(runs)))


def _fitting(asked: str, guess: Guess | None) -> Guess:
    """A prediction within the scale of its outcome; Refused when it is missing or makes no sense."""
    reach = by_key()[asked].reach
    if guess is None:
        raise Refused("unanswered")
    if guess.direction not in (-1, 0, 1) or not 0.0 <= guess.size <= reach + 1e-9:
        raise Refused("setting")
    if guess.direction and not guess.size:
        raise Refused("no_size")
    return guess if guess.direction else Guess(0, 0.0)
