"""Dates stand in each language as readers in Finland know them."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils.formats import date_format
from django.utils.translation import override

WHEN = datetime(2026, 11, 10, 14, 5)  # noqa: DTZ001  the words of a moment, not the moment


@pytest.mark.parametrize(
    ("language", "short", "long", "time"),
    [
        ("fi", "10.11.2026", "10. marraskuuta 2026", "14.05"),
        ("sv", "10.11.2026", "10 november 2026", "14.05"),
        ("en", "10 Nov 2026", "10 November 2026", "14:05"),
    ],
)
def test_a_date_is_written_as_the_language_is_in_finland(
    language: str, short: str, long: str, time: str
) -> None:
    with override(language):
        assert date_format(WHEN, "SHORT_DATE_FORMAT") == short
        assert date_format(WHEN, "DATE_FORMAT") == long
        assert date_format(WHEN, "TIME_FORMAT") == time
