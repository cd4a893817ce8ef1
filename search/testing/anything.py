# ruff: noqa: S101 - a test suite asserts
"""Whatever is asked, nothing raises and every engine answers alike."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.memory import MemoryEngine
from search.fields import Facet, Language, Sort
from search.protocols import SearchEngine
from search.query import SearchQuery
from search.testing.library import DOCUMENTS, EVERYWHERE, TODAY, ask, ids

_VOCABULARY = [
    "perheneuvonta",
    "neuvontaa",
    "vanhemmille",
    "vertaistukea",
    "chat",
    "mielenterveys",
    "lastensuojelu",
    "kahvila",
    "nuorten",
    "päihteet",
    "alkoholi",
    "ungdomar",
    "parents",
    "yksinaisyys",
    "lastensuojleu",
    "ja",
    "köyhyys",
    '"koko perheelle"',
    '"auki joka ilta"',
    "-chat",
    "-neuvonta",
    '-"koko perheelle"',
    '"',
    "perh",
    "eroperhe",
    "2023",
    "neuvontapalvelu",
    "perhetyöntekijä",
    "STEA",
    "zzz",
    "divorce",
    "skilsmässa",
    "erityislapset",
]

texts = st.lists(st.sampled_from(_VOCABULARY), max_size=4).map(" ".join)
filters = st.fixed_dictionaries(
    {},
    optional={
        Facet.KIND: st.lists(
            st.sampled_from(["service", "news", "organisation"]), min_size=1, max_size=2
        ).map(tuple),
        Facet.TARGET_GROUP: st.lists(st.sampled_from(["nuoret", "vanhemmat", "lapset"]), min_size=1).map(
            tuple
        ),
        Facet.MUNICIPALITY: st.lists(st.sampled_from(EVERYWHERE), min_size=1, max_size=2).map(tuple),
        Facet.TAG: st.just(("chat",)),
    },
)
queries = st.builds(
    SearchQuery,
    text=texts,
    language=st.sampled_from(Language),
    filters=filters,
    local_only=st.booleans(),
    age=st.none() | st.sampled_from([0.0, 12.0, 13.0, 17.5, 40.0]),
    sort=st.sampled_from(Sort),
    page=st.integers(1, 3),
    page_size=st.integers(1, 12),
    unfinished=st.booleans(),
    today=st.just(TODAY),
)
_property = settings(
    deadline=None,
    max_examples=40,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
)


class Anything:
    """Whatever is asked, nothing raises and every engine answers alike."""

    @pytest.mark.parametrize(
        "text",
        [
            '"',
            '"""',
            "AND OR NOT",
            "a" * 10_000,
            "\x00\x07",
            "*:*",
            "title:(",
            "-",
            "\\",
            "ä" * 500,
            "{}[]^~",
            "-" * 300,
            '-"',
            "a -b -c",
            "(a OR b)",
            "/.*/",
            "title:chat",
            "+chat",
            "chat~2",
            "chat^9",
            "\ud800",
            "🙂",
            "a\u0300",
            "' OR 1=1 --",
            "<script>",
            "%00",
            "NaN",
            "1e999",
            "-chat -",
            " ".join(["perhe"] * 200),
            "ﬁ",
            "İ",
            "ß",
        ],
    )
    def test_no_text_raises(self, library: SearchEngine, text: str) -> None:
        for unfinished in (False, True):
            assert library.search(ask(text, unfinished=unfinished)).total >= 0

    @_property
    @given(text=st.text(max_size=60))
    def test_no_random_text_raises(self, library: SearchEngine, text: str) -> None:
        assert library.search(ask(text, unfinished=True)).total >= 0
        library.suggest(text, Language.FI)

    @_property
    @given(query=queries)
    def test_it_answers_as_the_specification_does(
        self, library: SearchEngine, specification: MemoryEngine, query: SearchQuery
    ) -> None:
        assert library.search(query) == specification.search(query)

    @_property
    @given(query=queries)
    def test_paging_loses_nothing(self, library: SearchEngine, query: SearchQuery) -> None:
        pages = (library.search(replace(query, page=page)) for page in range(1, 100))
        paged: list[str] = []
        for results in islice(pages, 100):
            paged += ids(results)
            if not results.hits:
                break
        assert len(paged) == len(set(paged)) == results.total

    @_property
    @given(query=queries)
    def test_counts_are_what_filters_give(self, library: SearchEngine, query: SearchQuery) -> None:
        results = library.search(query)
        for facet, found in results.facets.items():
            for count in found[:2]:
                narrowed = library.search(replace(query, filters={**query.filters, facet: (count.value,)}))
                assert narrowed.total == count.count
                assert narrowed.fuzzy == results.fuzzy

    def test_answers_stay_alike_through_changes(self, engine: SearchEngine) -> None:
        specification = MemoryEngine()
        specification.rebuild([])
        for both in (engine, specification):
            for number, document in enumerate(DOCUMENTS):
                both.upsert([document])
                if number % 3 == 0:
                    both.upsert([replace(document, body=document.body + " Neuvontaa myös kahvilassa.")])
                if number % 5 == 0:
                    both.delete([document.id])
        for text in ("neuvonta", "kahvila", "perhe", "mielenterveys", "yksinaisyys", "", "vanhemmille tukea"):
            for sort in Sort:
                assert engine.search(ask(text, sort=sort)) == specification.search(ask(text, sort=sort))
