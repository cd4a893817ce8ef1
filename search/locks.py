"""One process at a time, whatever the number of workers; a lock dies with the process that holds it."""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from django.db import connection

from search import conf

DRAIN = (0x70616C7665,)
""""palve": the outbox's key among PostgreSQL's advisory locks."""

_Keys = tuple[int, ...]

_asking = threading.Lock()
_of_process: dict[_Keys, threading.Lock] = {}


def drain_lock(*, wait: bool) -> AbstractContextManager[bool]:
    """Yield whether this process holds the lock of the outbox; with ``wait``, wait until it does."""
    return lock(DRAIN, conf.state_directory() / "drain.lock", wait=wait)


@contextmanager
def lock(keys: _Keys, file: Path, *, wait: bool = False) -> Iterator[bool]:
    """Yield whether this process holds a lock; with ``wait``, wait until it does.

    PostgreSQL keeps the lock itself, by one key of 64 bits or two of 32, so that it holds for workers on
    several machines. With SQLite everything runs on one machine, and a locked ``file`` does.
    """
    if connection.vendor == "postgresql":
        yield from _advisory_lock(keys, wait)
    else:
        yield from _file_lock(file, wait)


def _advisory_lock(keys: _Keys, wait: bool) -> Iterator[bool]:
    """Ask PostgreSQL, but for what this process holds: it would give a connection its own lock again."""
    with _asking:
        ours = _of_process.setdefault(keys, threading.Lock())
    if not ours.acquire(blocking=wait):
        yield False
        return
    try:
        yield from _lock_of_server(keys, wait)
    finally:
        ours.release()


def _lock_of_server(keys: _Keys, wait: bool) -> Iterator[bool]:
    places = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        if wait:
            cursor.execute(f"SELECT pg_advisory_lock({places})", keys)
            held = True
        else:
            cursor.execute(f"SELECT pg_try_advisory_lock({places})", keys)
            held = bool(cursor.fetchone()[0])
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT pg_advisory_unlock({places})", keys)


def _file_lock(file: Path, wait: bool) -> Iterator[bool]:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
