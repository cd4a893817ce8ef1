"""What could make a written text easier to read: gentle hints that refuse nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.analysis.words import words

LONG_SENTENCE = 25
"""Words; the Institute for the Languages of Finland advises well below twenty on average."""
LONG_ON_AVERAGE = 17
LONG_PARAGRAPH = 120
LONG_WORD = 22
"""Letters; a compound of three parts can be said in two words."""
FEWEST_WORDS = 30
SHOWN = 3

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")


def readability_hints(text: str) -> list[str]:
    """Return what could be easier in a text, most telling first; a short text gets none."""
    if _number_of_words(text) < FEWEST_WORDS:
        return []
    return list(_hints(text))


def _hints(text: str) -> Iterator[str]:
    sentences = [sentence for sentence in _SENTENCE_END.split(text) if sentence.strip()]
    lengths = [_number_of_words(sentence) for sentence in sentences]
    long = [sentence for sentence, length in zip(sentences, lengths, strict=True) if length > LONG_SENTENCE]
    for sentence in long[:SHOWN]:
        yield _("A long sentence; split it in two: “%(beginning)s…”") % {"beginning": _beginning(sentence)}
    if len(long) > SHOWN:
        more = len(long) - SHOWN
        yield ngettext("%(more)s more sentence is as long.", "%(more)s more sentences are as long.", more) % {
            "more": more
        }
    full = [length for length in lengths if length > 2]
    if not long and full and sum(full) / len(full) > LONG_ON_AVERAGE:
        yield _("The sentences are long on average; shorter ones are read by more people.")
    for paragraph in text.split("\n"):
        if _number_of_words(paragraph) > LONG_PARAGRAPH:
            yield _("A long paragraph; split it, or make a list of it: “%(beginning)s…”") % {
                "beginning": _beginning(paragraph)
            }
            break
    heavy = list(dict.fromkeys(word for word, _start, _end in words(text) if len(word) > LONG_WORD))
    if heavy:
        yield _("Long words; can they be said in two? %(words)s") % {"words": ", ".join(heavy[:SHOWN])}


def _number_of_words(text: str) -> int:
    return sum(1 for _word in words(text))


def _beginning(text: str) -> str:
    return " ".join(text.split()[:6])
