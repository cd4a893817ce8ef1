"""Search in plain Python: slow, exact, readable, and the specification of the other engines."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime

from search.analysis import fingerprint
from search.answering import Counts, Page, Wanted, answer, complete
from search.concepts import Concepts, none
from search.documents import SearchDocument
from search.errors import IndexLocked
from search.fields import Facet, Language, Sort
from search.indexed import OPENING, VOCABULARY, IndexedDocument, facet_field, index
from search.plan import Best, Between, Every, Node, OneOf, Plan, Raised, Sequence, Some, StartsWith, Term
from search.query import SearchQuery
from search.results import EngineStatus, SearchResults, Suggestion


class MemoryEngine:
    """Keep analysed documents in a dictionary; for tests, small sites and as the specification."""

    def __init__(self, concepts: Callable[[], Concepts] = none) -> None:
        self._concepts = concepts
        self._documents: dict[str, IndexedDocument] = {}
        self._built: datetime | None = None
        self._writing = threading.Lock()
        self._meanwhile: dict[str, IndexedDocument | None] | None = None

    def search(self, query: SearchQuery) -> SearchResults:
        return answer(MemorySnapshot(self._documents), query, self._concepts())

    def suggest(self, prefix: str, language: Language, limit: int = 8) -> tuple[Suggestion, ...]:
        return complete(MemorySnapshot(self._documents), prefix, language, limit)

    def upsert(self, documents: Iterable[SearchDocument]) -> None:
        fresh = {document.id: index(document) for document in documents}
        with self._writing:
            self._documents = {**self._documents, **fresh}
            if self._meanwhile is not None:
                self._meanwhile.update(fresh)

    def delete(self, ids: Iterable[str]) -> None:
        gone = set(ids)
        with self._writing:
            self._documents = {key: kept for key, kept in self._documents.items() if key not in gone}
            if self._meanwhile is not None:
                self._meanwhile.update(dict.fromkeys(gone))

    def rebuild(self, documents: Iterable[SearchDocument]) -> int:
        with self._writing:
            if self._meanwhile is not None:
                raise IndexLocked("The index is being rebuilt already. Wait until that is done.")
            self._meanwhile = {}
        try:
            fresh: dict[str, IndexedDocument | None] = {found.id: index(found) for found in documents}
            with self._writing:
                fresh.update(self._meanwhile)
                self._documents = {key: found for key, found in fresh.items() if found is not None}
                self._built = datetime.now(UTC)
                return len(self._documents)
        finally:
            self._meanwhile = None

    def content_hashes(self) -> Iterator[tuple[str, str]]:
        for key, indexed in self._documents.items():
            yield key, indexed.document.content_hash()

    def status(self) -> EngineStatus:
        return EngineStatus("memory", len(self._documents), fingerprint(), self._built, "memory")


class MemorySnapshot:
    """Read one state of the documents."""

    def __init__(self, documents: Mapping[str, IndexedDocument]) -> None:
        self._documents = documents

    def page(self, plan: Plan, wanted: Wanted) -> Page:
        scored = [
            (scored, found)
            for found in self._documents.values()
            if (scored := points(plan, found)) is not None
        ]
        if wanted.sort is Sort.NAME:
            scored.sort(key=lambda pair: pair[1].by_name)
        elif wanted.sort is Sort.FRESHNESS:
            scored.sort(key=lambda pair: pair[1].by_freshness)
        else:
            scored.sort(key=lambda pair: (-pair[0], pair[1].shuffle, pair[1].document.id))
        shown = tuple(found.kept for _, found in scored[wanted.offset : wanted.offset + wanted.limit])
        return Page(len(scored), shown, self._counts(plan, wanted.facets))

    def total(self, plan: Plan) -> int:
        return len(self._matching(plan))

    def _counts(self, plan: Plan, facets: tuple[Facet, ...]) -> Counts:
        matching = self._matching(plan)
        counts: dict[Facet, Counter[str]] = {}
        for facet in facets:
            field = facet_field(plan.source(facet))
            found = self._matching(plan.without(facet)) if facet in plan.filters else matching
            counts[facet] = Counter(value for one in found for value in one.tokens.get(field, ()))
        return counts

    def _matching(self, plan: Plan) -> list[IndexedDocument]:
        return [found for found in self._documents.values() if points(plan, found) is not None]

    def known(self, words: Iterable[str]) -> Mapping[str, int]:
        wanted = set(words)
        return Counter(
            word
            for found in self._documents.values()
            for word in wanted.intersection(found.tokens[VOCABULARY])
        )


def points(plan: Plan, document: IndexedDocument) -> int | None:
    """Return a document's points by a plan, or ``None`` if it does not match."""
    total = 0
    for node in plan.required:
        found = evaluate(node, document)
        if found is None:
            return None
        total += found
    if any(evaluate(node, document) is not None for node in plan.excluded):
        return None
    if any(evaluate(node, document) is None for node in (*plan.conditions, *plan.filters.values())):
        return None
    return total + sum(evaluate(node, document) or 0 for node in plan.bonuses)


def evaluate(node: Node, document: IndexedDocument) -> int | None:  # noqa: PLR0911 - one return a kind of node
    """Return the points of one node, or ``None`` if it does not match."""
    match node:
        case Term(field, token, worth):
            return worth if token in document.tokens.get(field, ()) else None
        case StartsWith(field, prefix, worth):
            tokens = (document.opening,) if field == OPENING else document.tokens.get(field, ())
            return worth if any(token.startswith(prefix) for token in tokens) else None
        case Sequence(field, tokens):
            return 0 if _in_a_row(document.ordered[field], tokens) else None
        case OneOf(field, tokens):
            return 0 if set(tokens).intersection(document.tokens.get(field, ())) else None
        case Between(field, low, high, worth):
            number = document.numbers[field]
            inside = (low is None or number >= low) and (high is None or number <= high)
            return worth if inside else None
        case Best(children):
            return max((found for found in _each(children, document) if found is not None), default=None)
        case Every(children):
            every = [evaluate(child, document) for child in children]
            return None if None in every else sum(found or 0 for found in every)
        case Some(children, minimum):
            some = [found for found in _each(children, document) if found is not None]
            return sum(some) if len(some) >= minimum else None
        case Raised(raised, by):
            found = evaluate(raised, document)
            return None if found is None else found + (evaluate(by, document) or 0)


def _each(children: tuple[Node, ...], document: IndexedDocument) -> Iterator[int | None]:
    return (evaluate(child, document) for child in children)


def _in_a_row(tokens: tuple[str, ...], row: tuple[str, ...]) -> bool:
    return any(tokens[at : at + len(row)] == row for at in range(len(tokens) - len(row) + 1))
