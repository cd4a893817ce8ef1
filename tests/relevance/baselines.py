"""What we measure ourselves against: the same scoring on plain words, and on Snowball's stems.

Both have the same fields with the same weights, bonuses, filters and order of equals, and drop words
in the same way when nothing holds all of them. They know no dictionary, no compound, no synonym, no
other language and no spelling.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from search import weights
from search.analysis import analyse
from search.analysis.stemming import stem
from search.answering import Wanted
from search.compiling import Meaning, compile_query, read
from search.concepts import NO_CONCEPTS
from search.documents import SearchDocument
from search.engines.memory import MemorySnapshot
from search.fields import Sort
from search.indexed import IndexedDocument, index
from search.plan import Best, Node, Plan, Some, StartsWith, Term
from search.query import SearchQuery

Forms = Callable[[str], tuple[tuple[str, int], ...]]
"""Return what a lower-cased word is indexed and asked as, with the weight of meeting it so."""


def surface(word: str) -> tuple[tuple[str, int], ...]:
    """Return the word as it stands."""
    return ((f"={word}", weights.EXACT),)


def snowball(word: str) -> tuple[tuple[str, int], ...]:
    """Return the word as it stands, and its Finnish stem."""
    return (*surface(word), (f"~{stem(word, 'finnish')}", weights.LEMMA))


class Baseline:
    """Search documents by one way of reading words."""

    def __init__(self, forms: Forms, documents: Iterable[SearchDocument]) -> None:
        self._forms = forms
        self._snapshot = MemorySnapshot({document.id: self._indexed(document) for document in documents})

    def search(self, query: SearchQuery) -> list[str]:
        """Return the ids of the first page."""
        for plan in self._plans(query):
            page = self._snapshot.page(plan, Wanted(Sort.RELEVANCE, 0, query.page_size, ()))
            if page.total or not self._snapshot.total(plan.unfiltered()):
                found = [kept.document.id for kept in page.documents]
                if found:
                    return found
        return []

    def _indexed(self, document: SearchDocument) -> IndexedDocument:
        whole = index(document)
        fields: dict[str, list[str]] = {name: [] for name in weights.WHOLE}
        title = self._tokens(document.title, document)
        opening = "title_short" if len(title) <= weights.SHORT_TITLE else "title"
        beside = [document.summary, *document.keywords, document.organisation]
        body = [form for word in self._tokens(document.body, document) for form in word]
        seen: set[str] = set()
        for field, tokens in (
            (opening, [form for word in title for form in word]),
            ("summary", [form for text in beside for word in self._tokens(text, document) for form in word]),
            ("body_often", [form for form in body if body.count(form) >= weights.OFTEN]),
            ("body", body),
        ):
            fields[field] += [form for form in dict.fromkeys(tokens) if form not in seen]
            seen.update(tokens)
        rest = {name: tokens for name, tokens in whole.tokens.items() if name not in weights.PARTS}
        return replace(whole, tokens={**rest, **{name: tuple(tokens) for name, tokens in fields.items()}})

    def _tokens(self, text: str, document: SearchDocument) -> list[list[str]]:
        words = [token.surface for token in analyse(text, document.language)]
        return [[form for form, _weight in self._forms(word)] for word in words]

    def _plans(self, query: SearchQuery) -> Iterator[Plan]:
        """Yield the query, then ever fewer of its words."""
        meaning = read(query)
        plan = compile_query(query, meaning, NO_CONCEPTS)
        words = self._words(meaning)
        yield replace(plan, required=words)
        for minimum in range(len(words) - 1, 0, -1):
            yield replace(plan, required=(Some(words, minimum),))

    def _words(self, meaning: Meaning) -> tuple[Node, ...]:
        nodes: list[Node] = []
        for word in meaning.words:
            options: list[Node] = [
                Term(field, form, weights.AS_ASKED + points * weight, weight)
                for form, weight in self._forms(word.surface)
                for field, points in weights.WHOLE.items()
            ]
            if word.unfinished:
                options += [
                    StartsWith(field, f"={word.surface}", weights.AS_ASKED + points * weights.LEMMA)
                    for field, points in weights.WHOLE.items()
                ]
            nodes.append(Best(tuple(options)))
        return tuple(nodes)
