"""Keep with a document what showing it needs: its words and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain

from search.analysis import Token, keys_of, names_in_use
from search.documents import SearchDocument
from search.fields import Language

_BETWEEN_LINES = "\n"
_BETWEEN_TEXTS = "\x1e"
_BETWEEN_WORDS = "\x1f"
_BETWEEN_STEPS = "\x7f"
_BETWEEN_FORMS = "\t"
_BETWEEN_KEYS = " "
_BEFORE_PARTS = "  "
_SURROGATES = 0xD800
_ABOVE = 0xE000

STAY_READ = 1024
"""So many documents stay read, some 20 MB: those that stand first in many answers."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Hold what an engine gives back of a document.

    ``words`` holds the words of each of ``texts(document)`` as they are written, ``steps`` where they
    stand and ``keys`` what they are found by, packed; all come from the analysis when the document is
    indexed, so that showing a hit analyses nothing. ``mark`` is one number for all the words and keys
    together, equal for equal ones in one process.
    """

    document: SearchDocument
    words: Sequence[Sequence[str]]
    steps: Sequence[str]
    keys: str
    mark: int

    @classmethod
    def of(cls, document: SearchDocument, analysed: Iterable[Sequence[Token]]) -> Kept:
        """Keep a document with the analysed words of each of its texts."""
        words: list[list[str]] = []
        steps: list[str] = []
        for text, tokens in zip(texts(document), analysed, strict=True):
            words.append([text[token.start : token.end] for token in tokens])
            steps.append(packed([offset for token in tokens for offset in (token.start, token.end)]))
        keys = _keys(words, document.language)
        return cls(document, words, steps, keys, hash((_line(words), keys)))

    def offsets(self, number: int) -> tuple[int, ...]:
        """Return the starts and ends of the words of one text: start, end, start, end, …"""
        return unpacked(self.steps[number])

    def forms(self) -> Iterator[tuple[str, str]]:
        """Yield each written form once, with its keys as ``unpacked_keys`` reads them."""
        return zip(_forms(self.words), self.keys.split(_BETWEEN_FORMS), strict=False)

    def to_text(self) -> str:
        """Return it as text for an engine to keep."""
        steps = _BETWEEN_STEPS.join(self.steps)
        return _BETWEEN_LINES.join((self.document.to_json(), _line(self.words), self.keys, steps))


@lru_cache(maxsize=STAY_READ)
def from_text(text: str) -> Kept:
    """Return what ``Kept.to_text`` gave this text for."""
    document, words, keys, steps = text.split(_BETWEEN_LINES, 3)
    return Kept(
        SearchDocument.from_json(document),
        [line.split(_BETWEEN_WORDS) if line else [] for line in words.split(_BETWEEN_TEXTS)],
        steps.split(_BETWEEN_STEPS),
        keys,
        hash((words, keys)),
    )


def texts(document: SearchDocument) -> tuple[str, ...]:
    """Return the searched texts of a document: title, summary, keywords, organisation, body."""
    return (document.title, document.summary, *document.keywords, document.organisation, document.body)


def _line(words: Iterable[Sequence[str]]) -> str:
    return _BETWEEN_TEXTS.join(map(_BETWEEN_WORDS.join, words))


def _forms(words: Iterable[Sequence[str]]) -> Iterable[str]:
    """Return the different written forms of all texts, in the order in which they first stand there."""
    return dict.fromkeys(chain.from_iterable(words))


def _keys(words: Iterable[Sequence[str]], language: Language) -> str:
    """Return the keys of each different form as text; no key holds a blank."""
    names = names_in_use()
    found = (keys_of(form, language, names) for form in _forms(words))
    return _BETWEEN_FORMS.join(
        _BETWEEN_KEYS.join((surface, *lemmas)) + (_BEFORE_PARTS + _BETWEEN_KEYS.join(parts) if parts else "")
        for surface, lemmas, parts in found
    )


def unpacked_keys(keys: str) -> tuple[list[str], list[str]]:
    """Return surface and lemmas of one form, and its parts."""
    whole, _, parts = keys.partition(_BEFORE_PARTS)
    return whole.split(_BETWEEN_KEYS), parts.split()


def packed(offsets: Sequence[int]) -> str:
    """Return growing numbers as text, a character for each step; quicker to read than digits.

    Steps are short, so the text is ASCII as a rule. Longer ones leave out the separator and the surrogates.
    """
    steps = (offset - before for before, offset in zip((0, *offsets), offsets, strict=False))
    return "".join(map(_character, steps))


def unpacked(text: str) -> tuple[int, ...]:
    """Return the numbers that ``packed`` gave this text for."""
    return tuple(accumulate(text.encode() if text.isascii() else map(_step, text)))


def _character(step: int) -> str:
    if step < ord(_BETWEEN_STEPS):
        return chr(step)
    return chr(step + 1 if step + 1 < _SURROGATES else step + 1 + _ABOVE - _SURROGATES)


def _step(character: str) -> int:
    code = ord(character)
    if code < ord(_BETWEEN_STEPS):
        return code
    return code - 1 if code < _SURROGATES else code - 1 - _ABOVE + _SURROGATES
