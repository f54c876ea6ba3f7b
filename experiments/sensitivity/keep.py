"""What was found, kept for the table of assumptions: refused where it would say more than was measured."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from experiments import influence
from experiments.errors import InputError
from experiments.sensitivity.finding import Finding


def store(findings: Sequence[Finding], folder: Path | None = None) -> Path:
    """Write the influence of all outcomes of one question; raises InputError when nobody could tell it from luck."""
    question, versions = findings[0].question, {version for one in findings for version in one.blocks.versions}
    study = question.study
    assert study.design is not None
    if min(one.chance.seeds for one in findings) < 2:
        raise InputError("--store: whole on one seed only, so influence cannot be told from luck; take two or more")
    if len(versions) > 1:
        raise InputError(f"--store: runs of {len(versions)} versions of the model are mixed ({', '.join(versions)})")
    source: dict[str, Any] = {
        "study": study.hash, "name": study.name, "model_version": next(iter(versions)),
        "made": max(one.blocks.made for one in findings), "place": question.place, "law": question.law,
        "behaviour": question.behaviour, "of": question.of, "against": question.against or "",
        "months": 12 * question.year, "runs": max(one.blocks.runs for one in findings) * (2 if question.against else 1),
        "seeds": sorted({seed for one in findings for seed in one.blocks.seeds}), "method": study.design.kind,
        "design": study.design.used, "fixed": dict(study.fixed),
        "outcomes": {
            one.outcome: {
                "title": one.title, one.blocks.word.replace(" ", "_"): one.blocks.kept, "left_out": one.blocks.left_out,
                "share_of_chance": round(one.chance.share, 4), "chance_left_in_means": round(one.chance.left, 4),
            }
            for one in findings
        },
    }  # fmt: skip
    return influence.write(stem(findings[0]), source, [_row(row) for one in findings for row in one.rows()], folder)


def stem(found: Finding, outcome: str = "") -> str:
    """What the files of a question are called: place, alternatives, year and study, with the outcome where asked."""
    question = found.question
    study = question.study
    parts = [question.place]
    parts += [question.law] if len(study.laws) > 1 else []
    parts += [question.behaviour] if len(study.behaviours) > 1 else []
    parts += [question.of, *([f"against-{question.against}"] if question.against else [])]
    parts += [f"{question.year}y", study.hash[:8], *([outcome.replace("|", "-").replace(" ", "_")] if outcome else [])]
    return "-".join(parts)


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"influence": row["mu_star" if row["method"] == "morris" else "total"]}
