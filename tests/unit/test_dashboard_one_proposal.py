"""A card's part of the choices: equal as long as the card is the same, and put into the choices there are by then."""

from __future__ import annotations

from dataclasses import replace

import solara
from hypothesis import given
from hypothesis import strategies as st

from dashboards import policy_card
from dashboards.asked import Asked
from dashboards.desk import Desk
from dashboards.one_proposal import desk_of, merged
from dashboards.state import Choices
from experiments.proposals import catalogue

NAMES = [one.name for one in catalogue()]
ASKED = st.builds(
    lambda on, doses: Asked(policies=tuple(sorted(on)), doses=tuple(sorted((f"{n}.dose", 0.5) for n in doses))),
    st.sets(st.sampled_from(NAMES)),
    st.sets(st.sampled_from(NAMES)),
)
CHOICES = st.builds(lambda a, b, seed: Choices(a=a, b=b, seed=seed), ASKED, st.none() | ASKED, st.integers(0, 9))


@given(CHOICES, st.sampled_from(NAMES))
def test_what_a_card_was_given_changes_nothing_when_it_is_put_back(choices, name):
    own = desk_of(Desk(None, choices, print), name).choices
    assert merged(choices, own, name) == choices


@given(CHOICES, st.sampled_from(NAMES), st.sampled_from(NAMES), st.booleans())
def test_only_the_own_proposal_is_changed_whatever_the_others_are_by_then(choices, name, other, on):
    taken = []
    desk = desk_of(Desk(None, choices, taken.append), name)
    desk.ask("a")(desk.asked("a").switch(name, on))
    now = replace(choices, a=choices.a.switch(other, True), seed=77)
    found = taken[0](now)
    assert found.seed == 77 and found.b == now.b
    assert set(found.a.policies) == (set(now.a.policies) - {name}) | ({name} if on else set())
    assert found.a.doses == now.a.doses


def test_one_click_makes_one_card_anew(monkeypatch):
    made = []
    whole = policy_card.alone_in

    def noted(policy, language):
        made.append(policy.name)
        return whole(policy, language)

    monkeypatch.setattr(policy_card, "alone_in", noted)
    changes = []

    @solara.component
    def Cards():
        choices, change = solara.use_state(Choices())
        changes.append(change)
        change = solara.use_memo(lambda: change, [])
        with solara.Column():
            for one in catalogue():
                desk = desk_of(Desk(None, choices, change), one.name)
                policy_card.PolicyCard(desk, one, 20, ()).key(one.name)

    _, context = solara.render(Cards(), handle_error=False)
    assert sorted(made) == sorted(NAMES)
    made.clear()
    changes[0](lambda now: replace(now, a=now.a.switch("epicenter", True), seed=5))
    assert made == ["epicenter"]
    context.close()
