"""The figures of an ensemble as tables: outcomes with their error, curves by year."""

from __future__ import annotations

from collections.abc import Sequence

import reacton.ipyvuetify as v
import solara

from dashboards import text
from dashboards.charts import CHARTS
from dashboards.fold import Fold
from dashboards.replications import words
from dashboards.replications.band_chart import shown_lines
from dashboards.replications.summary import Row, Summary
from experiments.report_words import HEADLINE

MAIN = (
    *HEADLINE,
    "out_movers_vulnerable",
    "turnover",
    "vacancy_days",
    "rent_loss",
    "reputation",
    "dissimilarity_vulnerable",
    "outside_work_persons",
)
"""Outcomes shown without being asked for; the others are folded away."""
YEAR = 12


def table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]], name: str) -> None:
    """A plain table; the first column of each row is its heading."""
    with (
        v.Html(
            tag="div", class_="figures-scroll", attributes={"tabindex": "0", "role": "region", "aria-label": caption}
        ),
        v.Html(tag="table", class_=f"ensemble-table figures-{name}"),
    ):
        v.Html(tag="caption", class_="visually-hidden", children=[caption])
        with v.Html(tag="thead"), v.Html(tag="tr"):
            for cell in head:
                v.Html(tag="th", attributes={"scope": "col"}, children=[cell])
        with v.Html(tag="tbody"):
            for first, *rest in rows:
                with v.Html(tag="tr"):
                    v.Html(tag="th", attributes={"scope": "row"}, children=[first])
                    for cell in rest:
                        v.Html(tag="td", children=[cell])


@solara.component
def Figures(language: str, summary: Summary, origin: bool) -> None:
    """Every outcome with its error; B minus A with a verdict in words."""
    shown = [row for row in summary.rows if origin or not row.outcome.official]
    main = sorted((row for row in shown if row.outcome.key in MAIN), key=lambda row: MAIN.index(row.outcome.key))
    rest = [row for row in shown if row.outcome.key not in MAIN]
    both = any(row.b is not None for row in shown)
    say = lambda key: words.say(language, key)  # noqa: E731
    head = (
        [say("measure"), "A", "B", say("difference"), say("verdict")]
        if both
        else [say("measure"), "A", say("interval")]
    )

    def others() -> None:
        table(say("all_figures"), head, [_cells(language, row, both) for row in rest], "rest")

    with v.Html(tag="div", class_="ensemble-figures"):
        table(say("main"), head, [_cells(language, row, both) for row in main], "main")
        v.Html(tag="p", class_="note", children=[say("numbers_note")])
        Fold(say("all_figures"), str(len(rest)), "more-figures", others)


def _cells(language: str, row: Row, both: bool) -> list[str]:
    o, a = row.outcome, row.a
    own = [words.titled(language, o), words.mean_and_error(language, a, o)]
    if not both:
        known = words.interval(language, a.low, a.high, a.standard_error, o)
        return [*own, known or words.say(language, "one_run")]
    return [
        *own,
        words.mean_and_error(language, row.b, o),
        words.difference(language, row.difference, o),
        words.verdict(language, row.difference),
    ]


@solara.component
def CurveTable(language: str, summary: Summary, difference: bool) -> None:
    """The curves in December of each year: the middle and both edges of the band."""
    head, columns = [words.say(language, "year")], []
    for at, chart in enumerate(CHARTS):
        for k in shown_lines(chart):
            sides = (
                [("B − A", summary.differences)] if difference else [("A", summary.levels[0]), ("B", summary.levels[1])]
            )
            for branch, found in sides:
                if found[at].shape[2]:
                    label = text.of(language, chart.lines[k].label) if len(shown_lines(chart)) > 1 else ""
                    head.append(f"{', '.join(filter(None, (text.of(language, chart.title), label)))}: {branch}")
                    columns.append(found[at][k])
    months = columns[0].shape[1] if columns else 0
    rows = [
        [str(2015 + month // YEAR), *(_band(language, *(float(x) for x in column[:, month])) for column in columns)]
        for month in range(YEAR - 1, months, YEAR)
    ]
    table(words.say(language, "curve_table"), head, rows, "curves")


def _band(language: str, middle: float, low: float, high: float) -> str:
    digits = 2 if abs(middle) < 10 else 1
    write = lambda x: text.number(language, x, digits).replace("-", "−") if x == x else "–"  # noqa: E731
    first, *edges = map(write, (middle, low, high))
    return f"{first} [{'; '.join(edges)}]"
