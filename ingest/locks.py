"""One run of a source at a time, whatever the number of workers; the lock dies with its process."""

from __future__ import annotations

from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from search.locks import lock

ADVISORY_CLASS = 0x696E67
""""ing": our class among PostgreSQL's advisory locks of two keys."""


def source_lock(name: str) -> AbstractContextManager[bool]:
    """Yield whether this process holds the lock of the source of this name; never wait."""
    digest = sha256(name.encode()).digest()
    file = Path(settings.VAR) / "ingest" / "locks" / f"{digest[:16].hex()}.lock"
    return lock((ADVISORY_CLASS, int.from_bytes(digest[:4], signed=True)), file)


def is_running(name: str) -> bool:
    """Tell whether another process or thread runs the source just now."""
    with source_lock(name) as held:
        return not held
