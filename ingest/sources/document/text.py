"""Turn a file's bytes into lines, or say why they are no text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.errors import ParseError
from ingest.words import gettext_noop as _

MAX_LINE = 50_000
"""Characters in a line: ten times the longest paragraph that was met, and far from what hurts."""
MAX_LINES = 50_000

OUR_SIGNS = frozenset("åäöÅÄÖéÉüÜ–—‘’“”„…•·§°€«»´½©®\u00a0")
"""What texts of ours hold beyond ASCII; with these alone, bytes are taken for windows-1252."""
SHORTEST_WESTERN = 40

LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
SPACES = re.compile(r"\s{2,}")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff]")
ADDRESS_LINE = re.compile(
    r"(?:(?:url|osoite|lähde|källa|source)\s*:\s*)?(https?://[^\s<>\"]+)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Text:
    """Hold a text's lines, empty ones among them; spaces at their ends and doubled ones are gone.

    ``name`` is the file's; ``url`` is the address that the text begins with, or empty.
    """

    name: str
    url: str
    lines: tuple[str, ...]


def read_text(content: bytes, name: str) -> Text:
    """Decode UTF-8 (or UTF-16 with its mark) and take the leading address off; raise ``ParseError``."""
    return text_of_lines(LINE_END.split(decode(content)), name)


def text_of_lines(given: Iterable[str], name: str, url: str = "") -> Text:
    """Return the text of lines, its leading address taken off if ``url`` tells none; raise ``ParseError``."""
    lines = tuple(SPACES.sub(" ", CONTROL.sub("", line)).strip() for line in given)
    if len(lines) > MAX_LINES:
        raise ParseError(
            _("It has %(count)s lines, which is no article.", count=len(lines)),
            remedy=_("Give one text a file."),
        )
    longest = max(map(len, lines), default=0)
    if longest > MAX_LINE:
        raise ParseError(
            _("It has a line of %(longest)s characters, which is no paragraph.", longest=longest),
            remedy=_("Save the text with a line break after each paragraph."),
        )
    first = next((number for number, line in enumerate(lines) if line), None)
    if first is None:
        raise ParseError(_("It is empty."), remedy=_("Save the text again."))
    match = ADDRESS_LINE.fullmatch(lines[first])
    if match:
        return Text(name, url or match.group(1), lines[first + 1 :])
    return Text(name, url, lines)


def decode(content: bytes) -> str:
    """Return the characters without control characters; raise ``ParseError`` for what is no text."""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not wide and b"\x00" in content:
        raise ParseError(_("It is binary, not a text."), remedy=_("Give plain text (UTF-8)."))
    try:
        characters = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        if western := _western(content):
            return western
        raise ParseError(
            _("It is not UTF-8: byte %(place)s can't be read.", place=error.start + 1),
            remedy=_("Save it again as UTF-8."),
        ) from error
    readable, found = CONTROL.subn("", characters)
    if found > max(8, len(characters) // 100):
        raise ParseError(
            _("It is full of control characters: binary, not a text."), remedy=_("Give plain text.")
        )
    return readable


def _western(content: bytes) -> str:
    """Return a text of windows-1252, or nothing if it has signs that no text of ours has."""
    try:
        characters = content.decode("windows-1252")
    except UnicodeDecodeError:
        return ""
    foreign = {sign for sign in characters if sign > "\x7f"} - OUR_SIGNS
    return "" if foreign or CONTROL.search(characters) or len(characters) < SHORTEST_WESTERN else characters
