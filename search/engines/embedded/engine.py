"""Search with tantivy, in this process, on an index on disk."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path

import tantivy

from search.analysis import names_in_use
from search.answering import answer, complete
from search.concepts import Concepts, none
from search.documents import SearchDocument
from search.engines.embedded.directory import REMEDY, Description, IndexDirectory
from search.engines.embedded.schema import ID, build_schema, to_tantivy
from search.engines.embedded.snapshot import EmbeddedSnapshot
from search.errors import EngineUnavailable, IndexUnusable
from search.fields import Language
from search.indexed import index
from search.query import SearchQuery
from search.results import EngineStatus, SearchResults, Suggestion

_WRITER_MEMORY = 64_000_000
_REBUILD_MEMORY = 250_000_000
"""What is written at once becomes one segment, and each segment is searched by itself: 100,000 services
in one instead of five are searched a seventh faster."""

KEPT_ANSWERS = 256
"""So many answers are kept until the next commit; the busiest searches are asked again and again."""

KEPT_SIZE = 20
"""Larger pages are not kept: they are asked for by programs, once each."""

_OPENING_ATTEMPTS = 5
_OTHER_FIELDS = tuple(part.name for part in fields(SearchQuery) if part.name != "filters")


@dataclass(slots=True)
class _Open:
    """Hold one generation as this process has it open."""

    path: Path
    pointer: tuple[int, int]
    description: Description
    index: tantivy.Index
    commit: tuple[int, int]
    snapshot: EmbeddedSnapshot
    answers: dict[object, SearchResults] = field(default_factory=dict)


class EmbeddedEngine:
    """Keep a tantivy index in ``directory``; safe for threads, and for processes beside each other.

    Whoever writes waits up to ``patience`` seconds for the one who writes now. Readers look at each
    search whether something was committed, in whatever process.
    """

    def __init__(
        self, directory: Path, concepts: Callable[[], Concepts] = none, *, patience: float = 10.0
    ) -> None:
        self._directory = IndexDirectory(Path(directory), patience)
        self._concepts = concepts
        self._open: _Open | None = None
        self._opening = threading.Lock()

    def search(self, query: SearchQuery) -> SearchResults:
        """Answer a query; what was asked before of the same state of the index is answered as then."""
        concepts = self._concepts()
        found = self._current()
        if query.page_size > KEPT_SIZE:
            return answer(found.snapshot, query, concepts)
        key = (*_asked(query), concepts, names_in_use())
        results = found.answers.get(key)
        if results is None:
            results = answer(found.snapshot, query, concepts)
            if len(found.answers) >= KEPT_ANSWERS:
                found.answers.clear()
            found.answers[key] = results
        return results

    def suggest(self, prefix: str, language: Language, limit: int = 8) -> tuple[Suggestion, ...]:
        return complete(self._snapshot(), prefix, language, limit)

    def content_hashes(self) -> Iterator[tuple[str, str]]:
        yield from self._snapshot().hashes()

    def status(self) -> EngineStatus:
        found = self._current()
        return EngineStatus(
            engine="embedded",
            documents=found.snapshot.size(),
            fingerprint=found.description.fingerprint,
            built=datetime.fromisoformat(found.description.built),
            location=str(found.path),
        )

    def upsert(self, documents: Iterable[SearchDocument]) -> None:
        fresh = {document.id: document for document in documents}
        if fresh:
            self._write(fresh, ())

    def delete(self, ids: Iterable[str]) -> None:
        gone = tuple(dict.fromkeys(ids))
        if gone:
            self._write({}, gone)

    def _write(self, fresh: dict[str, SearchDocument], gone: tuple[str, ...]) -> None:
        """Write in one commit, and note the change for a rebuild that runs."""
        ready = [to_tantivy(index(document)) for document in fresh.values()]
        with self._directory.writing():
            found = self._current()
            with _written(found.index) as writer:
                for identity in (*fresh, *gone):
                    writer.delete_documents_by_term(ID, identity)
                for document in ready:
                    writer.add_document(document)
            self._note(fresh, gone)

    def _note(self, fresh: dict[str, SearchDocument], gone: tuple[str, ...]) -> None:
        if not self._directory.is_rebuilding():
            return
        with self._directory.changes.open("a", encoding="utf-8") as handle:
            for document in fresh.values():
                handle.write(json.dumps(["upsert", document.to_json()]) + "\n")
            for identity in gone:
                handle.write(json.dumps(["delete", identity]) + "\n")

    def rebuild(self, documents: Iterable[SearchDocument]) -> int:
        directory = self._directory
        with directory.rebuilding():
            with directory.writing():
                generation = directory.begin()
            try:
                made = tantivy.Index(build_schema(), str(generation))
                with _written(made, _REBUILD_MEMORY) as writer:
                    for document in documents:
                        writer.delete_documents_by_term(ID, document.id)
                        writer.add_document(to_tantivy(index(document)))
                with directory.writing():
                    self._repeat_changes(made)
                    directory.switch(generation)
            except BaseException:
                with directory.writing():
                    directory.sweep()
                raise
        made.reload()
        return made.searcher().num_docs

    def _repeat_changes(self, made: tantivy.Index) -> None:
        last: dict[str, SearchDocument | None] = {}
        with self._directory.changes.open(encoding="utf-8") as handle:
            for line in handle:
                what, value = json.loads(line)
                if what == "delete":
                    last[value] = None
                else:
                    document = SearchDocument.from_json(value)
                    last[document.id] = document
        if not last:
            return
        with _written(made) as writer:
            for identity, changed in last.items():
                writer.delete_documents_by_term(ID, identity)
                if changed is not None:
                    writer.add_document(to_tantivy(index(changed)))

    def _snapshot(self) -> EmbeddedSnapshot:
        return self._current().snapshot

    def _current(self) -> _Open:
        """Return the current generation with its last commit, opened or reloaded if need be."""
        found = self._open
        if found is not None and self._fresh(found):
            return found
        with self._opening:
            missing: FileNotFoundError | None = None
            for _ in range(_OPENING_ATTEMPTS):
                try:
                    self._open = self._opened(self._open)
                    return self._open
                except FileNotFoundError as error:  # maybe switched and swept between two looks
                    missing = error
        raise IndexUnusable(f"The search index is damaged ({missing}). {REMEDY}") from missing

    def _fresh(self, found: _Open) -> bool:
        try:
            return found.pointer == _mark(self._directory.path / "CURRENT") and found.commit == _mark(
                found.path / "meta.json"
            )
        except FileNotFoundError:
            return False

    def _opened(self, before: _Open | None) -> _Open:
        path = self._directory.current()
        pointer = _mark(self._directory.path / "CURRENT")
        commit = _mark(path / "meta.json")
        if before is not None and before.path == path:
            if before.commit != commit:
                before.index.reload()
            made, description = before.index, before.description
        else:
            description = self._directory.describe(path)
            made = _opened_index(path)
        return _Open(path, pointer, description, made, commit, EmbeddedSnapshot(made.schema, made.searcher()))


def _asked(query: SearchQuery) -> tuple[object, ...]:
    """Return what tells queries apart, as a key."""
    filters = tuple((facet, tuple(values)) for facet, values in query.filters.items())
    return (filters, *(getattr(query, name) for name in _OTHER_FIELDS))


def _mark(path: Path) -> tuple[int, int]:
    """Return what changes whenever a file is replaced."""
    found = path.stat()
    return found.st_ino, found.st_mtime_ns


def _opened_index(path: Path) -> tantivy.Index:
    try:
        made = tantivy.Index.open(str(path))
        made.config_reader("manual")
    except (OSError, ValueError) as error:
        raise IndexUnusable(f"The search index in {path} is damaged ({error}). {REMEDY}") from error
    made.reload()
    return made


@contextmanager
def _written(made: tantivy.Index, memory: int = _WRITER_MEMORY) -> Iterator[tantivy.IndexWriter]:
    """Write with one commit at the end; a failure in between changes nothing.

    tantivy's own lock is only ever asked for under ours, so it is free unless its holder was killed
    in this moment; then this raises ``EngineUnavailable`` and the next attempt succeeds.
    """
    try:
        writer = made.writer(heap_size=memory, num_threads=1)
    except (OSError, ValueError) as error:
        raise EngineUnavailable(f"The search index can't be written ({error}). Try again.") from error
    try:
        yield writer
        writer.commit()
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()
