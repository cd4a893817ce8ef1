"""Months, and the stages that something unconfirmed passes."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import IntEnum

from django.conf import settings


class Stage(IntEnum):
    """How long something has been unconfirmed; the intervals are settings."""

    FRESH = 0
    FIRST = 1
    SECOND = 2
    OVERDUE = 3


def months_before(day: date, months: int) -> date:
    """Return the same day so many months before, or the last of that month."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def stage_on(today: date, since: date) -> Stage:
    """Return the stage of what was last confirmed, or else published, on ``since``."""
    reached = [
        stage
        for stage, months in zip((Stage.FIRST, Stage.SECOND, Stage.OVERDUE), _months(), strict=True)
        if since <= months_before(today, months)
    ]
    return max(reached, default=Stage.FRESH)


def first_reminded(today: date) -> date:
    """Return the day on or before which what is reminded of today was last confirmed."""
    return months_before(today, _months()[0])


def overdue_months() -> int:
    """Return after how many months the public is told."""
    return _months()[2]


def months_between(since: date, today: date) -> int:
    """Return how many whole months have gone by."""
    months = (today.year - since.year) * 12 + today.month - since.month
    return months - (months_before(today, months) < since)


def _months() -> tuple[int, int, int]:
    """Return the three intervals, in order whatever the settings say."""
    first, second, overdue = sorted(settings.FRESHNESS_MONTHS)
    return first, second, overdue
