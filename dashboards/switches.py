"""The switches of all proposals, by theme of the catalogue."""

from __future__ import annotations

import reacton.ipyvuetify as v
import solara

from dashboards import text
from dashboards.asked import Asked, ChangeAsked
from dashboards.doses import Numbers
from dashboards.fold import Fold
from experiments.explain_words import WORDS
from experiments.proposals import PRINCIPLE, THEMES, Proposal
from model.policies import discover
from model.policies.policy import ACTORS, PAYERS, Policy


@solara.component
def Theme(theme: str, group: tuple[Proposal, ...], language: str, asked: Asked, ask: ChangeAsked) -> None:
    """A theme folded away under its title, open at first where the address switches something on."""
    on = sum(one.name in asked.policies for one in group)
    title = text.of(language, THEMES.get(theme, PRINCIPLE))

    def body() -> None:
        for one in group:
            PolicySwitch(one, language, asked, ask).key(one.name)

    count = text.say(language, "on_count").format(on) if on else ""
    Fold(f"{theme}. {title}" if theme else title, count, f"theme theme-{theme or 'none'}", body, on > 0)


@solara.component
def PolicySwitch(proposal: Proposal, language: str, asked: Asked, ask: ChangeAsked) -> None:
    """A proposal's switch, what its authors say of it, and its numbers while it is on."""
    on, policy = proposal.name in asked.policies, discover()[proposal.name]
    with v.Html(tag="div", class_="proposal"):
        Toggle(proposal, language, asked, ask, heading(proposal, language))
        with v.Html(tag="div", class_="policy-body"):
            if on:
                Numbers(policy, language, asked, ask).key("numbers")
            about = text.say(language, "about_policy")
            Fold(about, "", "about", lambda: About(policy, language)).key("about")


@solara.component
def Toggle(
    proposal: Proposal, language: str, asked: Asked, ask: ChangeAsked, label: str, spoken_label: str = ""
) -> None:
    """The switch of a proposal; `spoken_label` is what a screen reader says where `label` needs what is around it."""
    v.Switch(
        label=label,
        v_model=proposal.name in asked.policies,
        on_v_model=lambda now: ask(asked.switch(proposal.name, bool(now))),
        dense=True,
        hide_details=True,
        class_=f"policy policy-{proposal.name}",
        attributes={"aria-label": spoken_label} if spoken_label else {},
    )


def heading(proposal: Proposal, language: str) -> str:
    """Number and title of a proposal."""
    title = text.of(language, proposal.title)
    return f"{proposal.number}. {title}" if proposal.number else title


@solara.component
def About(policy: Policy, language: str, summary: bool = True) -> None:
    """What it is, for whom, who acts and pays, where it can stand alone, and what can go wrong, in words."""
    actors = ", ".join(text.of(language, ACTORS[who]) for who in policy.actors)
    payers = ", ".join(text.of(language, PAYERS[who]) for who in policy.payers)
    facts = (
        ("for", text.of(language, policy.eligible)),
        ("acts", f"{actors}."),
        ("pays", f"{payers}."),
        ("alone", text.of(language, policy.alone)),
    )
    with v.Html(tag="div", class_="about"):
        if summary:
            v.Html(tag="p", children=[text.of(language, policy.summary)])
        for key, words in facts:
            with v.Html(tag="p", class_=f"about-{key}"):
                v.Html(tag="b", children=[f"{text.of(language, WORDS[key])}: "])
                v.Html(tag="span", children=[words])
        v.Html(tag="b", children=[text.of(language, WORDS["doubts"])])
        with v.Html(tag="ul"):
            for barrier in policy.barriers:
                v.Html(tag="li", children=[text.of(language, barrier.text)])
