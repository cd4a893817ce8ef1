"""Counting by sets of values gives the same as counting the values."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from search.engines.columns import MANY_VALUES, columns, sums
from search.fields import Facet

values = st.lists(st.sampled_from("abcdefghij"), unique=True, max_size=10).map(tuple)


@given(st.sampled_from(Facet), st.lists(values, max_size=20))
def test_sets_count_as_their_values(facet: Facet, documents: list[tuple[str, ...]]) -> None:
    buckets = Counter(kept for document in documents for kept in columns(facet, document))
    expected = Counter(value for document in documents for value in document)
    assert sums({"key": key, "doc_count": count} for key, count in buckets.items()) == expected


def test_many_values_are_one_step() -> None:
    assert len(columns(Facet.MUNICIPALITY, tuple("abcdefghi"))) == 1
    assert len(columns(Facet.MUNICIPALITY, tuple("abcdefgh"))) == MANY_VALUES


def test_a_facet_of_few_values_is_one_step() -> None:
    assert len(columns(Facet.CHANNEL, ("chat", "place"))) == len(columns(Facet.CHANNEL, ())) == 1
