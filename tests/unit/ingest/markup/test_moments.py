"""Dates as feeds, sites and pages write them."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.errors import ParseError
from ingest.markup.moments import day_of, read_moment


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Mon, 05 May 2025 10:00:00 +0300", "2025-05-05T10:00:00+03:00"),
        ("Mon, 05 May 2025 10:00:00 GMT", "2025-05-05T10:00:00+00:00"),
        ("Mon, 5 May 25 10:00:00 GMT", "2025-05-05T10:00:00+00:00"),
        ("Mon, 05 May 2025 10:00:00", "2025-05-05T10:00:00+03:00"),
        ("05 Jan 2025 10:00 EET", "2025-01-05T10:00:00+02:00"),
        ("2025-05-05T10:00:00Z", "2025-05-05T10:00:00+00:00"),
        ("2025-05-05T10:00:00.123-05:00", "2025-05-05T10:00:00-05:00"),
        ("2025-01-05 10:00", "2025-01-05T10:00:00+02:00"),
        ("2025-05-05", "2025-05-05T00:00:00+03:00"),
        ("20250505T101500Z", "2025-05-05T10:15:00+00:00"),
        ("5.5.2025 klo 10.30", "2025-05-05T10:30:00+03:00"),
        ("ma 5.5.2025", "2025-05-05T00:00:00+03:00"),
        ("2025/5/5", "2025-05-05T00:00:00+03:00"),
        ("2025-5-5 8:30", "2025-05-05T08:30:00+03:00"),
        ("31/12/2024", "2024-12-31T00:00:00+02:00"),
        ("12/31/2024", "2024-12-31T00:00:00+02:00"),
        ("Mon, 05 May 2025 24:00:00 +0300", "2025-05-06T00:00:00+03:00"),
        ("Mon, 05 May 2025 10:24:00 +0300", "2025-05-05T10:24:00+03:00"),
        ("Mon, 05 May 2025 00:24:00 GMT", "2025-05-05T00:24:00+00:00"),
        ("5.5.2025 klo 24:00", "2025-05-06T00:00:00+03:00"),
        ("5. toukokuuta 2025", "2025-05-05T00:00:00+03:00"),
        ("5 maj 2025", "2025-05-05T00:00:00+03:00"),
        ("May 5, 2025", "2025-05-05T00:00:00+03:00"),
        ("1746428400", "2025-05-05T07:00:00+00:00"),
    ],
)
def test_a_date_is_read_and_one_without_a_zone_is_finlands(written: str, moment: str) -> None:
    assert read_moment(written).isoformat() == moment


@pytest.mark.parametrize(
    "written",
    ["", "eilen", "31.2.2025", "2025-02-31", "0000-00-00T00:00:00", "08/02/2023", "x" * 100_000, "1" * 400],
)
def test_what_is_no_one_day_is_refused_by_name(written: str) -> None:
    with pytest.raises(ParseError, match="is no date"):
        read_moment(written)


def test_the_day_is_the_one_that_it_was_in_finland() -> None:
    assert day_of(read_moment("Mon, 05 May 2025 23:30:00 GMT")) == date(2025, 5, 6)
