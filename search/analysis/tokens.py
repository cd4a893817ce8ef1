"""What the analysis says of a text: one frozen token a word."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """Describe one word where it stands.

    ``start`` and ``end`` are character offsets into the analysed text (end exclusive), ``position``
    counts words from 0. ``surface`` is the word lower-cased and normalised; ``lemmas`` are its base
    forms, never empty; ``parts`` are the base forms of a compound's parts and of neighbouring parts
    joined (*aamu, aamukahvi, kahvi*), the head last. A derived word's only part is the noun or
    adjective that it comes from (*köyhä* for *köyhyys*); any other word that is no compound has none.

    Two words are the same word to the search when they share a key: the surface or a lemma. A part
    that is a key of another word joins them too, with less weight.
    """

    surface: str
    start: int
    end: int
    position: int
    lemmas: tuple[str, ...]
    parts: tuple[str, ...] = ()
