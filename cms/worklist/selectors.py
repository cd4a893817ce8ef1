"""The work list as a whole: how much of each kind there is, whose, and which lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from cms.directory.models import OrganisationPage
from cms.worklist.items import Scope, WorkItem, WorkSource
from cms.worklist.registry import sources


@dataclass(frozen=True, slots=True)
class Kind:
    """Hold one kind of work: its source, how many there are by organisation, and some of them."""

    source: WorkSource
    counts: Mapping[int | None, int]
    items: tuple[WorkItem, ...] = ()

    @property
    def total(self) -> int:
        """Return how many there are."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one organisation's line of the summary; ``key`` is ``None`` for the umbrella's own work."""

    key: int | None
    title: str
    total: int
    by_kind: tuple[int, ...]


def kinds(scope: Scope, *, items: int = 0) -> list[Kind]:
    """Return the kinds of which there is work in scope, the most urgent first, each with ``items`` lines."""
    found = []
    for source in sources():
        counts = {
            key: number for key, number in source.counts(scope).items() if number and scope.includes(key)
        }
        if counts:
            lines = tuple(source.items(scope, limit=items)) if items else ()
            found.append(Kind(source, counts, lines))
    return found


def total(scope: Scope) -> int:
    """Return how much work there is in scope."""
    return sum(kind.total for kind in kinds(scope))


def titles(scope: Scope) -> dict[int, str]:
    """Return the names of the organisations in scope, by key, in the order of their names."""
    pages = scope.narrow(OrganisationPage.objects.order_by("title"), "pk")
    return dict(pages.values_list("pk", "title"))


def summary(found: list[Kind], names: Mapping[int, str], umbrella: str) -> list[Row]:
    """Return a line an organisation, those with the most work first."""
    totals: Counter[int | None] = Counter()
    for kind in found:
        totals.update(kind.counts)
    rows = [
        Row(
            key,
            umbrella if key is None else names.get(key, f"#{key}"),
            number,
            tuple(kind.counts.get(key, 0) for kind in found),
        )
        for key, number in totals.items()
    ]
    return sorted(rows, key=lambda row: (-row.total, row.title))
