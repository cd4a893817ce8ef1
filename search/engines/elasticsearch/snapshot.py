"""Read an Elasticsearch index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.dsl import A, Search
from elasticsearch.dsl import query as q

from search.answering import Counts, Page, Wanted
from search.engines.columns import column, sums
from search.engines.elasticsearch.mapping import BY_FRESHNESS, BY_NAME, HASH, ID, SHUFFLE, STORED
from search.engines.elasticsearch.translation import chosen, scored
from search.fields import Facet, Sort
from search.indexed import VOCABULARY
from search.kept import from_text
from search.plan import Plan

MAX_VALUES = 10_000
"""Values of one facet that are counted."""

BATCH = 500

_ORDERS: dict[Sort, list[Any]] = {
    Sort.RELEVANCE: [{"_score": "desc"}, {SHUFFLE: "asc"}, {ID: "asc"}],
    Sort.NAME: [{BY_NAME: "asc"}],
    Sort.FRESHNESS: [{BY_FRESHNESS: "asc"}],
}
_UNSELECTED = "unselected"
_VALUES = "values"


class ElasticsearchSnapshot:
    """Read the index that an alias names, one request a page."""

    def __init__(self, client: Elasticsearch, alias: str) -> None:
        self._client = client
        self._alias = alias

    def page(self, plan: Plan, wanted: Wanted) -> Page:
        answered = self._ask(page_body(plan, wanted))
        hits = answered["hits"]
        documents = tuple(from_text(hit["_source"][STORED]) for hit in hits["hits"])
        return Page(
            hits["total"]["value"], documents, _counts(plan, wanted.facets, answered.get("aggregations", {}))
        )

    def total(self, plan: Plan) -> int:
        wanted = Search().query(q.Bool(filter=[scored(plan), chosen(plan)])).extra(size=0)
        return int(self._ask(wanted.to_dict())["hits"]["total"]["value"])

    def known(self, words: Iterable[str]) -> Mapping[str, int]:
        wanted = sorted(set(words))
        search = Search().query(q.Bool(filter=[q.Terms(VOCABULARY, wanted)])).extra(size=0)
        search.aggs.bucket(
            _VALUES,
            A("terms", field=VOCABULARY, include=wanted, size=max(1, len(wanted)), execution_hint="map"),
        )
        buckets = self._ask(search.to_dict())["aggregations"][_VALUES]["buckets"]
        return {bucket["key"]: bucket["doc_count"] for bucket in buckets}

    def hashes(self) -> Iterator[tuple[str, str]]:
        """Yield id and content hash of every document."""
        body: dict[str, Any] = {"size": BATCH, "sort": [{ID: "asc"}], "_source": [ID, HASH]}
        while True:
            hits = self._ask(body)["hits"]["hits"]
            for hit in hits:
                yield hit["_source"][ID], hit["_source"][HASH]
            if len(hits) < BATCH:
                return
            body["search_after"] = hits[-1]["sort"]

    def _ask(self, body: dict[str, Any]) -> Any:
        answered = self._client.search(index=self._alias, body={"track_total_hits": True, **body})
        return answered.body


def page_body(plan: Plan, wanted: Wanted) -> dict[str, Any]:
    """Return the body of one request: the page, the total and the facets' counts.

    If a selected facet is counted, the filters stand in ``post_filter`` and each count filters for
    itself: those of unselected facets together, that of a selected one without its own.
    """
    selected = [facet for facet in wanted.facets if facet in plan.filters]
    unselected = {facet.value: _terms(plan, facet) for facet in wanted.facets if facet not in plan.filters}
    body: dict[str, Any] = {
        "query": scored(plan).to_dict(),
        "sort": _ORDERS[wanted.sort],
        "from": wanted.offset,
        "size": wanted.limit,
        "track_total_hits": True,
        "_source": [STORED],
    }
    if selected:
        body["post_filter"] = chosen(plan).to_dict()
        body["aggs"] = {_UNSELECTED: {"filter": body["post_filter"], "aggs": unselected}}
        for facet in selected:
            rest = chosen(plan, leaving_out=facet).to_dict()
            body["aggs"][facet.value] = {"filter": rest, "aggs": {_VALUES: _terms(plan, facet)}}
        return body
    if plan.filters:
        body["query"] = q.Bool(must=[scored(plan)], filter=[chosen(plan)]).to_dict()
    if unselected:
        body["aggs"] = unselected
    return body


def _terms(plan: Plan, facet: Facet) -> dict[str, Any]:
    return _values_of(plan.source(facet))


@cache
def _values_of(facet: Facet) -> dict[str, Any]:
    return A("terms", field=column(facet), size=MAX_VALUES).to_dict()


def _counts(plan: Plan, facets: tuple[Facet, ...], answered: Mapping[str, Any]) -> Counts:
    counts: dict[Facet, Mapping[str, int]] = {}
    unselected = answered.get(_UNSELECTED, answered)
    for facet in facets:
        found = answered[facet.value][_VALUES] if facet in plan.filters else unselected[facet.value]
        counts[facet] = sums(found["buckets"])
    return counts
