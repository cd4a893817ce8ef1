"""Make a record's blocks, images and links of a tree of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml.html import HtmlElement

from ingest.http import Url
from ingest.markup.inline import text_of
from ingest.markup.pieces import Piece, pieces_of
from ingest.markup.trees import parse_fragment
from ingest.records import BodyBlock, HeadingBlock, Image, Link, ListBlock, ParagraphBlock, QuoteBlock

LONGEST_ADDRESS = 2000
LONGEST_HEADING = 250


@dataclass(frozen=True, slots=True)
class Markup:
    """Hold what a piece of HTML comes to; ``links`` are those that stand outside the text, such as videos."""

    body: tuple[BodyBlock, ...] = ()
    images: tuple[Image, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def text(self) -> str:
        """Return the first paragraph's text, or nothing."""
        return next((plain(block.html) for block in self.body if isinstance(block, ParagraphBlock)), "")


def markup_of(source: HtmlElement | str, base: Url | None, *, title: str = "") -> Markup:
    """Return the blocks, images and links of an element's content or of a piece of HTML.

    Headings keep their depth relative to each other, the shallowest becoming level 2; the first one is
    left out if it only repeats ``title``. Raises ``ParseError`` for what is too deep or too large.
    """
    tree = parse_fragment(source) if isinstance(source, str) else source
    pieces = list(pieces_of(tree, base))
    if pieces and pieces[0].kind == "heading" and _same_words(pieces[0].text, title):
        pieces.pop(0)
    return Markup(
        body=_blocks(pieces),
        images=unique_images(
            Image(url=piece.picture.address, alt=piece.picture.alt, caption=piece.picture.caption)
            for piece in pieces
            if piece.picture and len(piece.picture.address) <= LONGEST_ADDRESS
        ),
        links=tuple(
            dict.fromkeys(
                Link(text=piece.text or piece.address, url=piece.address)
                for piece in pieces
                if piece.kind == "video"
            )
        ),
    )


def unique_images(images: Iterable[Image]) -> tuple[Image, ...]:
    """Return each image once, by its address; one with an alternative text wins over one without."""
    found: dict[str, Image] = {}
    for image in images:
        known = found.get(image.url)
        if known is None or (image.alt and not known.alt):
            found[image.url] = image
    return tuple(found.values())


def plain(html: str) -> str:
    """Return the text of a piece of HTML on one line."""
    return text_of(parse_fragment(html)) if "<" in html or "&" in html else " ".join(html.split())


def _blocks(pieces: list[Piece]) -> tuple[BodyBlock, ...]:
    shallowest = min((piece.level for piece in pieces if piece.kind == "heading"), default=2)
    blocks: list[BodyBlock] = []
    for piece in pieces:
        if piece.kind == "heading" and len(piece.text) <= LONGEST_HEADING:
            blocks.append(HeadingBlock(level=min(4, 2 + piece.level - shallowest), text=piece.text))
        elif piece.kind == "heading":
            blocks.append(ParagraphBlock(html=_escaped(piece.text)))
        elif piece.kind == "paragraph":
            blocks.append(ParagraphBlock(html=piece.text))
        elif piece.kind == "list":
            blocks.append(ListBlock(ordered=piece.ordered, items=piece.items))
        elif piece.kind == "quote":
            blocks.append(QuoteBlock(text=piece.text, attribution=piece.speaker))
    return tuple(blocks)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _same_words(one: str, other: str) -> bool:
    return bool(other) and re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold())
