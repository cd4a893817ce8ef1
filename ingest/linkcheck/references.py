"""Read references out of HTML: where each stands, as written, with its text."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree, html

MAX_TEXT = 255

ADDRESS_ATTRIBUTES = {
    "a": "href",
    "area": "href",
    "link": "href",
    "img": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "iframe": "src",
    "embed": "src",
    "script": "src",
    "track": "src",
    "frame": "src",
    "object": "data",
    "form": "action",
    "blockquote": "cite",
    "q": "cite",
    "ins": "cite",
    "del": "cite",
    "input": "src",
}
ALWAYS = frozenset({"a", "area"})
"""An empty address here leads to the page itself; elsewhere it is none."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Hold one reference: ``address`` as written, ``text`` that readers see, ``field`` where it stands.

    What Wagtail stores by its key has an address of the scheme ``wagtail:`` (``internal_address``).
    """

    address: str
    text: str = ""
    field: str = ""


INTERNAL = "wagtail"
KINDS = frozenset({"page", "document", "image"})


def internal_address(kind: str, key: object, fragment: str = "") -> str:
    """Return the address that stands for a page, document or image that is known by its key."""
    return f"{INTERNAL}:{kind}/{key}{f'#{fragment}' if fragment else ''}"


def references_in_html(source: str, field: str = "") -> list[Reference]:
    """Return every address in a piece of HTML, in order.

    ``<a linktype=page id=…>`` and ``<embed embedtype=image id=…>`` are how Wagtail stores internal links in
    rich text, ``<embed url=…>`` how it stores an embedded page.
    """
    if "<" not in source:
        return []
    try:
        root = html.fromstring(f"<div>{source}</div>" if "<html" not in source[:2000].lower() else source)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    found: list[Reference] = []
    for element in root.iter(etree.Element):
        tag = str(element.tag)
        address = element.get(ADDRESS_ATTRIBUTES.get(tag, ""), "") if tag in ADDRESS_ATTRIBUTES else ""
        if tag == "embed":
            address = element.get("url", "") or address
        kind = element.get("linktype", "") if tag == "a" else element.get("embedtype", "")
        if kind in KINDS and element.get("id", "").isdecimal():
            address = internal_address(kind, element.get("id"))
        if address.strip():
            words = " ".join(str(element.text_content()).split()) or element.get("title", "")
            found.append(Reference(address, (words or element.get("alt", ""))[:MAX_TEXT], field))
    return found


def base_of_html(source: str) -> str:
    """Return the address of the first ``<base>``, empty without one."""
    try:
        root = html.document_fromstring(source)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    return next((str(value) for value in root.xpath("//base/@href")), "")
