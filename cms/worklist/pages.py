"""Lists as a paginator wants them: their number, and slices, of which no more is read than is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from cms.worklist.items import Scope, WorkItem, WorkSource

Made = TypeVar("Made")
Part = tuple["QuerySet[Any]", Callable[[Any], Made]]
"""Rows in their order, and what makes of each what is listed."""


@dataclass(frozen=True, slots=True)
class Chain(Generic[Made]):
    """List what several queries find, one after the other; at most two queries each for a slice."""

    parts: Sequence[Part[Made]]

    def count(self) -> int:
        """Return how many there are."""
        return sum(rows.count() for rows, _make in self.parts)

    def __len__(self) -> int:
        return self.count()

    def __iter__(self) -> Iterator[Made]:
        for rows, make in self.parts:
            yield from map(make, rows)

    def __getitem__(self, wanted: slice) -> list[Made]:
        first, last = wanted.start or 0, wanted.stop
        found: list[Made] = []
        for rows, make in self.parts:
            some = [make(row) for row in rows[first:last]]
            found += some
            passed = first + len(some) if some or not first else rows.count()
            first, last = max(0, first - passed), last - passed
            if last <= 0:
                break
        return found


@dataclass(frozen=True, slots=True)
class Lines:
    """Ask a source for those lines alone that a page shows; ``number`` is how many there are."""

    source: WorkSource
    scope: Scope
    number: int

    def count(self) -> int:
        """Return how many there are."""
        return self.number

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, wanted: slice) -> Sequence[WorkItem]:
        start, stop = wanted.start or 0, self.number if wanted.stop is None else wanted.stop
        return self.source.items(self.scope, limit=stop - start, offset=start)
