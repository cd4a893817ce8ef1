"""Translate a plan into tantivy queries, one node to one query, leaving out what the index lacks."""

from __future__ import annotations

from collections.abc import Iterable

import tantivy
from tantivy import FieldType, Occur, Query

from search.plan import Best, Between, Every, Node, OneOf, Plan, Raised, Sequence, Some, StartsWith, Term
from search.weights import EITHER, PARTS, WHOLE

Clauses = list[tuple[Occur, Query]]

_ANYWHERE = "anywhere"
_LEVELS = WHOLE.keys() | PARTS.keys()


class Translator:
    """Translate for one state of an index.

    Of the terms that a word is looked for by, most stand in no document; they are left out. A node
    that nothing can match is ``None``.
    """

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self._schema = schema
        self._searcher = searcher

    def scored(self, plan: Plan) -> Query:
        """Return the whole query, its score the document's points."""
        required = _each_must(self.node(node) for node in plan.required)
        if required is None:
            return Query.empty_query()
        base = 0
        for node in plan.bonuses:
            if isinstance(node, Between) and node.low is not None and node.high is None:
                base += node.points
                required.append((Occur.Should, self._lacking(node)))
            elif (bonus := self.node(node)) is not None:
                required.append((Occur.Should, bonus))
        if base:
            required.append((Occur.Must, _points(Query.all_query(), base)))
        return self._restricted(plan, required)

    def _lacking(self, node: Between) -> Query:
        """Take the points from those that a bonus does not reach, instead of adding them to the others.

        The sum is the same, given that all get the points first. Those it does not reach are few, and
        a query of few documents costs less than one of nearly all.
        """
        field, low = node.field, (node.low or 0) - 1
        rest = Query.range_query(
            self._schema, field, FieldType.Integer, upper_bound=low, use_inverted_index=True
        )
        return _points(rest, -node.points)

    def matched(self, plan: Plan) -> Clauses | None:
        """Return clauses that match what the plan's words match, without points; for ``filter``."""
        return _each_must(self._presence(_without_points(node)) for node in plan.required)

    def _presence(self, node: Node) -> Query | None:
        """Return a query that matches what ``node`` does, its score meaningless and so cheaper."""
        match node:
            case Best(children):
                found = [query for child in children if (query := self._presence(child)) is not None]
                if len(found) < 2:
                    return found[0] if found else None
                return Query.boolean_query([(Occur.Should, query) for query in found])
            case Every(children):
                clauses = _each_must(self._presence(child) for child in children)
                return None if clauses is None else Query.boolean_query(clauses)
            case Term(field, token) if self._searcher.doc_freq(field, token):
                return Query.term_query(self._schema, field, token, "basic")
            case Term():
                return None
            case _:
                return self.node(node)

    def filter(self, plan: Plan, matched: Clauses | None) -> Query:
        """Return the query without points, for counting and for other orders."""
        return Query.empty_query() if matched is None else self._restricted(plan, list(matched))

    def _restricted(self, plan: Plan, clauses: Clauses) -> Query:
        rest = _each_must(self.node(node) for node in (*plan.conditions, *plan.filters.values()))
        if rest is None:
            return Query.empty_query()
        clauses += rest
        if not any(occur == Occur.Must for occur, _ in clauses):
            clauses.append((Occur.Must, _points(Query.all_query(), 0)))
        excluded = (self.node(node) for node in plan.excluded)
        clauses += [(Occur.MustNot, query) for query in excluded if query is not None]
        return Query.boolean_query(clauses)

    def node(self, node: Node) -> Query | None:  # noqa: PLR0911 - one return a kind of node
        """Return one node's query, or ``None`` if nothing can match it."""
        match node:
            case Best(children):
                found = self._alternatives(children)
                if len(found) < 2:
                    return found[0] if found else None
                return Query.disjunction_max_query(found)
            case Every(children):
                clauses = _each_must(self.node(child) for child in children)
                return None if clauses is None else Query.boolean_query(clauses)
            case Some(children, minimum):
                some = [
                    (Occur.Should, query) for child in children if (query := self.node(child)) is not None
                ]
                if len(some) < minimum:
                    return None
                return Query.boolean_query(some, minimum_number_should_match=minimum)
            case Raised(raised, by):
                query, bonus = self.node(raised), self.node(by)
                return query if query is None or bonus is None else _with_bonus(query, bonus)
            case _:
                return self._leaf(node)

    def _alternatives(self, children: tuple[Node, ...]) -> list[Query]:
        """Return a query for each alternative that something can match; one for all fields of a token."""
        tokens: dict[str, dict[str, int]] = {}
        asked: dict[str, set[str]] = {}
        others: list[Node] = []
        for child in children:
            if isinstance(child, Term) and child.field in _LEVELS:
                asked.setdefault(child.token, set()).add(child.field)
                if self._searcher.doc_freq(child.field, child.token):
                    tokens.setdefault(child.token, {})[child.field] = child.points
            else:
                others.append(child)
        found: list[Query] = []
        for token, points in tokens.items():
            if asked[token] >= _LEVELS:
                found.append(self._token(token, points))
            else:
                others += [Term(field, token, worth) for field, worth in points.items()]
        return found + [query for other in others if (query := self.node(other)) is not None]

    def _token(self, token: str, points: dict[str, int]) -> Query:
        """Return a query of one token with the points of the field that it stands in.

        It stands in one of ``_LEVELS`` at most. So the field of all tokens decides what matches, with the
        least points, and each better field adds what is missing, only looked at where all words match;
        a union of the fields would have to read them from end to end.
        """
        if len(points) == 1:
            ((field, worth),) = points.items()
            return _points(Query.term_query(self._schema, field, token, "basic"), worth)
        least = min(points.values())
        query = _points(Query.term_query(self._schema, _ANYWHERE, token, "basic"), least)
        for field, worth in points.items():
            if worth > least:
                better = Query.term_query(self._schema, field, token, "basic")
                query = _with_bonus(query, _points(better, worth - least))
        return query

    def _one_of(self, field: str, tokens: tuple[str, ...]) -> Query:
        if len(tokens) == 1:
            return Query.term_query(self._schema, field, tokens[0], "basic")
        return Query.term_set_query(self._schema, field, list(tokens))

    def _leaf(self, node: Term | StartsWith | Sequence | OneOf | Between) -> Query | None:
        schema = self._schema
        match node:
            case Term(field, token, points):
                if not self._searcher.doc_freq(field, token):
                    return None
                return _points(Query.term_query(schema, field, token, "basic"), points)
            case StartsWith(field, prefix, points):
                beginning = Query.fuzzy_term_query(schema, field, prefix, distance=0, prefix=True)
                return _points(beginning, points)
            case Sequence(field, tokens):
                return _points(Query.phrase_query(schema, field, list(tokens)), 0)
            case OneOf(field, tokens):
                return _points(self._one_of(field, tokens), 0)
            case Between(field, low, high, points):
                number = FieldType.Integer
                inside = Query.range_query(schema, field, number, lower_bound=low, upper_bound=high)
                return _points(inside, points)


