"""Walk a tree of HTML and yield what a reader meets: headings, paragraphs, lists, quotations, images.

Text is never lost: whatever stands in no paragraph of its own becomes one. What is not read (scripts,
forms, navigation, hidden elements) yields nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Literal

from lxml.html import HtmlElement

from ingest.http import Url
from ingest.markup.addresses import web_address
from ingest.markup.elements import BLOCKS, HEADINGS, holds_blocks, is_hidden, name_of
from ingest.markup.inline import inline_of, piece_of, text_of, tidy
from ingest.markup.pictures import Picture, picture_of

Kind = Literal["heading", "paragraph", "list", "quote", "image", "video"]

LONGEST_QUOTE = 2_000
"""Characters above which a quotation is kept as paragraphs: a whole text was indented."""
TWO_BREAKS = re.compile(r"(?:<br/>\s*){2,}")
VIDEO_HOSTS = re.compile(
    r"//(?:[\w-]+\.)?(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|areena\.yle\.fi|soundcloud\.com|spotify\.com)/",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold one element of a text.

    ``text`` is a heading's or a quotation's plain text, a paragraph's inline HTML or a video's title;
    ``items`` are inline HTML. ``level`` is a heading's own, from 1 to 6.
    """

    kind: Kind
    text: str = ""
    level: int = 0
    items: tuple[str, ...] = ()
    ordered: bool = False
    speaker: str = ""
    address: str = ""
    picture: Picture | None = None


def pieces_of(root: HtmlElement, base: Url | None) -> Iterator[Piece]:
    """Yield the pieces of an element's content; addresses are made absolute by ``base``."""
    yield from _flow(root, base)


def _flow(element: HtmlElement, base: Url | None) -> Iterator[Piece]:
    """Yield blocks as they come; runs of text and inline elements between them are paragraphs."""
    run: list[str] = [escape(element.text or "", quote=False)]
    for child in element:
        name = name_of(child)
        if name == "iframe":
            yield from _video(child, base)
        elif not is_hidden(child):
            if name in BLOCKS or (holds_blocks(child) and name not in ("br", "img")):
                yield from _paragraphs(run)
                run = []
                yield from _block(child, base)
            else:
                run.append(piece_of(child, base))
                yield from _pictures_within(child, base)
        run.append(escape(child.tail or "", quote=False))
    yield from _paragraphs(run)


def _block(element: HtmlElement, base: Url | None) -> Iterator[Piece]:
    name = name_of(element)
    if name in HEADINGS:
        if text := text_of(element):
            yield Piece("heading", text, level=HEADINGS[name])
        yield from _pictures_within(element, base)
    elif name in ("ul", "ol"):
        yield from _list(element, base, ordered=name == "ol")
    elif name == "blockquote":
        yield from _quote(element, base)
    elif name == "table":
        yield from _table(element, base)
    elif name == "figure":
        yield from _figure(element, base)
    elif name in ("dt", "summary") and not holds_blocks(element):
        if html := inline_of(element, base):
            yield Piece("paragraph", f"<b>{html}</b>" if "<b>" not in html else html)
    elif name == "pre":
        lines = [escape(line, quote=False) for line in (element.text_content() or "").splitlines()]
        yield from _paragraphs(["<br/>".join(lines)])
    elif name != "hr":
        yield from _flow(element, base)


def _paragraphs(run: list[str]) -> Iterator[Piece]:
    """Yield the paragraphs of a run of inline HTML; two line breaks part them."""
    for part in TWO_BREAKS.split("".join(run)):
        html = tidy(part)
        if html and re.sub(r"<[^<>]*>", "", html).strip():
            yield Piece("paragraph", html)


def _list(element: HtmlElement, base: Url | None, *, ordered: bool) -> Iterator[Piece]:
    """Yield one list; lists within it are flattened into it, and headings end it."""
    items: list[str] = []
    for child in element:
        if is_hidden(child):
            continue
        for piece in _item(child, base):
            if piece.kind == "list":
                items += piece.items
            elif piece.kind == "paragraph":
                items.append(piece.text)
            else:
                if items and piece.kind != "image":
                    yield Piece("list", items=tuple(items), ordered=ordered)
                    items = []
                yield piece
    if items:
        yield Piece("list", items=tuple(items), ordered=ordered)


