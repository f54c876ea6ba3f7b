"""The switches of all proposals, by theme of the catalogue."""

from __future__ import annotations

import reacton.ipyvuetify as v
import solara

from dashboards import text
from dashboards.doses import Numbers
from dashboards.fold import Fold
from dashboards.state import Change, Choices
from experiments.explain_words import WORDS
from experiments.proposals import PRINCIPLE, THEMES, Proposal
from model.policies import discover
from model.policies.policy import PAYERS, Policy


@solara.component
def Theme(theme: str, group: tuple[Proposal, ...], choices: Choices, change: Change) -> None:
    """A theme folded away under its title, open at first where the address switches something on."""
    language = choices.language
    on = sum(one.name in choices.policies for one in group)
    title = text.of(language, THEMES.get(theme, PRINCIPLE))

    def body() -> None:
        for one in group:
            PolicySwitch(one, choices, change).key(one.name)

    count = text.say(language, "on_count").format(on) if on else ""
    Fold(f"{theme}. {title}" if theme else title, count, f"theme theme-{theme or 'none'}", body, on > 0)


@solara.component
def PolicySwitch(proposal: Proposal, choices: Choices, change: Change) -> None:
    """A proposal's switch, what its authors say of it, and its numbers while it is on."""
    on = proposal.name in choices.policies
    policy, title = discover()[proposal.name], text.of(choices.language, proposal.title)
    with v.Html(tag="div", class_="proposal"):
        v.Switch(
            label=f"{proposal.number}. {title}" if proposal.number else title,
            v_model=on,
            on_v_model=lambda now: change(choices.switch(proposal.name, bool(now))),
            dense=True,
            hide_details=True,
            class_=f"policy policy-{proposal.name}",
        )
        with v.Html(tag="div", class_="policy-body"):
            if on:
                Numbers(policy, choices, change).key("numbers")
            about = text.say(choices.language, "about_policy")
            Fold(about, "", "about", lambda: About(policy, choices.language)).key("about")


@solara.component
def About(policy: Policy, language: str) -> None:
    """What it is, for whom, who pays, and what can go wrong, in words."""
    payers = ", ".join(text.of(language, PAYERS[who]) for who in policy.payers)
    with v.Html(tag="div", class_="about"):
        v.Html(tag="p", children=[text.of(language, policy.summary)])
        for key, words in (("for", text.of(language, policy.eligible)), ("pays", f"{payers}.")):
            with v.Html(tag="p"):
                v.Html(tag="b", children=[f"{text.of(language, WORDS[key])}: "])
                v.Html(tag="span", children=[words])
        v.Html(tag="b", children=[text.of(language, WORDS["doubts"])])
        with v.Html(tag="ul"):
            for barrier in policy.barriers:
                v.Html(tag="li", children=[text.of(language, barrier.text)])
