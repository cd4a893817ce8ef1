# ruff: noqa: S101 - a test suite asserts
"""What is written is found; a rebuild loses nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from search.analysis import fingerprint
from search.concepts import Concepts
from search.documents import SearchDocument
from search.engines.memory import MemoryEngine
from search.errors import IndexUnusable
from search.fields import Facet, Language
from search.protocols import SearchEngine
from search.testing.library import DOCUMENTS, Factory, ask, counts, ids, service


class Writing:
    """What is written is found; a rebuild loses nothing."""

    def test_what_is_written_is_found(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Leikkipuisto")])
        assert ids(engine.search(ask("leikkipuisto"))) == ["service:1"]

    def test_writing_again_replaces(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Leikkipuisto")])
        engine.upsert([service(1, "Uimahalli")])
        assert engine.search(ask()).total == 1
        assert ids(engine.search(ask("uimahalli"))) == ["service:1"]
        assert engine.search(ask("leikkipuisto")).total == 0

    def test_the_last_of_one_id_in_a_batch_counts(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Leikkipuisto"), service(1, "Uimahalli")])
        assert [hit.document.title for hit in engine.search(ask()).hits] == ["Uimahalli"]

    def test_what_is_deleted_is_gone(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Leikkipuisto"), service(2, "Uimahalli")])
        engine.delete(["service:1", "service:404"])
        assert ids(engine.search(ask())) == ["service:2"]
        assert engine.status().documents == 1

    def test_a_deleted_document_is_counted_nowhere(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Leikkipuisto", tags=("ulkona",)), service(2, "Uimahalli")])
        engine.delete(["service:1"])
        results = engine.search(ask("leikkipuistoo"))
        assert (results.total, results.suggestion) == (0, None)
        assert counts(engine.search(ask()), Facet.TAG) == {}

    def test_counts_follow_what_is_written(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Leikkipuisto", tags=("ulkona",))])
        assert counts(engine.search(ask()), Facet.TAG) == {"ulkona": 1}
        engine.upsert([service(2, "Uimahalli", tags=("ulkona", "vesi"))])
        assert counts(engine.search(ask()), Facet.TAG) == {"ulkona": 2, "vesi": 1}

    def test_writing_nothing_is_no_error(self, engine: SearchEngine) -> None:
        engine.upsert([])
        engine.delete([])
        assert engine.search(ask()).total == 0

    def test_an_empty_index_answers(self, engine: SearchEngine) -> None:
        results = engine.search(ask("perheneuvonta"))
        assert (results.total, results.suggestion, results.fuzzy) == (0, None, False)
        assert engine.suggest("perhe", Language.FI) == ()

    def test_content_hashes_name_every_document(self, library: SearchEngine) -> None:
        expected = {document.id: document.content_hash() for document in DOCUMENTS}
        assert dict(library.content_hashes()) == expected

    def test_status_says_what_made_the_index(self, library: SearchEngine) -> None:
        status = library.status()
        assert (status.documents, status.fingerprint) == (len(DOCUMENTS), fingerprint())
        assert status.built is not None
        assert status.location

    def test_a_rebuild_replaces_everything(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Leikkipuisto")])
        assert engine.rebuild([service(2, "Uimahalli")]) == 1
        assert ids(engine.search(ask())) == ["service:2"]

    def test_searches_go_on_during_a_rebuild(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Leikkipuisto")])

        def documents() -> Iterator[SearchDocument]:
            yield service(2, "Uimahalli")
            assert ids(engine.search(ask())) == ["service:1"]

        engine.rebuild(documents())
        assert ids(engine.search(ask())) == ["service:2"]

    def test_changes_during_a_rebuild_are_in_its_result(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Leikkipuisto"), service(2, "Uimahalli")])

        def documents() -> Iterator[SearchDocument]:
            yield service(1, "Leikkipuisto")
            engine.upsert([service(1, "Museo"), service(3, "Kirjasto")])
            engine.delete(["service:2"])
            assert set(ids(engine.search(ask()))) == {"service:1", "service:3"}
            yield service(2, "Uimahalli")
            yield service(3, "Vanha kirjasto")

        assert engine.rebuild(documents()) == 2
        titles = {hit.document.title for hit in engine.search(ask()).hits}
        assert titles == {"Museo", "Kirjasto"}

    def test_a_failed_rebuild_changes_nothing(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Leikkipuisto")])

        def documents() -> Iterator[SearchDocument]:
            yield service(2, "Uimahalli")
            raise LookupError("the database went away")

        with pytest.raises(LookupError):
            engine.rebuild(documents())
        assert ids(engine.search(ask())) == ["service:1"]
        engine.upsert([service(3, "Kirjasto")])
        assert engine.rebuild([service(4, "Museo")]) == 1
        assert ids(engine.search(ask())) == ["service:4"]

    def test_an_index_that_was_never_built_says_the_remedy(self, factory: Factory) -> None:
        engine = factory(Concepts)
        if isinstance(engine, MemoryEngine):
            assert engine.search(ask()).total == 0
            return
        for attempt in (
            lambda: engine.search(ask()),
            engine.status,
            lambda: engine.upsert([service(1, "X")]),
        ):
            with pytest.raises(IndexUnusable, match="search_index rebuild"):
                attempt()

    def test_threads_search_and_write_at_once(self, engine: SearchEngine) -> None:
        failures: list[BaseException] = []

        def write(start: int) -> None:
            try:
                for number in range(start, start + 3):
                    engine.upsert([service(number, f"Puisto {number}")])
            except BaseException as error:  # whatever it is, the test reports it
                failures.append(error)

        def look() -> None:
            try:
                for _ in range(10):
                    results = engine.search(ask("puisto"))
                    assert results.total == len(results.hits)
            except BaseException as error:  # the same
                failures.append(error)

        threads = [threading.Thread(target=write, args=(number,)) for number in (10, 20)]
        threads += [threading.Thread(target=look) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert engine.search(ask("puisto")).total == 6
