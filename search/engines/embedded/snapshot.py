"""Read one state of a tantivy index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

import tantivy
from tantivy import DocAddress, Order, Query

from search.answering import Counts, Page, Wanted
from search.engines.columns import column, sums
from search.engines.embedded.schema import (
    BY_FRESHNESS,
    BY_NAME,
    HASH,
    ID,
    SHUFFLE,
    SPREAD,
    STORED,
)
from search.engines.embedded.translation import Translator
from search.fields import Facet, Sort
from search.indexed import VOCABULARY
from search.kept import Kept, from_text
from search.plan import OneOf, Plan, Term

_MAX_VALUES = 65_000
"""Values of one facet that are counted; the sets of ``schema.columns`` are among them."""

_AHEAD = 100
"""So many hits more than asked for are fetched at first, to have the last score's equals together."""

KEPT_COUNTS = 256
"""So many answers' counts are kept until the next commit."""

_KEYS = {Sort.NAME: BY_NAME, Sort.FRESHNESS: BY_FRESHNESS}


class EmbeddedSnapshot:
    """Read one state; nothing that is written meanwhile shows."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self._schema = schema
        self._searcher = searcher
        self._translator = Translator(schema, searcher)
        self._kept: dict[object, Counts] = {}

    def page(self, plan: Plan, wanted: Wanted) -> Page:
        if wanted.sort is Sort.RELEVANCE:
            total, addresses = self._by_points(self._translator.scored(plan), wanted)
        else:
            found = self._searcher.search(
                self._translator.filter(plan, self._translator.matched(plan)),
                limit=wanted.limit,
                offset=wanted.offset,
                order_by_field=_KEYS[wanted.sort],
                order=Order.Asc,
            )
            total, addresses = _total(found), [address for _, address in found.hits]
        documents = tuple(self._document(address) for address in addresses)
        return Page(total, documents, self._counts(plan, wanted.facets, total))

    def _by_points(self, query: Query, part: Wanted) -> tuple[int, list[DocAddress]]:
        """Return the total and one page, most points first and equals by their shuffle.

        The search itself tells most equals apart (``schema.spread``). Enough hits are fetched for
        the last one's equals to be complete, and these are put in order here.
        """
        wanted = part.offset + part.limit
        fetched = wanted + _AHEAD
        while True:
            found = self._searcher.search(query, limit=fetched, weight_by_field=SPREAD)
            hits = found.hits
            complete = len(hits) < fetched or wanted == 0 or hits[-1][0] < hits[wanted - 1][0]
            if complete:
                break
            fetched *= 4
        ordered: list[DocAddress] = []
        for _, equal in groupby(hits, key=lambda hit: hit[0]):
            addresses = [address for _, address in equal]
            if len(addresses) > 1:
                shuffles = self._searcher.fast_field_values(SHUFFLE, addresses)
                order = sorted(range(len(addresses)), key=lambda at: shuffles[at] or 0)
                addresses = [addresses[at] for at in order]
            ordered += addresses
            if len(ordered) >= wanted:
                break
        return _total(found), ordered[part.offset : wanted]

    def _document(self, address: DocAddress) -> Kept:
        return from_text(bytes(self._searcher.doc(address).get_first(STORED) or b"").decode())

    def total(self, plan: Plan) -> int:
        matched = self._translator.matched(plan)
        return _total(self._searcher.search(self._translator.filter(plan, matched), limit=1))

    def _counts(self, plan: Plan, facets: tuple[Facet, ...], total: int) -> Counts:
        """Count; what is counted without words, by filters alone, is kept: it is much and often asked."""
        if plan.required or plan.excluded:
            return self._counted(plan, facets, total)
        key = (plan.conditions, tuple(plan.filters.items()), plan.local_only, facets)
        found = self._kept.get(key)
        if found is None:
            found = self._counted(plan, facets, total)
            if len(self._kept) >= KEPT_COUNTS:
                self._kept.clear()
            self._kept[key] = found
        return found

    def _counted(self, plan: Plan, facets: tuple[Facet, ...], total: int) -> Counts:
        """Count all facets in one pass over what matches without any filter.

        Each facet's counts leave its own filter out, so each filtered facet is counted among those that
        the other filters let through.
        """
        counts: dict[Facet, Mapping[str, int]] = {facet: {} for facet in facets}
        wanted: dict[str, Any] = {}
        for own in (None, *plan.filters):
            if own is None:
                counted = [facet for facet in facets if facet not in plan.filters] if total else []
            else:
                counted = [own] if own in counts else []
            terms = {facet.value: _terms(plan.source(facet)) for facet in counted}
            others = [node for facet, node in plan.filters.items() if facet is not own]
            if others and terms:
                wanted[f"within {own}"] = {"filter": " AND ".join(map(_one_of, others)), "aggs": terms}
            else:
                wanted |= terms
        if wanted:
            everything = plan.unfiltered()
            query = self._translator.filter(everything, self._translator.matched(everything))
            counts.update(_sums(self._searcher.aggregate(query, wanted)))
        return counts

    def known(self, words: Iterable[str]) -> Mapping[str, int]:
        counts: dict[str, int] = {}
        for word in set(words):
            query = self._translator.node(Term(VOCABULARY, word))
            alive = 0 if query is None else _total(self._searcher.search(query, limit=1))
            if alive:
                counts[word] = alive
        return counts

    def hashes(self) -> Iterator[tuple[str, str]]:
        """Yield id and content hash of every document."""
        everything = self._searcher.search(Query.all_query(), limit=max(1, self.size()), count=False)
        for _, address in everything.hits:
            document = self._searcher.doc(address)
            yield str(document.get_first(ID)), bytes(document.get_first(HASH) or b"").hex()

    def size(self) -> int:
        """Return how many documents there are."""
        return self._searcher.num_docs


def _terms(source: Facet) -> dict[str, Any]:
    """Return what counts each value of a facet's column."""
    return {"terms": {"field": column(source), "size": _MAX_VALUES}}


def _one_of(node: OneOf) -> str:
    """Return a filter in tantivy's query language, which is the only way to filter what is counted."""
    quoted = ('"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' for value in node.tokens)
    return "(" + " OR ".join(f"{node.field}:{value}" for value in quoted) + ")"


def _sums(answered: Mapping[str, Any]) -> Iterator[tuple[Facet, dict[str, int]]]:
    """Yield each facet that was counted, at the top or within a filter, with its values' counts."""
    for name, found in answered.items():
        if "buckets" in found:
            yield Facet(name), sums(found["buckets"])
        else:
            yield from _sums({key: value for key, value in found.items() if key != "doc_count"})


def _total(found: tantivy.SearchResult) -> int:
    return int(found.count)  # type: ignore[attr-defined] # tantivy's stub lacks it
