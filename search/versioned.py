"""Keep in a process what is read from the database, for as long as its version stays the same."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

_Version = TypeVar("_Version")
_Value = TypeVar("_Value")


class Versioned(Generic[_Version, _Value]):
    """Ask for the version at each use, and read the value only when that changed.

    ``version`` is a cheap query. The version is taken before the value is read, so that a change between
    the two is noticed at the next use.
    """

    def __init__(self, version: Callable[[], _Version], read: Callable[[], _Value]) -> None:
        self._version = version
        self._read = read
        self._lock = threading.Lock()
        self._state: tuple[_Version, _Value] | None = None

    def current(self) -> _Value:
        """Return the value as it stands now."""
        version = self._version()
        if (state := self._state) and state[0] == version:
            return state[1]
        with self._lock:
            if not (state := self._state) or state[0] != version:
                state = self._state = (version, self._read())
            return state[1]
