"""The one interface that every search engine implements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, runtime_checkable

from search.documents import SearchDocument
from search.fields import Language
from search.query import SearchQuery
from search.results import EngineStatus, SearchResults, Suggestion


@runtime_checkable
class SearchEngine(Protocol):
    """Index documents and answer queries; every engine gives the same answers.

    All methods raise ``search.errors.SearchError`` or one of its subclasses, never a vendor's error.
    """

    def search(self, query: SearchQuery) -> SearchResults:
        """Answer one page of hits with exact facet counts."""
        ...

    def suggest(self, prefix: str, language: Language, limit: int = 8) -> tuple[Suggestion, ...]:
        """Complete an unfinished query text with titles that begin, or hold a word that begins, so."""
        ...

    def upsert(self, documents: Iterable[SearchDocument]) -> None:
        """Add or replace documents by id; idempotent; visible to every reader within a second."""
        ...

    def delete(self, ids: Iterable[str]) -> None:
        """Remove documents by id; an unknown id is no error."""
        ...

    def rebuild(self, documents: Iterable[SearchDocument]) -> int:
        """Build a new index beside the old one, switch to it, and return how many documents it holds.

        Searches go on meanwhile. If ``documents`` or the build raises, the old index stays whole and
        the unfinished one is removed.
        """
        ...

    def content_hashes(self) -> Iterator[tuple[str, str]]:
        """Yield ``(id, content hash)`` of every indexed document, in no set order."""
        ...

    def status(self) -> EngineStatus:
        """Describe the index."""
        ...
