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
}


@dataclass(frozen=True, slots=True)
class Reference:
    """Hold one reference: ``address`` as written, ``text`` that readers see, ``field`` where it stands."""

    address: str
    text: str = ""
    field: str = ""


def references_in_html(source: str, field: str = "") -> list[Reference]:
    """Return every address in a piece of HTML, in order; Wagtail's own internal links have none.

    ``<embed url=…>`` is how Wagtail stores an embedded page in rich text.
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
