"""Deliver and forget mail in a worker."""

from __future__ import annotations

from celery import shared_task

from cms.mail.delivery import BATCH, deliver_due, forget_old_letters


@shared_task(name="mail.deliver_letters")
def deliver_letters() -> int:
    """Deliver the letters that are due, and go on while there may be more; return how many went."""
    sent = deliver_due()
    if sent == BATCH:
        deliver_letters.delay()
    return sent


@shared_task(name="mail.forget_old_letters")
def forget_letters() -> int:
    """Delete letters that are long gone; return how many."""
    return forget_old_letters()
