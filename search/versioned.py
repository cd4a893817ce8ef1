"""Keep in a process what is read from the database, for as long as its version stays the same."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import QuerySet

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


class FirstRow:
    """Ask a query for its first row over and over, as a version is asked for at each search.

    The query is put into SQL once: Django takes ten times as long for that as the database for the answer.
    Values come as the database gives them; they are good for comparing.
    """

    def __init__(self, query: Callable[[], QuerySet[Any, Any]]) -> None:
        self._query = query
        self._statement: tuple[str, tuple[Any, ...]] | None = None

    def __call__(self) -> tuple[Any, ...] | None:
        """Return the row as it stands now, or ``None`` if there is none."""
        if self._statement is None:
            self._statement = self._query()[:1].query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(*self._statement)
            row: tuple[Any, ...] | None = cursor.fetchone()
        return row
