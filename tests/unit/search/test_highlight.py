"""Passages are short, safe, and hold what matches."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from search.compiling import compile_query, read
from search.concepts import NO_CONCEPTS
from search.documents import SearchDocument
from search.fields import Kind
from search.highlight import PASSAGE, highlights, marked
from search.indexed import index
from search.matching import match, sought
from search.query import SearchQuery


def shown(text: str, **fields: str) -> dict[str, tuple[str, ...]]:
    document = SearchDocument("service:1", Kind.SERVICE, **{"title": "", **fields})  # type: ignore[arg-type] # all are texts
    query = SearchQuery(text)
    wanted = sought(compile_query(query, read(query), NO_CONCEPTS))
    (matches,) = match([index(document).kept], wanted)
    return dict(highlights(document, matches))


def test_an_inflected_word_is_marked_as_it_stands() -> None:
    assert shown("perhe", title="Tukea perheille")["title"] == ("Tukea <mark>perheille</mark>",)


def test_a_compound_is_marked_for_its_part() -> None:
    assert shown("neuvonta", title="Perheneuvontaa")["title"] == ("<mark>Perheneuvontaa</mark>",)


def test_offsets_hold_behind_letters_of_two_characters() -> None:
    assert shown("perhe", title="A\u0308iti ja perhe")["title"] == ("A\u0308iti ja <mark>perhe</mark>",)


def test_a_field_without_a_match_is_absent() -> None:
    assert shown("perhe", title="Perhe", summary="Muuta", body="Muuta") == {"title": ("<mark>Perhe</mark>",)}


def test_markup_in_the_text_is_escaped() -> None:
    assert shown("perhe", title='<img src="x"> & perhe')["title"] == (
        "&lt;img src=&quot;x&quot;&gt; &amp; <mark>perhe</mark>",
    )


def test_the_passage_with_most_different_words_is_shown() -> None:
    body = "Perhe. " + "Jotain muuta tekstiä. " * 30 + "Perhe ja neuvonta. " + "Lisää tekstiä. " * 30
    (passage,) = shown("perhe neuvonta", body=body)["body"]
    assert "<mark>Perhe</mark> ja <mark>neuvonta</mark>" in passage
    assert passage.startswith("…")
    assert passage.endswith("…")


def test_a_short_body_is_shown_whole() -> None:
    assert shown("perhe", body="Koko perhe.")["body"] == ("Koko <mark>perhe</mark>.",)


def test_a_body_without_spaces_is_cut() -> None:
    (passage,) = shown("perhe", body="x" * 5000 + " perhe " + "y" * 5000)["body"]
    assert "<mark>perhe</mark>" in passage
    assert len(passage) < 2 * PASSAGE


@given(
    before=st.text(max_size=300),
    after=st.text(max_size=300),
    word=st.sampled_from(["perhe", "perheille", "PERHEEN"]),
)
def test_any_body_gives_a_safe_passage_of_its_own_words(before: str, after: str, word: str) -> None:
    body = f"{before} {word} {after}"
    (passage,) = shown("perhe", body=body)["body"]
    bare = re.sub(r"</?mark>", "", passage)
    assert "<" not in bare
    assert ">" not in bare
    assert "<mark>" in passage
    inner = unescape(bare).strip("…").strip()
    assert inner in " ".join(unescape(body).split()) or inner in " ".join(body.split())


def test_spans_outside_the_stretch_are_left_unmarked() -> None:
    assert marked("yksi kaksi kolme", [(0, 4), (5, 10), (11, 16)], 5, 12) == "<mark>kaksi</mark> k"
