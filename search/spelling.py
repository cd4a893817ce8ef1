"""Find what a misspelt word may have been meant for: a word that the index holds, else a concept's name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product

from search.analysis import analyse, is_base_form
from search.compiling import Meaning, Spellings, Word
from search.concepts import Concepts
from search.fields import Language

LETTERS = "abcdefghijklmnopqrstuvwxyzåäö-"
SHORTEST = 4
"""Shorter words are too near to too many others."""

LONGEST = 40
MAX_SPELLINGS = 8
_MAX_VOWELS = 8
_UMLAUTS_ONLY = 0
_UMLAUTS = {"a": "aäå", "o": "oö", "u": "uy", "ä": "äa", "ö": "öo", "å": "åa"}

Known = Callable[[Iterable[str]], Mapping[str, int]]
"""Tell of words how many documents hold each; those that none holds are absent."""


def nearby(word: str) -> dict[str, int]:
    """Return the words one mistake away and how unlikely the mistake is, the word itself left out.

    0: umlauts left out or put in, in any number; 1: two letters in each other's place; 2: a letter
    too many, too few or another.
    """
    found: dict[str, int] = {}
    for variant in _umlauts(word):
        found.setdefault(variant, _UMLAUTS_ONLY)
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    for left, right in cuts:
        if len(right) > 1:
            found.setdefault(left + right[1] + right[0] + right[2:], 1)
    for left, right in cuts:
        if right:
            found.setdefault(left + right[1:], 2)
            for letter in LETTERS:
                found.setdefault(left + letter + right[1:], 2)
        for letter in LETTERS:
            found.setdefault(left + letter + right, 2)
    found.pop(word, None)
    return found


def _likely_mistakes(surface: str) -> dict[str, int]:
    costs = nearby(surface)
    if is_base_form(surface):
        return {spelling: cost for spelling, cost in costs.items() if cost == _UMLAUTS_ONLY}
    return costs


def _umlauts(word: str) -> Iterator[str]:
    places = [i for i, letter in enumerate(word) if letter in _UMLAUTS][:_MAX_VOWELS]
    for letters in product(*(_UMLAUTS[word[i]][:2] for i in places)):
        variant = list(word)
        for place, letter in zip(places, letters, strict=True):
            variant[place] = letter
        yield "".join(variant)


def spellings(meaning: Meaning, known: Known, concepts: Concepts) -> Spellings:
    """Return the likeliest spellings of each word that the index doesn't know, the best first.

    A word that stands in the dictionary is no mistake: *raiskaus* (rape) is not meant for *raskaus*
    (pregnancy). Only its umlauts may be missing.

    Where none of the index's words is near, the likeliest name of a concept is taken: what it is also
    called, or what is narrower, may stand in the index.

    A spelling that begins with ``~`` is known as a base form or a part only, not as it stands; one that
    begins with ``+`` is a compound that the index does not know, but a part of which it knows.
    """
    words = {word.surface: word for word in meaning.words if _worth_a_guess(word)}
    if not words:
        return {}
    forms = {surface: {surface, *_base_forms(word)} for surface, word in words.items()}
    present = known(form for own in forms.values() for form in own)
    found: dict[str, tuple[str, ...]] = {}
    for surface, own in forms.items():
        if any(form in present for form in own):
            continue
        costs = _likely_mistakes(surface)
        counts = known(form for spelling in costs for form in (spelling, "~" + spelling))
        ranked = sorted(
            counts, key=lambda form: (costs[form.removeprefix("~")], form[0] == "~", -counts[form], form)
        )
        found[surface] = (
            tuple(ranked[:MAX_SPELLINGS])
            or _name_of_concept(words[surface], costs, concepts)
            or _compound_with_known_part(surface, known)
        )
    return found


def _name_of_concept(word: Word, costs: Mapping[str, int], concepts: Concepts) -> tuple[str, ...]:
    """Return the likeliest spelling that is a concept's name, if any is and the word itself is none."""
    lemmas = {language: (token.lemmas,) for language, token in word.readings.items()}
    named = concepts.named((word.surface,), lemmas)
    if named.same or named.narrower:
        return ()
    names = [spelling for spelling in costs if concepts.has_name(spelling)]
    return (min(names, key=lambda spelling: (costs[spelling], spelling)),) if names else ()


def _compound_with_known_part(surface: str, known: Known) -> tuple[str, ...]:
    """Return the word with its umlauts put in, if that makes it a compound with a part that is known."""
    written = {part for token in analyse(surface, Language.FI) for part in token.parts}
    mended: dict[str, set[str]] = {}
    for variant in _umlauts(surface):
        for token in analyse(variant, Language.FI):
            parts = {"~" + part for part in token.parts if part not in written}
            if parts and token.surface == variant:
                mended[variant] = parts
    present = known({part for parts in mended.values() for part in parts}) if mended else {}
    return tuple("+" + variant for variant, parts in mended.items() if parts <= present.keys())[:1]


def corrected(meaning: Meaning, spelt: Spellings) -> str | None:
    """Return the whole query text with its unknown words in their best spelling, or ``None``."""
    texts = [piece.text for piece in meaning.pieces]
    changed = False
    for word in sorted(meaning.words, key=lambda word: (word.piece, -word.start)):
        best = next(iter(spelt.get(word.surface, ())), None)
        if best is not None:
            text = texts[word.piece]
            texts[word.piece] = text[: word.start] + best.lstrip("~+") + text[word.end :]
            changed = True
    if not changed:
        return None
    return " ".join(
        ("-" if piece.excluded else "") + (f'"{text}"' if piece.phrase else text)
        for piece, text in zip(meaning.pieces, texts, strict=True)
    )


def _worth_a_guess(word: Word) -> bool:
    return SHORTEST <= len(word.surface) <= LONGEST and not any(c.isdigit() for c in word.surface)


def _base_forms(word: Word) -> Iterator[str]:
    for token in word.readings.values():
        for lemma in token.lemmas:
            yield "~" + lemma
