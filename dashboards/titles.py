"""A scenario in a few words, in the reader's language."""

from __future__ import annotations

from dashboards import text
from model.policies import discover as policies
from model.policies.bundles import exactly
from model.scenario import Scenario

FEW = 2
"""More proposals than these are named by their numbers."""


def scenario_title(language: str, scenario: Scenario) -> str:
    """The scenario in a few words: its policies or today's rules, law, seed, and how many assumptions are changed."""
    known = policies()
    names = [n for n in scenario.policy_names if n in known]
    together = exactly(names)
    if together is not None:
        what = text.of(language, together.title)
    elif len(names) > FEW:
        numbers = ", ".join(map(str, sorted(known[n].number for n in names if known[n].number)))
        principles = [text.of(language, known[n].title) for n in names if not known[n].number]
        what = " + ".join([text.say(language, "several").format(numbers), *principles])
    else:
        what = " + ".join(text.of(language, known[n].title) for n in names) or text.say(language, "todays_rules")
    seed = text.say(language, "seed_of").format(scenario.seed)
    title = f"{what}; {text.say(language, 'law_of').format(scenario.law)}; {seed}"
    title = f"{title}; {text.say(language, 'drawn_numbers')}" if scenario.posterior else title
    number = len(scenario.parameters)
    return f"{title}; {text.say(language, 'assumptions').format(number)}" if number else title
