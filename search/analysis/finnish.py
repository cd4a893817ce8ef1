"""Find the base forms and the compound parts of a Finnish word."""

from __future__ import annotations

from collections.abc import Iterable

from search.analysis.compounds import part_names, pieces, split
from search.analysis.dictionaries import known_lemma
from search.analysis.lexicon import Lexicon
from search.analysis.stemming import stem
from search.analysis.voikko import Reading, readings

Keys = tuple[tuple[str, ...], tuple[str, ...]]
"""Base forms, never none; base forms of compound parts, the head last."""

_SHORTEST_STEMMED = 4


def keys(word: str, names: Lexicon) -> Keys:
    """Return the keys of a normalised, lower-cased Finnish word."""
    whole = readings(word)
    if "-" not in word:
        return _unhyphenated(word, whole, names)
    lemmas, parts = _read(word, whole) if whole else _hyphenated(word, names)
    return _unique((*lemmas, *(lemma.replace("-", "") for lemma in lemmas))), parts


def _unhyphenated(word: str, found: tuple[Reading, ...], names: Lexicon) -> Keys:
    named = names.base_form(word)
    if found:
        lemmas, parts = _read(word, found)
    else:
        lemmas, parts = _unread(word)
    return (_unique((named, *lemmas)) if named else lemmas), parts


def _read(word: str, found: tuple[Reading, ...]) -> Keys:
    """Merge the readings with the fewest parts, and simplemma's base form."""
    fewest = min(map(len, found))
    best = [reading for reading in found if len(reading) == fewest]
    lemmas = _unique(lemma for reading in best for lemma in _lemmas(reading, best))
    known = known_lemma(word, "fi")
    if known and known.lower() not in lemmas and _is_credible(known, lemmas):
        lemmas = (*lemmas, known.lower())
    parts = _unique(name for reading in best for name in part_names(pieces(reading)))
    return lemmas, tuple(part for part in parts if part not in lemmas)


def _lemmas(reading: Reading, beside: list[Reading]) -> list[str]:
    front, head = "".join(part.form for part in reading[:-1]), reading[-1]
    if _is_comparative_of_a_noun(head, beside):
        return []
    if head.verb and "Rm" in head.tags and any(other[-1].verb == head.verb for other in beside if other is not reading):
        found = [front + head.verb]
    else:
        found = [front + head.base] + ([front + head.verb] if head.verb else [])
    return [lemma.replace("=", "") for lemma in found]


def _is_comparative_of_a_noun(head, beside) -> bool:
    """Whether the word is also a noun that once was this comparative: *vanhempi* is a parent, not *vanha*."""
    return "Cc" in head.tags and any(other[-1].base.endswith("mpi") for other in beside if "Cc" not in other[-1].tags)


def _is_credible(known: str, lemmas: tuple[str, ...]) -> bool:
    """Whether to believe simplemma's base form of a word that Voikko reads otherwise.

    It must be a base form to Voikko as well, a plural of what Voikko found (*markkinat*), or a name:
    of 140 others in UD Finnish-TDT dev, 7 were right.
    """
    form = known.lower()
    as_read = readings(form)
    if not as_read:
        return known != form
    bases = {lemma for reading in as_read for lemma in _lemmas(reading, [])}
    return form in bases or (form.endswith("t") and not bases.isdisjoint(lemmas))


def _unread(word: str) -> Keys:
    """Ask simplemma for a word that Voikko doesn't know; then split it; then stem it."""
    known = known_lemma(word, "fi") or known_lemma(word.capitalize(), "fi")
    compound = split(word, _guesses) if word.isalpha() else None
    if known:
        return (known.lower(),), _unique(compound[1]) if compound else ()
    if compound:
        return _unique(compound[0]), _unique(compound[1])
    return _unique(_guesses(word)), ()


def _guesses(word: str) -> list[str]:
    if len(word) < _SHORTEST_STEMMED or not word.isalpha():
        return [word]
    return [stem(word, "finnish")]


def _hyphenated(word: str, names: Lexicon) -> Keys:
    *fronts, last = [piece for piece in word.split("-") if piece]
    heads, head_parts = _unhyphenated(last, readings(last), names)
    front = "".join(piece + "-" for piece in fronts)
    parts: list[str] = []
    for piece in fronts:
        lemmas, inner = _unhyphenated(piece, readings(piece), names)
        parts += [*inner, *reversed(lemmas)]
    whole = tuple(front + head for head in heads)
    return whole, _unique([*parts, *head_parts, *reversed(heads)])


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.lower() for name in names if name))
