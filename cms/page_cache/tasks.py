"""The worker's part of the page cache."""

from __future__ import annotations

from celery import shared_task

from cms.page_cache import changes


@shared_task(name="page_cache.forget_old_changes")
def forget_old_changes() -> None:
    """Keep the table of changes small."""
    changes.forget_old_changes()
