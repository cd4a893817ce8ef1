"""Point to the copy of a page that an archive of the web has, from when the page still worked."""

from __future__ import annotations

from datetime import datetime

from ingest.linkcheck import conf
from ingest.linkcheck.models import Link


def archived_copy(link: Link, *, at: datetime) -> str:
    """Return the address of the archive's copy nearest to when the link last worked; empty for other kinds.

    The archive itself leads from a date to the nearest copy it has, so nothing is asked for here.
    """
    if not link.is_web:
        return ""
    moment = link.last_ok or link.first_failed or at
    return f"{conf.archive().rstrip('/')}/{moment:%Y%m%d}/{link.url}"
