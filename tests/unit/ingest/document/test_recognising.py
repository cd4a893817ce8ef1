"""What is no such text is refused with the reason."""

from __future__ import annotations

from time import process_time

import pytest

from ingest.errors import ParseError
from ingest.sources.document.text import MAX_LINE, read_text
from tests.unit.ingest.document.parsing import parse

PROSE = "Tässä on kokonainen kappale tavallista tekstiä, eikä siinä ole mitään vikaa."


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n\n{PROSE}\n",
        "ostoslista\nmaitoa\nleipää\n",
        "x\n" * 500,
        '{"name": "value", "list": [1, 2, 3]}\n',
        f"Kokouksen muistio 12.2.2025\n\n{PROSE}\n",
        "name;value\n1;2\n",
    ],
)
def test_a_text_of_no_known_kind_is_refused(text: str) -> None:
    with pytest.raises(ParseError, match="no news item"):
        parse(text)


def test_a_label_without_text_is_refused() -> None:
    with pytest.raises(ParseError, match="no text"):
        parse("Uutiset · 1.1.2025\n\n# Otsikko\n")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n ", "empty"),
        (b"\x00\x01\x02" * 100, "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        ("Uutiset · 1.1.2025 ä".encode("latin-1"), "UTF-8"),
        (b"Uutiset \xc3\x28", "UTF-8"),
        (b"a" * 5_000_000, "line of 5000000"),
    ],
)
def test_bytes_that_are_no_readable_text_are_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(ParseError, match=reason):
        read_text(content, "x.txt")


def test_the_longest_line_that_is_allowed_is_read() -> None:
    assert read_text(b"a" * MAX_LINE, "x.txt").lines == ("a" * MAX_LINE,)


def test_line_ends_of_every_system_and_a_byte_order_mark_are_understood() -> None:
    assert read_text(b"\xef\xbb\xbfyksi\r\nkaksi\rkolme\n", "x.txt").lines == ("yksi", "kaksi", "kolme", "")
    assert read_text("yksi\nkaksi".encode("utf-16"), "x.txt").lines == ("yksi", "kaksi")


def test_stray_escape_characters_are_taken_out_of_the_text() -> None:
    record = parse(f"Uutiset · 1.1.2025\n\n# Otsikko\x1b[31m\n\n{PROSE}\n")
    assert record.title == "Otsikko[31m"


def test_markup_in_a_text_is_shown_as_text() -> None:
    record = parse(f"Uutiset · 1.1.2025\n\n# Otsikko\n\n<script>alert(1)</script> {PROSE}\n")
    assert record.body[0].type == "paragraph"
    assert record.body[0].html.startswith("&lt;script&gt;alert(1)&lt;/script&gt;")


HOSTILE = {
    "brackets": "(" * 40_000,
    "commas": "a, " * 15_000,
    "numbers": "1." * 20_000,
    "names": "Aa Bb " * 8_000,
    "quotation marks": '"' * 40_000,
    "hash signs": "#" * 40_000,
    "a heading of hash signs": "## a" + "#" * 40_000 + "b",
    "spaces": "## a" + " " * 40_000 + "b",
    "a dialogue of commas": "– " + "a, " * 15_000,
    "icons": "icon/" * 9_000,
    "stars": "**a" * 15_000,
    "links": "[a](http://" * 4_000,
    "mail signs": "a@" * 20_000,
}


@pytest.mark.parametrize("line", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_line_is_read_within_a_second(line: str) -> None:
    """Each takes milliseconds; a pattern that backtracks would take minutes."""
    text = f"Tiedote 1.1.2025\n\nOtsikko\n\n{PROSE}\n\n{line}\n\n{PROSE}\n"
    began = process_time()
    assert parse(text).title == "Otsikko"
    assert process_time() - began < 1


def test_a_text_of_too_many_lines_is_refused() -> None:
    with pytest.raises(ParseError, match="lines"):
        read_text(b"x\n" * 1_000_000, "x.txt")
