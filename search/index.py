"""The index as a whole: build it anew, compare it with the database, mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from search import outbox
from search.building import build_documents
from search.documents import SearchDocument
from search.engine import get_engine
from search.errors import SourceBroken
from search.locks import drain_lock
from search.names.actions import names_for_rebuild
from search.registry import parse_document_id, sources

SUSPICIOUSLY_MANY = 5
"""So many objects of a source, all broken, are no accident of content."""


@dataclass(frozen=True, slots=True)
class Differences:
    """Name the documents in which the index differs from the database, by id."""

    missing: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.extra)

    def all_ids(self) -> tuple[str, ...]:
        """Return every differing id."""
        return self.missing + self.stale + self.extra


def published_documents(progress: Callable[[int], None] | None = None) -> Iterator[SearchDocument]:
    """Yield the document of everything published, a batch in memory at a time; ``progress`` gets counts.

    What can't be made into a document goes to the outbox, which keeps the error and tries again. Raises
    ``SourceBroken`` when that is all of a source's objects: then the code is at fault, not the content.
    """
    for source in sources().values():
        built = 0
        errors: dict[int, str] = {}
        for batch in source.batches():
            documents, failed = build_documents(source.name, batch)
            outbox.record_changes(source.name, failed)
            yield from documents
            built, errors = built + len(documents), errors | failed
            if progress:
                progress(len(batch))
        if not built and len(errors) >= SUSPICIOUSLY_MANY:
            raise SourceBroken(
                f"None of the {len(errors)} objects of {source.name!r} could be made into a document:"
                f" {next(iter(errors.values()))}. The index stays as it was."
            )


def published_count() -> int:
    """Return how many objects the index should hold."""
    return sum(sum(1 for _ in source.published_ids()) for source in sources().values())


def rebuild(progress: Callable[[int], None] | None = None) -> int:
    """Build a new index beside the old one, switch, take in what changed meanwhile; return its size."""
    with drain_lock(wait=True), names_for_rebuild():
        count = get_engine().rebuild(published_documents(progress))
    outbox.drain(wait=True)
    return count


def verify(*, repair: bool = True) -> Differences:
    """Compare index and database by content; with ``repair``, mend what differs.

    Changes that wait in the outbox are taken in first, as they are no differences.
    """
    outbox.drain(wait=True)
    indexed = dict(get_engine().content_hashes())
    missing: list[str] = []
    stale: list[str] = []
    for document in published_documents():
        found = indexed.pop(document.id, None)
        if found is None:
            missing.append(document.id)
        elif found != document.content_hash():
            stale.append(document.id)
    differences = Differences(tuple(missing), tuple(stale), tuple(indexed))
    if repair and differences:
        for identifier in differences.all_ids():
            source, key = parse_document_id(identifier)
            outbox.record_changes(source, [key])
        outbox.drain(wait=True)
    return differences
