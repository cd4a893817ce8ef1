"""Add and forget readings in a worker."""

from __future__ import annotations

from datetime import date

from celery import shared_task
from django.utils import timezone

from cms.readership import actions


@shared_task(name="readership.add_readings")
def add_readings(day: str, times: dict[str, int]) -> None:
    """Add what one web process has counted; ``day`` in ISO form."""
    actions.add_readings(day=date.fromisoformat(day), times=times)


@shared_task(name="readership.forget_old_readings")
def forget_old_readings() -> int:
    """Delete what is older than thirteen months."""
    return actions.forget_old_readings(today=timezone.localdate())