def _item(element: HtmlElement, base: Url | None) -> Iterator[Piece]:
    """Yield an item's pieces, the paragraphs of one item as one."""
    texts: list[str] = []
    for piece in _block(element, base) if name_of(element) in ("ul", "ol") else _flow(element, base):
        if piece.kind == "paragraph":
            texts.append(piece.text)
            continue
        if texts:
            yield Piece("paragraph", "<br/>".join(texts))
            texts = []
        yield piece
    if texts:
        yield Piece("paragraph", "<br/>".join(texts))


def _quote(element: HtmlElement, base: Url | None) -> Iterator[Piece]:
    """Yield a quotation with its speaker; one that holds more than paragraphs is kept as it is."""
    inner = list(_flow(element, base))
    text = " ".join(piece.text for piece in inner if piece.kind == "paragraph")
    if any(piece.kind != "paragraph" for piece in inner) or len(text) > LONGEST_QUOTE or "<a " in text:
        yield from inner
        return
    speakers = [one for one in element.iterdescendants("cite", "footer", "figcaption") if text_of(one)]
    speaker = text_of(speakers[-1]) if speakers else ""
    words = text_of(element)
    if speaker and words.endswith(speaker) and words != speaker:
        words = words.removesuffix(speaker).rstrip(" –—-,")
    else:
        speaker = ""
    if words:
        yield Piece("quote", words, speaker=speaker.lstrip("–—- "))


def _table(element: HtmlElement, base: Url | None) -> Iterator[Piece]:
    """Yield a table of figures as a list of its rows, and one that only places things as what it places."""
    rows = [
        [cell for cell in row if name_of(cell) in ("td", "th") and not is_hidden(cell)]
        for row in element.iterdescendants("tr")
        if next(row.iterancestors("table"), None) is element
    ]
    rows = [row for row in rows if row]
    if not rows or max(map(len, rows)) == 1 or any(cell.find(".//table") is not None for cell in element):
        yield from _flow(element, base)
        return
    for caption in element.iterchildren("caption"):
        if text := text_of(caption):
            yield Piece("paragraph", f"<b>{escape(text, quote=False)}</b>")
    cells = [[inline_of(cell, base) for cell in row] for row in rows]
    titled = len(rows) > 1 and all(name_of(cell) == "th" for cell in rows[0])
    titles = [text_of(cell) for cell in rows[0]] if titled else []
    items = [_row(row, titles) for row in cells[1 if titled else 0 :]]
    filled = tuple(item for item in items if item)
    if filled:
        yield Piece("list", items=filled)
    yield from _pictures_within(element, base)


def _row(cells: list[str], titles: list[str]) -> str:
    """Return a row as one line: "Kunta: Turku; Hinta: 0 €", or the cells with dashes between them."""
    if len(titles) == len(cells):
        named = [f"{escape(title, quote=False)}: {cell}" if title else cell
                 for title, cell in zip(titles, cells, strict=True) if cell]  # fmt: skip
        return "; ".join(named)
    return " – ".join(cell for cell in cells if cell)


def _figure(element: HtmlElement, base: Url | None) -> Iterator[Piece]:
    """Yield a figure's image with its caption, or what else it holds."""
    pictures = list(element.iterdescendants("img"))
    caption = next((one for one in element.iterdescendants("figcaption") if text_of(one)), None)
    if not pictures:
        yield from _flow(element, base)
        return
    captioned = len(pictures) == 1 and caption is not None
    for image in pictures:
        if picture := picture_of(image, base, caption=text_of(caption) if captioned else ""):  # type: ignore[arg-type]  # captioned says that there is one
            yield Piece("image", picture=picture)
    if caption is not None and not captioned:
        yield Piece("paragraph", inline_of(caption, base))


def _pictures_within(element: HtmlElement, base: Url | None) -> Iterator[Piece]:
    if isinstance(element.tag, str):
        for image in element.iter("img"):
            if not any(is_hidden(one) for one in image.iterancestors()) and (
                picture := picture_of(image, base)
            ):
                yield Piece("image", picture=picture)


def _video(element: HtmlElement, base: Url | None) -> Iterator[Piece]:
    """Yield what a known host of videos shows within the page; any other frame is left out."""
    address = web_address(element.get("src") or element.get("data-src") or "", base)
    if address and VIDEO_HOSTS.search(address):
        yield Piece("video", element.get("title") or "", address=address)
