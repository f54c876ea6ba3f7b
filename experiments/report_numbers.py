"""How the report writes numbers: in the reader's unit, never finer than the Monte-Carlo error allows."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from agents.core.calendar import month_of_year, year

MINUS = "−"
THIN = "\u202f"
"""Narrow space that does not break: between thousands."""
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Measure:
    """How one metric is shown: its title, its unit in words, what to multiply by and the usual decimals."""

    title: str
    unit: str
    factor: float = 1.0
    decimals: int = 1


MEASURES: dict[str, Measure] = {
    "share_vulnerable": Measure("Vulnerable households", "%", 100),
    "share_non_western": Measure("Residents of non-western origin", "%", 100),
    "share_outside_work": Measure("Aged 18-64 outside work and education", "%", 100),
    "mean_income": Measure("Mean disposable income", "kr a month", 1, 0),
    "reputation": Measure("Reputation", "0 to 1", 1, 3),
    "turnover": Measure("Moves out", "per 100 homes a year", 1, 1),
    "vacancy_rate": Measure("Vacant homes", "%", 100),
    "vacancy_days": Measure("Days a home stands empty", "days", 1, 0),
    "rent_loss_kr": Measure("Rent lost on empty homes", "kr a month", 1, 0),
    "refusals": Measure("Refusals per letting", "refusals", 1, 2),
    "offers": Measure("Offers", "a month", 1, 1),
    "lettings": Measure("Lettings", "a month", 1, 1),
    "waiting_months": Measure("Waiting time of those who got a home", "months", 1, 1),
    "assigned_waiting": Measure("Households in urgent need still waiting", "households", 1, 0),
    "households": Measure("Households", "households", 1, 0),
    "persons": Measure("Residents", "persons", 1, 0),
    "children": Measure("Children", "persons", 1, 0),
    "in_movers": Measure("Households moving in", "a month", 1, 1),
    "out_movers": Measure("Households moving out", "a month", 1, 1),
    "vulnerable_elsewhere_max_share": Measure("Most burdened department elsewhere: vulnerable", "%", 100),
    "dissimilarity": Measure("Dissimilarity", "0 to 1", 1, 3),
    "isolation": Measure("Isolation", "0 to 1", 1, 3),
    "exposure": Measure("Exposure", "0 to 1", 1, 3),
    "theil_h": Measure("Theil's H", "0 to 1", 1, 3),
    "kernel_dissimilarity": Measure("Dissimilarity with a distance kernel", "0 to 1", 1, 3),
    "cost_kr": Measure("Cost", "kr", 1, 0),
}
"""Metrics the report knows how to word; others are shown under their own name."""


def measure(metric: str) -> Measure:
    """How to show a metric; an unknown one gets its name in plain letters and three decimals."""
    return MEASURES.get(metric) or Measure(metric.replace("_", " ").capitalize(), "", 1, 3)


def number(value: float, decimals: int) -> str:
    """A number with narrow thousands spaces and a true minus sign; '–' when there is none."""
    if value is None or not math.isfinite(value):
        return "–"
    text = f"{value:,.{decimals}f}".replace(",", THIN)
    if float(f"{value:.{decimals}f}") == 0:
        return text.lstrip("-")
    return text.replace("-", MINUS)


def plain(value: float) -> str:
    """A number without an error, such as an assumption: three or four digits that count."""
    if not math.isfinite(value):
        return "–"
    size = abs(value)
    if value == round(value):
        return number(value, 0)
    places = 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 1 else 4
    text = number(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def signed(value: float, decimals: int) -> str:
    """A difference with its sign always written, except for zero."""
    text = number(value, decimals)
    return f"+{text}" if math.isfinite(value) and float(f"{value:.{decimals}f}") > 0 else text


def decimals_for(error: float, usual: int) -> int:
    """Decimals that show one or two digits of the error and no more, at most one finer than usual."""
    if not math.isfinite(error) or error < 0.5 * 10.0 ** -(usual + 1):
        return usual
    needed = math.ceil(-math.log10(error)) if error < 1 else 0
    if error * 10**needed < 2 and error < 1:
        needed += 1
    return max(0, min(needed, usual + 1))


def with_error(value: float, error: float, usual: int = 1) -> str:
    """'12.3 ± 0.4': a mean with its Monte-Carlo error; says so when one run leaves the error unknown."""
    return _and_error(number, value, error, usual)


def signed_with_error(value: float, error: float, usual: int = 1) -> str:
    """A difference with sign and Monte-Carlo error."""
    return _and_error(signed, value, error, usual)


def between(low: float, high: float, error: float, usual: int = 1) -> str:
    """An interval in words, '−1.2 to +0.4'; an end that is not zero is never written as zero."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return "–"
    places = decimals_for(error, usual)
    while places < usual + 4 and any(end != 0 and round(end, places) == 0 for end in (low, high)):
        places += 1
    return f"{signed(low, places)} to {signed(high, places)}"


def _and_error(write: Callable[[float, int], str], value: float, error: float, usual: int) -> str:
    if not math.isfinite(value):
        return "–"
    if value == 0 and error == 0:
        return "0 ± 0"
    places = decimals_for(error, usual)
    if not math.isfinite(error):
        return f"{write(value, places)} ± unknown"
    if error > 0 and round(error, places) == 0:
        return f"{write(value, places)} ± <{number(10.0**-places, places)}"
    return f"{write(value, places)} ± {number(error, places)}"


def written_month(month: int) -> str:
    """A month number as 'December 2034'."""
    return f"{MONTHS[month_of_year(month) - 1]} {year(month)}"
