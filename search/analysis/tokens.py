"""What the analysis says of a text: one frozen token a word."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """Describe one word where it stands.

    ``start`` and ``end`` are character offsets into the analysed text (end exclusive), ``position``
    counts words from 0. ``surface`` is the word lower-cased and normalised; ``lemmas`` are its base
    forms, never empty; ``parts`` are the base forms of a compound's parts, the head last, or empty
    for a word that is no compound.
    """

    surface: str
    start: int
    end: int
    position: int
    lemmas: tuple[str, ...]
    parts: tuple[str, ...] = ()
