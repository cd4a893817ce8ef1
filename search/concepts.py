"""Hold the editors' synonyms and concepts as immutable values that a query is expanded by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from search.analysis import analyse
from search.fields import Language

MAX_LABEL_WORDS = 5


@dataclass(frozen=True, slots=True)
class Label:
    """Name a concept in one language; a label may have several words."""

    text: str
    language: Language = Language.FI


@dataclass(frozen=True, slots=True)
class SynonymSet:
    """Hold labels of one thing. A search for any of ``labels`` finds all of ``labels`` and
    ``narrower``; a search for one of ``narrower`` finds none of the others (one way)."""

    labels: tuple[Label, ...]
    narrower: tuple[Label, ...] = ()


_Words = tuple[str, ...]

Readings = Mapping[Language, tuple[tuple[str, ...], ...]]
"""The base forms of each word of a stretch, by language."""


class Named(NamedTuple):
    """Hold the labels of what a stretch of words names, and of what is narrower than that."""

    same: tuple[Label, ...] = ()
    narrower: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Concepts:
    """Find what else a stretch of a query may be called.

    An exact label wins over one that only has the same base forms, and base forms count only if they
    belong to a single set.
    """

    sets: tuple[SynonymSet, ...] = ()
    _exact: Mapping[_Words, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    _bases: Mapping[tuple[Language, _Words], int] = field(default_factory=lambda: MappingProxyType({}))
    longest: int = 0

    @classmethod
    def of(cls, sets: Iterable[SynonymSet]) -> Concepts:
        """Build the value; analyses every label once."""
        kept = tuple(sets)
        forms: dict[_Words, list[int]] = {}
        stems: dict[tuple[Language, _Words], set[int]] = {}
        longest = 0
        for number, synonyms in enumerate(kept):
            for label in synonyms.labels:
                tokens = analyse(label.text, label.language)
                if not tokens or len(tokens) > MAX_LABEL_WORDS:
                    continue
                longest = max(longest, len(tokens))
                numbers = forms.setdefault(tuple(token.surface for token in tokens), [])
                if number not in numbers:
                    numbers.append(number)
                for words in _spellings([token.lemmas for token in tokens]):
                    stems.setdefault((label.language, words), set()).add(number)
        unique = {key: next(iter(numbers)) for key, numbers in stems.items() if len(numbers) == 1}
        return cls(
            kept,
            MappingProxyType({words: tuple(numbers) for words, numbers in forms.items()}),
            MappingProxyType(unique),
            longest,
        )

    def has_name(self, word: str) -> bool:
        """Say whether a word, as it stands, is a label of anything."""
        return (word,) in self._exact

    def others(self, surfaces: _Words, lemmas: Readings) -> tuple[Label, ...]:
        """Return the other labels of what a stretch of words names, and those that are narrower.

        ``surfaces`` are its words as they stand, ``lemmas`` their base forms by language.
        """
        named = self.named(surfaces, lemmas)
        return (*named.same, *named.narrower)

    def named(self, surfaces: _Words, lemmas: Readings) -> Named:
        """Return the same as ``others``, the labels of the thing itself apart from the narrower ones."""
        numbers = self._exact.get(surfaces, ())
        if not numbers:
            numbers = tuple(
                dict.fromkeys(
                    self._bases[language, words]
                    for language, readings in lemmas.items()
                    for words in _spellings(readings)
                    if (language, words) in self._bases
                )
            )
        same = dict.fromkeys(label for number in numbers for label in self.sets[number].labels)
        narrower = dict.fromkeys(label for number in numbers for label in self.sets[number].narrower)
        return Named(tuple(same), tuple(label for label in narrower if label not in same))


NO_CONCEPTS = Concepts()


def none() -> Concepts:
    """Return no concepts at all: what an engine uses unless it is given a provider."""
    return NO_CONCEPTS


def _spellings(readings: Iterable[tuple[str, ...]]) -> Iterator[_Words]:
    """Yield the combinations of base forms, at most sixteen."""
    combinations: list[_Words] = [()]
    for forms in readings:
        combinations = [(*words, form) for words in combinations for form in forms][:16]
    yield from combinations
