"""Read the settings of the link check, when they are needed."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings


def interval() -> timedelta:
    """Return ``LINKCHECK_INTERVAL_DAYS``: how often a working link of a member's content is checked."""
    return timedelta(days=float(getattr(settings, "LINKCHECK_INTERVAL_DAYS", 7)))


def other_interval() -> timedelta:
    """Return ``LINKCHECK_OTHER_INTERVAL_DAYS``: the same for links outside the members' own content."""
    return timedelta(days=float(getattr(settings, "LINKCHECK_OTHER_INTERVAL_DAYS", 30)))


def concurrency() -> int:
    """Return ``LINKCHECK_CONCURRENCY``: how many hosts one run asks at the same time."""
    return int(getattr(settings, "LINKCHECK_CONCURRENCY", 20))


def batch_size() -> int:
    """Return ``LINKCHECK_BATCH_SIZE``: how many due links one task takes."""
    return int(getattr(settings, "LINKCHECK_BATCH_SIZE", 200))


def checks_kept() -> timedelta:
    """Return ``LINKCHECK_KEEP_DAYS``: how long a check that changed nothing is kept."""
    return timedelta(days=float(getattr(settings, "LINKCHECK_KEEP_DAYS", 90)))


def cached() -> timedelta:
    """Return ``LINKCHECK_CACHE_HOURS``: so long a result counts when all content is checked by hand."""
    return timedelta(hours=float(getattr(settings, "LINKCHECK_CACHE_HOURS", 24)))


def archive() -> str:
    """Return ``LINKCHECK_ARCHIVE``: where old copies of pages are kept, by date and address."""
    return str(getattr(settings, "LINKCHECK_ARCHIVE", "https://web.archive.org/web"))
