"""Read HTML the way plain texts are read: its main part as marked lines, what it says of itself beside."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from lxml.html import HtmlElement

from ingest.errors import ParseError
from ingest.markup.blocks import unique_images
from ingest.markup.lines import marked_lines
from ingest.markup.linked_data import ARTICLES, node_of
from ingest.markup.main_part import main_part
from ingest.markup.moments import HELSINKI, day_of, read_moment
from ingest.markup.page_facts import PageFacts, read_facts
from ingest.markup.pieces import Piece, pieces_of
from ingest.markup.trees import parse_fragment, parse_page
from ingest.records import AnyRecord, Image, Link
from ingest.sources.document.project import is_project
from ingest.sources.document.recognising import parse_text
from ingest.sources.document.text import text_of_lines

FEWEST_WORDS = 3
"""A window's title of fewer words is a site's or a section's name."""
AT = re.compile(r"(?<=[\w-])\s?\[(?:at|ät|ma)\]\s?(?=[\w-]+\.\w)")
"""How sites write addresses of e-mail against robots."""
PUBLISHED = "Julkaistu"
"""The label that ``head`` reads a date by."""


def parse_html(
    content: bytes, name: str, *, address: str = "", claimed: str = "", otherwise: str = ""
) -> AnyRecord:
    """Return the record of a page; raise ``ParseError`` if it is none of the known kinds.

    ``address`` is where it came from, what the page itself says of that without one; ``claimed`` is the
    server's charset, ``otherwise`` the kind of a page that tells none.
    """
    root = parse_page(content, claimed=claimed)
    address = address or saved_from(root)
    facts = read_facts(root, address)
    article = bool(node_of(facts.nodes, *ARTICLES)) or next(root.iter("article"), None) is not None
    if not facts.published:
        facts = replace(facts, published=_shown_date(root))
    pieces = list(pieces_of(main_part(root), facts.base))
    lines = list(marked_lines(pieces))
    if not is_project(lines):
        lines = [*_above(pieces, facts), *marked_lines(pieces)]
    url = facts.canonical if facts.canonical.startswith(("http://", "https://")) else ""
    text = text_of_lines((AT.sub("@", line) for line in lines), name, url)
    record = parse_text(text, otherwise=otherwise or ("news" if article else ""))
    return record.model_copy(update=_besides(record, facts, pieces))


def parse_converted(html: str, name: str, *, otherwise: str = "") -> AnyRecord:
    """Return the record of HTML that a document was converted to."""
    pieces = list(pieces_of(parse_fragment(html), None))
    return parse_text(text_of_lines(marked_lines(pieces), name), otherwise=otherwise)


def saved_from(root: HtmlElement) -> str:
    """Return the address that a browser noted when it saved the page, or nothing."""
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and "://" in (link.get("href") or ""):
            return link.get("href") or ""
    for meta in root.iter("meta"):
        if (meta.get("property") or "").lower() == "og:url" and "://" in (meta.get("content") or ""):
            return meta.get("content") or ""
    return ""


def _above(pieces: list[Piece], facts: PageFacts) -> list[str]:
    """Return the lines that stand above the text: the date and the title, where the text lacks them."""
    lines: list[str] = []
    if moment := _moment(facts.published):
        day = day_of(moment)
        lines += [f"{PUBLISHED} {day.day}.{day.month}.{day.year}", ""]
    headings = [piece for piece in pieces if piece.kind == "heading"]
    own = facts.named or (not headings and len(facts.title.split()) >= FEWEST_WORDS)
    if facts.title and own and not any(piece.level == 1 for piece in headings):
        pieces[:] = [piece for piece in pieces if piece.text != facts.title]
        lines += [f"# {facts.title}", ""]
    return lines


def _besides(record: AnyRecord, facts: PageFacts, pieces: list[Piece]) -> dict[str, Any]:
    """Return what the page says of itself, for the fields that its text left empty."""
    shown = (piece.picture for piece in pieces if piece.picture)
    images = unique_images(
        (*facts.images, *(Image(url=one.address, alt=one.alt, caption=one.caption) for one in shown))
    )
    videos = (Link(text=one.text or one.address, url=one.address) for one in pieces if one.kind == "video")
    modified = _moment(facts.modified)
    values: dict[str, Any] = {
        "images": images,
        "links": (*record.links, *videos),
        "authors": record.authors or facts.authors,
        "tags": record.tags or facts.tags,
        "summary": record.summary or facts.summary,
        "updated_at": record.updated_at or modified,
    }
    return {field: value for field, value in values.items() if value}


def _shown_date(root: HtmlElement) -> str:
    """Return the date of a ``time`` element that stands in the page's article or beside its title."""
    for element in root.iter("time"):
        told = element.get("datetime") or ""
        if told and _moment(told):
            return told
    return ""


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        return read_moment(text).astimezone(HELSINKI)
    except ParseError:
        return None
