"""Say what the counts of a facet are counted from, for engines that count by columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from search.fields import Facet

SEPARATOR = "\x1f"

MANY_VALUES = 4
"""A document with more values of a facet has them counted as one set."""


def column(facet: Facet) -> str:
    """Return the name of the column that a facet is counted from."""
    return f"column_{facet.value}"


def columns(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is counted of a document's values of one facet.

    Many values are joined into one, so that a service of all 27 municipalities costs the counting
    one step, not 27; ``sums`` takes them apart again.
    """
    return values if len(values) <= MANY_VALUES else (SEPARATOR.join(sorted(values)),)


def sums(buckets: Iterable[Mapping[str, object]]) -> dict[str, int]:
    """Return the count of each value from the buckets of a column."""
    found: dict[str, int] = {}
    for bucket in buckets:
        count = bucket["doc_count"]
        for value in str(bucket["key"]).split(SEPARATOR):
            found[value] = found.get(value, 0) + int(str(count))
    return found
