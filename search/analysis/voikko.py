"""Read Finnish words with Voikko's transducer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

_MORPHS = re.compile(r"\[([^\]]*)\]|([^\[]+)")

MAX_WORD_LENGTH = 64
"""Longer words are not looked up: no Finnish word is, and the transducer's time grows with ambiguity."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a compound: as it stands, its base form, and the words that it derives from."""

    form: str
    base: str
    roots: tuple[str, ...]
    word_class: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word; a word that is no compound has one part."""

    parts: tuple[Part, ...]

    @property
    def base(self) -> str:
        """The base form of the whole: every part but the last as it stands."""
        return "".join(part.form for part in self.parts[:-1]) + self.parts[-1].base


@cache
def _transducer() -> tuple[Any, type[Exception]]:
    from kfst import TokenizationException  # noqa: PLC0415 - loads the library on first use
    from pyvoikko import VOIKKO_FST  # noqa: PLC0415 - reads the transducer on import

    return VOIKKO_FST, TokenizationException


def readings(word: str) -> tuple[Reading, ...]:
    """Return every reading of a lower-cased word, in the transducer's order; none for an unknown word."""
    if len(word) > MAX_WORD_LENGTH:
        return ()
    transducer, refused = _transducer()
    try:
        outputs = transducer.lookup(word)
    except refused:
        return ()
    return tuple(dict.fromkeys(reading for output, _ in outputs if (reading := _reading(output)).parts))


def _reading(output: str) -> Reading:
    parts = (_part(chunk) for chunk in output.split("[Bc]"))
    return Reading(tuple(part for part in parts if part is not None))


def _part(chunk: str) -> Part | None:
    """Parse one part: ``[Lt][Xp]suojella[X]suojel[Ln][Xj]u[X]u[Sn][Ny]`` is suojelu, from suojella."""
    form, base, quoted = "", "", ""
    word_class, mode = "", ""
    roots: list[str] = []
    tags: list[str] = []
    for tag, text in _MORPHS.findall(chunk):
        if text:
            if mode in ("Xp", "Xj"):
                quoted += text
            elif not mode:
                form += text
            continue
        if tag in ("Xp", "Xj", "Xr", "Xs"):
            mode = tag
            if tag in ("Xp", "Xj"):
                quoted = ""
            continue
        if tag == "X":
            if mode == "Xp":
                base = quoted
            elif mode == "Xj":
                if base:
                    roots.append(base)
                base = form + quoted
            mode = ""
            continue
        if tag == "Tn4":
            roots.append(form + "minen")
        if tag.startswith("L"):
            word_class = tag[1:]
        else:
            tags.append(tag)
    if not word_class:
        return None
    return Part(form, base or form.removesuffix("-"), tuple(roots), word_class, tuple(tags))
