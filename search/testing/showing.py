# ruff: noqa: S101 - a test suite asserts
"""Pages are stable, and hits show where they match."""

from __future__ import annotations

import pytest

from search.fields import Facet, Sort
from search.protocols import SearchEngine
from search.query import MAX_PAGE_SIZE
from search.testing.library import DOCUMENTS, ask, ids, service


class Showing:
    """Pages are stable, and hits show where they match."""

    def test_names_sort_the_finnish_way(self, engine: SearchEngine) -> None:
        names = ["Äiti", "zeta", "Ångström", "aamu", "Öljy", "Bussi", "äiti 2"]
        engine.upsert([service(number, name) for number, name in enumerate(names)])
        results = engine.search(ask(sort=Sort.NAME))
        shown = [hit.document.title for hit in results.hits]
        assert shown == ["aamu", "Bussi", "zeta", "Ångström", "Äiti", "äiti 2", "Öljy"]

    def test_freshness_sorts_the_newest_first(self, library: SearchEngine) -> None:
        results = library.search(
            ask(sort=Sort.FRESHNESS, filters={Facet.KIND: ("news", "review", "project")})
        )
        assert ids(results) == ["news:1", "project:1", "review:1", "news:2"]

    @pytest.mark.parametrize("sort", list(Sort))
    @pytest.mark.parametrize("text", ["", "neuvonta", "kahvila"])
    @pytest.mark.parametrize("size", [1, 3, 7])
    def test_pages_lose_nothing_and_repeat_nothing(
        self, library: SearchEngine, sort: Sort, text: str, size: int
    ) -> None:
        whole = ids(library.search(ask(text, sort=sort)))
        paged: list[str] = []
        for page in range(1, len(whole) // size + 3):
            paged += ids(library.search(ask(text, sort=sort, page=page, page_size=size)))
        assert paged == whole

    @pytest.mark.parametrize("sort", list(Sort))
    def test_pages_of_equals_are_stable(self, engine: SearchEngine, sort: Sort) -> None:
        engine.upsert([service(number, "Samanlainen") for number in range(130)])
        paged: list[str] = []
        for page in range(1, 15):
            paged += ids(engine.search(ask("samanlainen", sort=sort, page=page, page_size=10)))
        assert len(paged) == 130
        assert len(set(paged)) == 130

    def test_equals_keep_their_order_when_others_change(self, engine: SearchEngine) -> None:
        engine.upsert([service(number, "Samanlainen") for number in range(20)])
        before = ids(engine.search(ask("samanlainen")))
        engine.delete(["service:3"])
        engine.upsert([service(number, "Samanlainen") for number in (7, 12, 30)])
        after = ids(engine.search(ask("samanlainen")))
        assert [found for found in after if found != "service:30"] == [
            found for found in before if found != "service:3"
        ]

    def test_a_page_past_the_end_is_empty_but_counted(self, library: SearchEngine) -> None:
        results = library.search(ask(page=99))
        assert (results.total, results.hits) == (len(DOCUMENTS), ())

    @pytest.mark.parametrize(("asked", "given_"), [(0, 1), (1000, MAX_PAGE_SIZE), (5, 5)])
    def test_the_page_size_is_kept_within_bounds(
        self, library: SearchEngine, asked: int, given_: int
    ) -> None:
        assert library.search(ask(page_size=asked)).page_size == given_

    def test_a_hit_carries_the_whole_document(self, library: SearchEngine) -> None:
        by_id = {hit.document.id: hit.document for hit in library.search(ask()).hits}
        assert by_id == {document.id: document for document in DOCUMENTS}

    def test_matching_words_are_marked(self, library: SearchEngine) -> None:
        hit = library.search(ask("vanhempi")).hits
        by_id = {found.document.id: found.highlights for found in hit}
        assert by_id["service:1"]["summary"] == (
            "Maksutonta neuvontaa <mark>vanhemmille</mark> ja koko perheelle.",
        )
        assert "title" not in by_id["service:1"]

    def test_highlights_are_safe_html(self, library: SearchEngine) -> None:
        by_id = {hit.document.id: hit.highlights for hit in library.search(ask("neuvonta")).hits}
        assert by_id["service:9"]["summary"] == (
            "<mark>Neuvontaa</mark> &lt;b&gt;kaikille&lt;/b&gt; &amp; muille.",
        )

    def test_a_long_body_is_shown_by_its_best_passage(self, library: SearchEngine) -> None:
        by_id = {hit.document.id: hit.highlights for hit in library.search(ask("puhuttaa")).hits}
        (passage,) = by_id["service:6"]["body"]
        assert "Mielenterveys <mark>puhuttaa</mark>." in passage
        assert passage.startswith("…")
        assert passage.endswith("…")
        assert len(passage) < 260
