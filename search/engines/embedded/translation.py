"""Translate a plan into a tantivy query, one node to one query."""

from __future__ import annotations

import re

import tantivy
from tantivy import FieldType, Occur, Query

from search.plan import Best, Between, Every, Node, OneOf, Plan, Sequence, Some, StartsWith, Term

_SPECIAL = re.compile(r"[\\.+*?()|\[\]{}^$#&\-~/]")


Clauses = list[tuple[Occur, Query]]


class Translator:
    """Translate for one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def required(self, plan: Plan) -> Clauses:
        """Return the clauses of the plan's words, the costliest, to be used in several queries."""
        return [(Occur.Must, self.node(node)) for node in plan.required]

    def scored(self, plan: Plan, required: Clauses) -> Query:
        """Return the whole query, its score the document's points."""
        clauses, base = list(required), 0
        for node in plan.bonuses:
            if isinstance(node, Between) and node.low is not None and node.high is None:
                base += node.points
                clauses.append((Occur.Should, self._lacking(node)))
            else:
                clauses.append((Occur.Should, self.node(node)))
        if base:
            clauses.append((Occur.Must, _points(Query.all_query(), base)))
        return self._restricted(plan, clauses)

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

    def filter(self, plan: Plan, required: Clauses | None = None) -> Query:
        """Return the query without bonuses, for counting and for other orders."""
        return self._restricted(plan, list(self.required(plan) if required is None else required))

    def _restricted(self, plan: Plan, clauses: Clauses) -> Query:
        rest = (*plan.conditions, *plan.filters.values())
        clauses += [(Occur.Must, self.node(node)) for node in rest]
        if not any(occur == Occur.Must for occur, _ in clauses):
            clauses.append((Occur.Must, _points(Query.all_query(), 0)))
        clauses += [(Occur.MustNot, self.node(node)) for node in plan.excluded]
        return Query.boolean_query(clauses)

    def node(self, node: Node) -> Query:  # noqa: PLR0911 - one return a kind of node
        """Return one node's query."""
        schema = self._schema
        match node:
            case Term(field, token, points):
                return _points(Query.term_query(schema, field, token, "basic"), points)
            case StartsWith(field, prefix, points):
                pattern = _SPECIAL.sub(r"\\\g<0>", prefix) + ".*"
                return _points(Query.regex_query(schema, field, pattern), points)
            case Sequence(field, tokens):
                return _points(Query.phrase_query(schema, field, list(tokens)), 0)
            case OneOf(field, tokens) if len(tokens) == 1:
                return _points(Query.term_query(schema, field, tokens[0], "basic"), 0)
            case OneOf(field, tokens):
                return _points(Query.term_set_query(schema, field, list(tokens)), 0)
            case Between(field, low, high, points):
                inside = Query.range_query(
                    schema, field, FieldType.Integer, lower_bound=low, upper_bound=high
                )
                return _points(inside, points)
            case Best(children):
                return Query.disjunction_max_query([self.node(child) for child in children])
            case Every(children):
                return Query.boolean_query([(Occur.Must, self.node(child)) for child in children])
            case Some(children, minimum):
                some = [(Occur.Should, self.node(child)) for child in children]
                return Query.boolean_query(some, minimum_number_should_match=minimum)


def _points(query: Query, points: int) -> Query:
    return Query.const_score_query(query, float(points))
