"""Forget old feedback in a worker."""

from __future__ import annotations

from celery import shared_task

from cms.feedback.actions import forget_old_feedback


@shared_task(name="feedback.forget_old_feedback")
def forget_feedback() -> int:
    """Delete feedback that was kept long enough; return how much."""
    return forget_old_feedback()
