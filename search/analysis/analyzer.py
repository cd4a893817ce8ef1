"""Analyse a text: words, their base forms and parts, by language and names."""

from __future__ import annotations

import re
from functools import lru_cache

from search.analysis import finnish, germanic
from search.analysis.ellipses import completed
from search.analysis.lexicon import Lexicon, built_in
from search.analysis.tokens import Token
from search.analysis.words import normalised, words
from search.fields import Language

CACHED_WORDS = 65_536
"""How many written forms a process remembers: some 30 MB when full, more than a large index's vocabulary."""

_NUMBER = re.compile(r"\d[\d.,:/]*")
_HANGING = re.compile(r"\w[-\u2010\u2011\u2013][\s,/)]|\s[-\u2010\u2011\u2013]\w")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

_installed: list[Lexicon] = []


def install(lexicon: Lexicon | None) -> None:
    """Use these names beside the built-in ones in this process from now on; ``None`` takes them back."""
    _installed[:] = [] if lexicon is None else [built_in() | lexicon]


def names_in_use() -> Lexicon:
    """Return the names that a text is analysed by now: whoever keeps tokens keeps them with these."""
    return _installed[0] if _installed else built_in()


def preload() -> None:
    """Load every dictionary now; workers forked after it share their 240 MB."""
    for language in Language:
        analyse("qwerty", language)


def analyse(text: str, language: Language, lexicon: Lexicon | None = None) -> tuple[Token, ...]:
    """Return the tokens of ``text`` in reading order; never raises, whatever the text.

    Pure but for the installed names: the same text, language and names give the same tokens in
    every thread and process of one ``fingerprint()``. ``lexicon`` stands in for the installed and
    the built-in names. A token's keys, by which queries and documents meet, are its surface and its
    lemmas; its parts meet them with less weight.
    """
    names = lexicon or names_in_use()
    tokens = []
    for position, (written, start, end) in enumerate(words(text)):
        surface, lemmas, parts = keys_of(written, language, names)
        tokens.append(Token(surface, start, end, position, lemmas, parts))
    if language == Language.FI and _HANGING.search(text):
        tokens = completed(text, tokens)
    return tuple(tokens)


@lru_cache(maxsize=CACHED_WORDS)
def keys_of(written: str, language: Language, names: Lexicon) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return surface, lemmas and parts of a written word, whatever stands beside it."""
    surface = normalised(written)
    if _NUMBER.fullmatch(surface):
        return surface, (surface,), tuple(year for year in _YEAR.findall(surface) if year != surface)
    abbreviation, colon, ending = surface.rpartition(":")
    if colon and (len(abbreviation) > 1 or language == Language.FI) and not ending.isnumeric():
        lemmas, parts = _by_language(abbreviation, language, names)
        return surface, tuple(dict.fromkeys((abbreviation, *lemmas))), parts
    return surface, *_by_language(surface, language, names)


def _by_language(word: str, language: Language, names: Lexicon) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if language == Language.FI:
        return finnish.keys(word, names)
    lemmas, parts = germanic.swedish(word) if language == Language.SV else germanic.english(word)
    named = names.base_form(word)
    return (tuple(dict.fromkeys((named, *lemmas))) if named else lemmas), parts
