"""Read sitemaps (sitemaps.org 0.9): lists of pages, lists of lists, packed or not."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError as BrokenXml

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ingest.errors import ParseError
from ingest.markup.addresses import web_address
from ingest.words import gettext_noop as _

GZIP = b"\x1f\x8b"
LARGEST = 52_428_800
"""Bytes of a sitemap unpacked, as the protocol has it."""
REMEDY = _("Give the address of a sitemap, of a list page or of a single page.")


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Hold a sitemap: its pages, each with when it was changed last, and the sitemaps that it names."""

    pages: tuple[tuple[str, str], ...] = ()
    sitemaps: tuple[str, ...] = ()


def is_sitemap(content: bytes) -> bool:
    """Tell whether the bytes begin as a sitemap does."""
    start = (unpacked(content) if content.startswith(GZIP) else content)[:3_000].lower()
    return b"<urlset" in start or b"<sitemapindex" in start


def read_sitemap(content: bytes) -> Sitemap:
    """Return the sitemap; raise ``ParseError``."""
    content = unpacked(content) if content.startswith(GZIP) else content
    try:
        root = fromstring(content, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise ParseError(
            _("It declares XML entities of its own, which a sitemap has no need of and which can do harm."),
            remedy=_("Ask those who keep the site to correct it."),
        ) from error
    except (BrokenXml, ValueError, LookupError) as error:
        raise ParseError(_("Its XML is broken: %(error)s.", error=error), remedy=REMEDY) from error
    pages: dict[str, str] = {}
    sitemaps: dict[str, None] = {}
    for element in root:
        parts = {_name(part.tag): (part.text or "").strip() for part in element}
        address = web_address(parts.get("loc", ""))
        if address and _name(element.tag) == "sitemap":
            sitemaps[address] = None
        elif address:
            pages[address.partition("#")[0]] = parts.get("lastmod", "")
    return Sitemap(tuple(pages.items()), tuple(sitemaps))


def unpacked(content: bytes) -> bytes:
    """Return the bytes of a gzip file, never more than a sitemap may have; raise ``ParseError``."""
    unpacking = zlib.decompressobj(wbits=31)
    try:
        plain = unpacking.decompress(content, LARGEST + 1)
    except zlib.error as error:
        raise ParseError(_("It is a broken gzip file."), remedy=REMEDY) from error
    if len(plain) > LARGEST:
        raise ParseError(_("Unpacked it would grow beyond what a sitemap may have."), remedy=REMEDY)
    return plain


def _name(tag: object) -> str:
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
