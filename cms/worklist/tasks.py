"""The work list's own work, in a worker."""

from __future__ import annotations

from celery import shared_task

from cms.worklist.digest import send_digests
from cms.worklist.unmet import match_unmet_searches


@shared_task(name="worklist.match_unmet_searches")
def match_searches() -> int:
    """Find whose subjects the searches are near that found nothing."""
    return match_unmet_searches()


@shared_task(name="worklist.send_digests")
def send_weekly_digests() -> int:
    """Write this week's digests that were not written yet."""
    return send_digests()
