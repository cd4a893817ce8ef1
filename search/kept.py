"""Keep with a document what showing it needs: its words and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from search.analysis import Token
from search.documents import SearchDocument

_BETWEEN_LINES = "\n"
_BETWEEN_TEXTS = "\x1e"
_BETWEEN_WORDS = "\x1f"
_BETWEEN_STEPS = "\x7f"
_SURROGATES = 0xD800
_ABOVE = 0xE000


@dataclass(frozen=True, slots=True)
class Kept:
    """Hold what an engine gives back of a document.

    ``words`` holds the words of each of ``texts(document)`` as they are written, ``steps`` where they
    stand, packed; both come from the analysis when the document is indexed, so that showing a hit
    analyses nothing. ``mark`` is one number for all the words together, equal for equal words in one
    process.
    """

    document: SearchDocument
    words: Sequence[Sequence[str]]
    steps: Sequence[str]
    mark: int

    @classmethod
    def of(cls, document: SearchDocument, analysed: Iterable[Sequence[Token]]) -> Kept:
        """Keep a document with the analysed words of each of its texts."""
        words: list[list[str]] = []
        steps: list[str] = []
        for text, tokens in zip(texts(document), analysed, strict=True):
            words.append([text[token.start : token.end] for token in tokens])
            steps.append(packed([offset for token in tokens for offset in (token.start, token.end)]))
        return cls(document, words, steps, hash(_line(words)))

    def offsets(self, number: int) -> tuple[int, ...]:
        """Return the starts and ends of the words of one text: start, end, start, end, …"""
        return unpacked(self.steps[number])

    def to_text(self) -> str:
        """Return it as text for an engine to keep."""
        steps = _BETWEEN_STEPS.join(self.steps)
        return _BETWEEN_LINES.join((self.document.to_json(), _line(self.words), steps))

    @classmethod
    def from_text(cls, text: str) -> Kept:
        """Return what ``to_text`` gave this text for."""
        document, words, steps = text.split(_BETWEEN_LINES, 2)
        return cls(
            SearchDocument.from_json(document),
            [line.split(_BETWEEN_WORDS) if line else [] for line in words.split(_BETWEEN_TEXTS)],
            steps.split(_BETWEEN_STEPS),
            hash(words),
        )


def texts(document: SearchDocument) -> tuple[str, ...]:
    """Return the searched texts of a document: title, summary, keywords, organisation, body."""
    return (document.title, document.summary, *document.keywords, document.organisation, document.body)


def _line(words: Iterable[Sequence[str]]) -> str:
    return _BETWEEN_TEXTS.join(map(_BETWEEN_WORDS.join, words))


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
