"""An allocation told in sentences, in English and Danish, from the steps of `experiments.trace`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from agents.core import calendar
from dashboards import text
from dashboards.panels.offers import REASONS_DA
from experiments.trace import Letting

Offer = Mapping[str, Any]

RULES: Mapping[str, tuple[str, str]] = {
    "second chance": (
        "the reserve for Second chance: the most vulnerable of those taking part first",
        "reserven til Second chance: de mest udsatte af deltagerne først",
    ),
    "municipal assignment": (
        "municipal assignment: the most urgent need first, then the longest in need",
        "kommunal anvisning: det mest akutte behov først, dernæst længst tid med behovet",
    ),
    "flexible letting": (
        "flexible letting: only the group this home is kept for, longest on the list first",
        "fleksibel udlejning: kun den gruppe, boligen er forbeholdt, længst på listen først",
    ),
    "internal list": (
        "the internal list: the association's own tenants who have lived there long enough, longest on the list first",
        "oprykningslisten: boligorganisationens egne lejere, der har boet der længe nok, længst på listen først",
    ),
    "ordinary waiting list": (
        "the ordinary waiting list: longest on the list first (families before others for large homes)",
        "den almindelige venteliste: længst på listen først (familier før andre til store boliger)",
    ),
}
HOW_TO_READ = (
    "The first list is drawn by the shares the law and the agreement give each rule; the waiting list comes last. "
    "Those on a list who did not want this home at all are not written down, and of those passed over only the "
    "first each month. Why somebody said no is not written down either: rent, size, the area's reputation and chance "
    "weigh.",
    "Den første liste trækkes efter de andele, loven og aftalen giver hver regel; ventelisten kommer til sidst. "
    "De på listen, som slet ikke ønskede boligen, er ikke skrevet ned, og af de oversprungne kun de første hver "
    "måned. Hvorfor nogen sagde nej, er heller ikke skrevet ned: husleje, størrelse, områdets omdømme og tilfældet "
    "vejer.",
)


def tell(language: str, letting: Letting) -> tuple[str, list[str]]:
    """A heading, and a sentence for each step: who was asked under which rule, and who was passed over and why."""
    tenant = letting.tenant
    if tenant is None:
        opened = calendar.label(int(letting.offers[0]["month"]))
        words = text.of(language, ("{}: offered, and nobody has taken it", "{}: tilbudt, og ingen har taget den"))
        heading = words.format(opened)
    else:
        words = text.of(language, ("{}: let under {}", "{}: udlejet efter {}"))
        heading = words.format(calendar.label(int(tenant["month"])), _short(language, str(tenant["rule"])))
    told, rule, month = [], "", -1
    for step in letting.steps():
        first = step[0]
        if (first["rule"], first["month"]) != (rule, month):
            rule, month = str(first["rule"]), int(first["month"])
            told.append(f"{calendar.label(month)}. {_rule(language, rule)}.")
        told.append(_step(language, step))
    return heading, told


def summary(language: str, letting: Letting) -> str:
    """How many were asked, said no and were passed over before the one who said yes."""
    said = [offer["outcome"] for offer in letting.offers]
    refused, passed = said.count("refused"), said.count("passed over")
    words = text.of(
        language, ("{} said no and {} passed over before.", "{} sagde nej, og {} blev sprunget over forinden.")
    )
    return words.format(refused, passed)


def _rule(language: str, rule: str) -> str:
    words = text.of(language, RULES.get(rule, (rule, rule)))
    return f"{words[:1].upper()}{words[1:]}"


def _short(language: str, rule: str) -> str:
    return text.of(language, RULES.get(rule, (rule, rule))).partition(":")[0]


def _step(language: str, step: Sequence[Offer]) -> str:
    first, n = step[0], len(step)
    if first["outcome"] == "passed over":
        reason = str(first["reason"])
        why = text.of(language, (reason, REASONS_DA.get(reason, reason)))
        if n == 1:
            words = text.of(language, ("Passed over: {}: {}.", "Sprunget over: {}: {}."))
            return words.format(_who(language, first), why)
        waited = [int(offer["waited_months"]) for offer in step]
        words = text.of(
            language,
            (
                "Passed over: {} households that had waited {} to {} months: {}.",
                "Sprunget over: {} husstande, der havde ventet {} til {} måneder: {}.",
            ),
        )
        return words.format(n, min(waited), max(waited), why)
    outcomes = {
        "refused": ("Asked: {}: said no.", "Spurgt: {}: sagde nej."),
        "accepted": ("Asked: {}: said yes and moved in.", "Spurgt: {}: sagde ja og flyttede ind."),
    }
    return text.of(language, outcomes[str(first["outcome"])]).format(_who(language, first))


def _who(language: str, offer: Offer) -> str:
    months = int(offer["waited_months"])
    score = text.number(language, float(offer["score"]), 1)
    if months == 1:
        words = ("a household that had waited 1 month, vulnerability {1} of 5",
                 "en husstand, der havde ventet 1 måned, udsathed {1} af 5")  # fmt: skip
    else:
        words = ("a household that had waited {0} months, vulnerability {1} of 5",
                 "en husstand, der havde ventet {0} måneder, udsathed {1} af 5")  # fmt: skip
    return text.of(language, words).format(months, score)
