"""Guess the base forms of Finnish words that no dictionary knows: new words, foreign names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.analysis.stemming import stem

SHORTEST = 4
"""Shorter words stand for themselves."""

_V = "aeiouyäöå"
_CASE = (
    r"(?:n|t|a|ä|ta|tä|ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|ksi|n[aä]|tt[aä])"
    r"(?:ni|si|mme|nne|ns[aä]|[ae]n|än)?(?:kin|k[aä][aä]n|k[oö]|h[aä]n)?"
)

_GUESSES = tuple(
    (re.compile(pattern), bases)
    for pattern, bases in (
        # Ovidiuksen, Kalymnokselle: -s
        (rf"(?P<stem>\w*[{_V}])ks[ei]{_CASE}", ("s",)),
        # kontradiktoriseksi: -nen
        (rf"(?P<stem>\w\w+i)s[ei]{_CASE}", ("nen",)),
        # asiuuden: -us
        (rf"(?P<stem>\w\w+[uy])[uy](?:de{_CASE}|tt[aä])", ("us", "ys")),
        # kohtaamoissa, Arduinoille: the plural of a round vowel
        (rf"(?P<stem>\w\w+[oöuy])(?:i{_CASE}|jen|j[aä]|ihin)", ("",)),
        # plugeilla, banneja, bannien: the plural of -i or of a consonant
        (rf"(?P<stem>\w\w+[^\W{_V}])(?:ei{_CASE}|ej[aä]|ien|eihin)", ("i", "")),
        # Beckhamin, Seacrestissa, Luhanskiin: a consonant with its -i-, or a word in -i
        (rf"(?P<stem>\w\w+[^\W{_V}])i(?:{_CASE}|in)", ("", "i")),
        # Arduinoon, Evitaan: the illative
        (rf"(?P<stem>\w\w+(?P<vowel>[{_V}]))(?P=vowel)n", ("",)),
        # Amigan, Evitalla, Urumquissa: any other vowel
        (rf"(?P<stem>\w\w+[{_V}]){_CASE}", ("",)),
        # parametrisoidut, filtteröity: verbs in -oida
        (r"(?P<stem>\w\w\w+oi)[dtnvsm]\w*", ("da",)),
        (r"(?P<stem>\w\w\w+öi)[dtnvsm]\w*", ("dä",)),
    )
)

_SPOKEN = (
    (re.compile(r"ki$"), "kin"),
    (re.compile(r"([aeiouyäö])\1$"), r"\1\1n"),
    (re.compile(r"(n[uy])$"), r"\1t"),
    (re.compile(r"(is)$"), r"\1i"),
    (re.compile(r"([oa])([ns]\w{1,4})$"), r"\1i\2"),
)


def base_forms(word: str) -> list[str]:
    """Return the Snowball stem, and the base forms that the ending allows; the word itself if it is short."""
    if len(word) < SHORTEST or not word.isalpha():
        return [word]
    guesses = [stem(word, "finnish")]
    for pattern, endings in _GUESSES:
        match = pattern.fullmatch(word)
        if match:
            return guesses + [match["stem"] + ending for ending in endings]
    return guesses


def written_variants(word: str) -> Iterator[str]:
    """Yield the written words that a spoken one may stand for: *naapuritki* is *naapuritkin*."""
    for pattern, replacement in _SPOKEN:
        variant, changed = pattern.subn(replacement, word)
        if changed:
            yield variant
