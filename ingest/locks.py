"""One run of a source at a time, whatever the number of workers; the lock dies with its process."""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import connection

ADVISORY_CLASS = 0x696E67
""""ing": our class among PostgreSQL's advisory locks of two keys."""


_asking = threading.Lock()
_held: set[str] = set()
"""The names of the sources that this process runs just now, on PostgreSQL."""


@contextmanager
def source_lock(name: str) -> Iterator[bool]:
    """Yield whether this process holds the lock of the source of this name; never wait.

    PostgreSQL keeps the lock itself, so that it holds for workers on several machines. With SQLite
    everything runs on one machine, and a locked file does.
    """
    if connection.vendor == "postgresql":
        yield from _advisory_lock(name)
    else:
        yield from _file_lock(name)


def is_running(name: str) -> bool:
    """Tell whether another process or thread runs the source just now."""
    with source_lock(name) as held:
        return not held


def _advisory_lock(name: str) -> Iterator[bool]:
    """Ask PostgreSQL, but for what this process holds: it would give a connection its own lock again."""
    with _asking:
        free = name not in _held
        if free:
            _held.add(name)
    if not free:
        yield False
        return
    try:
        yield from _lock_of_server(name)
    finally:
        _held.discard(name)


def _lock_of_server(name: str) -> Iterator[bool]:
    key = int.from_bytes(sha256(name.encode()).digest()[:4], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [ADVISORY_CLASS, key])
        held = bool(cursor.fetchone()[0])
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [ADVISORY_CLASS, key])


def _file_lock(name: str) -> Iterator[bool]:
    directory = Path(settings.VAR) / "ingest" / "locks"
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / f"{sha256(name.encode()).hexdigest()[:32]}.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
