"""Read from an answer how long its host wants to be left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from ingest.http.messages import Headers

LONGEST = timedelta(days=1)
"""No host may silence us for longer at once; it can ask again."""

ASKING = frozenset({429, 503})


def retry_at(status: int, headers: Headers, now: datetime) -> datetime | None:
    """Return when to come back, ``None`` when the host asks nothing.

    ``Retry-After`` is seconds or an HTTP date (RFC 9110, section 10.2.3); ``RateLimit-Remaining: 0``
    with ``RateLimit-Reset`` says the same with any status, in seconds or, with some, in Unix time.
    """
    found: datetime | None = None
    if status in ASKING:
        found = _moment(headers.get("retry-after"), now)
    for prefix in ("ratelimit-", "x-ratelimit-"):
        if found is None and headers.get(f"{prefix}remaining").strip() == "0":
            found = _moment(headers.get(f"{prefix}reset"), now)
    if found is None or found <= now:
        return None
    return min(found, now + LONGEST)


def _moment(value: str, now: datetime) -> datetime | None:
    text = value.strip()
    if text.isascii() and text.isdigit():
        seconds = int(text[:12])
        since_epoch = seconds - int(now.timestamp())
        if seconds > 1_000_000_000:
            seconds = max(since_epoch, 0)
        return now + timedelta(seconds=min(seconds, LONGEST.total_seconds()))
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
