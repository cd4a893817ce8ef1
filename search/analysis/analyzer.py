"""Analyse a text: words, their base forms and parts, by language and lexicon."""

from __future__ import annotations

import re
from functools import lru_cache

from search.analysis import finnish, germanic
from search.analysis.lexicon import Lexicon, built_in
from search.analysis.tokens import Token
from search.analysis.words import normalised, words
from search.fields import Language

_CACHED_WORDS = 65_536

_NUMBER = re.compile(r"\d[\d.,:/]*")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

_installed: list[Lexicon] = []


def install(lexicon: Lexicon | None) -> None:
    """Use these names beside the built-in ones in this process from now on; ``None`` takes them back."""
    _installed[:] = [] if lexicon is None else [built_in() | lexicon]


def analyse(text: str, language: Language, lexicon: Lexicon | None = None) -> tuple[Token, ...]:
    """Return the tokens of ``text`` in reading order.

    Pure but for the installed names: the same text, language and lexicon give the same tokens, in
    every thread and process of one ``fingerprint()``. ``lexicon`` replaces the installed and
    built-in names. Never raises on any text.
    """
    names = lexicon or (_installed[0] if _installed else built_in())
    return tuple(
        Token(surface, start, end, position, lemmas, parts)
        for position, (written, start, end) in enumerate(words(text))
        for surface, lemmas, parts in (_keys(written, language, names),)
    )


@lru_cache(maxsize=_CACHED_WORDS)
def _keys(written: str, language: Language, names: Lexicon) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    form = normalised(written)
    surface = form.lower()
    stem, colon, ending = surface.partition(":")
    if surface[0].isdigit() and _NUMBER.fullmatch(surface):
        years = tuple(year for year in _YEAR.findall(surface) if year != surface)
        return surface, (surface,), years
    if colon and ending.isalpha():
        return surface, (names.base_form(stem) or stem,), ()
    if language is Language.FI:
        lemmas, parts = finnish.keys(surface, names)
    elif language is Language.SV:
        lemmas, parts = germanic.swedish(surface), ()
    else:
        lemmas, parts = germanic.english(surface), ()
    if language is not Language.FI and (base := names.base_form(surface)):
        lemmas = tuple(dict.fromkeys((base, *lemmas)))
    return surface, lemmas, parts
