"""Keep a second engine beside the first, and let it answer while the first is away."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from tempfile import TemporaryFile
from typing import IO, TypeVar

from search.documents import SearchDocument
from search.errors import EngineUnavailable, IndexUnusable
from search.fields import Language
from search.protocols import SearchEngine
from search.query import SearchQuery
from search.results import EngineStatus, SearchResults, Suggestion

logger = logging.getLogger(__name__)

_Answer = TypeVar("_Answer")


class FallbackEngine:
    """Write to both engines, the fallback first; read from the primary, else from the fallback.

    A write fails when either engine fails, so that the outbox keeps the change until both have it.
    """

    def __init__(self, primary: SearchEngine, fallback: SearchEngine) -> None:
        self.primary = primary
        self.fallback = fallback

    def search(self, query: SearchQuery) -> SearchResults:
        """Answer from the primary, or from the fallback with ``degraded``."""
        return self._read(
            lambda: self.primary.search(query),
            lambda: replace(self.fallback.search(query), degraded=True),
        )

    def suggest(self, prefix: str, language: Language, limit: int = 8) -> tuple[Suggestion, ...]:
        """Complete from the primary, or from the fallback."""
        return self._read(
            lambda: self.primary.suggest(prefix, language, limit),
            lambda: self.fallback.suggest(prefix, language, limit),
        )

    def upsert(self, documents: Iterable[SearchDocument]) -> None:
        """Add or replace in both; while the primary is away each attempt writes to the fallback again."""
        kept = list(documents)
        self.fallback.upsert(kept)
        self.primary.upsert(kept)

    def delete(self, ids: Iterable[str]) -> None:
        """Remove from both."""
        gone = list(ids)
        self.fallback.delete(gone)
        self.primary.delete(gone)

    def rebuild(self, documents: Iterable[SearchDocument]) -> int:
        """Build both anew from one reading of ``documents``; return the primary's count.

        The documents wait for the second build in a file, so that memory stays flat.
        """
        with TemporaryFile("w+", encoding="utf-8") as kept:
            self.fallback.rebuild(_written(documents, kept))
            kept.seek(0)
            return self.primary.rebuild(SearchDocument.from_json(line) for line in kept)

    def content_hashes(self) -> Iterator[tuple[str, str]]:
        """Yield the hashes of what both hold alike, and an empty one for what they hold differently.

        So it counts as different from the database, and is written to both again.
        """
        beside = dict(self.fallback.content_hashes())
        for identifier, content in self.primary.content_hashes():
            yield identifier, content if beside.pop(identifier, None) == content else ""
        for identifier in beside:
            yield identifier, ""

    def status(self) -> EngineStatus:
        """Describe the primary, with the fallback beside its location."""
        found, beside = self.primary.status(), self.fallback.status()
        return replace(
            found, location=f"{found.location}; beside it {beside.engine} ({beside.documents} documents)"
        )

    def _read(self, ask: Callable[[], _Answer], ask_other: Callable[[], _Answer]) -> _Answer:
        try:
            return ask()
        except EngineUnavailable:
            return ask_other()
        except IndexUnusable as error:
            logger.error("The fallback answers, as the search engine's index can't: %s", error)
            return ask_other()


def _written(documents: Iterable[SearchDocument], file: IO[str]) -> Iterator[SearchDocument]:
    for document in documents:
        file.write(document.to_json() + "\n")
        yield document
