"""Read a query text: words, "phrases", -exclusions; anything else is only text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from search.fields import Language
from search.query import MAX_TEXT_LENGTH

_PIECE = re.compile(r'(?P<minus>-)?"(?P<phrase>[^"]*)"|(?P<word>\S+)')
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "−": "-"})

_KEPT = {"Cf": "", **dict.fromkeys(("Cc", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"), " ")}
"""What stands for a character of a Unicode category; the other categories' stay as they are."""

_FUNCTION_WORDS = """
fi: ja tai sekä eli on ovat oli olla ei en se ne että kun jos niin myös mutta vai joka jotka mikä mitä
fi: missä mistä minne kuka miten minä sinä hän me te he tämä nämä tuo nuo
sv: och eller att som är var en ett den det de i på av för med till om inte jag du han hon vi ni vad hur
sv: när man
en: a an the and or of for to in on at with is are be it this that i you he she we they what how where
en: when who my your
"""


def function_words(language: Language) -> frozenset[str]:
    """Return a language's words that say nothing about a subject; they are not searched for unless
    nothing else is asked."""
    return _BY_LANGUAGE[language]


_BY_LANGUAGE = {
    language: frozenset(
        word
        for line in _FUNCTION_WORDS.splitlines()
        if line.startswith(language.value)
        for word in line[3:].split()
    )
    for language in Language
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold one stretch of a query text; a phrase keeps its words together."""

    text: str
    phrase: bool = False
    excluded: bool = False


def cleaned(text: str) -> str:
    """Return a query text cut, in NFC, without control characters, and with plain quotation marks."""
    kept = "".join(_KEPT.get(unicodedata.category(c), c) for c in text[:MAX_TEXT_LENGTH])
    return unicodedata.normalize("NFC", " ".join(kept.translate(_QUOTES).split()))


def pieces(text: str) -> tuple[Piece, ...]:
    """Cut a query text into pieces. A quotation mark without its pair is nothing."""
    found: list[Piece] = []
    for match in _PIECE.finditer(_paired(cleaned(text))):
        phrase = match["phrase"]
        if phrase is not None:
            if phrase.strip():
                found.append(Piece(phrase.strip(), phrase=True, excluded=bool(match["minus"])))
            continue
        word = match["word"]
        excluded = len(word) > 1 and word[0] == "-"
        found.append(Piece(word.lstrip("-") if excluded else word, excluded=excluded))
    return tuple(piece for piece in found if piece.text)


def _paired(text: str) -> str:
    """Take the last quotation mark away if it has no pair, and set the others apart from words."""
    if text.count('"') % 2:
        before, _, after = text.rpartition('"')
        text = f"{before} {after}"
    parts = text.split('"')
    spaced: list[str] = []
    for number, part in enumerate(parts):
        spaced.append(
            part if number % 2 or number == len(parts) - 1 or part.endswith(("-", " ")) else part + " "
        )
    return '"'.join(spaced)
