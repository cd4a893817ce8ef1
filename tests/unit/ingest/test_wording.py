"""A field's value is shown as people write it."""

from __future__ import annotations

from django.utils import translation

from cms.publishing.models import News
from ingest.wording import words_of


def test_a_day_and_a_moment_are_written_as_the_reader_writes_them() -> None:
    with translation.override("fi"):
        assert words_of(News, "date", "2025-02-12") == "12.2.2025"
        assert words_of(News, "first_published_at", "2025-02-12T22:30:00+00:00") == "13.2.2025 0.30"
