"""Take synonym sets in from files, beside what editors changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from django.db import transaction
from django.utils import timezone

from search.models.synonyms import SynonymSet
from search.synonyms.labels import MAX_LABELS, write_labels
from search.synonyms.merging import merge_lines
from search.synonyms.reading import read_file
from search.synonyms.records import ImportedSet

BASIC_SOURCE = "Palvelupaketti"
BATCH = 500


@dataclass(frozen=True, slots=True)
class Change:
    """Say what an import makes of one set; ``before`` is empty for a new one."""

    where: str
    labels: str
    narrower: str
    labels_before: str = ""
    narrower_before: str = ""


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """Say what an import did, or would do."""

    new: tuple[Change, ...]
    changed: tuple[Change, ...]
    unchanged: int


@transaction.atomic
def import_sets(*, sets: Iterable[ImportedSet], source: str, dry_run: bool = False) -> ImportOutcome:
    """Add or change the sets of a source, and say what changed; a second import changes nothing.

    What editors added, took away or switched off in an imported set stays so. Sets that the file no
    longer holds stay. With ``dry_run`` nothing is written.
    """
    known = _known(source)
    new: list[tuple[SynonymSet, Change]] = []
    changed: list[tuple[SynonymSet, Change]] = []
    unchanged = 0
    for found in sets:
        kept = known.get(found.key)
        if kept is None:
            new.append(_new(found, source))
        elif change := _merge(kept, found):
            changed.append((kept, change))
        else:
            unchanged += 1
    if not dry_run:
        now = timezone.now()
        for kept, _change in changed:
            kept.updated_at = now
        SynonymSet.objects.bulk_create([kept for kept, _change in new], batch_size=BATCH)
        SynonymSet.objects.bulk_update(
            [kept for kept, _change in changed],
            ["labels", "narrower", "imported", "updated_at"],
            batch_size=BATCH,
        )
    return ImportOutcome(
        tuple(change for _kept, change in new), tuple(change for _kept, change in changed), unchanged
    )


def load_basic_synonyms(*, dry_run: bool = False) -> ImportOutcome:
    """Take in the small vocabulary that comes with the product; idempotent."""
    content = files("search.synonyms").joinpath("basic.csv").read_bytes()
    read = read_file("basic.csv", content)
    if read.errors:
        raise ValueError("; ".join(f"{error.where}: {error.message}" for error in read.errors))
    return import_sets(sets=read.sets, source=BASIC_SOURCE, dry_run=dry_run)


def _known(source: str) -> dict[str, SynonymSet]:
    """Return the sets that an import of this source may change: its own by key, and all by URI."""
    by_uri = {kept.uri: kept for kept in SynonymSet.objects.exclude(uri=None) if kept.uri}
    own = {
        kept.imported["key"]: kept
        for kept in SynonymSet.objects.filter(source=source)
        if kept.imported and "key" in kept.imported
    }
    return {**own, **by_uri}


def _new(found: ImportedSet, source: str) -> tuple[SynonymSet, Change]:
    labels, narrower = write_labels(found.labels), write_labels(found.narrower)
    kept = SynonymSet(
        labels=labels,
        narrower=narrower,
        source=source,
        uri=found.uri or None,
        imported={"key": found.key, "labels": labels, "narrower": narrower},
    )
    return kept, Change(found.where, labels, narrower)


def _merge(kept: SynonymSet, found: ImportedSet) -> Change | None:
    """Put an import into a set, and say what changed, or ``None`` if nothing did."""
    brought = {
        "key": found.key,
        "labels": write_labels(found.labels),
        "narrower": write_labels(found.narrower),
    }
    if kept.imported == brought:
        return None
    before = kept.imported or {}
    labels, narrower = (
        _shortened(merge_lines(before=before.get(name, ""), current=current, incoming=brought[name]))
        for name, current in (("labels", kept.labels), ("narrower", kept.narrower))
    )
    change = Change(found.where, labels, narrower, kept.labels, kept.narrower)
    kept.labels, kept.narrower, kept.imported = labels, narrower, brought
    return change


def _shortened(lines: str) -> str:
    return "\n".join(lines.splitlines()[:MAX_LABELS])
