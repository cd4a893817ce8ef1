"""Remind in a worker."""

from __future__ import annotations

from celery import shared_task

from cms.freshness.links import forget_old_links
from cms.freshness.reminding import remind


@shared_task(name="freshness.remind")
def send_reminders() -> int:
    """Write the reminders that are due, forget links that no longer work; count the organisations."""
    forget_old_links()
    return remind()
