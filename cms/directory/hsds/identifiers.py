"""Stable UUIDs for what we publish, and the way back from a UUID to our key."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TypeVar

NAMESPACE = uuid.UUID("6bee5f67-53df-4dae-ab23-cc26f123c0ca")
"""This project's own; it must never change, or every identifier would."""

Key = TypeVar("Key")


def identifier(kind: str, *key: object) -> uuid.UUID:
    """Return the UUID (version 5) of the ``kind`` of object that has this key, always the same."""
    return uuid.uuid5(NAMESPACE, ":".join((kind, *map(str, key))))


def key_of(kind: str, wanted: uuid.UUID, keys: Iterable[Key]) -> Key | None:
    """Return that of ``keys`` whose UUID is ``wanted``; a UUID of this kind can't be reckoned back.

    A key of several parts is a tuple.
    """
    for key in keys:
        parts = key if isinstance(key, tuple) else (key,)
        if identifier(kind, *parts) == wanted:
            return key
    return None
