"""Cut a text into words with their offsets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from search.analysis.endings import ENDING

_MARKS = "\u0300-\u036f"
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_LETTER = r"[^\W_]"
_INNER = rf"[^\W_]|[{_MARKS}{_INVISIBLE}]"

_WORD = re.compile(
    rf"""{_LETTER}(?:{_INNER}
        |[-\u2010\u2011'’ʼ&](?={_LETTER})                    # chat-palvelu, vaa'an, H&M
        |(?<=\d)[.,:](?=\d)                                  # 12.2.2025, 1,5, 12:30
        |:(?=(?:{ENDING}|[^\W\d_]{{1,2}})(?<!:)(?!{_INNER})) # STEA:n, S:t
        )*""",
    re.VERBOSE | re.IGNORECASE,
)
_UNWANTED = re.compile(rf"[{_INVISIBLE}]")
_FOLDED = str.maketrans({"\u2010": "-", "\u2011": "-", "’": "'", "ʼ": "'"})

MAX_KEY_LENGTH = 128
"""A longer run of letters is no word; its key is cut here, its offsets are not."""


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield ``(written form, start, end)`` of each word of ``text``, offsets into ``text`` itself.

    A word is a run of letters and digits with the hyphens, apostrophes and ampersands that stand
    between two of them, the full stops, commas and colons between digits, and the colon before an
    ending (``STEA:n``). Combining marks and soft hyphens stay inside the word.
    """
    for match in _WORD.finditer(text):
        yield match[0], match.start(), match.end()


def normalised(written: str) -> str:
    """Return a written form in lower case and NFC, with plain hyphens and without invisible signs."""
    form = written
    if not form.isascii():
        form = unicodedata.normalize("NFC", _UNWANTED.sub("", form)).translate(_FOLDED)
        form = unicodedata.normalize("NFC", form.lower())
    return form[:MAX_KEY_LENGTH].lower()
