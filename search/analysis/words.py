"""Cut a text into words with their offsets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_MARKS = "\u0300-\u036f"
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_HYPHENS = "-\u2010\u2011"
_LETTER = r"[^\W_]"
_RUN = rf"{_LETTER}[{_MARKS}{_INVISIBLE}]*"

_WORD = re.compile(
    rf"{_LETTER}(?:[^\W_{_INVISIBLE}]|[{_MARKS}{_INVISIBLE}]|[{_HYPHENS}'’ʼ:&](?={_LETTER})|(?<=\d)[.,](?=\d))*"
)
_UNWANTED = re.compile(rf"[{_INVISIBLE}]")
_FOLDED = str.maketrans({"\u2010": "-", "\u2011": "-", "’": "'", "ʼ": "'"})

MAX_KEY_LENGTH = 128
"""A longer run of letters is no word; its key is cut here, its offsets are not."""


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield ``(written form, start, end)`` of each word of ``text``, offsets into ``text`` itself.

    A word is a run of letters and digits with the hyphens, apostrophes, colons and ampersands that
    stand between two of them (``chat-palvelu``, ``STEA:n``, ``H&M``), and the full stops and commas
    between digits (``12.2.2025``). Combining marks and soft hyphens stay inside the word.
    """
    for match in _WORD.finditer(text):
        yield match[0], match.start(), match.end()


def normalised(written: str) -> str:
    """Return a written form in NFC without invisible characters, hyphens and apostrophes plain; case kept."""
    form = written
    if not form.isascii():
        form = unicodedata.normalize("NFC", _UNWANTED.sub("", form)).translate(_FOLDED)
    return form[:MAX_KEY_LENGTH]
