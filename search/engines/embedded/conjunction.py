"""Join what must match and what adds points into the one tantivy query that is read fastest.

A list of documents costs little to read from end to end; looking a single document up in it costs
``LOOK_UP`` times as much. So what only adds points is read, all of it in one union, where it is short, and
looked up where all that must match does if it is long.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import tantivy
from tantivy import Occur, Query

from search.plan import Term

LOOK_UP = 5
"""Measured among 100,000 documents, with words of any frequency: 3 to 10 do equally well."""

Clauses = list[tuple[Occur, Query]]


def scoring(query: Query, points: int) -> Query:
    """Return a query that matches the same, for so many points."""
    return Query.const_score_query(query, float(points))


def term_query(schema: tantivy.Schema, term: Term) -> Query:
    """Return a term's query, for its points."""
    return scoring(Query.term_query(schema, term.field, term.token, "basic"), term.points)


class Found(NamedTuple):
    """Hold a query and how many documents it matches, or more."""

    query: Query
    documents: int


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Match what any of ``terms`` (with their documents) and ``others`` matches, for the best's points."""

    terms: dict[Term, int]
    others: tuple[Found, ...] = ()

    @property
    def documents(self) -> int:
        """Return how many documents match, or more."""
        return sum(self.terms.values()) + sum(other.documents for other in self.others)


@dataclass(slots=True)
class Conjunction:
    """Gather alternatives, of each of which one must match, and bonuses; all points add up.

    Every match gets the points of ``base`` and lies within ``filters`` and ``restrictions``, which give
    none. There are ``size`` documents in all. Without ``points`` scores mean nothing, and matching costs
    less.
    """

    schema: tantivy.Schema
    size: int
    points: bool = True
    base: int = 0
    musts: list[Alternatives] = field(default_factory=list)
    bonuses: list[Found] = field(default_factory=list)
    filters: list[Found] = field(default_factory=list)
    restrictions: Clauses = field(default_factory=list)

    @property
    def documents(self) -> int:
        """Return how many documents match, or more."""
        musts = (must.documents for must in self.musts)
        return min([self.size, *musts, *(one.documents for one in self.filters)])

    def query(self) -> Query:
        """Return the query."""
        clauses = self._clauses()
        most = LOOK_UP * self.documents
        looked_up = [bonus for bonus in self.bonuses if bonus.documents > most]
        for bonus in sorted(looked_up, key=lambda bonus: bonus.documents):
            clauses = [(Occur.Must, Query.boolean_query(clauses)), (Occur.Should, bonus.query)]
        clauses += [(Occur.Should, bonus.query) for bonus in self.bonuses if bonus.documents <= most]
        return clauses[0][1] if len(clauses) == 1 else Query.boolean_query(clauses)

    def _clauses(self) -> Clauses:
        """Return what decides what matches; the base is in the points of the first that can take it."""
        base = self.base
        clauses: Clauses = []
        for must in self.musts:
            more = 0 if must.others else base
            base -= more
            clauses.append((Occur.Must, self._either(must, more)))
        clauses += [(Occur.Must, one.query) for one in self.filters]
        clauses += self.restrictions
        if base or not any(occur == Occur.Must for occur, _ in clauses):
            clauses.append((Occur.Must, scoring(Query.all_query(), base)))
        return clauses

    def _either(self, must: Alternatives, more: int) -> Query:
        """Return the query of alternatives, each with ``more`` points."""
        queries = [self._term(term, more) for term in must.terms]
        queries += [other.query for other in must.others]
        if len(queries) == 1:
            return queries[0]
        if self.points:
            return Query.disjunction_max_query(queries)
        return Query.boolean_query([(Occur.Should, query) for query in queries])

    def _term(self, term: Term, more: int) -> Query:
        if self.points:
            return term_query(self.schema, term._replace(points=term.points + more))
        return Query.term_query(self.schema, term.field, term.token, "basic")
