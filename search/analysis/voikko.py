"""Read Finnish words with Voikko's transducer.

An output such as ``[Ln][Xp]lapsi[X]la[Sg][Nm]sten[Bh][Bc][Lt][Xp]suojella[X]suojel[Ln][Xj]u[X]u[Sn][Ny]``
has one chunk a compound part, ``[Bc]`` between them. ``[L…]`` is the word class, the last one counting;
``[Xp]…[X]`` quotes the base form, ``[Xj]…[X]`` the end of a derived word's base form; ``[R…]`` is a
participle, ``[S…]`` a case, ``[N…]`` a number, ``[C…]`` a degree. The rest is the word as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

_QUOTE = re.compile(r"\[(X[a-z])\](.*?)\[X\]")
_TAG = re.compile(r"\[([^\]]*)\]")
_PARTICIPLE = re.compile(r"\[R([a-z])\]")
_PARTICIPLE_ENDINGS = ("va", "vä", "ut", "yt", "tu", "ty", "ma", "mä", "ton", "tön")

MAX_WORD_LENGTH = 64
"""Longer words are not looked up: no Finnish word is, and the time grows with the ways to split it."""

NOMINAL = frozenset({"n", "l", "nl"})
"""The word classes noun, adjective, and both."""

NAMES = frozenset({"ee", "es", "em"})
"""The word classes first name, surname, and name of something else than a place."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a compound.

    ``form`` is the part as it stands and ``base`` its base form, both with ``=`` at the seams of a
    lexicalised compound. ``verb`` is the verb of a participle or of a noun in *-minen*, else empty;
    ``origins`` are the nouns and adjectives that a derived noun or adjective comes from, the nearest last.
    """

    form: str
    base: str
    word_class: str
    tags: frozenset[str]
    verb: str = ""
    origins: tuple[str, ...] = ()

    def agrees_with(self, other: Part) -> bool:
        """Whether both parts stand in the same case and number."""
        return self._inflection() == other._inflection()

    def _inflection(self) -> frozenset[str]:
        return frozenset(tag for tag in self.tags if tag[0] in "SN")


Reading = tuple[Part, ...]
"""One way to read a word; a word that is no compound has one part."""


@cache
def _transducer() -> tuple[Any, type[Exception]]:
    from kfst import TokenizationException
    from pyvoikko import VOIKKO_FST

    return VOIKKO_FST, TokenizationException


@lru_cache(maxsize=512)
def readings(word: str) -> tuple[Reading, ...]:
    """Return every reading of a lower-cased word, in the transducer's order; none for an unknown word.

    Voikko's names are found in lower case too; their base forms begin with a capital. The last few
    words are remembered, since the pieces of an unknown compound are tried again and again.
    """
    if len(word) > MAX_WORD_LENGTH:
        return ()
    transducer, refused = _transducer()
    try:
        outputs = transducer.lookup(word)
    except refused:
        return ()
    return tuple(dict.fromkeys(_reading(output) for output, _ in outputs))


def _reading(output: str) -> Reading:
    return tuple(_part(chunk) for chunk in output.split("[Bc]") if "[L" in chunk)


def _part(chunk: str) -> Part:
    first, *rest = _QUOTE.split(chunk)
    form, bases, outside = _letters(first), [""], [first]
    for kind, quoted, after in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        if kind == "Xp":
            bases.append(quoted)
        elif kind == "Xj":
            bases.append(form + quoted)
        if kind in ("Xp", "Xj"):
            outside.append("")
        form += _letters(after)
        outside[-1] += after
    tags = [tag for text in outside for tag in _TAG.findall(text)]
    word_class = _class_of(chunk)
    base = bases[-1] or form.removesuffix("-")
    verb = ""
    origins: tuple[str, ...] = ()
    if "Tn4" in tags:
        seam = "".join(outside).index("[Tn4]")
        verb, base, word_class = base, _letters("".join(outside)[:seam]) + "minen", "n"
    elif (
        len(bases) > 2
        and base.endswith(_PARTICIPLE_ENDINGS)
        and (participle := _PARTICIPLE.search("".join(outside[-2:])))
    ):
        verb = bases[-3] if participle[1] == "e" and len(bases) > 3 else bases[-2]
    elif word_class in NOMINAL:
        classes = [_class_of("".join(outside[:stage])) for stage in range(1, len(bases) - 1)]
        origins = tuple(
            base for base, known in zip(bases[1:-1], classes, strict=True) if known in NOMINAL | {"ep"}
        )
    return Part(form, base, word_class, frozenset(tags), verb, origins[-2:])


def _class_of(text: str) -> str:
    return next((tag[1:] for tag in reversed(_TAG.findall(text)) if tag[0] == "L"), "")


def _letters(text: str) -> str:
    return _TAG.sub("", text.replace("[Bm]", "="))
