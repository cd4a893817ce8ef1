"""Compile a query into a plan: what must match, what is counted, and for how many points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from search import weights
from search.analysis import Lexicon, Token, analyse, names_in_use
from search.concepts import Concepts, Label
from search.fields import Facet, Language
from search.indexed import (
    AGE_FROM,
    AGE_SCALE,
    AGE_TO,
    AS_WORDS,
    BASES_IN_ORDER,
    NEVER_FADES,
    OPEN_TO_ALL,
    STANDING,
    WORDS_IN_ORDER,
    base,
    exact,
    facet_field,
)
from search.parsing import Piece, function_words, pieces
from search.plan import Best, Between, Every, Node, OneOf, Plan, Raised, Sequence, Some, StartsWith, Term
from search.query import SearchQuery

_SLUG = str.maketrans("åäö", "aao")
_MAX_PHRASES = 8
"""A phrase is tried with at most so many combinations of base forms."""

KEPT_TEXTS = 256
"""So many query texts stay read: who filters, sorts and turns pages asks the same text again."""


@dataclass(frozen=True, slots=True)
class Word:
    """Hold one word of a query as each language reads it, the user's language first.

    ``start`` and ``end`` are offsets into the text of its piece.
    """

    surface: str
    readings: Mapping[Language, Token]
    piece: int
    start: int
    end: int
    unfinished: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """Hold what a query text says, before it is turned into a plan; compared by identity."""

    language: Language
    words: tuple[Word, ...]
    phrases: tuple[tuple[Word, ...], ...]
    excluded: tuple[tuple[Word, ...], ...]
    pieces: tuple[Piece, ...]


Spellings = Mapping[str, tuple[str, ...]]
"""For a word as typed, the words of the index that it may have been meant for."""


def languages(first: Language) -> tuple[Language, ...]:
    """Return all languages, the given one first."""
    return (first, *(language for language in Language if language is not first))


def read(query: SearchQuery) -> Meaning:
    """Read the query's text in every language, with the names that are in use."""
    return _read(query.text, query.language, query.unfinished, names_in_use())


@lru_cache(maxsize=KEPT_TEXTS)
def _read(text: str, first: Language, unfinished: bool, names: Lexicon) -> Meaning:
    found = pieces(text)
    words: list[Word] = []
    phrases: list[tuple[Word, ...]] = []
    excluded: list[tuple[Word, ...]] = []
    for number, piece in enumerate(found):
        group = _words(piece, number, first, names)
        if not group:
            continue
        if piece.excluded:
            excluded.append(group)
            continue
        words += group
        if piece.phrase and len(group) > 1:
            phrases.append(group)
    if unfinished and words and found and not found[-1].excluded and not found[-1].phrase:
        words[-1] = replace(words[-1], unfinished=True)
    telling = [word for word in words if _telling(word, first) or found[word.piece].phrase]
    kept = (telling or words)[: weights.MAX_WORDS]
    return Meaning(first, tuple(kept), tuple(phrases), tuple(excluded), found)


def _telling(word: Word, language: Language) -> bool:
    return word.unfinished or word.surface not in function_words(language)


def _words(piece: Piece, number: int, first: Language, names: Lexicon) -> tuple[Word, ...]:
    order = languages(first)
    read_by = {language: {t.start: t for t in analyse(piece.text, language, names)} for language in order}
    return tuple(
        Word(
            token.surface,
            MappingProxyType({lang: tokens[start] for lang, tokens in read_by.items() if start in tokens}),
            number,
            token.start,
            token.end,
        )
        for start, token in read_by[first].items()
    )


def compile_query(
    query: SearchQuery,
    meaning: Meaning,
    concepts: Concepts,
    *,
    spellings: Spellings | None = None,
    minimum: int | None = None,
) -> Plan:
    """Turn a query into a plan.

    With ``spellings`` each word also matches approximately; with ``minimum`` so many words are enough.
    """
    required = as_written(meaning, concepts) if spellings is None else _groups(meaning, concepts, spellings)
    if minimum is not None and minimum < len(required):
        required = (Some(required, minimum),)
    phrases = () if minimum is not None else tuple(_phrase(phrase) for phrase in meaning.phrases)
    return Plan(
        required=required,
        excluded=tuple(
            _phrase(group) if len(group) > 1 else _mentions(group[0]) for group in meaning.excluded
        ),
        conditions=(*phrases, *_age(query)),
        bonuses=_bonuses(query, max(1, len(meaning.words))),
        filters=_filters(query),
        local_only=query.local_only,
    )


