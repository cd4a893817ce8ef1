"""Tell of what is new in a worker."""

from __future__ import annotations

from celery import shared_task

from cms.saved_searches import actions


@shared_task(name="saved_searches.tell_of_new")
def tell_of_new() -> int:
    """Look at each saved search that is due; return how many letters were written."""
    return actions.tell_of_new()
