"""Add readings to what is known, and forget old ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.urls import Resolver404, resolve

from cms.readership.models import Reading

COUNTED_VIEWS = frozenset({"wagtail_serve", "service"})
BATCH = 500
KEPT_FOR = timedelta(days=400)


@transaction.atomic
def add_readings(*, day: date, times: Mapping[str, int]) -> None:
    """Add how often each path was read on a day; paths of no page are left out."""
    counted = {path: number for path, number in sorted(times.items()) if _is_page(path)}
    rows = [Reading(day=day, path=path) for path in counted]
    Reading.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    for path, number in counted.items():
        Reading.objects.filter(day=day, path=path).update(times=F("times") + number)


def forget_old_readings(*, today: date) -> int:
    """Delete what is older than thirteen months; return how many rows."""
    return Reading.objects.filter(day__lt=today - KEPT_FOR).delete()[0]


def _is_page(path: str) -> bool:
    if len(path) > Reading._meta.get_field("path").max_length:
        return False
    try:
        return resolve(path).view_name in COUNTED_VIEWS
    except Resolver404:
        return False
