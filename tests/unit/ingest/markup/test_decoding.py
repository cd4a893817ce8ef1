"""Bytes whose encoding is claimed rightly, wrongly or not at all."""

from __future__ import annotations

import pytest

from ingest.markup.decoding import charset_of, decode

TEXT = "<p>äiti, Åbo – “hyvä”</p>"


@pytest.mark.parametrize(
    ("content", "claimed"),
    [
        (TEXT.encode(), ""),
        (TEXT.encode(), "iso-8859-1"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "latin-1"),
        (TEXT.encode("windows-1252"), ""),
        (TEXT.encode("windows-1252"), "iso-8859-1"),
        (TEXT.encode("windows-1252"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-8"),
        (b'<?xml version="1.0" encoding="windows-1252"?>' + TEXT.encode("windows-1252"), ""),
        (TEXT.encode("windows-1252"), "no-such-encoding"),
        (TEXT.encode("windows-1252"), "hex"),
    ],
)
def test_the_letters_are_read_whatever_was_claimed(content: bytes, claimed: str) -> None:
    assert decode(content, claimed=claimed).endswith(TEXT)


def test_one_broken_byte_spoils_one_letter_only() -> None:
    assert decode("äiti ja isä, äidit\n".encode() + b"\xff") == "äiti ja isä, äidit\n\ufffd"


def test_control_characters_are_taken_out() -> None:
    assert decode(b"a\x00b\x1bc\td\n") == "abc\td\n"


def test_a_charset_is_read_out_of_a_content_type() -> None:
    assert charset_of('text/html; charset="UTF-8"; x=y') == "UTF-8"
    assert charset_of("text/html") == ""
