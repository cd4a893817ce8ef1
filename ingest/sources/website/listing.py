"""Find the pages that a list page leads to."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from lxml.html import HtmlElement

from ingest.http import InvalidUrl, Url, parse_url
from ingest.markup.addresses import base_of, document_base, web_address
from ingest.markup.linked_data import ARTICLES, node_of, nodes_of

FILES = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|odt|zip|jpe?g|png|gif|svg|webp|mp[34]|ics|xml|json|css|js)$", re.IGNORECASE
)
PAGING = re.compile(r"/(?:page|sivu|sida)/\d+/?$|[?&](?:page|paged|sivu)=\d+", re.IGNORECASE)
NOT_PAGES = re.compile(
    r"/(?:tag|category|kategoria|avainsana|author|wp-admin|wp-login\.php|feed)(?:/|$)", re.IGNORECASE
)
FEWEST = 2
"""Pages beneath its own address that a page leads to for it to be a list."""


def pages_listed(root: HtmlElement, address: str, *, pattern: str = "") -> list[str]:
    """Return the addresses of the same host that the page leads to, each once, in its order.

    With a ``pattern`` (``*`` for anything) those that it fits, else those beneath the page's own address.
    """
    own = base_of(address)
    if own is None:
        return []
    base = document_base(root, own)
    found: dict[str, None] = {}
    for link in root.iter("a"):
        target = web_address(link.get("href") or "", base).partition("#")[0]
        if target and _wanted(target, own, pattern):
            found[target] = None
    return list(found)


def is_listing(root: HtmlElement, address: str) -> bool:
    """Tell whether a page is a list of others: it is no article itself and leads to several beneath it."""
    if node_of(nodes_of(root), *ARTICLES):
        return False
    metas = [one for one in root.iter("meta") if one.get("property") == "og:type"]
    kinds = {(one.get("content") or "").lower() for one in metas}
    articles = sum(1 for _ in root.iter("article"))
    if "article" in kinds or articles == 1:
        return False
    return len(pages_listed(root, address)) >= FEWEST


def fits(address: str, pattern: str) -> bool:
    """Tell whether an address fits a pattern; an empty one fits all."""
    return not pattern or fnmatchcase(address, pattern if "*" in pattern else f"*{pattern}*")


def _wanted(target: str, own: Url, pattern: str) -> bool:
    try:
        url = parse_url(target)
    except InvalidUrl:
        return False
    if url.host.removeprefix("www.") != own.host.removeprefix("www.") or url.port != own.port:
        return False
    if FILES.search(url.path) or PAGING.search(target) or target == str(own.without_fragment()):
        return False
    if pattern:
        return fits(target, pattern)
    folder = own.path if own.path.endswith("/") else f"{own.path}/"
    return url.path.startswith(folder) and url.path != folder and not NOT_PAGES.search(url.path)
