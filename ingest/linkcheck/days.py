"""Tell of what holds until a day, that day included, whether it holds still."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils import timezone


def lasts(field: str, at: datetime) -> Q:
    """Return the condition that a field's day is not over; without a day it never is."""
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": timezone.localdate(at)})


def is_over(field: str, at: datetime) -> Q:
    """Return the opposite condition."""
    return Q(**{f"{field}__lt": timezone.localdate(at)})
