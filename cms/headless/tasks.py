"""Deliver to webhooks in a worker, and forget."""

from __future__ import annotations

from celery import shared_task

from cms.headless.delivery import BATCH, deliver_due
from cms.headless.happenings import forget_old


@shared_task(name="headless.deliver_webhooks")
def deliver_webhooks() -> int:
    """Deliver what is due, and go on while there may be more; return how much was tried."""
    tried = deliver_due()
    if tried == BATCH:
        deliver_webhooks.delay()
    return tried


@shared_task(name="headless.forget_old_happenings")
def forget_old_happenings() -> int:
    """Forget what happened long ago."""
    return forget_old()
