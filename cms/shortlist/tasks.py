"""Forget shared lists in a worker."""

from __future__ import annotations

from celery import shared_task

from cms.shortlist import actions


@shared_task(name="shortlist.forget_shared_lists")
def forget_shared_lists() -> int:
    """Delete the lists that have expired; return how many."""
    return actions.forget_shared_lists()
