"""Run the link check by Celery."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from ingest.http import Client
from ingest.linkcheck import actions, conf, recording, rulings
from ingest.linkcheck.checking import check_links
from ingest.linkcheck.content import object_of
from ingest.linkcheck.models import LinkUse
from ingest.selectors import is_being_read


@shared_task(name="linkcheck.check_due_links")
def check_due_links() -> int:
    """Check one batch of the links that are due; return how many were. Safe to run twice at once."""
    return sum(1 for _ in check_links(client=Client(), limit=conf.batch_size()))


@shared_task(name="linkcheck.refresh_links")
def refresh_links() -> int:
    """Find the links in all content again; return how many places links have."""
    return actions.refresh_links(at=timezone.now()).uses


@shared_task(name="linkcheck.refresh_object")
def refresh_object(content_type: int, object_id: str) -> int:
    """Find the links of one object that was saved, and check at once those that are new.

    Those of a source that is being read are left due: thousands that wait for their turn at one host would
    keep the workers from letters and all else.
    """
    instance = object_of(content_type, object_id)
    if instance is None:
        return actions.forget_object(content_type=content_type, object_id=object_id)
    actions.refresh_object(instance, at=timezone.now())
    if is_being_read(content_type=content_type, object_id=object_id):
        return 0
    uses = LinkUse.objects.filter(content_type=content_type, object_id=object_id, link__last_checked=None)
    new = list(uses.values_list("link", flat=True))
    return sum(1 for _ in check_links(client=Client(), limit=len(new), keys=new)) if new else 0


@shared_task(name="linkcheck.check_page_links")
def check_page_links(page: int) -> int:
    """Check the links to a page of ours that was published, withdrawn or deleted."""
    keys = actions.hurry_internal(page=page, at=timezone.now())
    return sum(1 for _ in check_links(client=Client(), limit=len(keys), keys=keys)) if keys else 0


@shared_task(name="linkcheck.forget_old_checks")
def forget_old_checks() -> int:
    """Delete old checks that changed nothing, and rulings whose time is over."""
    rulings.end_rulings(at=timezone.now())
    return recording.forget_old_checks(at=timezone.now())
