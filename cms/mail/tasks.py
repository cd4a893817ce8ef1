"""Deliver mail in a worker."""

from __future__ import annotations

from celery import shared_task

from cms.mail.actions import deliver_due


@shared_task(name="mail.deliver_letters")
def deliver_letters() -> int:
    """Deliver the letters that are due; return how many went."""
    return deliver_due()
