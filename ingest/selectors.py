"""What reads the memory of runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef, Q

from ingest.locks import is_running
from ingest.models import AdoptionOffer, HarvestedRecord, Run, Source


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


def offers_by_id(*, source_name: str, external_ids: Iterable[str]) -> dict[str, AdoptionOffer]:
    """Return the offers of a source's records by their external ids, in one query."""
    names = list(external_ids)
    if not names:
        return {}
    offers = AdoptionOffer.objects.filter(source__name=source_name, external_id__in=names)
    return {offer.external_id: offer for offer in offers}


def source_statuses() -> list[SourceStatus]:
    """Return how every source stands, by name."""
    rows = Source.objects.annotate(
        records_held=Count("records", distinct=True),
        conflicts_open=Count(
            "records",
            filter=Q(records__conflicts__isnull=False, records__conflicts__settled_at=None),
            distinct=True,
        ),
        errors_kept=Count("errors", filter=Q(errors__settled_at=None), distinct=True),
        last_run_at=Max("runs__started_at"),
        running=Exists(Run.objects.filter(source=OuterRef("pk"), state=Run.State.RUNNING)),
    ).order_by("name")
    return [
        SourceStatus(
            name=row.name,
            plugin=row.plugin,
            kept=row.kept,
            records=row.records_held,
            conflicts=row.conflicts_open,
            errors=row.errors_kept,
            last_run_at=row.last_run_at,
            completed_at=row.completed_at,
            due_at=row.due_at,
            running=row.running and is_running(row.name),
        )
        for row in rows
    ]