def _filters(query: SearchQuery) -> Mapping[Facet, OneOf]:
    plan = Plan(local_only=query.local_only)
    return MappingProxyType(
        {
            facet: OneOf(facet_field(plan.source(facet)), tuple(dict.fromkeys(values)))
            for facet, values in query.filters.items()
            if values
        }
    )


def _age(query: SearchQuery) -> tuple[Node, ...]:
    if query.age is None:
        return ()
    age = round(query.age * AGE_SCALE)
    return (Between(AGE_FROM, high=age), Between(AGE_TO, low=age))


def _bonuses(query: SearchQuery, words: int) -> tuple[Node, ...]:
    today = query.today or date.today()  # noqa: DTZ011 - freshness is reckoned in the server's own days
    day = today.toordinal()
    confirmed = NEVER_FADES + day - weights.CONFIRMED_FOR.days
    bonuses: list[Node] = [
        Between(STANDING, low=confirmed, points=weights.STANDING * words),
        Between(STANDING, low=day - weights.RECENT_FOR.days, points=weights.RECENT * words),
        Between(STANDING, low=day - weights.CURRENT_FOR.days, points=weights.CURRENT * words),
    ]
    if query.filters.get(Facet.TARGET_GROUP):
        bonuses.append(Term(OPEN_TO_ALL, "no", weights.SPECIFIC * words))
    return tuple(bonuses)


@lru_cache(maxsize=KEPT_TEXTS)
def as_written(meaning: Meaning, concepts: Concepts) -> tuple[Node, ...]:
    """Return what a document must match, one node a word, without any guess at other spellings."""
    return _groups(meaning, concepts, None)


def _groups(meaning: Meaning, concepts: Concepts, spellings: Spellings | None) -> tuple[Node, ...]:
    """Return one node a word, or one a stretch of words that a concept names."""
    groups: list[Node] = []
    words = meaning.words
    at = 0
    while at < len(words):
        length, labels = _named(words, at, meaning.language, concepts, spellings or {})
        stretch = words[at : at + length]
        own: list[Node] = [_word(word, meaning.language, spellings) for word in stretch]
        node: Node = own[0] if length == 1 else Every(tuple(own))
        if labels:
            node = _best([node, *labels])
        groups.append(node)
        at += length
    return tuple(groups)


def _named(
    words: tuple[Word, ...], at: int, first: Language, concepts: Concepts, spellings: Spellings
) -> tuple[int, list[Node]]:
    """Return the longest stretch from ``at`` that a concept names, and what matches its other labels."""
    for length in range(min(concepts.longest, len(words) - at), 0, -1):
        stretch = words[at : at + length]
        lemmas = {
            language: tuple(word.readings[language].lemmas for word in stretch)
            for language in languages(first)
            if all(language in word.readings for word in stretch)
        }
        named = concepts.named(tuple(word.surface for word in stretch), lemmas)
        if named.same or named.narrower:
            return length, [
                *_labels(named.same, weights.SYNONYM),
                *_labels(named.narrower, weights.NARROWER),
            ]
    return 1, _named_by_spelling(words[at], concepts, spellings)


def _named_by_spelling(word: Word, concepts: Concepts, spellings: Spellings) -> list[Node]:
    """Match the other labels of what a misspelt word was likeliest meant for."""
    best = next(iter(spellings.get(word.surface, ())), None)
    if best is None:
        return []
    spelt = best.lstrip("~+")
    named = concepts.named(
        (spelt,), {lang: tuple(t.lemmas for t in analyse(spelt, lang)) for lang in word.readings}
    )
    return _labels((*named.same, *named.narrower), weights.NARROWER, 0)


def _word(word: Word, first: Language, spellings: Spellings | None) -> Node:
    options: list[Node] = []
    for language, token in word.readings.items():
        weight = weights.LEMMA if language is first else weights.OTHER_LANGUAGE
        for lemma in token.lemmas:
            options += _anywhere(base(lemma, language), weight)
        options += _own_parts(token, language)
    options += _places(word)
    if word.unfinished:
        options += _beginning(exact(word.surface), weights.LEMMA)
    if spellings is not None:
        options += _approximate(word, spellings.get(word.surface, ()))
    same_form = Term(AS_WORDS, exact(word.surface), weights.SAME_FORM, weights.EXACT)
    return Raised(_best(options), same_form)


def _places(word: Word) -> list[Node]:
    """Match what is offered in a municipality that the word names, though no text of it says so."""
    token = word.readings.get(Language.FI)
    slugs = {form.translate(_SLUG): None for form in (word.surface, *(token.lemmas if token else ()))}
    return [
        Term(facet_field(facet), slug, weights.AS_ASKED + points * weights.LEMMA, weights.LEMMA)
        for slug in slugs
        for facet, points in weights.PLACES.items()
    ]


