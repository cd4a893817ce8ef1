"""One drain at a time, whatever the number of workers; a lock dies with the process that holds it."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from search import conf

ADVISORY_LOCK = 0x70616C7665  # "palve": our key among PostgreSQL's advisory locks


@contextmanager
def drain_lock(*, wait: bool) -> Iterator[bool]:
    """Yield whether this process holds the lock; with ``wait``, wait until it does.

    PostgreSQL keeps the lock itself, so that it holds for workers on several machines. With SQLite
    everything runs on one machine, and a locked file does.
    """
    if connection.vendor == "postgresql":
        yield from _advisory_lock(wait)
    else:
        yield from _file_lock(wait)


def _advisory_lock(wait: bool) -> Iterator[bool]:
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
            held = True
        else:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_LOCK])
            held = bool(cursor.fetchone()[0])
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_LOCK])


def _file_lock(wait: bool) -> Iterator[bool]:
    directory = conf.state_directory()
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "drain.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
