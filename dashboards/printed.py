"""The report of what is shown: one page of HTML that needs nothing beside it, made to be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from dashboards import text
from dashboards.charts import LineChart
from dashboards.doses import dose_text
from dashboards.share_words import WORDS
from dashboards.titles import scenario_title
from experiments.bibliography import cite
from experiments.provenance import package_version
from experiments.scenario_file import Question
from experiments.scenario_url import to_line
from model.parameters import registry
from model.policies import discover
from model.scenario import Scenario

STYLE = """
body { font: 14px/1.45 Roboto, Arial, sans-serif; color: #1d1d1b; background: #fff;
  max-width: 900px; margin: 24px auto; padding: 0 16px; }
h1 { font-size: 22px; margin: 0; } h2 { font-size: 16px; margin: 24px 0 6px; }
.sub { color: #555550; margin: 2px 0 12px; }
figure { margin: 0; } svg { width: 100%; height: auto; }
table { border-collapse: collapse; width: 100%; font-size: 12.5px; }
th, td { text-align: left; vertical-align: top; padding: 3px 8px 3px 0; border-bottom: 1px solid #d9d8d2; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; } code { overflow-wrap: anywhere; font-size: 12px; }
@page { size: A4; margin: 14mm; }
@media print { body { margin: 0; padding: 0; max-width: none; } h2 { break-after: avoid; }
  svg, tr { break-inside: avoid; } }
"""


@dataclass(frozen=True)
class Report:
    """What the report is made of: `link` is the page's address, `pictures` are SVG texts."""

    language: str
    place: str
    when: str
    scenarios: tuple[tuple[str, Scenario], ...]
    pictures: tuple[str, ...]
    charts: Sequence[LineChart]
    link: str

    def word(self, key: str) -> str:
        """Words of the report."""
        return text.of(self.language, WORDS[key])

    def html(self) -> str:
        """The page."""
        title = f"Boligliv: {self.place}"
        parts = [f"<h1>{escape(title)}</h1>", f'<p class="sub">{escape(self.when)}</p>']
        for label, scenario in self.scenarios:
            parts += [f"<h2>{escape(label)}</h2>", self._scenario(scenario), self._assumptions(scenario)]
        parts += [f"<figure>{picture}</figure>" for picture in self.pictures]
        parts += [f"<h2>{escape(self.word('yearly'))}</h2>", self._yearly()]
        notes = ("note_one_run", "note_synthetic", "note_conditional")
        parts += [f"<h2>{escape(self.word('notes'))}</h2>", *(f"<p>{escape(self.word(key))}</p>" for key in notes)]
        parts.append(f"<h2>{escape(self.word('again'))}</h2>")
        lines = [self.link, *(to_line(Question(scenario)) for _, scenario in self.scenarios)]
        parts += [f"<p><code>{escape(line)}</code></p>" for line in lines if line]
        parts.append(f'<p class="sub">{escape(self.word("made_by").format(package_version()))}</p>')
        return (
            f'<!doctype html><html lang="{self.language}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
            f"<style>{STYLE}</style></head><body>{''.join(parts)}</body></html>"
        )

    def _scenario(self, scenario: Scenario) -> str:
        known = discover()
        proposals = [
            ", ".join([text.of(self.language, known[name].title), *self._doses(name, pairs)])
            for name, pairs in scenario.policies
        ]
        law = text.say(self.language, "law_dated" if scenario.law == "dated" else "law_of").format(scenario.law)
        rows = (
            ("place", self.place),
            ("proposals", "; ".join(proposals) or self.word("none")),
            ("law", law),
            ("behaviour", scenario.behaviour),
            ("seed", str(scenario.seed)),
            ("months", str(scenario.months)),
        )
        return _table([], [[self.word(key), value] for key, value in rows])

    def _doses(self, policy: str, pairs: Sequence[tuple[str, float]]) -> list[str]:
        """The numbers of a proposal that were changed, each with its meaning."""
        found = []
        for short, value in pairs:
            parameter = registry()[f"{policy}.{short}"]
            meaning = text.parameter(self.language, parameter.name, parameter.meaning)
            found.append(f"{meaning}: {dose_text(self.language, parameter, value)}")
        return found

    def _assumptions(self, scenario: Scenario) -> str:
        if not scenario.parameters:
            return f"<p>{escape(self.word('no_change'))}</p>"
        rows = []
        for name, value in scenario.parameters:
            one = registry()[name]
            change = self.word("instead_of").format(
                dose_text(self.language, one, value), dose_text(self.language, one, one.value)
            )
            meaning = text.parameter(self.language, name, one.meaning)
            rows.append([f"{meaning} ({name})", change, cite(one.source, text.spoken(self.language))])
        return _table([self.word("changed"), "", self.word("source")], rows)

    def _yearly(self) -> str:
        names, columns = [self.word("year")], []
        for chart in self.charts:
            values = np.frombuffer(chart.data, dtype=np.float32)
            if values.size:
                names += [f"{chart.title}: {line['label']} ({chart.unit})" for line in chart.lines]
                columns += list(values.reshape(len(chart.lines), -1))
        if not columns:
            return f"<p>{escape(self.word('no_values'))}</p>"
        months = len(columns[0])
        ends = [*range(11, months, 12)] or [months - 1]
        rows = [
            [str(self.charts[0].start_year + end // 12), *(_figure(self.language, column, end) for column in columns)]
            for end in ends
        ]
        return _table(names, rows, "n")


def titles(language: str, scenarios: Sequence[tuple[str, Scenario]]) -> str:
    """The scenarios in a line: what stands above a picture."""
    if len(scenarios) == 1:
        return scenario_title(language, scenarios[0][1])
    return " / ".join(f"{label}: {scenario_title(language, scenario)}" for label, scenario in scenarios)


def _figure(language: str, column: np.ndarray, at: int) -> str:
    return text.number(language, float(column[at]), 2) if at < len(column) and np.isfinite(column[at]) else "–"


def _table(names: Sequence[str], rows: Sequence[Sequence[str]], kind: str = "") -> str:
    mark = f' class="{kind}"' if kind else ""
    head = "".join(f"<th{mark}>{escape(name)}</th>" for name in names)
    body = "".join(f"<tr>{''.join(f'<td{mark}>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>{f'<thead><tr>{head}</tr></thead>' if names else ''}<tbody>{body}</tbody></table>"
