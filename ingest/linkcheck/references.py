"""Read references out of HTML: where each stands, as written, with its text."""

from __future__ import annotations

import re
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
MORE_ATTRIBUTES = {"video": ("poster",), "img": ("srcset",), "source": ("srcset",), "link": ("imagesrcset",)}
"""Attributes that hold addresses beside the first one; those that end in ``srcset`` hold several."""

_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+[^,(]+)?\s*(?:,|\Z)")


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
        found.extend(Reference(more, "", field) for more in _more_addresses(element, tag))
        if address.strip():
            words = " ".join(str(element.text_content()).split()) or element.get("title", "")
            found.append(Reference(address, (words or element.get("alt", ""))[:MAX_TEXT], field))
    return found


def _more_addresses(element: html.HtmlElement, tag: str) -> list[str]:
    addresses: list[str] = []
    for name in MORE_ATTRIBUTES.get(tag, ()):
        value = element.get(name, "")
        addresses += _CANDIDATE.findall(value) if name.endswith("srcset") else [value]
    return [address for address in addresses if address.strip()]


def base_of_html(source: str) -> str:
    """Return the address of the first ``<base>``, empty without one."""
    try:
        root = html.document_fromstring(source)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    return next((str(value) for value in root.xpath("//base/@href")), "")
