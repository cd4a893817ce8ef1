"""One kind's lines as a paginator wants them: their number, and slices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cms.worklist.items import Scope, WorkItem, WorkSource


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
