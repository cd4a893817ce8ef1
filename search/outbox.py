"""From changed content to the index: recorded in the same transaction, drained at least once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from search.building import build_documents
from search.documents import SearchDocument
from search.engine import get_engine
from search.locks import drain_lock
from search.models import IndexChange
from search.names.actions import LIST, learn_names
from search.names.selectors import use_current_names
from search.registry import document_id, titles
from search.workers import after_commit

BATCH = 500
FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Drained:
    """Count what one drain did, in documents; ``failed`` objects stay in the outbox."""

    upserted: int = 0
    deleted: int = 0
    failed: int = 0

    def __add__(self, other: Drained) -> Drained:
        return Drained(
            self.upserted + other.upserted, self.deleted + other.deleted, self.failed + other.failed
        )


def record_changes(source: str, keys: Iterable[int]) -> None:
    """Note that objects changed, and wake a worker once the transaction is committed.

    Call it within the transaction that changes them. It never fails for want of a worker or an engine.
    """
    rows = [IndexChange(source=source, object_id=key) for key in keys]
    if rows:
        IndexChange.objects.bulk_create(rows, batch_size=BATCH)
        after_commit(_wake_worker)


def _wake_worker() -> None:
    from search.tasks import wake

    wake()


def due_changes() -> QuerySet[IndexChange]:
    """Return the changes that a drain would take now, the oldest first."""
    return IndexChange.objects.filter(Q(retry_at=None) | Q(retry_at__lte=timezone.now())).order_by("pk")


def drain(*, wait: bool = False) -> Drained:
    """Bring the index up to date with every due change, and say what was done.

    One process drains at a time: another one returns at once, or with ``wait`` waits for its turn. A
    change committed while the lock is being given up is seen by the loop's last look. Raises
    ``SearchError`` when the engine can't be written; the changes stay and are tried again.
    """
    done = Drained()
    while due_changes().exists():
        with drain_lock(wait=wait) as held:
            if not held:
                return done
            while batch := list(due_changes()[:BATCH]):
                done += _drain_batch(batch)
    return done


def _drain_batch(batch: list[IndexChange]) -> Drained:
    keys: dict[str, set[int]] = defaultdict(set)
    for change in batch:
        keys[change.source].add(change.object_id)
    if keys.keys() & {LIST, *titles()}:
        learn_names()
    else:
        use_current_names()
    keys.pop(LIST, None)
    documents: list[SearchDocument] = []
    gone: list[str] = []
    failures: dict[tuple[str, int], str] = {}
    for source, wanted in keys.items():
        built, failed = build_documents(source, sorted(wanted))
        documents += built
        failures |= {(source, key): error for key, error in failed.items()}
        present = {document.id for document in built}
        gone += [
            identifier
            for key in sorted(wanted - failed.keys())
            if (identifier := document_id(source, key)) not in present
        ]
    _write(documents, gone)
    _settle(batch, failures)
    return Drained(len(documents), len(gone), len(failures))


def _write(documents: list[SearchDocument], gone: list[str]) -> None:
    """Write both even if the first fails: a fallback takes what the engine that is away can't."""
    engine = get_engine()
    try:
        if documents:
            engine.upsert(documents)
    finally:
        if gone:
            engine.delete(gone)


def _settle(batch: list[IndexChange], failures: dict[tuple[str, int], str]) -> None:
    with transaction.atomic():
        IndexChange.objects.filter(
            pk__in=[change.pk for change in batch if (change.source, change.object_id) not in failures]
        ).delete()
        for change in batch:
            error = failures.get((change.source, change.object_id))
            if error is not None:
                pause = min(FIRST_RETRY * 2 ** min(change.attempts, 16), LONGEST_RETRY)
                IndexChange.objects.filter(pk=change.pk).update(
                    attempts=change.attempts + 1, retry_at=timezone.now() + pause, error=error
                )
