"""Ask an engine that is away only now and then, so that no search waits for its time-out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from search.circuit import Circuit
from search.documents import SearchDocument
from search.errors import EngineUnavailable, IndexLocked
from search.fields import Language
from search.protocols import SearchEngine
from search.query import SearchQuery
from search.results import EngineStatus, SearchResults, Suggestion

logger = logging.getLogger(__name__)

_Answer = TypeVar("_Answer")


class GuardedEngine:
    """Pass everything on to an engine; after it was away, refuse to search for a while at once.

    Only reading is refused. Writing has its own pauses, the outbox's, and tells when the engine is back.
    """

    def __init__(self, engine: SearchEngine, circuit: Circuit | None = None) -> None:
        self.engine = engine
        self.circuit = circuit or Circuit()

    def search(self, query: SearchQuery) -> SearchResults:
        """Search, or raise ``EngineUnavailable`` without asking."""
        return self._read(lambda: self.engine.search(query))

    def suggest(self, prefix: str, language: Language, limit: int = 8) -> tuple[Suggestion, ...]:
        """Complete, or raise ``EngineUnavailable`` without asking."""
        return self._read(lambda: self.engine.suggest(prefix, language, limit))

    def upsert(self, documents: Iterable[SearchDocument]) -> None:
        """Add or replace."""
        self.engine.upsert(documents)
        self.circuit.succeeded()

    def delete(self, ids: Iterable[str]) -> None:
        """Remove."""
        self.engine.delete(ids)
        self.circuit.succeeded()

    def rebuild(self, documents: Iterable[SearchDocument]) -> int:
        """Build anew."""
        count = self.engine.rebuild(documents)
        self.circuit.succeeded()
        return count

    def content_hashes(self) -> Iterator[tuple[str, str]]:
        """Pass the hashes on."""
        return self.engine.content_hashes()

    def status(self) -> EngineStatus:
        """Pass the status on."""
        return self.engine.status()

    def _read(self, ask: Callable[[], _Answer]) -> _Answer:
        if not self.circuit.allows():
            raise EngineUnavailable("The search engine was away a moment ago; it is asked again soon.")
        try:
            answered = ask()
        except IndexLocked:
            raise
        except EngineUnavailable as error:
            self.circuit.failed()
            logger.warning("The search engine is away, and is asked again after a pause: %s", error)
            raise
        self.circuit.succeeded()
        return answered
