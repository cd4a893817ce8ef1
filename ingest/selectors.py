"""What reads the memory of runs."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Max, Q, QuerySet

from ingest.models import HarvestedRecord, Source


def records_by_id(*, source_name: str, external_ids: Iterable[str]) -> dict[str, HarvestedRecord]:
    """Return a source's records by their external ids, in one query."""
    records = HarvestedRecord.objects.filter(source__name=source_name, external_id__in=list(external_ids))
    return {record.external_id: record for record in records}


def sources_with_counts() -> QuerySet[Source]:
    """Return the sources with ``record_count``, ``conflict_count``, ``error_count`` and ``last_run_at``."""
    return Source.objects.annotate(
        record_count=Count("records", distinct=True),
        conflict_count=Count("records", filter=~Q(records__conflicts={}), distinct=True),
        error_count=Count("errors", distinct=True),
        last_run_at=Max("runs__started_at"),
    )
