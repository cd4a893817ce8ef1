"""Translate a plan into Elasticsearch queries, one node to one query."""

from __future__ import annotations

from typing import Any

from elasticsearch.dsl import query as q
from elasticsearch.dsl.query import Query

from search.fields import Facet
from search.plan import Best, Between, Every, Node, OneOf, Plan, Raised, Sequence, Some, StartsWith, Term


def scored(plan: Plan) -> Query:
    """Return the query without its facet filters; its score is the document's points."""
    return q.Bool(
        must=[translated(node) for node in plan.required],
        should=[translated(node) for node in plan.bonuses],
        filter=[q.MatchAll(), *(translated(node) for node in plan.conditions)],
        must_not=[translated(node) for node in plan.excluded],
    )


def chosen(plan: Plan, leaving_out: Facet | None = None) -> Query:
    """Return the facet filters."""
    filters = [translated(node) for facet, node in plan.filters.items() if facet is not leaving_out]
    return q.Bool(filter=filters) if filters else q.MatchAll()


def translated(node: Node) -> Query:
    """Return one node's query.

    Its inside is made ready as a dictionary: a query of three words holds a hundred terms, and as objects
    of their own classes they would cost as much time as the rest of the request.
    """
    return _Ready(_clause(node))


class _Ready(Query):
    """Stand for a query whose dictionary is there already."""

    name = "ready"

    def __init__(self, ready: dict[str, Any]) -> None:
        self._params: dict[str, Any] = {}
        self._ready = ready

    def to_dict(self) -> dict[str, Any]:
        return self._ready


def _clause(node: Node) -> dict[str, Any]:  # noqa: PLR0911 - one return a kind of node
    match node:
        case Term(field, token, points):
            return {"term": {field: {"value": token, "boost": points}}}
        case StartsWith(field, prefix, points):
            return {"prefix": {field: {"value": prefix, "boost": points}}}
        case Sequence(field, tokens):
            return {"match_phrase": {field: {"query": " ".join(tokens), "boost": 0}}}
        case OneOf(field, tokens):
            return {"terms": {field: list(tokens), "boost": 0}}
        case Between(field, low, high, points):
            bounds = {"gte": low, "lte": high, "boost": points}
            return {"range": {field: {name: bound for name, bound in bounds.items() if bound is not None}}}
        case Best(children):
            return {"dis_max": {"queries": _together(children)}}
        case Every(children):
            return {"bool": {"must": [_clause(child) for child in children]}}
        case Some(children, minimum):
            some = [_clause(child) for child in children]
            return {"bool": {"should": some, "minimum_should_match": minimum}}
        case Raised(raised, by):
            return {"bool": {"must": [_clause(raised)], "should": [_clause(by)]}}


def _together(children: tuple[Node, ...]) -> list[dict[str, Any]]:
    """Translate alternatives; terms of one field with the same points become one query."""
    queries: list[dict[str, Any]] = []
    terms: dict[tuple[str, int], list[str]] = {}
    for child in children:
        if isinstance(child, Term):
            field, token, points, _weight = child
            terms.setdefault((field, points), []).append(token)
        else:
            queries.append(_clause(child))
    for (field, points), tokens in terms.items():
        if len(tokens) == 1:
            queries.append({"term": {field: {"value": tokens[0], "boost": points}}})
        else:
            queries.append({"terms": {field: tokens, "boost": points}})
    return queries
