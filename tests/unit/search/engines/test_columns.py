"""Counting by sets of values gives the same as counting the values."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from search.engines.columns import MANY_VALUES, columns, sums

values = st.lists(st.sampled_from("abcdefghij"), unique=True, max_size=10).map(tuple)


@given(st.lists(values, max_size=20))
def test_sets_count_as_their_values(documents: list[tuple[str, ...]]) -> None:
    buckets = Counter(kept for document in documents for kept in columns(document))
    expected = Counter(value for document in documents for value in document)
    assert sums({"key": key, "doc_count": count} for key, count in buckets.items()) == expected


def test_many_values_are_one_step() -> None:
    assert len(columns(tuple("abcdefgh"))) == 1
    assert len(columns(tuple("abcd"))) == MANY_VALUES
