"""The periods that stories are listed by: years, months and days, each with the place of its listing."""

from __future__ import annotations

from datetime import date
from typing import Literal

Period = Literal["year", "month", "day"]

PERIODS: tuple[Period, ...] = ("year", "month", "day")


def start_of(kind: Period, day: date) -> date:
    """The first day of the period that contains a day."""
    return day if kind == "day" else day.replace(day=1) if kind == "month" else day.replace(month=1, day=1)


def period_place(kind: Period, start: date) -> str:
    """The place of a period's listing, such as ``/2024/12/02/``."""
    numbers = (f"{start.year:04}", f"{start.month:02}", f"{start.day:02}")
    return f"/{'/'.join(numbers[: ('year', 'month', 'day').index(kind) + 1])}/"


def place_if(kind: Period, start: date | None) -> str:
    """The place of a period's listing; empty if ``start`` is None."""
    return period_place(kind, start) if start else ""
