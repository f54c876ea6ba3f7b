"""How much each number was found to matter: by this study where its design can tell, and by those kept before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from experiments import influence
from experiments.errors import InputError
from experiments.sensitivity.finding import Finding, find
from experiments.sensitivity.question import KINDS, ask
from experiments.study_report.data import StudyRuns


def measured(found: StudyRuns) -> Mapping[str, str]:
    """What is known of each number's influence, in words, by its full name.

    A Morris or Sobol study tells for how many of its outcomes a number matters (of the reference, and of what each
    alternative changes against it) in its first ground at its last horizon; else what earlier studies measured.
    """
    words = {name: f"earlier: {influence.in_words(ones)}" for name, ones in influence.read().items()}
    counts: dict[str, list[bool]] = {}
    for finding in _findings(found):
        for one in finding.indices:
            counts.setdefault(one.number, []).append(bool(one.matters))
    here = {name: f"here: {sum(matters)} of {len(matters)}" for name, matters in counts.items()}
    return words | {name: f"{text}; {words[name]}" if name in words else text for name, text in here.items()}


def _findings(found: StudyRuns) -> Iterator[Finding]:
    study = found.study
    if study.design is None or study.design.kind not in KINDS or not found.outcomes:
        return
    reference, ground = study.alternatives[found.reference], found.grounds[0]
    for name in study.alternatives:
        against = None if name == reference else reference
        try:
            question = ask(
                found.answers, study=str(found.record["study"]), place=ground.place, behaviour=ground.behaviour,
                law=ground.law, of=name, against=against, year=study.years[-1], outcomes=found.outcomes,
            )  # fmt: skip
            findings, _ = find(found.answers, question, must=False)
        except InputError:
            # Too few blocks are whole yet: the report is written all the same.
            continue
        yield from (one for one in findings if not one.still)
