"""Translate a plan into tantivy queries, leaving out what the index lacks and what changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import tantivy
from tantivy import FieldType, Occur, Query

from search.engines.embedded.conjunction import (
    Alternatives,
    Clauses,
    Conjunction,
    Found,
    scoring,
    term_query,
)
from search.indexed import OPEN_TO_ALL, TEXT_FIELDS
from search.plan import Best, Between, Every, Node, OneOf, Plan, Raised, Sequence, Some, StartsWith, Term
from search.weights import EITHER, PARTS, WHOLE

_ANYWHERE = "anywhere"
_LEVELS = WHOLE.keys() | PARTS.keys()
_TEXTS = frozenset(TEXT_FIELDS)
"""Fields whose tokens all stand in ``anywhere`` too."""


class Translator:
    """Translate for one state of an index.

    Of the terms that a word is looked for by, most stand in no document; they are left out. Some stand
    in all of them: their points are given to all, and what is worth less isn't asked. A node that
    nothing can match is ``None``.
    """

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self._schema = schema
        self._searcher = searcher
        self._documents = sum(searcher.doc_freq(OPEN_TO_ALL, answer) for answer in ("yes", "no"))
        """All documents that term frequencies count: the deleted ones too, until they are merged away."""

    def scored(self, plan: Plan) -> Query:
        """Return the whole query, its score the document's points."""
        joined = self._conjunction()
        if not all(self._add(node, joined) for node in plan.required):
            return Query.empty_query()
        for node in plan.bonuses:
            if isinstance(node, Between) and node.low is not None and node.high is None:
                joined.base += node.points
                # Counted as none, so that it is read and not looked up: a range is gathered whole either way.
                joined.bonuses.append(Found(self._lacking(node), 0))
            elif isinstance(node, Term):
                self._add_bonus(node, joined)
            elif (found := self._found(node)) is not None:
                joined.bonuses.append(found)
        return self._restricted(plan, joined)

    def _lacking(self, node: Between) -> Query:
        """Take the points from those that a bonus does not reach, instead of adding them to the others.

        The sum is the same, given that all get the points first. Those it does not reach are few, and
        a query of few documents costs less than one of nearly all.
        """
        field, low = node.field, (node.low or 0) - 1
        rest = Query.range_query(
            self._schema, field, FieldType.Integer, upper_bound=low, use_inverted_index=True
        )
        return scoring(rest, -node.points)

    def matched(self, plan: Plan) -> Conjunction | None:
        """Return what matches as the plan's words do, without points; for ``filter``."""
        joined = self._conjunction(points=False)
        matching = all(self._add(_without_points(node), joined) for node in plan.required)
        return joined if matching else None

    def filter(self, plan: Plan, matched: Conjunction | None) -> Query:
        """Return the query without points, for counting and for other orders."""
        return Query.empty_query() if matched is None else self._restricted(plan, matched)

    def _restricted(self, plan: Plan, joined: Conjunction) -> Query:
        """Return the query of what must match, within the plan's conditions, filters and exclusions."""
        restrictions = _each_must(self.node(node) for node in plan.conditions)
        if restrictions is None:
            return Query.empty_query()
        excluded = (self.node(node) for node in plan.excluded)
        restrictions += [(Occur.MustNot, query) for query in excluded if query is not None]
        filters = [Found(self._one_of(node), self._count(node)) for node in plan.filters.values()]
        return replace(joined, filters=filters, restrictions=restrictions).query()

    def node(self, node: Node) -> Query | None:
        """Return one node's query, or ``None`` if nothing can match it."""
        found = self._found(node)
        return None if found is None else found.query

    def _found(self, node: Node, *, points: bool = True) -> Found | None:
        if isinstance(node, Best | Every | Raised):
            joined = self._conjunction(points=points)
            return Found(joined.query(), joined.documents) if self._add(node, joined) else None
        query = self._some(node, points=points) if isinstance(node, Some) else self._leaf(node)
        return None if query is None else Found(query, self._documents)

    def _some(self, node: Some, *, points: bool) -> Query | None:
        found = (self._found(child, points=points) for child in node.children)
        queries = [one.query for one in found if one is not None]
        if len(queries) < node.minimum:
            return None
        clauses = [(Occur.Should, query) for query in queries]
        return Query.boolean_query(clauses, minimum_number_should_match=node.minimum)

    def _conjunction(self, *, points: bool = True) -> Conjunction:
        return Conjunction(self._schema, self._documents, points)

    def _add(self, node: Node, joined: Conjunction) -> bool:
        """Add what must match to a conjunction; say whether anything can."""
        match node:
            case Raised(raised, by):
                self._add_bonus(by, joined)
                return self._add(raised, joined)
            case Every(children):
                return all(self._add(child, joined) for child in children)
            case Best(children):
                return self._add_best(children, joined)
            case _:
                return self._add_best((node,), joined)

    def _add_bonus(self, term: Term, joined: Conjunction) -> None:
        if documents := self._count(term):
            joined.bonuses.append(Found(term_query(self._schema, term), documents))

    def _add_best(self, children: tuple[Node, ...], joined: Conjunction) -> bool:
        """Add the alternatives of a word."""
        asked: dict[str, set[str]] = {}
        lacking: set[str] = set()
        counts: dict[Term, int] = {}
        others: list[Node] = []
        for child in children:
            if not isinstance(child, Term):
                others.append(child)
                continue
            field, token = child.field, child.token
            if token not in asked:
                asked[token] = set()
                if not self._searcher.doc_freq(_ANYWHERE, token):
                    lacking.add(token)
            asked[token].add(field)
            in_no_text = token in lacking and field in _TEXTS
            if not in_no_text and (count := self._count(child)):
                counts[child] = count
        floor = self._floor(counts)
        if floor is not None and all(_most(other) <= floor for other in others):
            joined.base += floor
            better = {term._replace(points=term.points - floor): count for term, count in counts.items()}
            self._add_better({term: count for term, count in better.items() if term.points > 0}, joined)
            return True
        possible = (self._found(other, points=joined.points) for other in others)
        found = tuple(one for one in possible if one is not None)
        if not counts and not found:
            return False
        if not found and len(counts) > 1 and _nested(counts, asked):
            self._add_nested(counts, joined)
        else:
            joined.musts.append(Alternatives(counts, found))
        return True

    def _floor(self, counts: dict[Term, int]) -> int | None:
        """Return the most points that every document surely gets, or ``None``."""
        sure = [term.points for term, count in counts.items() if count == self._documents]
        levels: dict[str, list[Term]] = {}
        for term in counts:
            if term.field in _LEVELS:
                levels.setdefault(term.token, []).append(term)
        for terms in levels.values():
            if sum(counts[term] for term in terms) == self._documents:
                sure.append(min(term.points for term in terms))
        return max(sure, default=None)

    def _add_better(self, counts: dict[Term, int], joined: Conjunction) -> None:
        """Add what some get beyond what all do; one list each if no document is in two."""
        if len({term.token for term in counts}) > 1 or not _fields(counts) <= _LEVELS:
            best = self._conjunction()
            best.musts.append(Alternatives(counts))
            joined.bonuses.append(Found(best.query(), best.documents))
            return
        for term, count in counts.items():
            joined.bonuses.append(Found(term_query(self._schema, term), count))

    def _add_nested(self, counts: dict[Term, int], joined: Conjunction) -> None:
        """Add a token that is looked for in fields that together hold what ``anywhere`` does.

        That field decides what matches, with the least points, and each better field adds what is missing.
        """
        token, least = next(iter(counts)).token, min(term.points for term in counts)
        anywhere = Term(_ANYWHERE, token, least)
        joined.musts.append(Alternatives({anywhere: self._count(anywhere)}))
        for term, count in counts.items():
            if term.points > least:
                better = term._replace(points=term.points - least)
                joined.bonuses.append(Found(term_query(self._schema, better), count))

    def _count(self, node: Term | OneOf) -> int:
        """Return how many documents hold a token of the node, or more."""
        if isinstance(node, Term):
            return self._searcher.doc_freq(node.field, node.token)
        return sum(self._searcher.doc_freq(node.field, token) for token in node.tokens)

    def _one_of(self, node: OneOf) -> Query:
        field, tokens = node.field, node.tokens
        if len(tokens) == 1:
            return scoring(Query.term_query(self._schema, field, tokens[0], "basic"), 0)
        return scoring(Query.term_set_query(self._schema, field, list(tokens)), 0)

    def _leaf(self, node: Term | StartsWith | Sequence | OneOf | Between) -> Query | None:
        schema = self._schema
        match node:
            case Term():
                return term_query(schema, node) if self._count(node) else None
            case StartsWith(field, prefix, points):
                beginning = Query.fuzzy_term_query(schema, field, prefix, distance=0, prefix=True)
                return scoring(beginning, points)
            case Sequence(field, tokens):
                return scoring(Query.phrase_query(schema, field, list(tokens)), 0)
            case OneOf():
                return self._one_of(node)
            case Between(field, low, high, points):
                number = FieldType.Integer
                inside = Query.range_query(schema, field, number, lower_bound=low, upper_bound=high)
                return scoring(inside, points)


def _each_must(queries: Iterable[Query | None]) -> Clauses | None:
    clauses: Clauses = []
    for query in queries:
        if query is None:
            return None
        clauses.append((Occur.Must, query))
    return clauses


def _most(node: Node) -> int:
    """Return the most points that a node can give."""
    match node:
        case Best(children):
            return max(map(_most, children), default=0)
        case Every(children) | Some(children):
            return sum(map(_most, children))
        case Raised(raised, by):
            return _most(raised) + by.points
        case Term() | StartsWith() | Between():
            return node.points
        case _:
            return 0


def _fields(terms: Iterable[Term]) -> set[str]:
    return {term.field for term in terms}


def _nested(found: Iterable[Term], asked: dict[str, set[str]]) -> bool:
    """Tell whether one token alone was found, and ``anywhere`` holds it just where the asked fields do."""
    tokens = {term.token for term in found}
    return len(tokens) == 1 and asked[tokens.pop()] in (_LEVELS, EITHER.keys())


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
