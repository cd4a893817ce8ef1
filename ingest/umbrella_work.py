"""Be work that is the umbrella's own, whoever's content it concerns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from cms.worklist.items import Scope, WorkItem


@dataclass(slots=True)
class UmbrellaWork:
    """Be a kind of work that is the umbrella's own, whoever's content it concerns."""

    name: str
    title: str | Promise
    advice: str | Promise
    urgency: int
    count: Callable[[], int]
    found: Callable[[int, int], Sequence[WorkItem]]

    def counts(self, scope: Scope) -> Mapping[int | None, int]:
        """Return how many there are, for the umbrella alone."""
        number = self.count() if scope.organisations is None else 0
        return {None: number} if number else {}

    def items(self, scope: Scope, *, limit: int, offset: int = 0) -> Sequence[WorkItem]:
        """Return them, the oldest first."""
        return self.found(limit, offset) if scope.organisations is None else []
