"""Send issues in a worker."""

from __future__ import annotations

from celery import shared_task

from cms.newsletters.sending import send_due


@shared_task(name="newsletters.send_due")
def send_due_issues() -> int:
    """Hand over a batch of the letters that are due, and go on while there are more; return how many."""
    tried = send_due()
    if tried:
        send_due_issues.delay()
    return tried
