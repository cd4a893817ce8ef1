"""Numbers are read as people here write them, and written as they read them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from cms.figures.numbers import as_typed, change_in_words, in_words, is_odd, read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1200", "1200"),
        ("1 200", "1200"),
        ("1\u00a0200\u202f300,5", "1200300.5"),
        ("12,50", "12.50"),
        ("12.5", "12.5"),
        (" 0 ", "0"),
        ("\u22123,5", "-3.5"),
        ("-3,5", "-3.5"),
    ],
)
def test_finnish_numbers_are_read(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.200", "ambiguous"),
        ("1,234", "ambiguous"),
        ("-1,200", "ambiguous"),
        ("0,125", "exact"),
        ("noin 30", "invalid"),
        ("1,2,3", "invalid"),
        ("", "invalid"),
        ("NaN", "invalid"),
        ("1e5", "invalid"),
        ("٣", "invalid"),
        ("9" * 14, "invalid"),
    ],
)
def test_what_is_no_number_or_may_be_two_is_refused(text: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        read_number(text)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("1200", "", "1\u00a0200"),
        ("1200.00", "€", "1\u00a0200\u00a0€"),
        ("12.50", "", "12,5"),
        ("0.25", "h", "0,25\u00a0h"),
    ],
)
def test_numbers_are_written_with_comma_and_without_empty_decimals(value: str, unit: str, words: str) -> None:
    with override("fi"):
        assert in_words(Decimal(value), unit) == words
        assert read_number(in_words(Decimal(value))) == Decimal(value)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("value", ["1200", "1234567.5", "-0.25"])
def test_what_a_field_shows_is_read_back_in_every_language(language: str, value: str) -> None:
    with override(language):
        assert read_number(as_typed(Decimal(value))) == Decimal(value)


@pytest.mark.parametrize(
    ("value", "before", "words", "odd"),
    [
        ("150", "100", "+50\u00a0%", False),
        ("151", "100", "+51\u00a0%", True),
        ("49", "100", "\u221251\u00a0%", True),
        ("100", "100", "±0\u00a0%", False),
        ("5", "0", "", False),
        ("5", None, "", False),
    ],
)
def test_a_change_of_more_than_half_is_odd(value: str, before: str | None, words: str, odd: bool) -> None:
    last = None if before is None else Decimal(before)
    assert (change_in_words(Decimal(value), last), is_odd(Decimal(value), last)) == (words, odd)
