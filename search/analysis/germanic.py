"""Find the base forms of Swedish and English words."""

from __future__ import annotations

from search.analysis.dictionaries import known_lemma
from search.analysis.stemming import stem


def swedish(word: str) -> tuple[str, ...]:
    """Return simplemma's base form of a normalised, lower-cased Swedish word, else its stem."""
    known = known_lemma(word, "sv") or known_lemma(word.capitalize(), "sv")
    return (known.lower(),) if known else (stem(word, "swedish"),)


def english(word: str) -> tuple[str, ...]:
    """Return the stem of a normalised, lower-cased English word, without a possessive ending."""
    return (stem(word.removesuffix("'s").removesuffix("'"), "english"),)
