# ruff: noqa: S101 - a test suite asserts
"""Filters narrow, and counts say what each value would give."""

from __future__ import annotations

import pytest

from search.fields import Facet, Kind
from search.protocols import SearchEngine
from search.testing.library import ask, counts, ids, service


class Narrowing:
    """Filters narrow, and counts say what each value would give."""

    @pytest.mark.parametrize(
        ("facet", "values", "expected"),
        [
            (Facet.KIND, ("organisation",), 1),
            (Facet.KIND, ("organisation", "review"), 2),
            (Facet.TARGET_GROUP, ("nuoret",), 4),
            (Facet.TARGET_GROUP, ("lapset", "nuoret"), 4),
            (Facet.CHALLENGE, ("mielenterveys",), 2),
            (Facet.MUNICIPALITY, ("raisio",), 3),
            (Facet.AVAILABILITY, ("county",), 2),
            (Facet.LANGUAGE, ("sv",), 1),
            (Facet.TAG, ("chat",), 2),
            (Facet.TAG, ("ei-ole",), 0),
        ],
    )
    def test_values_of_a_facet_are_alternatives(
        self, library: SearchEngine, facet: Facet, values: tuple[str, ...], expected: int
    ) -> None:
        assert library.search(ask(filters={facet: values})).total == expected

    def test_facets_are_joined_by_and(self, library: SearchEngine) -> None:
        chosen = {Facet.TARGET_GROUP: ("vanhemmat",), Facet.MUNICIPALITY: ("raisio",)}
        assert ids(library.search(ask(filters=chosen))) == ["service:5"]

    def test_local_only_leaves_out_what_is_offered_everywhere(self, library: SearchEngine) -> None:
        chosen = {Facet.MUNICIPALITY: ("raisio",)}
        assert ids(library.search(ask(filters=chosen, local_only=True))) == ["service:5"]

    def test_local_only_counts_what_the_filter_would_give(self, library: SearchEngine) -> None:
        results = library.search(ask(filters={Facet.MUNICIPALITY: ("raisio",)}, local_only=True))
        for value, count in counts(results, Facet.MUNICIPALITY).items():
            chosen = {Facet.MUNICIPALITY: (value,)}
            assert library.search(ask(filters=chosen, local_only=True)).total == count

    @pytest.mark.parametrize("text", ["", "neuvonta", "kahvila", "mielenterveys"])
    @pytest.mark.parametrize(
        "chosen",
        [
            {},
            {Facet.TARGET_GROUP: ("vanhemmat",)},
            {Facet.KIND: ("service",), Facet.MUNICIPALITY: ("turku", "salo")},
        ],
    )
    def test_each_count_is_what_choosing_the_value_gives(
        self, library: SearchEngine, text: str, chosen: dict[Facet, tuple[str, ...]]
    ) -> None:
        results = library.search(ask(text, filters=chosen))
        for facet, found in results.facets.items():
            for count in found:
                alone = {**chosen, facet: (count.value,)}
                narrowed = library.search(ask(text, filters=alone))
                assert narrowed.total == count.count, (facet, count)

    def test_counts_mark_and_keep_what_is_selected(self, library: SearchEngine) -> None:
        results = library.search(ask("palvelukartta", filters={Facet.KIND: ("news", "review")}))
        marked = {found.value: (found.count, found.selected) for found in results.facets[Facet.KIND]}
        assert marked["review"] == (1, True)
        assert marked["news"] == (0, True)

    @pytest.mark.parametrize("counted", [(), (Facet.KIND,), (Facet.MUNICIPALITY, Facet.TAG)])
    def test_only_the_facets_that_are_asked_for_are_counted(
        self, library: SearchEngine, counted: tuple[Facet, ...]
    ) -> None:
        whole = library.search(ask("neuvonta", filters={Facet.TAG: ("chat",)}))
        some = library.search(ask("neuvonta", filters={Facet.TAG: ("chat",)}, counted=counted))
        assert some.facets == {facet: whole.facets[facet] for facet in counted}
        assert some.hits == whole.hits

    def test_counts_stand_in_order(self, library: SearchEngine) -> None:
        found = library.search(ask()).facets[Facet.KIND]
        assert list(found) == sorted(found, key=lambda count: (-count.count, count.value))

    def test_a_value_of_any_signs_is_counted_and_filtered(self, engine: SearchEngine) -> None:
        tags = ("a b", 'lainaus"', "ä/ö", "1", "*", "\\", "{x}")
        engine.upsert([service(1, "Yksi", tags=tags), service(2, "Kaksi", tags=tags[:2])])
        found = counts(engine.search(ask()), Facet.TAG)
        assert found == {tag: 2 if tag in tags[:2] else 1 for tag in tags}
        for tag, count in found.items():
            assert engine.search(ask(filters={Facet.TAG: (tag,)})).total == count
            both = {Facet.TAG: (tag, "muu"), Facet.KIND: (Kind.SERVICE.value,)}
            assert counts(engine.search(ask(filters=both)), Facet.KIND) == {Kind.SERVICE.value: count}

    @pytest.mark.parametrize(
        ("age", "expected"),
        [
            (11.0, {"service:4"}),
            (12.0, {"service:4"}),
            (12.5, set()),
            (13.0, {"service:3"}),
            (17.5, {"service:3"}),
            (17.6, set()),
            (30.0, {"service:2"}),
        ],
    )
    def test_an_age_keeps_ranges_that_hold_it(
        self, library: SearchEngine, age: float, expected: set[str]
    ) -> None:
        ranged = {"service:2", "service:3", "service:4"}
        found = set(ids(library.search(ask(age=age))))
        assert found & ranged == expected
        assert "service:1" in found

    def test_a_query_that_only_its_filters_empty_stays_as_written(self, library: SearchEngine) -> None:
        results = library.search(ask("palvelukartta", filters={Facet.KIND: ("service",)}))
        assert (results.total, results.fuzzy, results.suggestion) == (0, False, None)
        assert counts(results, Facet.KIND) == {"review": 1, "service": 0}

    def test_filters_hold_for_approximate_hits_too(self, library: SearchEngine) -> None:
        results = library.search(ask("yksinaisyys", filters={Facet.KIND: ("service",)}))
        assert results.fuzzy
        assert {hit.document.kind for hit in results.hits} == {Kind.SERVICE}
