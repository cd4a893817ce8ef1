"""The day of a page is the one by its own clock or in its address; without a stated one, its text tells."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ingest.markup.trees import parse_page
from ingest.sources.website.days import published_day, stated_day

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("moment", "address", "day"),
    [
        ("2025-02-11T22:30:00+00:00", "https://a.example/uutinen/", date(2025, 2, 12)),
        ("2025-02-11T23:30:00+02:00", "https://a.example/uutinen/", date(2025, 2, 11)),
        ("2025-02-11T23:30:00-05:00", "https://a.example/uutinen/", date(2025, 2, 11)),
        ("2025-02-11T22:30:00+00:00", "https://a.example/2025/02/11/uutinen/", date(2025, 2, 11)),
        ("2025-02-11T10:30:00+00:00", "https://a.example/2025-2-12-uutinen/", date(2025, 2, 12)),
        ("2025-02-11T10:30:00+00:00", "https://a.example/2021/02/12/uutinen/", date(2025, 2, 11)),
        ("2025-02-11T10:30:00+00:00", "https://a.example/2025/02/31/uutinen/", date(2025, 2, 11)),
        ("2025-02-11T10:30:00+00:00", "https://a.example/2025/02/123/", date(2025, 2, 11)),
    ],
)
def test_a_stated_moment_is_the_day_where_the_page_is_read(moment: str, address: str, day: date) -> None:
    assert stated_day(datetime.fromisoformat(moment), address) == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Turku 4.2.2025. Perhekahvila avaa ovensa.", date(2025, 2, 4)),
        ("Toimintasuunnitelma vuodelle 2025 on valmis.", None),
        ("Avajaiset pidetään 4.3.2027 perhetalossa.", None),
    ],
)
def test_without_a_stated_one_a_past_day_in_the_text_is_taken(line: str, day: date | None) -> None:
    text = f"<html><body><main><h1>Perhekahvila</h1><p>{line}</p></main></body></html>"
    assert published_day(None, parse_page(text), text, "https://a.example/uutinen/", TODAY) == day
