"""Read ODT (OpenDocument 1.3, part 3): its text with headings, lists, links, tables and bold."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from lxml import etree

from ingest.conversion.packed import REMEDY, open_packed, read_xml
from ingest.errors import ParseError
from ingest.words import gettext_noop as _

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
LINK = "{http://www.w3.org/1999/xlink}href"
TITLES = frozenset({"Title"})
QUOTES = frozenset({"Quotations", "Quote"})
LEFT_OUT = frozenset({
    f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{TEXT}note",
    f"{TEXT}table-of-content", f"{TEXT}sequence-decls", f"{TEXT}variable-decls", f"{OFFICE}forms",
})  # fmt: skip
"""Deleted text, comments, notes and what is made of the headings."""


def odt_html(content: bytes) -> str:
    """Return the document's text as HTML; raise ``ParseError``."""
    packed = open_packed(content)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(read_xml(packed, "content.xml"), parser)
    except etree.XMLSyntaxError as error:
        raise ParseError(_("It is a broken ODT file: %(error)s.", error=error), remedy=REMEDY) from error
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise ParseError(_("It holds no text document."), remedy=REMEDY)
    return "\n".join(_Writer(root).blocks(body))


class _Writer:
    """Write elements as HTML, styles looked up by their names."""

    def __init__(self, root: etree._Element) -> None:
        styles = list(root.iter(f"{STYLE}style"))
        self._parents = {one.get(f"{STYLE}name"): one.get(f"{STYLE}parent-style-name") for one in styles}
        self._bold = {
            one.get(f"{STYLE}name")
            for one in styles
            for shown in one.iter(f"{STYLE}text-properties")
            if shown.get(f"{FO}font-weight") in ("bold", "600", "700", "800", "900")
        }
        self._ordered = {
            one.get(f"{STYLE}name")
            for one in root.iter(f"{TEXT}list-style")
            if one.find(f"{TEXT}list-level-style-number") is not None
        }

    def blocks(self, parent: etree._Element) -> Iterator[str]:
        """Yield the HTML of each block within an element."""
        for element in parent:
            yield from self._block(element)

    def _block(self, element: etree._Element) -> Iterator[str]:
        tag = element.tag
        if tag in LEFT_OUT or not isinstance(tag, str):
            return
        if tag == f"{TEXT}h":
            level = element.get(f"{TEXT}outline-level") or "1"
            level = level if level in "123456" else "6"
            yield f"<h{level}>{self.inline(element)}</h{level}>"
        elif tag == f"{TEXT}p":
            yield from self._paragraph(element)
        elif tag == f"{TEXT}list":
            name = "ol" if element.get(f"{TEXT}style-name") in self._ordered else "ul"
            items = "".join(f"<li>{''.join(self.blocks(item))}</li>" for item in element)
            yield f"<{name}>{items}</{name}>"
        elif tag == f"{TABLE}table":
            rows = (
                "".join(f"<td>{''.join(self.blocks(cell))}</td>" for cell in row.iter(f"{TABLE}table-cell"))
                for row in element.iter(f"{TABLE}table-row")
            )
            yield f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
        else:
            yield from self.blocks(element)

    def _paragraph(self, element: etree._Element) -> Iterator[str]:
        style = self._named(element.get(f"{TEXT}style-name"))
        tag = "h1" if style in TITLES else "blockquote" if style in QUOTES else "p"
        html = self.inline(element)
        bold = tag == "p" and element.get(f"{TEXT}style-name") in self._bold and "<b>" not in html
        yield f"<{tag}><b>{html}</b></{tag}>" if bold else f"<{tag}>{html}</{tag}>"
        for box in element.iter("{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}text-box"):
            yield from self.blocks(box)

    def inline(self, element: etree._Element) -> str:
        """Return what stands within a paragraph as inline HTML."""
        pieces = [escape(element.text or "", quote=False)]
        for child in element:
            pieces += [self._inline(child), escape(child.tail or "", quote=False)]
        return "".join(pieces)

    def _inline(self, element: etree._Element) -> str:
        tag = element.tag
        if tag in LEFT_OUT or not isinstance(tag, str) or "drawing" in tag:
            return ""
        if tag == f"{TEXT}line-break":
            return "<br>"
        if tag in (f"{TEXT}s", f"{TEXT}tab"):
            return " "
        html = self.inline(element)
        if tag == f"{TEXT}a":
            return f'<a href="{escape(element.get(LINK) or "")}">{html}</a>'
        return f"<b>{html}</b>" if element.get(f"{TEXT}style-name") in self._bold else html

    def _named(self, name: str | None) -> str:
        """Return the style that a person chose: the parent of one that was made for a few changes."""
        return (self._parents.get(name) or name or "").replace("_20_", " ")
