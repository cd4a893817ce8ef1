"""A host's wish to be left alone is understood in every form, and bounded."""

from datetime import UTC, datetime, timedelta

import pytest

from ingest.http import Headers
from ingest.http.retry_after import retry_at

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "fields", "wait"),
    [
        (429, {"Retry-After": "120"}, 120),
        (503, {"retry-after": " 60 "}, 60),
        (429, {"Retry-After": "Sun, 22 Nov 2026 12:10:00 GMT"}, 600),
        (429, {"Retry-After": "Sunday, 22-Nov-26 12:10:00 GMT"}, 600),
        (429, {"Retry-After": "Sun Nov 22 12:10:00 2026"}, 600),
        (429, {"Retry-After": "999999999"}, 86_400),
        (429, {"Retry-After": "99999999999999999999"}, 86_400),
        (200, {"RateLimit-Remaining": "0", "RateLimit-Reset": "30"}, 30),
        (429, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(NOW.timestamp()) + 90)}, 90),
    ],
)
def test_a_wish_is_read(status: int, fields: dict[str, str], wait: int) -> None:
    assert retry_at(status, Headers(tuple(fields.items())), NOW) == NOW + timedelta(seconds=wait)


@pytest.mark.parametrize(
    ("status", "fields"),
    [
        (200, {"Retry-After": "120"}),
        (429, {}),
        (429, {"Retry-After": "soon"}),
        (429, {"Retry-After": "-5"}),
        (429, {"Retry-After": "0"}),
        (429, {"Retry-After": "Sun, 22 Nov 2020 12:10:00 GMT"}),
        (200, {"RateLimit-Remaining": "5", "RateLimit-Reset": "30"}),
    ],
)
def test_what_is_no_wish_is_none(status: int, fields: dict[str, str]) -> None:
    assert retry_at(status, Headers(tuple(fields.items())), NOW) is None
