"""Plain text of sources as the blocks and lines of a record, without losing a line break."""

from __future__ import annotations

import html
import re

from ingest.records import BodyBlock, ParagraphBlock
from ingest.sanitising import plain_text

LONGEST_TITLE = 255
TAG = re.compile(
    r"</?(?:p|br|div|span|ul|ol|li|b|strong|i|em|u|a|h[1-6])(?:\s[^<>]{0,2000})?\s?/?>", re.IGNORECASE
)
PARTING_TAG = re.compile(r"</?(?:p|div|ul|ol|h[1-6])(?:\s[^<>]{0,2000})?>", re.IGNORECASE)
ITEM_TAG = re.compile(r"<li(?:\s[^<>]{0,2000})?>", re.IGNORECASE)
LINE_TAG = re.compile(r"<br(?:\s[^<>]{0,2000})?/?>", re.IGNORECASE)


def paragraphs_of(text: str) -> tuple[BodyBlock, ...]:
    """Return a paragraph for each piece between empty lines; line breaks within it are kept.

    The text is no HTML: what looks like a tag is shown as it is written.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    pieces = (piece.strip() for piece in re.split(r"\n[ \t]*\n\s*", unified))
    return tuple(
        ParagraphBlock(
            html="<br>".join(html.escape(line.rstrip(), quote=False) for line in piece.split("\n"))
        )
        for piece in pieces
        if piece
    )


def unmarked(text: str) -> str:
    """Return a text as it is, or the plain text of one that its publisher wrote as HTML."""
    if not TAG.search(text):
        return text
    broken = PARTING_TAG.sub("\n\n", " ".join(text.split()))
    broken = LINE_TAG.sub("\n", ITEM_TAG.sub("\n– ", broken))
    lines = (line.strip() for line in plain_text(broken).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def cut(text: str, length: int = LONGEST_TITLE) -> str:
    """Return a text of at most ``length`` characters, cut between words and marked with an ellipsis."""
    if len(text) <= length:
        return text
    shorter = text[: length - 1]
    return f"{shorter[: shorter.rfind(' ')] if ' ' in shorter[length // 2 :] else shorter}…"
