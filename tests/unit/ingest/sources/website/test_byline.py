"""A day that stands alone in a page is when it was published, unless it is still to come."""

from __future__ import annotations

from datetime import date

from ingest.markup.trees import parse_page
from ingest.sources.website.byline import told_day

PAGE = parse_page("<html><body><main><span>1.12.2025</span><p>3.3.2025</p></main></body></html>")


def test_a_day_to_come_is_passed_over() -> None:
    assert told_day(PAGE, date(2025, 11, 30)) == date(2025, 3, 3)


def test_today_is_no_day_to_come() -> None:
    assert told_day(PAGE, date(2025, 12, 1)) == date(2025, 12, 1)