def _own_parts(token: Token, language: Language) -> list[Node]:
    """Match the head of the query's own compound together with one of its other parts."""
    if len(token.parts) < 2:
        return []
    *others, head = token.parts
    kept = [part for part in dict.fromkeys(others) if part != head and not part.endswith(head)]
    if not kept:
        return []
    heads = _either(base(head, language))
    beside = [node for part in kept for node in _either(base(part, language))]
    return [Every((_best(heads), _best(beside)))]


def _either(token: str) -> list[Node]:
    """Match a token as a whole word or as a part, by fewer fields than ``_anywhere``."""
    return [
        Term(field, token, points * weights.OWN_PART, weights.OWN_PART)
        for field, points in weights.EITHER.items()
    ]


def _approximate(word: Word, spellings: tuple[str, ...]) -> list[Node]:
    """Match words of the index that may have been meant, any own part, or the same beginning."""
    options: list[Node] = []
    for spelling in spellings:
        if spelling.startswith("~"):
            for language in Language:
                options += _anywhere(base(spelling[1:], language), weights.APPROXIMATE, 0)
        elif spelling.startswith("+"):
            for token in analyse(spelling[1:], Language.FI):
                options += _own_parts(token, Language.FI)
                for part in token.parts:
                    options += _anywhere(base(part, Language.FI), weights.OWN_PART, 0)
        else:
            options += _whole(exact(spelling), weights.APPROXIMATE, 0)
    for language, token in word.readings.items():
        for part in token.parts:
            options += _anywhere(base(part, language), weights.OWN_PART, 0)
    if not spellings and len(word.surface) >= 5:
        options += _beginning(exact(word.surface[: max(4, len(word.surface) * 3 // 5)]), weights.OWN_PART, 0)
    return options


def _labels(labels: tuple[Label, ...], weight: int, base: int = weights.AS_MEANT) -> list[Node]:
    found = (_label(label, weight, base) for label in labels)
    return [node for node in found if node is not None]


def _label(label: Label, whole_weight: int, as_meant: int) -> Node | None:
    tokens = analyse(label.text, label.language)
    if not tokens:
        return None
    weight, share = max(1, whole_weight // len(tokens)), as_meant // len(tokens)
    nodes = [
        _best(
            [node for lemma in token.lemmas for node in _anywhere(base(lemma, label.language), weight, share)]
        )
        for token in tokens
    ]
    return nodes[0] if len(nodes) == 1 else Every(tuple(nodes))


def _mentions(word: Word) -> Node:
    """Match documents that hold a word whole, in any form and reading; no points."""
    tokens = [exact(word.surface)]
    tokens += [base(lemma, language) for language, token in word.readings.items() for lemma in token.lemmas]
    return Best(tuple(Term(AS_WORDS, token) for token in dict.fromkeys(tokens)))


def _phrase(words: tuple[Word, ...]) -> Node:
    """Match words in a row, as they stand or all in base form."""
    options: dict[Node, None] = {Sequence(WORDS_IN_ORDER, tuple(word.surface for word in words)): None}
    for language in Language:
        rows: list[tuple[str, ...]] = [()]
        for word in words:
            if language not in word.readings:
                rows = []
                break
            lemmas = word.readings[language].lemmas
            rows = [(*row, base(lemma, language)) for row in rows for lemma in lemmas][:_MAX_PHRASES]
        options.update((Sequence(BASES_IN_ORDER, row), None) for row in rows)
    return Best(tuple(options))


def _anywhere(token: str, weight: int, base: int = weights.AS_ASKED) -> list[Node]:
    parts = [Term(field, token, base + points * weight, weight) for field, points in weights.PARTS.items()]
    return [*_whole(token, weight, base), *parts]


def _whole(token: str, weight: int, base: int = weights.AS_ASKED) -> list[Node]:
    return [Term(field, token, base + points * weight, weight) for field, points in weights.WHOLE.items()]


def _beginning(prefix: str, weight: int, base: int = weights.AS_ASKED) -> list[Node]:
    return [
        StartsWith(field, prefix, base + points * weight, weight) for field, points in weights.WHOLE.items()
    ]


def _best(options: list[Node]) -> Node:
    """Join alternatives; of the same term with several points only the most is kept."""
    flat: list[Node] = []
    for option in options:
        flat += option.children if isinstance(option, Best) else (option,)
    terms: dict[tuple[str, str], Term] = {}
    others: dict[Node, None] = {}
    for node in flat:
        if isinstance(node, Term):
            kept = terms.get((node.field, node.token))
            if kept is None or kept.points < node.points:
                terms[node.field, node.token] = node
        else:
            others[node] = None
    return Best((*terms.values(), *others))
