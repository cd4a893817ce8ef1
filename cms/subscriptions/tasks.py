"""End subscriptions in a worker."""

from __future__ import annotations

from celery import shared_task

from cms.subscriptions.actions import keep_house


@shared_task(name="subscriptions.keep_house")
def keep_subscriptions() -> int:
    """End what is over and tell of what ends soon; return how many ended."""
    return keep_house()
