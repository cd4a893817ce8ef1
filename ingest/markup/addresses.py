"""Make the addresses in foreign markup absolute, and leave out those that nobody may follow."""

from __future__ import annotations

from lxml.html import HtmlElement

from ingest.http import InvalidUrl, Url, parse_url

WEB = frozenset({"http", "https"})
CONTACT = frozenset({"mailto", "tel"})


def base_of(address: str) -> Url | None:
    """Return an address to resolve others against, or None if it is no address of the web."""
    try:
        url = parse_url(address)
    except InvalidUrl:
        return None
    return url if url.scheme in WEB else None


def document_base(root: HtmlElement, own: Url | None) -> Url | None:
    """Return what a page's addresses are resolved against: its first ``base`` with an address, else ``own``.

    Further ones are not looked at (HTML Living Standard, section 4.2.3).
    """
    for element in root.iter("base"):
        if element.get("href"):
            return base_of(web_address(element.get("href") or "", own)) or own
    return own


def web_address(text: str, base: Url | None = None) -> str:
    """Return the absolute form of a web address, empty for every other and for what can't be read."""
    try:
        url = parse_url(text, base)
    except InvalidUrl:
        return ""
    return str(url) if url.scheme in WEB and not url.credentials else ""


def link_address(text: str, base: Url | None = None) -> str:
    """Return the absolute form of what a reader may follow: the web, e-mail, telephone; else nothing."""
    try:
        url = parse_url(text, base)
    except InvalidUrl:
        return ""
    allowed = url.scheme in CONTACT or (url.scheme in WEB and not url.credentials)
    return str(url) if allowed else ""
