"""What is missing from a source: counted, and after two complete runs taken offline, never deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from ingest.delivery import Delivery
from ingest.models import HarvestedRecord, Run, Source
from ingest.outcomes import Action, Outcome

RUNS_UNTIL_GONE = 2
LARGEST_SHRINKING = 0.3
"""A source that loses more than this part of its records at once stops and asks."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Hold the keys of the records that a run didn't find.

    ``newly`` are those that the run before had; ``deleted`` the source itself calls deleted. ``held`` is
    how many records the source had before. ``references`` are those that all records came from that were
    not found, those gone for long among them.
    """

    keys: tuple[int, ...] = ()
    references: frozenset[str] = frozenset()
    newly: int = 0
    held: int = 0
    deleted: frozenset[int] = frozenset()

    @property
    def shrinks(self) -> bool:
        """Tell whether too many went at once."""
        return self.newly > LARGEST_SHRINKING * self.held


def missing_records(
    *,
    source: Source,
    complete: bool,
    seen: Set[str],
    kept_references: Set[str],
    gone_references: Set[str],
    deleted: Set[str],
) -> Missing:
    """Return which records are missing.

    ``seen`` are the external ids of the records that came, ``kept_references`` the references whose records
    are there without having been read, or that couldn't be read. A list that isn't complete tells only of
    what it calls deleted and of what was gone when it was fetched.
    """
    keys, newly, held, told, references = [], 0, 0, set(), set()
    rows = HarvestedRecord.objects.filter(source=source).values_list(
        "pk", "external_id", "reference", "missing_runs"
    )
    for key, external_id, reference, missing_runs in rows.iterator():
        held += missing_runs == 0
        if external_id in seen or (reference in kept_references and external_id not in deleted):
            continue
        is_deleted = external_id in deleted
        if not (complete or is_deleted or reference in gone_references):
            continue
        references.add(reference)
        if missing_runs < RUNS_UNTIL_GONE:
            keys.append(key)
            newly += missing_runs == 0
        if is_deleted:
            told.add(key)
    return Missing(tuple(keys), frozenset(references), newly, held, frozenset(told))


def count_missing(
    *, keys: Iterable[int], deleted: Set[int], delivery: Delivery, run: Run
) -> Iterator[Outcome]:
    """Count one more run without these records; yield those that are gone by now, taken offline if asked."""
    for key in keys:
        outcome = count_missing_once(key=key, deleted=key in deleted, delivery=delivery, run=run)
        if outcome is not None:
            yield outcome


@transaction.atomic
def count_missing_once(*, key: int, deleted: bool, delivery: Delivery, run: Run) -> Outcome | None:
    """Count one more run without a record; return its outcome if it is gone by now."""
    record = HarvestedRecord.objects.get(pk=key)
    gone = goes_by_now(record, deleted)
    record.missing_runs = RUNS_UNTIL_GONE if gone else record.missing_runs + 1
    if gone:
        record.gone_at, record.last_run = timezone.now(), run
        content: Any = record.content
        offline = delivery.unpublish_gone and getattr(content, "live", False) and not content.locked
        if offline and not _comes_from_elsewhere(record):
            content.unpublish()
    record.save()
    return gone_outcome(record) if gone else None


def _comes_from_elsewhere(record: HarvestedRecord) -> bool:
    """Tell whether another record of the same content is still there, since two contents were made one."""
    same = HarvestedRecord.objects.filter(content_type=record.content_type_id, object_id=record.object_id)
    return same.filter(gone_at=None).exclude(pk=record.pk).exists()


def goes_by_now(record: HarvestedRecord, deleted: bool) -> bool:
    """Tell whether a record that is missing once more is gone."""
    return deleted or record.missing_runs + 1 >= RUNS_UNTIL_GONE


def gone_outcome(record: HarvestedRecord) -> Outcome:
    """Return the outcome of a record that is gone."""
    return Outcome(record.external_id, Action.GONE, title=record.title, kind=record.kind, url=record.url)
