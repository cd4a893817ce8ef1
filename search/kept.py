"""Keep with a document what showing it needs: its words and where they stand."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from search.analysis import Token, keys_of, names_in_use
from search.documents import SearchDocument
from search.fields import Language

_BETWEEN_LINES = "\n"
_BETWEEN_STEPS = "\x7f"
_BETWEEN_FORMS = "\t"
_BETWEEN_KEYS = " "
_BEFORE_PARTS = "  "
_SURROGATES = 0xD800
_ABOVE = 0xE000

STAY_READ = 1024
"""So many documents stay read, some 20 MB: those that stand first in many answers."""


class Stand(NamedTuple):
    """Say where a word stands: in which of ``texts(document)``, from which character to which."""

    text: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Kept:
    """Hold what an engine gives back of a document.

    ``forms`` holds each written form of its texts once, in the order in which they first stand there,
    ``stands`` where each of them stands and ``keys`` what each is found by, packed; all come from the
    analysis when the document is indexed, so that showing a hit analyses nothing. ``title_words`` counts
    the words of the title. ``mark`` is one number for all the forms and keys together, equal for equal
    ones in one process.
    """

    document: SearchDocument
    title_words: int
    forms: Sequence[str]
    stands: Sequence[str]
    keys: str
    mark: int

    @classmethod
    def of(cls, document: SearchDocument, analysed: Sequence[Sequence[Token]]) -> Kept:
        """Keep a document with the analysed words of each of its texts."""
        offsets: dict[str, list[int]] = {}
        for text, before, tokens in zip(texts(document), _starts(document), analysed, strict=True):
            for token in tokens:
                written = offsets.setdefault(text[token.start : token.end], [])
                written += (before + token.start, before + token.end)
        forms = list(offsets)
        keys = _keys(forms, document.language)
        stands = [packed(each) for each in offsets.values()]
        return cls(document, len(analysed[0]), forms, stands, keys, _mark(_BETWEEN_FORMS.join(forms), keys))

    def keys_of_forms(self) -> Sequence[str]:
        """Return the keys of each of ``forms`` as ``unpacked_keys`` reads them."""
        return self.keys.split(_BETWEEN_FORMS) if self.forms else []

    def stands_of(self, numbers: Iterable[int]) -> Iterator[tuple[int, Stand]]:
        """Yield every place where the forms of these numbers stand, each with the form's number."""
        starts = _starts(self.document)
        for number in numbers:
            offsets = iter(unpacked(self.stands[number]))
            for start, end in zip(offsets, offsets, strict=True):
                text = bisect(starts, start) - 1
                yield number, Stand(text, start - starts[text], end - starts[text])

    def to_text(self) -> str:
        """Return it as text for an engine to keep."""
        forms, stands = _BETWEEN_FORMS.join(self.forms), _BETWEEN_STEPS.join(self.stands)
        return _BETWEEN_LINES.join((self.document.to_json(), str(self.title_words), forms, self.keys, stands))


@lru_cache(maxsize=STAY_READ)
def from_text(text: str) -> Kept:
    """Return what ``Kept.to_text`` gave this text for."""
    document, title_words, forms, keys, stands = text.split(_BETWEEN_LINES, 4)
    return Kept(
        SearchDocument.from_json(document),
        int(title_words),
        forms.split(_BETWEEN_FORMS) if forms else [],
        stands.split(_BETWEEN_STEPS) if forms else [],
        keys,
        _mark(forms, keys),
    )


def texts(document: SearchDocument) -> tuple[str, ...]:
    """Return the searched texts of a document: title, summary, keywords, organisation, body."""
    return (document.title, document.summary, *document.keywords, document.organisation, document.body)


def _starts(document: SearchDocument) -> Sequence[int]:
    """Return where each of ``texts(document)`` starts if they are laid end to end."""
    return (0, *accumulate(map(len, texts(document)[:-1])))


def _mark(forms: str, keys: str) -> int:
    return hash((forms, keys))


def _keys(forms: Iterable[str], language: Language) -> str:
    """Return the keys of each form as text; no key holds a blank."""
    names = names_in_use()
    found = (keys_of(form, language, names) for form in forms)
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
