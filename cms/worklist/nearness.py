"""Whose subjects a query is near: words that it shares with their target groups, challenges and tags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from search.analysis import Token, analyse
from search.concepts import MAX_LABEL_WORDS, Concepts
from search.fields import Language
from search.parsing import function_words

SHARED_BY = 3
"""A word that more than a third of the organisations have among their subjects points to none of them..."""
ENOUGH = 6
"""...once there are this many organisations to tell."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """Hold the words of all organisations' subjects: for each word, by organisation, which subject has it."""

    by_word: Mapping[str, Mapping[int, str]]

    @classmethod
    def of(cls, names: Mapping[int, Iterable[tuple[str, Language]]]) -> Subjects:
        """Build the value from the names of each organisation's subjects; each name is analysed once."""
        words: dict[str, dict[int, str]] = {}
        known: dict[tuple[str, Language], frozenset[str]] = {}
        for organisation, subjects in names.items():
            for name, language in subjects:
                if (name, language) not in known:
                    known[name, language] = _words(analyse(name, language), language, parts=False)
                for word in known[name, language]:
                    words.setdefault(word, {}).setdefault(organisation, name)
        most = len(names) / SHARED_BY if len(names) >= ENOUGH else len(names)
        return cls({word: owners for word, owners in words.items() if len(owners) <= most})

    def near(self, text: str, language: Language, concepts: Concepts) -> dict[int, str]:
        """Return the organisations that a query is near, each with the subject that it is near to."""
        found: dict[int, str] = {}
        for word in sorted(query_words(text, language, concepts)):
            for organisation, name in self.by_word.get(word, {}).items():
                found.setdefault(organisation, name)
        return found


def query_words(text: str, language: Language, concepts: Concepts) -> frozenset[str]:
    """Return a query's base forms, those of compounds' parts, and those of what editors call the same."""
    tokens = analyse(text, language)
    words = set(_words(tokens, language, parts=True))
    for length in range(1, min(len(tokens), MAX_LABEL_WORDS) + 1):
        for start in range(len(tokens) - length + 1):
            stretch = tokens[start : start + length]
            lemmas = {language: tuple(token.lemmas for token in stretch)}
            for label in concepts.others(tuple(token.surface for token in stretch), lemmas):
                words |= _words(analyse(label.text, label.language), label.language, parts=False)
    return frozenset(words)


def _words(tokens: Iterable[Token], language: Language, *, parts: bool) -> frozenset[str]:
    left_out = function_words(language)
    return frozenset(
        word
        for token in tokens
        if token.surface not in left_out
        for word in (*token.lemmas, *(token.parts if parts else ()))
        if len(word) > 1
    )
