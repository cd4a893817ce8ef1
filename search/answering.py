"""Answer a query from a snapshot of an index: as written, else approximately, always the same way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from search.compiling import Meaning, Spellings, compile_query, read
from search.concepts import Concepts
from search.documents import SearchDocument
from search.fields import Facet, Language, Sort
from search.highlight import highlights
from search.indexed import OPENING, TITLE_WORDS, counted_facets, facet_field, plain
from search.kept import Kept
from search.matching import match, reasons, sought
from search.parsing import cleaned
from search.plan import Every, Node, OneOf, Plan, StartsWith
from search.query import MAX_PAGE_SIZE, SearchQuery
from search.results import FacetCount, Hit, SearchResults, Suggestion
from search.spelling import corrected, spellings

MAX_SUGGESTIONS = 50

Counts = Mapping[Facet, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Say which part of a plan's documents is wanted, in what order, and what is counted."""

    sort: Sort
    offset: int
    limit: int
    facets: tuple[Facet, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Hold one page of a plan's documents, how many match in all, and how many each value has."""

    total: int
    documents: tuple[Kept, ...]
    counts: Counts


class Snapshot(Protocol):
    """Read one unchanging state of an index; this is all that an engine must be able to do."""

    def page(self, plan: Plan, wanted: Wanted) -> Page:
        """Return the plan's documents in order, with exact counts of the wanted facets.

        By relevance: most points first, equals by ``shuffle``; by name and by freshness: by their
        keys. Each facet's counts leave its own filter out.
        """
        ...

    def total(self, plan: Plan) -> int:
        """Return how many documents a plan matches."""
        ...

    def known(self, words: Iterable[str]) -> Mapping[str, int]:
        """Return how many documents hold each word in their vocabulary; those without are absent."""
        ...


def answer(snapshot: Snapshot, query: SearchQuery, concepts: Concepts) -> SearchResults:
    """Answer one page of a query.

    If nothing at all matches as written, misspelt words are also searched as what they were likely
    meant for, compounds by any of their parts, and at last with some of the words missing. Filters
    have no say in that: a query that they alone leave empty answers no hits, and the counts say
    where there are some.
    """
    meaning = read(query)
    size = min(max(1, query.page_size), MAX_PAGE_SIZE)
    number = max(1, query.page)
    counted = counted_facets() if query.counted is None else query.counted
    part = Wanted(query.sort, (number - 1) * size, size, counted)
    plan = compile_query(query, meaning, concepts)
    page = snapshot.page(plan, part)
    suggestion, fuzzy = None, False
    if page.total == 0 and meaning.words and not snapshot.total(plan.unfiltered()):
        spelt = spellings(meaning, snapshot.known, concepts)
        suggestion = corrected(meaning, spelt)
        for looser in _looser(query, meaning, concepts, spelt):
            if snapshot.total(looser.unfiltered()):
                plan, fuzzy = looser, True
                page = snapshot.page(plan, part)
                break
        else:
            suggestion = None  # it would lead nowhere either
    wanted = sought(plan)
    hits = []
    for kept, matches in zip(page.documents, match(page.documents, wanted), strict=True):
        document = kept.document
        hits.append(Hit(document, highlights(document, matches), reasons(document, matches, query)))
    return SearchResults(
        total=page.total,
        page=number,
        page_size=size,
        hits=tuple(hits),
        facets=_facets(page.counts, query),
        suggestion=suggestion,
        fuzzy=fuzzy,
    )


def _looser(query: SearchQuery, meaning: Meaning, concepts: Concepts, spelt: Spellings) -> Iterable[Plan]:
    """Yield ever looser plans: other spellings, then fewer words, as written before otherwise."""
    yield compile_query(query, meaning, concepts, spellings=spelt)
    for minimum in range(len(meaning.words) - 1, 0, -1):
        for spelling in (None, spelt):
            yield compile_query(query, meaning, concepts, spellings=spelling, minimum=minimum)


def _facets(counts: Counts, query: SearchQuery) -> Mapping[Facet, tuple[FacetCount, ...]]:
    """Order the values of each facet: most documents first, then by slug; keep what is selected."""
    answered: dict[Facet, tuple[FacetCount, ...]] = {}
    for facet, values in counts.items():
        chosen = set(query.filters.get(facet, ()))
        kept = {**dict.fromkeys(chosen, 0), **values}
        ordered = sorted(kept.items(), key=lambda item: (-item[1], item[0]))
        answered[facet] = tuple(FacetCount(value, count, value in chosen) for value, count in ordered)
    return answered


def complete(snapshot: Snapshot, prefix: str, language: Language, limit: int) -> tuple[Suggestion, ...]:
    """Complete a text with titles: those that begin so before those that hold words that do, and
    those in the user's language before the others; by name within each."""
    text = plain(cleaned(prefix))
    limit = min(limit, MAX_SUGGESTIONS)
    if not text or limit < 1:
        return ()
    opening: Node = StartsWith(OPENING, text)
    inside: Node = Every(tuple(StartsWith(TITLE_WORDS, word) for word in text.split()))
    own = OneOf(facet_field(Facet.LANGUAGE), (language.value,))
    found: dict[tuple[str, str], Suggestion] = {}
    for conditions in ((opening, own), (inside, own), (opening,), (inside,)):
        for document in _titles(snapshot, conditions, limit):
            suggestion = Suggestion(document.title, document.kind, document.url)
            found.setdefault((plain(suggestion.text), suggestion.kind), suggestion)
        if len(found) >= limit:
            break
    return tuple(found.values())[:limit]


def _titles(snapshot: Snapshot, conditions: Sequence[Node], limit: int) -> tuple[SearchDocument, ...]:
    page = snapshot.page(Plan(conditions=tuple(conditions)), Wanted(Sort.NAME, 0, limit))
    return tuple(kept.document for kept in page.documents)
