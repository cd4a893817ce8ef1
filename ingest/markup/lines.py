"""Write a tree of HTML as lines of text with the few marks that plain texts carry.

Headings are ``## …``, list items ``- …``, quotations ``> …``, links ``[text](address)``, bold ``**…**``. What
recognises plain texts (``ingest.sources.document``) reads these lines, whatever format they came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from ingest.markup.elements import name_of
from ingest.markup.pieces import Piece
from ingest.markup.trees import parse_fragment

BREAK = re.compile(r"<br/>")
BRACKETS = str.maketrans("[]", "()")
LONGEST_LINK_TEXT = 450


def marked_lines(pieces: Iterable[Piece]) -> Iterator[str]:
    """Yield the lines, an empty one between pieces."""
    for piece in pieces:
        lines = list(_lines(piece))
        if lines:
            yield from lines
            yield ""


def _lines(piece: Piece) -> Iterator[str]:
    if piece.kind == "heading":
        yield f"{'#' * piece.level} {piece.text}"
    elif piece.kind == "paragraph":
        for part in BREAK.split(piece.text):
            if line := marked(part):
                yield line
    elif piece.kind == "list":
        for number, item in enumerate(piece.items, start=1):
            line = marked(BREAK.sub(" ", item))
            yield f"{number}. {line}" if piece.ordered else f"- {line}"
    elif piece.kind == "quote":
        yield f"> {piece.text}"
        if piece.speaker:
            yield f"> – {piece.speaker}"


def marked(html: str) -> str:
    """Return a line of inline HTML with marks in the place of tags."""
    if "<" not in html and "&" not in html:
        return " ".join(html.split())
    text = "".join(_marked(parse_fragment(html)))
    return " ".join(text.split())


def _marked(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        inner = "".join(_marked(child))
        name = name_of(child)
        if name == "a":
            yield _link(inner, child.get("href") or "")
        elif name == "b" and inner.strip() and "*" not in inner and len(inner) < 900:
            before = " " if inner[0].isspace() else ""
            after = " " if inner[-1].isspace() else ""
            yield f"{before}**{inner.strip()}**{after}"
        else:
            yield inner
        yield child.tail or ""


def _link(text: str, address: str) -> str:
    """Return a link with its mark; an address of e-mail or telephone that is its own text needs none."""
    shown = " ".join(text.replace("**", "").translate(BRACKETS).split())
    scheme, _, rest = address.partition(":")
    if scheme == "tel" or (scheme == "mailto" and "@" in shown):
        return text
    address = address.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
    if not shown or shown == address or len(shown) > LONGEST_LINK_TEXT or not rest:
        return address if shown == address else text
    return f"[{shown}]({address})"
