"""What reads the memory of runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Aggregate, Count, Max, QuerySet

from ingest.locks import is_running
from ingest.models import AdoptionOffer, FieldConflict, HarvestedRecord, RecordError, Run, Source


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """Tell how one source stands; ``last_run_at`` is when a run last brought or failed something."""

    name: str
    plugin: str
    kept: bool
    records: int
    conflicts: int
    errors: int
    last_run_at: datetime | None
    completed_at: datetime | None
    due_at: datetime | None
    running: bool


def records_by_id(*, source_name: str, external_ids: Iterable[str]) -> dict[str, HarvestedRecord]:
    """Return a source's records by their external ids, in one query."""
    records = HarvestedRecord.objects.filter(source__name=source_name, external_id__in=list(external_ids))
    return {record.external_id: record for record in records}


def records_by_reference(*, source_name: str, references: Iterable[str]) -> dict[str, list[HarvestedRecord]]:
    """Return a source's records by the reference that they came from, in one query."""
    names = list(references)
    found: dict[str, list[HarvestedRecord]] = {}
    if names:
        for record in HarvestedRecord.objects.filter(source__name=source_name, reference__in=names):
            found.setdefault(record.reference, []).append(record)
    return found


def is_being_read(*, content_type: int, object_id: str) -> bool:
    """Tell whether a source that an object came from is being read just now."""
    records = HarvestedRecord.objects.filter(content_type=content_type, object_id=object_id)
    return records.filter(source__runs__state=Run.State.RUNNING).exists()


def offers_by_id(*, source_name: str, external_ids: Iterable[str]) -> dict[str, AdoptionOffer]:
    """Return the offers of a source's records by their external ids, in one query."""
    names = list(external_ids)
    if not names:
        return {}
    offers = AdoptionOffer.objects.filter(source__name=source_name, external_id__in=names)
    return {offer.external_id: offer for offer in offers}


def source_statuses() -> list[SourceStatus]:
    """Return how every source stands, by name, in as many queries whatever the number of sources."""
    open_conflicts = FieldConflict.objects.filter(settled_at=None)
    records = _counted(HarvestedRecord.objects.all(), "source", Count("pk"))
    conflicts = _counted(open_conflicts, "record__source", Count("record", distinct=True))
    errors = _counted(RecordError.objects.filter(settled_at=None), "source", Count("pk"))
    last_runs = _counted(Run.objects.all(), "source", Max("started_at"))
    running = set(Run.objects.filter(state=Run.State.RUNNING).values_list("source", flat=True))
    return [
        SourceStatus(
            name=row.name,
            plugin=row.plugin,
            kept=row.kept,
            records=records.get(row.pk, 0),
            conflicts=conflicts.get(row.pk, 0),
            errors=errors.get(row.pk, 0),
            last_run_at=last_runs.get(row.pk),
            completed_at=row.completed_at,
            due_at=row.due_at,
            running=row.pk in running and is_running(row.name),
        )
        for row in Source.objects.order_by("name")
    ]


def _counted(rows: QuerySet[Any], source: str, figure: Aggregate) -> dict[int, Any]:
    """Return a figure of each source's rows, by the source's key."""
    return dict(rows.order_by().values_list(source).annotate(figure=figure))
