"""Find the feeds that a page names in its head (HTML Standard, section 4.6.7.1)."""

from __future__ import annotations

from ingest.errors import ParseError
from ingest.markup.addresses import base_of, web_address
from ingest.markup.decoding import charset_of
from ingest.markup.trees import parse_page
from ingest.protocols import Answer

TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")
COMMENTS = ("comment", "kommentti", "kommentit", "kommentar")


def feeds_named_in(page: Answer) -> list[str]:
    """Return the feeds' addresses, feeds of comments last and in the order of the page else."""
    try:
        root = parse_page(page.content, claimed=charset_of(page.header("content-type")))
    except ParseError:
        return []
    base = base_of(page.url)
    for element in root.iter("base"):
        base = base_of(web_address(element.get("href") or "", base)) or base
    found: list[tuple[bool, str]] = []
    for link in root.iter("link"):
        alternate = "alternate" in (link.get("rel") or "").lower().split()
        if alternate and (link.get("type") or "").lower().partition(";")[0].strip() in TYPES:
            address = web_address(link.get("href") or "", base)
            said = f"{link.get('title') or ''} {address}".lower()
            if address and "/wp-json/" not in address and "oembed" not in address:
                found.append((any(word in said for word in COMMENTS), address))
    return [address for _, address in sorted(found, key=lambda one: one[0])]
