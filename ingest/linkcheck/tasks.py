"""Run the link check by Celery."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from ingest.http import Client
from ingest.linkcheck import actions, conf
from ingest.linkcheck.checking import check_links


@shared_task(name="linkcheck.check_due_links")
def check_due_links() -> int:
    """Check one batch of the links that are due; return how many were. Safe to run twice at once."""
    return sum(1 for _ in check_links(client=Client(), limit=conf.batch_size()))


@shared_task(name="linkcheck.refresh_links")
def refresh_links() -> int:
    """Find the links in all content again and forget old checks; return how many places links have."""
    refreshed = actions.refresh_links(at=timezone.now())
    actions.forget_old_checks(at=timezone.now())
    return refreshed.uses
