"""Make a record of a page: what it says of itself, and its text by trafilatura."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, tostring

from ingest.errors import ParseError
from ingest.markup.blocks import Markup, markup_of, unique_images
from ingest.markup.decoding import decode
from ingest.markup.languages import language_of
from ingest.markup.layout import unfold_layout_tables
from ingest.markup.lines import marked_lines
from ingest.markup.main_part import main_part
from ingest.markup.moments import moment_or_fault
from ingest.markup.page_facts import PageFacts, read_facts
from ingest.markup.pieces import pieces_of
from ingest.markup.titles import shortened
from ingest.markup.trees import parse_fragment, parse_page
from ingest.records import BodyBlock, Contact, EventRecord, Fault, NewsRecord, PressReleaseRecord, Record
from ingest.rendering import blocks_html, texts_of
from ingest.sources.document.blocks import blocks_of
from ingest.sources.document.contacts import part_contacts
from ingest.sources.document.recognising import KINDS_OF_ADDRESS
from ingest.sources.website.byline import without_byline
from ingest.sources.website.days import published_day
from ingest.sources.website.events import event_values
from ingest.words import gettext_noop as _

LONGEST_ID = 500
SHORTEST_TEXT = 80
"""Characters below which what was extracted is no article's text."""
LONGEST_SUMMARY = 500
LONGEST_EXTRACTED = 3_000_000
MOST_EXTRACTED = 15_000
"""Characters and elements of a page that is handed to the extraction, whose time grows faster than the page.

Of a larger one the main element is taken. Long articles have some thousand elements.
"""
LABEL = re.compile(r"\s*(?:media|lehdistö)?tiedote\b|pressmeddelande\b|press release\b", re.IGNORECASE)
LOGIN = re.compile(r"(?:wp-login|/login|/kirjaudu|/signin)", re.IGNORECASE)


def record_of(
    content: bytes,
    address: str,
    *,
    name: str,
    today: date,
    claimed: str = "",
    kind: str = "",
    language: str = "",
) -> Record:
    """Return the page's record; raise ``ParseError``.

    ``name`` is by which a page without an address is known, ``claimed`` the server's charset. A day
    that stands alone is not when the page was published if it comes after ``today``.
    """
    text = decode(content, claimed=claimed)
    root = parse_page(text)
    if unfold_layout_tables(root):
        text = tostring(root, encoding="unicode")
    facts = read_facts(root, address)
    if not facts.title:
        raise ParseError(_("The page has no title."), remedy=_("Give the address of an article."))
    markup = _text(text, root, facts)
    faults: list[Fault] = []
    published = moment_or_fault("published_at", facts.published, faults)
    updated = moment_or_fault("updated_at", facts.modified, faults)
    known = facts.canonical if facts.canonical.startswith(("http://", "https://")) else ""
    day = published_day(published, root, text, known or address, today)
    text_blocks = without_byline(markup.body, day)
    said = " ".join([facts.title, *texts_of(text_blocks)])
    values: dict[str, Any] = {
        "external_id": _identifier(known or name),
        "title": shortened(facts.title),
        "url": known,
        "language": language_of(said, language, *facts.languages),
        "summary": shortened(facts.summary, LONGEST_SUMMARY),
        "published_at": day,
        "updated_at": updated,
        "authors": facts.authors,
        "tags": facts.tags,
        "images": unique_images((*facts.images, *markup.images)),
        "links": markup.links,
    }
    if facts.event:
        values |= event_values(facts.event, facts.nodes, facts.base, faults)
        if "starts_at" in values:
            return EventRecord(**values, body=text_blocks, faults=tuple(faults))
    if not text_blocks:
        raise ParseError(_("The page holds no text of an article."), remedy=_remedy(address))
    if kind == "press_release" or (not kind and _is_press_release(known or address, root)):
        contacts, body = _contacts(text_blocks, text, facts)
        return PressReleaseRecord(**values, body=body, contacts=contacts, faults=tuple(faults))
    return NewsRecord(**values, body=text_blocks, faults=tuple(faults))


def _text(text: str, root: HtmlElement, facts: PageFacts) -> Markup:
    """Return the article's text; where the extraction finds none, that of the page's main element."""
    if len(text) > LONGEST_EXTRACTED or sum(1 for _ in root.iter()) > MOST_EXTRACTED:
        return markup_of(main_part(root), facts.base, title=facts.title)
    try:
        html = trafilatura.extract(
            text,
            output_format="html",
            include_comments=False,
            include_tables=True,
            include_images=True,
            include_links=True,
            include_formatting=True,
            favor_recall=False,
        )
    except (RecursionError, ValueError, TypeError, AttributeError, IndexError, KeyError, etree.LxmlError):
        html = None  # it stumbles over some broken pages; the page's own elements are left to go by
    if html:
        markup = markup_of(html, facts.base, title=facts.title)
        if sum(map(len, texts_of(markup.body))) >= SHORTEST_TEXT:
            return markup
    return markup_of(main_part(root), facts.base, title=facts.title)


def _is_press_release(address: str, root: HtmlElement) -> bool:
    if KINDS_OF_ADDRESS["press_release"].search(address):
        return True
    kinds = [
        one.get("content") or "" for one in root.iter("meta") if one.get("property") == "article:section"
    ]
    return any(LABEL.match(kind) for kind in kinds)


def _contacts(
    body: Sequence[BodyBlock], text: str, facts: PageFacts
) -> tuple[tuple[Contact, ...], tuple[BodyBlock, ...]]:
    """Return a press release's contacts, and its body without them.

    An extraction often leaves short lines such as contacts out, so the whole main part is looked at too.
    """
    contacts, lines = part_contacts(_lines(body))
    if contacts:
        return contacts, blocks_of(lines)
    fresh = main_part(parse_page(text))
    found, _ = part_contacts([line.strip() for line in marked_lines(pieces_of(fresh, facts.base))])
    return found, tuple(body)


def _lines(body: Sequence[BodyBlock]) -> list[str]:
    return list(marked_lines(pieces_of(parse_fragment(blocks_html(body)), None)))


def _identifier(known: str) -> str:
    if len(known) <= LONGEST_ID:
        return known
    return f"sha256:{hashlib.sha256(known.encode('utf-8', errors='replace')).hexdigest()}"


def _remedy(address: str) -> str:
    if LOGIN.search(address):
        return _("The page asks to log in. Give the address of a public page.")
    return _("Give the address of an article; a page that is made by scripts alone can't be read.")
