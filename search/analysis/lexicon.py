"""Hold names and abbreviations that the dictionaries lack, and find their inflected forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from search.analysis.endings import ENDING
from search.analysis.voikko import readings
from search.analysis.words import normalised, words

_ENDING = re.compile(ENDING)
_LONGEST_ENDING = 12
_SHORTEST_INFLECTED = 3
_VOWELS = "aeiouyäöå"
_WEAK_GRADES = {
    "kk": "k",
    "pp": "p",
    "tt": "t",
    "nk": "ng",
    "nt": "nn",
    "lt": "ll",
    "rt": "rr",
    "mp": "mm",
}


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Map names to base forms; immutable, compared by identity.

    Make one with ``Lexicon.of`` or ``Lexicon.from_titles``; ``one | other`` joins two.
    """

    _stems: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, names: Mapping[str, str]) -> Lexicon:
        """Build a lexicon from ways to write a name, each a single word, to the name's base form.

        Case doesn't matter. Raises ``ValueError`` for a name of several words.
        """
        stems: dict[str, str] = {}
        for written, base in names.items():
            name = normalised(written)
            if not is_one_word(written):
                raise ValueError(f"{written!r} is not one word; list its words one by one")
            for stem in _stems_of(name):
                stems.setdefault(stem, normalised(base))
        stems.update({normalised(written): normalised(base) for written, base in names.items()})
        return cls(MappingProxyType(stems))

    @classmethod
    def from_titles(cls, titles: Iterable[str]) -> Lexicon:
        """Build a lexicon of the words of names and titles that Voikko and the built-in names lack."""
        return cls.of({word: word for word in unknown_words(titles)})

    def __or__(self, other: Lexicon) -> Lexicon:
        """Join two lexicons; the right one wins."""
        return Lexicon(MappingProxyType({**self._stems, **other._stems}))

    def differing(self, other: Lexicon) -> frozenset[str]:
        """Return what stands in every lower-cased word that only one of two lexicons reads as a name, or
        that they read as different names."""
        return frozenset(stem for stem, _base in self._stems.items() ^ other._stems.items())

    def written(self, word: str) -> str | None:
        """Return the base form of a lower-cased word that is a name as it was listed, else ``None``."""
        return self._stems.get(word)

    def base_form(self, word: str) -> str | None:
        """Return the base form of a lower-cased word that is a name, inflected or not, else ``None``."""
        exact = self.written(word)
        if exact is not None:
            return exact
        shortest = max(_SHORTEST_INFLECTED, len(word) - _LONGEST_ENDING)
        for cut in range(len(word) - 1, shortest - 1, -1):
            base = self._stems.get(word[:cut])
            if base is not None and _ENDING.fullmatch(word, cut):
                return base
        return None


def is_one_word(written: str) -> bool:
    """Tell whether a name can stand in a lexicon: the analysis must not cut it."""
    name = normalised(written)
    return [(name, 0, len(name))] == list(words(name))


def unknown_words(titles: Iterable[str]) -> frozenset[str]:
    """Return the words of titles, lower-cased, that neither Voikko nor the built-in names have.

    What Voikko knows at the beginning of compounds alone (*varsinais-*) it knows.
    """
    found = {normalised(written) for title in titles for written, _, _ in words(title)}
    return frozenset(
        word
        for word in found
        if not word.isnumeric()
        and ":" not in word
        and is_one_word(word)
        and not readings(word)
        and not readings(word + "-")
        and not built_in().base_form(word)
    )


def _stems_of(name: str) -> list[str]:
    """Return what the endings are added to: *sospedi-n, mäkise-n, vamokse-n, nuota-n*."""
    stems = [name]
    if name[-1] not in _VOWELS:
        stems += [name + "i", name + "e"]
    elif name.endswith("e"):
        stems.append(name + "e")
    if name.endswith("nen"):
        stems += [name[:-3] + "se", name[:-3] + "s"]
    elif name.endswith("s"):
        stems.append(name[:-1] + "kse")
    weak = _WEAK_GRADES.get(name[-3:-1])
    if weak and name[-1] in _VOWELS:
        stems.append(name[:-3] + weak + name[-1])
    return stems


@cache
def built_in() -> Lexicon:
    """Return the names that come with the project, from ``names.txt`` beside this module."""
    text = (files(__package__) / "names.txt").read_text(encoding="utf-8")
    names: dict[str, str] = {}
    for line in text.splitlines():
        name, _, others = line.partition("#")[0].partition("=")
        for written in (name, *others.split(",")):
            if written.strip():
                names[written.strip()] = name.strip()
    return Lexicon.of(names)
