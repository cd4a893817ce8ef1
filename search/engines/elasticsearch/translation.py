"""Translate a plan into Elasticsearch queries, one node to one query."""

from __future__ import annotations

from collections.abc import Iterable
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


def translated(node: Node) -> Query:  # noqa: PLR0911 - one return a kind of node
    """Return one node's query."""
    match node:
        case Term(field, token, points):
            return _term(field, [token], points)
        case StartsWith(field, prefix, points):
            return q.Prefix(field, {"value": prefix, "boost": points})
        case Sequence(field, tokens):
            return q.MatchPhrase(field, {"query": " ".join(tokens), "boost": 0})
        case OneOf(field, tokens):
            return q.Terms(field, list(tokens), boost=0)
        case Between(field, low, high, points):
            bounds = {"gte": low, "lte": high, "boost": points}
            return q.Range(field, {name: bound for name, bound in bounds.items() if bound is not None})
        case Best(children):
            return q.DisMax(queries=list(_together(children)))
        case Every(children):
            return q.Bool(must=[translated(child) for child in children])
        case Some(children, minimum):
            some = [translated(child) for child in children]
            return q.Bool(should=some, minimum_should_match=minimum)
        case Raised(raised, by):
            return q.Bool(must=[translated(raised)], should=[translated(by)])


def _together(children: tuple[Node, ...]) -> Iterable[Query]:
    """Translate alternatives; terms of one field with the same points become one query."""
    terms: dict[tuple[str, int], list[str]] = {}
    for child in children:
        if isinstance(child, Term):
            terms.setdefault((child.field, child.points), []).append(child.token)
        else:
            yield translated(child)
    for (field, points), tokens in terms.items():
        yield _term(field, tokens, points)


def _term(field: str, tokens: list[str], points: int) -> Query:
    if len(tokens) == 1:
        return _Ready({"term": {field: {"value": tokens[0], "boost": points}}})
    return _Ready({"terms": {field: tokens, "boost": points}})


class _Ready(Query):
    """Stand for a query whose dictionary is there already.

    A query of three words holds a hundred terms; as objects of their own classes they would cost as
    much time as the rest of the request's making.
    """

    name = "ready"

    def __init__(self, ready: dict[str, Any]) -> None:
        self._params: dict[str, Any] = {}
        self._ready = ready

    def to_dict(self) -> dict[str, Any]:
        return self._ready
