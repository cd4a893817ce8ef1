"""Say what the counts of a facet are counted from, for engines that count by columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from search.fields import Facet

SEPARATOR = "\x1f"

MANY_VALUES = 8
"""A document with more values of a facet has them counted as one set."""

AS_SETS = frozenset(
    {
        Facet.KIND,
        Facet.AVAILABILITY,
        Facet.CHANNEL,
        Facet.ORGANISATION,
        Facet.LANGUAGE,
        Facet.FREE,
        Facet.ANONYMOUS,
    }
)
"""Facets of so few values that there are few sets of them: always counted as one set a document, which
costs a quarter of counting a column of several values."""


def column(facet: Facet) -> str:
    """Return the name of the column that a facet is counted from."""
    return f"column_{facet.value}"


def columns(facet: Facet, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is counted of a document's values of one facet.

    Many values are joined into one, so that a service of all 27 municipalities costs the counting
    one step, not 27; ``sums`` takes them apart again.
    """
    if facet in AS_SETS or len(values) > MANY_VALUES:
        return (SEPARATOR.join(sorted(values)),)
    return values


def sums(buckets: Iterable[Mapping[str, object]]) -> dict[str, int]:
    """Return the count of each value from the buckets of a column."""
    found: dict[str, int] = {}
    for bucket in buckets:
        count = bucket["doc_count"]
        for value in str(bucket["key"]).split(SEPARATOR):
            if value:
                found[value] = found.get(value, 0) + int(str(count))
    return found
