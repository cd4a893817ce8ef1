"""A query text falls into words, phrases and exclusions; nothing else in it means anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.parsing import Piece, cleaned, pieces
from search.query import MAX_TEXT_LENGTH


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("perhe neuvonta", [Piece("perhe"), Piece("neuvonta")]),
        ('"koko perhe" neuvonta', [Piece("koko perhe", phrase=True), Piece("neuvonta")]),
        ("perhe -ero", [Piece("perhe"), Piece("ero", excluded=True)]),
        ('-"koko perhe"', [Piece("koko perhe", phrase=True, excluded=True)]),
        ('perhe "koko', [Piece("perhe"), Piece("koko")]),
        ('perhe"koko ilta"auki', [Piece("perhe"), Piece("koko ilta", phrase=True), Piece("auki")]),
        ("chat-palvelu", [Piece("chat-palvelu")]),
        ("--ero", [Piece("ero", excluded=True)]),
        ("-", [Piece("-")]),
        ('""', []),
        ("„koko perhe“", [Piece("koko perhe", phrase=True)]),
    ],
)
def test_a_text_falls_into_pieces(text: str, expected: list[Piece]) -> None:
    assert list(pieces(text)) == expected


def test_control_characters_part_words_and_soft_hyphens_do_not() -> None:
    assert cleaned("perhe\x00neu\u00advonta\t") == "perhe neuvonta"


def test_a_decomposed_letter_is_composed() -> None:
    assert cleaned("a\u0308iti") == "äiti"


def test_a_long_text_is_cut() -> None:
    assert len(cleaned("a" * 10_000)) == MAX_TEXT_LENGTH


@given(st.text(max_size=200))
def test_no_text_gives_an_empty_piece_or_a_quotation_mark(text: str) -> None:
    for piece in pieces(text):
        assert piece.text.strip()
        assert '"' not in piece.text
