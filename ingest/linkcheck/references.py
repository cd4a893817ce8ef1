"""Read references out of HTML: where each stands, as written, with its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree, html

MAX_TEXT = 255

ANYWHERE = ("href", "src", "cite", "xlink:href", "background")
"""Attributes that hold an address on whatever element, those that pages make up among them."""

ADDRESS_ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "a": ("ping",),
    "applet": ("archive", "code", "codebase", "object"),
    "area": ("ping",),
    "button": ("formaction",),
    "command": ("icon",),
    "embed": ("url", "pluginspage"),
    "form": ("action",),
    "frame": ("longdesc",),
    "head": ("profile",),
    "html": ("manifest",),
    "iframe": ("longdesc",),
    "img": ("longdesc", "lowsrc", "srcset"),
    "input": ("formaction",),
    "link": ("imagesrcset",),
    "menuitem": ("icon",),
    "object": ("archive", "codebase", "data"),
    "source": ("srcset",),
    "video": ("poster",),
}
"""More attributes with an address; those that end in ``srcset`` hold several.

Not ``itemtype``: it names a kind of thing, and HTML (section 5.2.2) asks that nobody opens it unasked.
"""

LISTS = frozenset({"archive", "ping"})
"""Attributes that hold several addresses between spaces or commas."""

NO_LINK = frozenset({"preconnect", "dns-prefetch"})
"""Relations whose address is that of a host: nobody opens it."""

META_NAMES = re.compile(r"og:(?:image|video|audio)(?::(?:secure_)?url)?|og:url|twitter:image", re.IGNORECASE)
NO_BASE = re.compile(r"\s*(?:data|javascript):", re.IGNORECASE)
CONTAINED = re.compile(r"\s*(?:data|about|blob):", re.IGNORECASE)
"""Schemes of what a page holds within itself: there is nothing to be reached."""

_WHOLE_PAGE = re.compile(r"<(?:!doctype|html|head|body|frameset)\b", re.IGNORECASE)
_CANDIDATE = re.compile(r"[\s,]*([^\s,]\S*)", re.ASCII)
_DESCRIPTORS = re.compile(r"(?:[^,(]+|\([^)]*\)?)*")
_STYLE_ADDRESS = re.compile(r"url\(\s*([\"']?)(.+?)\1\s*\)", re.IGNORECASE)
_REFRESH_ADDRESS = re.compile(r"[\d.\s]*[;,]\s*(?:url\s*=)?\s*[\"']?([^\"']+)", re.IGNORECASE)


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
    root = (
        _parsed(source if _WHOLE_PAGE.search(source) else f"<div>{source}</div>") if "<" in source else None
    )
    if root is None:
        return []
    found: list[Reference] = []
    for element in root.iter(etree.Element):
        kind = element.get("linktype") or element.get("embedtype") or ""
        if kind in KINDS and element.get("id", "").isdecimal():
            addresses = [internal_address(kind, element.get("id"))]
        else:
            addresses = [address for address in _addresses_of(element) if _leads_somewhere(address)]
        for place, address in enumerate(addresses):
            found.append(Reference(address, "" if place else _text_of(element), field))
    return found


def _text_of(element: html.HtmlElement) -> str:
    words = "" if element.tag == "style" else " ".join(str(element.text_content()).split())
    return (words or element.get("title", "") or element.get("alt", ""))[:MAX_TEXT]


def _leads_somewhere(address: str) -> bool:
    return bool(address.strip()) and CONTAINED.match(address) is None


def _addresses_of(element: html.HtmlElement) -> list[str]:
    tag = str(element.tag)
    if tag == "base" or NO_LINK & set(element.get("rel", "").lower().split()):
        return []
    if tag == "meta":
        return _addresses_of_meta(element)
    addresses: list[str] = []
    for name in (*ANYWHERE, *ADDRESS_ATTRIBUTES.get(tag, ())):
        value = element.get(name, "")
        if name.endswith("srcset"):
            addresses += _addresses_of_set(value)
        else:
            addresses += value.replace(",", " ").split() if name in LISTS else [value]
    styles = f"{element.get('style', '')} {(element.text or '') if tag == 'style' else ''}"
    if "url(" in styles.lower():
        addresses += [address for _quote, address in _STYLE_ADDRESS.findall(styles)]
    return addresses


def _addresses_of_set(srcset: str) -> list[str]:
    """Return the address of every candidate, as HTML (section 4.8.4.2.2) parses a ``srcset``."""
    addresses: list[str] = []
    position = 0
    while candidate := _CANDIDATE.match(srcset, position):
        address = candidate[1].rstrip(",")
        addresses.append(address)
        position = candidate.end()
        if address == candidate[1] and (descriptors := _DESCRIPTORS.match(srcset, position)):
            position = descriptors.end()
    return addresses


def _addresses_of_meta(element: html.HtmlElement) -> list[str]:
    content = element.get("content", "")
    if element.get("http-equiv", "").lower() == "refresh":
        match = _REFRESH_ADDRESS.match(content)
        return [match[1].strip()] if match else []
    name = element.get("property", "") or element.get("name", "")
    return [content] if META_NAMES.fullmatch(name) else []


def base_of_html(source: str) -> str:
    """Return the address of the first ``<base>``, empty without one and for one that browsers ignore."""
    root = _parsed(source)
    first = "" if root is None else next((str(value) for value in root.xpath("//base/@href")), "")
    return "" if NO_BASE.match(first) else first


def _parsed(source: str) -> html.HtmlElement | None:
    """Return the root of a page however broken; bytes, for a text that declares an encoding is refused."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
