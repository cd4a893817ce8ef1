"""Read from an answer how long its host wants to be left alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from ingest.http.messages import Headers

LONGEST = timedelta(days=1)
"""No host may silence us for longer at once; it can ask again."""

_NOTHING_LEFT = re.compile(r";\s*r=0(?!\d)")
_RESET = re.compile(r";\s*t=(\d+)")

ASKING = frozenset({429, 503})


def may_ask(status: int, headers: Headers) -> bool:
    """Say whether an answer may ask for patience at all, as few do."""
    return status in ASKING or headers.any_name_with("ratelimit")


def retry_at(status: int, headers: Headers, now: datetime) -> datetime | None:
    """Return when to come back, ``None`` when the host asks nothing.

    ``Retry-After`` is seconds or an HTTP date (RFC 9110, section 10.2.3); ``RateLimit-Remaining: 0``
    with ``RateLimit-Reset`` says the same with any status, in seconds or, with some, in Unix time; so
    does the newer ``RateLimit`` field (``"policy";r=0;t=30``).
    """
    found: datetime | None = None
    if not may_ask(status, headers):
        return None
    if status in ASKING:
        found = _moment(headers.get("retry-after"), now)
    for prefix in ("ratelimit-", "x-ratelimit-"):
        if found is None and headers.get(f"{prefix}remaining").strip() == "0":
            found = _moment(headers.get(f"{prefix}reset"), now)
    if found is None:
        found = _from_structured(headers.get("ratelimit"), now)
    if found is None or found <= now:
        return None
    return min(found, now + LONGEST)


def _from_structured(value: str, now: datetime) -> datetime | None:
    # draft-ietf-httpapi-ratelimit-headers-10: "default";r=0;t=30, several with commas between them.
    waits = [
        int(seconds[1][:12])
        for part in value.split(",")
        if _NOTHING_LEFT.search(part) and (seconds := _RESET.search(part))
    ]
    return now + timedelta(seconds=min(max(waits), LONGEST.total_seconds())) if waits else None


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
