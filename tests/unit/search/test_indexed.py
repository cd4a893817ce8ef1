"""What is kept of a document comes back as it was."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from search.documents import SearchDocument
from search.fields import Kind
from search.indexed import Kept, index, texts

offsets = st.lists(
    st.lists(st.integers(0, 60_000), max_size=8).map(lambda numbers: tuple(sorted(numbers))),
    min_size=1,
    max_size=4,
).map(tuple)


@given(title=st.text(), offsets=offsets)
def test_a_kept_document_comes_back(title: str, offsets: tuple[tuple[int, ...], ...]) -> None:
    kept = Kept(SearchDocument("service:1", Kind.SERVICE, title), offsets)
    assert Kept.from_text(kept.to_text()) == kept


def test_offsets_beyond_the_surrogates_come_back() -> None:
    kept = Kept(
        SearchDocument("service:1", Kind.SERVICE, ""),
        ((0, 126, 253, 381, 55_678, 200_000), (), (55_295, 110_591)),
    )
    assert Kept.from_text(kept.to_text()) == kept


@settings(deadline=None)
@given(title=st.text(max_size=50), body=st.text(max_size=200))
def test_offsets_stand_at_words(title: str, body: str) -> None:
    kept = index(SearchDocument("service:1", Kind.SERVICE, title, body=body)).kept
    assert len(kept.offsets) == len(texts(kept.document))
    for text, found in zip(texts(kept.document), kept.offsets, strict=True):
        assert list(found) == sorted(found)
        assert all(text[start:end].strip() for start, end in zip(found[::2], found[1::2], strict=True))
