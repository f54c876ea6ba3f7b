"""Inside a room: where it stands, who is in it, the step at work, and what leads it on."""

from __future__ import annotations

import os
from collections.abc import Callable
from urllib.parse import urlencode

import reacton.ipyvuetify as v
import solara

from dashboards.serve import REACHED_AT
from dashboards.workshop.room import Room
from dashboards.workshop.rooms import rooms
from dashboards.workshop.seen import STEPS, Seen
from dashboards.workshop.told import question
from dashboards.workshop.words import STEP_TITLES, of, say
from dashboards.workshop_pages.budget import Choose, Prices, Reveal
from dashboards.workshop_pages.compare import Compare
from dashboards.workshop_pages.debrief import Debrief
from dashboards.workshop_pages.follow import Attempt, use_room
from dashboards.workshop_pages.parts import Message, Press, Runs, heading, line
from dashboards.workshop_pages.predict import Outcomes, Predict


@solara.component
def Inside(room: Room, key: str, language: str, leave: Callable[[], None]) -> None:
    """The room for the facilitator or a team, whichever the key is of."""
    seen = use_room(room)
    team, leads = room.team(key), room.leads(key)
    if seen.closed or (team is None and not leads):
        with v.Html(tag="section", class_="workshop-card workshop-closed"):
            line(say(language, "is_closed"))
            Press(say(language, "leave"), leave, "leave", main=True)
        return
    with v.Html(tag="div", class_="workshop-room"):
        with v.Html(tag="header", class_="workshop-head"):
            with v.Html(tag="div"):
                v.Html(tag="span", class_="note", children=[say(language, "room")])
                v.Html(tag="strong", class_="workshop-code", children=[seen.code])
            if team is not None:
                v.Html(tag="strong", class_="workshop-team", children=[say(language, "you_are", team)])
            Steps(seen, language)
        with v.Html(tag="div", class_="workshop-columns"):
            with v.Html(tag="main", class_="workshop-step"):
                heading(of(language, STEP_TITLES[seen.step]))
                line(f"{say(language, 'scenario_is')}: {question(language, seen.setting)}", "workshop-question")
                Step(room, seen, language, key, team).key(seen.step)
            with v.Html(tag="aside", class_="workshop-side", attributes={"aria-label": say(language, "teams")}):
                if leads:
                    Lead(room, seen, language, key)
                Teams(room, seen, language, key if leads else "")


@solara.component
def Steps(seen: Seen, language: str) -> None:
    """The steps in their order; the one at work is marked."""
    with v.Html(tag="ol", class_="workshop-steps"):
        for step in STEPS:
            here = step == seen.step
            v.Html(
                tag="li",
                class_="workshop-here" if here else "",
                attributes={"aria-current": "step"} if here else {},
                children=[of(language, STEP_TITLES[step])],
            )


@solara.component
def Step(room: Room, seen: Seen, language: str, key: str, team: str | None) -> None:
    """What this step shows."""
    again = None if team is not None else lambda: Attempt(language, lambda _: None)(lambda: room.go(key, seen.step))
    if seen.step == "gather":
        line(say(language, "gathered" if team is not None else "keep_link"))
        if team is not None:
            line(say(language, "team_link"), "note")
        else:
            HowToJoin(seen, language)
    elif seen.step == "predict":
        if team is not None:
            Predict(room, seen, language, key, team)
        else:
            Outcomes(seen, language)
    elif seen.step == "run":
        line(say(language, "run_note", seen.setting.pairs))
        Runs(seen, language, again)
    elif seen.step == "compare":
        Compare(seen, language)
    elif seen.step == "budget":
        if team is not None:
            Choose(room, seen, language, key, team)
        else:
            Prices(seen, language)
    elif seen.step == "reveal":
        if not seen.progress.ready:
            Runs(seen, language, again)
        Reveal(seen, language)
    else:
        Debrief(seen, language)


@solara.component
def HowToJoin(seen: Seen, language: str) -> None:
    """Where teams find the page."""
    address = os.environ.get(REACHED_AT, "")
    with v.Html(tag="div", class_="workshop-card workshop-how"):
        if address:
            query = urlencode({"form": "2", "lang": language, "view": "workshop", "room": seen.code})
            line(say(language, "reach_at", f"{address}/?{query}"), "workshop-address")
        else:
            line(say(language, "only_here"))


@solara.component
def Lead(room: Room, seen: Seen, language: str, key: str) -> None:
    """The facilitator's buttons."""
    message, show = solara.use_state("")
    sure, be_sure = solara.use_state(False)
    attempt = Attempt(language, show)
    waits = seen.step in ("run", "reveal") and not seen.progress.ready
    with v.Html(tag="section", class_="workshop-card workshop-lead"):
        if seen.index + 1 < len(STEPS):
            after = STEPS[seen.index + 1]
            words = say(language, "next", of(language, STEP_TITLES[after]))
            Press(words, lambda: attempt(lambda: room.go(key, after)), "next", main=True, disabled=waits)
        Message(message)
        with v.Html(tag="div", class_="workshop-row"):
            if seen.index > 0:
                before = STEPS[seen.index - 1]
                words = say(language, "back_to", of(language, STEP_TITLES[before]))
                Press(words, lambda: attempt(lambda: room.go(key, before)), "back")
            closing = say(language, "sure" if sure else "close_room")
            Press(closing, (lambda: rooms().close(room)) if sure else (lambda: be_sure(True)), "close")


@solara.component
def Teams(room: Room, seen: Seen, language: str, leading: str) -> None:
    """Who is in the room and who has answered; the facilitator may take a team out."""
    waiting = {"predict": "guesses", "budget": "basket"}.get(seen.step)
    with v.Html(tag="section", class_="workshop-card workshop-teams"):
        heading(f"{say(language, 'teams')} ({len(seen.teams)})")
        if not seen.teams:
            line(say(language, "no_teams"), "note")
        with v.Html(tag="ul").key("list"):
            for team in seen.teams:
                with v.Html(tag="li").key(team.name):
                    v.Html(tag="span", children=[team.name])
                    if waiting is not None:
                        done = getattr(team, waiting) is not None
                        v.Html(tag="i", children=[say(language, "answered" if done else "thinks")])
                    if leading:
                        Remove(room, leading, team.name, say(language, "remove", team.name))


@solara.component
def Remove(room: Room, key: str, name: str, words: str) -> None:
    """A small button that takes a team out."""
    button = v.Html(
        tag="button", class_="workshop-remove", attributes={"type": "button", "aria-label": words}, children=["×"]
    )
    v.use_event(button, "click", lambda *_: Attempt("en", lambda _: None)(lambda: room.remove(key, name)))
