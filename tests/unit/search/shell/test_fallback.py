"""A second engine answers while the first is away, and both end up holding the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import pytest

from search.circuit import Circuit
from search.documents import SearchDocument
from search.engines.memory import MemoryEngine
from search.errors import EngineUnavailable, IndexUnusable, SearchError
from search.fallback import FallbackEngine
from search.fields import Kind, Language
from search.guarded import GuardedEngine
from search.query import SearchQuery
from search.results import EngineStatus, SearchResults, Suggestion

PEER = SearchDocument("service:1", Kind.SERVICE, "Vertaistukea vanhemmille")
CHAT = SearchDocument("service:2", Kind.SERVICE, "Nuorten chat")
SUPPORT = SearchQuery(text="vertaistuki", today=date(2026, 1, 1))


class Interruptible:
    """Be an engine that can be made to fail, and that counts how often it is asked."""

    def __init__(self) -> None:
        self.engine = MemoryEngine()
        self.error: SearchError | None = None
        self.asked = 0

    def _answer(self) -> MemoryEngine:
        self.asked += 1
        if self.error:
            raise self.error
        return self.engine

    def search(self, query: SearchQuery) -> SearchResults:
        return self._answer().search(query)

    def suggest(self, prefix: str, language: Language, limit: int = 8) -> tuple[Suggestion, ...]:
        return self._answer().suggest(prefix, language, limit)

    def upsert(self, documents: Iterable[SearchDocument]) -> None:
        kept = list(documents)
        self._answer().upsert(kept)

    def delete(self, ids: Iterable[str]) -> None:
        self._answer().delete(ids)

    def rebuild(self, documents: Iterable[SearchDocument]) -> int:
        return self._answer().rebuild(documents)

    def content_hashes(self) -> Iterator[tuple[str, str]]:
        return self._answer().content_hashes()

    def status(self) -> EngineStatus:
        return self._answer().status()


@pytest.fixture
def primary() -> Interruptible:
    return Interruptible()


@pytest.fixture
def fallback() -> Interruptible:
    return Interruptible()


@pytest.fixture
def engine(primary: Interruptible, fallback: Interruptible) -> FallbackEngine:
    both = FallbackEngine(primary, fallback)
    both.rebuild([PEER, CHAT])
    return both


def test_the_primary_answers_while_it_is_there(engine: FallbackEngine) -> None:
    found = engine.search(SUPPORT)
    assert [hit.document.id for hit in found.hits] == [PEER.id]
    assert not found.degraded


@pytest.mark.parametrize("error", [EngineUnavailable("away"), IndexUnusable("no index")])
def test_the_fallback_answers_and_says_so_while_the_primary_does_not(
    engine: FallbackEngine, primary: Interruptible, error: SearchError
) -> None:
    primary.error = error
    found = engine.search(SUPPORT)
    assert [hit.document.id for hit in found.hits] == [PEER.id]
    assert found.degraded
    assert [suggestion.text for suggestion in engine.suggest("vert", Language.FI)] == [PEER.title]


def test_a_search_fails_when_neither_answers(
    engine: FallbackEngine, primary: Interruptible, fallback: Interruptible
) -> None:
    primary.error = fallback.error = EngineUnavailable("away")
    with pytest.raises(EngineUnavailable):
        engine.search(SUPPORT)


def test_a_write_that_the_primary_misses_fails_and_is_in_the_fallback(
    engine: FallbackEngine, primary: Interruptible
) -> None:
    added = SearchDocument("service:3", Kind.SERVICE, "Vertaistukiryhmä")
    primary.error = EngineUnavailable("away")
    with pytest.raises(EngineUnavailable):
        engine.upsert([added])
    assert engine.search(SUPPORT).total == 2
    primary.error = None
    assert engine.search(SUPPORT).total == 1
    engine.upsert([added])
    assert engine.search(SUPPORT).total == 2


def test_what_another_worker_removed_meanwhile_is_written_to_the_fallback_again(
    engine: FallbackEngine, primary: Interruptible, fallback: Interruptible
) -> None:
    primary.error = EngineUnavailable("away")
    with pytest.raises(EngineUnavailable):
        engine.upsert([CHAT])
    with pytest.raises(EngineUnavailable):
        FallbackEngine(primary, fallback).delete([CHAT.id])
    with pytest.raises(EngineUnavailable):
        engine.upsert([CHAT])
    assert CHAT.id in dict(fallback.content_hashes())


def test_a_deletion_goes_to_both(
    engine: FallbackEngine, primary: Interruptible, fallback: Interruptible
) -> None:
    engine.delete([PEER.id])
    assert primary.search(SUPPORT).total == fallback.search(SUPPORT).total == 0


def test_a_rebuild_reads_the_documents_once_and_fills_both(
    primary: Interruptible, fallback: Interruptible
) -> None:
    assert FallbackEngine(primary, fallback).rebuild(iter([PEER, CHAT])) == 2
    assert dict(primary.content_hashes()) == dict(fallback.content_hashes())
    assert dict(primary.content_hashes())[PEER.id] == PEER.content_hash()


def test_what_only_one_of_them_holds_counts_as_different(
    engine: FallbackEngine, primary: Interruptible, fallback: Interruptible
) -> None:
    primary.delete([CHAT.id])
    fallback.upsert([SearchDocument(PEER.id, Kind.SERVICE, "Vanha nimi")])
    assert dict(engine.content_hashes()) == {PEER.id: "", CHAT.id: ""}


def test_an_engine_that_was_away_is_not_asked_again_at_once_and_the_log_says_so_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    away = Interruptible()
    away.error = EngineUnavailable("away")
    guarded = GuardedEngine(away)
    for _attempt in range(5):
        with pytest.raises(EngineUnavailable):
            guarded.search(SUPPORT)
    assert away.asked == 1
    assert len(caplog.records) == 1


def test_an_engine_that_is_back_is_asked_after_the_pause() -> None:
    now = [0.0]
    away = Interruptible()
    guarded = GuardedEngine(away, Circuit(pause=5, clock=lambda: now[0]))
    away.error = EngineUnavailable("away")
    with pytest.raises(EngineUnavailable):
        guarded.search(SUPPORT)
    away.error = None
    now[0] = 5.0
    assert guarded.search(SUPPORT).total == 0


def test_a_write_that_succeeds_opens_the_way_for_searches() -> None:
    away = Interruptible()
    guarded = GuardedEngine(away)
    away.error = EngineUnavailable("away")
    with pytest.raises(EngineUnavailable):
        guarded.search(SUPPORT)
    away.error = None
    guarded.upsert([PEER])
    assert guarded.search(SUPPORT).total == 1
