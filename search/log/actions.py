"""Write the log: searches, clicks, and what is old enough to go."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from search import conf
from search.log.entries import Search, stored
from search.models import SearchLogEntry, SynonymUpload
from search.models.synonyms import UPLOAD_KEPT_FOR

MAX_RANK = 1000


def write_search(*, search: Search, clicked_rank: int | None = None) -> None:
    """Keep a search, and the first result that was opened; doing so twice changes nothing."""
    SearchLogEntry.objects.bulk_create([stored(search)], ignore_conflicts=True)
    if clicked_rank is not None:
        SearchLogEntry.objects.filter(pk=search.id, clicked_rank=None).update(clicked_rank=clicked_rank)


def forget_old_searches(*, now: datetime | None = None) -> int:
    """Delete the searches older than the settings' months, and uploads nobody confirmed; count the former."""
    moment = now or timezone.now()
    SynonymUpload.objects.filter(created__lt=moment - UPLOAD_KEPT_FOR).delete()
    deleted, _by_model = SearchLogEntry.objects.filter(created__lt=log_start(moment)).delete()
    return deleted


def log_start(moment: datetime) -> datetime:
    """Return since when searches are in the log at a moment: older ones are deleted."""
    return _months_before(moment, conf.log_months())


def _months_before(moment: datetime, months: int) -> datetime:
    """Return the same moment of the month so many months before, or of its last day."""
    years, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    for day in range(moment.day, moment.day - 4, -1):
        try:
            return moment.replace(year=years, month=month + 1, day=day)
        except ValueError:
            continue
    raise AssertionError("every month has twenty-eight days")