def _each_must(queries: Iterable[Query | None]) -> Clauses | None:
    clauses: Clauses = []
    for query in queries:
        if query is None:
            return None
        clauses.append((Occur.Must, query))
    return clauses


def _without_points(node: Node) -> Node:
    """Return a node that matches the same, from as few fields as possible.

    A term that is looked for in all fields of whole words and all of parts is looked for in the one field
    that holds both.
    """
    match node:
        case Raised(raised):
            return _without_points(raised)
        case Best(children):
            return Best(tuple(_merged(children)))
        case Every(children):
            return Every(tuple(_without_points(child) for child in children))
        case Some(children, minimum):
            return Some(tuple(_without_points(child) for child in children), minimum)
        case _:
            return node


def _merged(children: tuple[Node, ...]) -> Iterable[Node]:
    fields: dict[tuple[type[Node], str], set[str]] = {}
    for child in children:
        if isinstance(child, Term):
            fields.setdefault((Term, child.token), set()).add(child.field)
        elif isinstance(child, StartsWith):
            fields.setdefault((StartsWith, child.prefix), set()).add(child.field)
        else:
            yield _without_points(child)
    for (kind, text), found in fields.items():
        for field in sorted(_fewest(found)):
            yield Term(field, text) if kind is Term else StartsWith(field, text)


def _fewest(fields: set[str]) -> set[str]:
    """Return as few fields as hold what ``fields`` do of one token."""
    if fields >= _LEVELS or fields >= EITHER.keys():
        return (fields - _LEVELS - EITHER.keys()) | {_ANYWHERE}
    return fields


def _with_bonus(query: Query, bonus: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query), (Occur.Should, bonus)])


def _points(query: Query, points: int) -> Query:
    return Query.const_score_query(query, float(points))
