"""A day that stands alone in a page is when it was published, unless it is still to come."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.markup.trees import parse_page
from ingest.sources.website.byline import told_day

PAGE = parse_page("<html><body><main><span>1.12.2025</span><p>3.3.2025</p></main></body></html>")


def test_a_day_to_come_is_passed_over() -> None:
    assert told_day(PAGE, date(2025, 11, 30)) == date(2025, 3, 3)


def test_today_is_no_day_to_come() -> None:
    assert told_day(PAGE, date(2025, 12, 1)) == date(2025, 12, 1)


@pytest.mark.parametrize(
    "told", ["Julkaistu 4. helmikuuta 2025", "4 februari 2025", "4 February 2025 klo 9.30"]
)
def test_a_month_may_be_a_word(told: str) -> None:
    page = parse_page(
        f"<html><body><main><span>12 kertaa 2025</span><span>{told}</span></main></body></html>"
    )
    assert told_day(page, date(2025, 12, 1)) == date(2025, 2, 4)
