"""Look for a lost page in its site's own sitemap: where address and title say most nearly the same."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from urllib.parse import unquote

from lxml import etree

from ingest.http import Client, Limits, OutboundError, Request, Url, parse_url, url_or_none
from ingest.linkcheck.classes import GOOD, LinkClass
from ingest.linkcheck.classification import classify, site_of
from ingest.linkcheck.crawl import inspect_all

SITEMAP_LIMITS = Limits(connect_seconds=5, total_seconds=15, body_bytes=10 * 1024 * 1024)
MOST_SITEMAPS = 6
MOST_ADDRESSES = 50_000
LOOKED_AT = 8
"""So many pages are opened to read their titles."""
SHOWN = 5
LEAST_LIKENESS = 0.25

_DECLARED = re.compile(r"^\s*sitemap:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_WORD = re.compile(r"[^\W_]+")
_FORMS = re.compile(r"\.(?:html?|php|aspx?)\Z", re.IGNORECASE)
GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Be a page that may be the one that was meant; ``likeness`` is between 0 and 1."""

    url: str
    title: str
    likeness: float


def suggest_pages(address: str, *, titles: Iterable[str], client: Client) -> list[Suggestion]:
    """Return working pages of the same site that are nearest to the old address and to what it was called.

    ``titles`` are the link's texts and the title that its page last had.
    """
    url = url_or_none(address)
    if url is None:
        return []
    wanted = [words for text in (*titles, _name_of(url.path)) if (words := words_of(text))]
    found = [
        (nearness(wanted, [words_of(_name_of(page.path))]), str(page))
        for page in pages_of_site(url, client)
        if str(page) != str(url.without_fragment())
    ]
    best = [page for score, page in sorted(found, reverse=True)[:LOOKED_AT] if score > 0]
    suggestions = []
    for evidence in inspect_all(best, client=client, concurrency=1):
        if classify(evidence).link_class not in GOOD - {LinkClass.CONTENT_CHANGED}:
            continue
        names = [
            words_of(evidence.title),
            words_of(evidence.heading),
            words_of(_name_of(parse_url(evidence.url).path)),
        ]
        suggestions.append(Suggestion(evidence.url, evidence.title, nearness(wanted, names)))
    near = [suggestion for suggestion in suggestions if suggestion.likeness >= LEAST_LIKENESS]
    return sorted(near, key=lambda suggestion: -suggestion.likeness)[:SHOWN]


def words_of(text: str) -> frozenset[str]:
    """Return the words of a title or of an address's last part, without case and accents."""
    plain = unicodedata.normalize("NFKD", unquote(text)).encode("ascii", "ignore").decode().casefold()
    return frozenset(word for word in _WORD.findall(plain) if len(word) > 1)


def nearness(wanted: Iterable[frozenset[str]], names: Iterable[frozenset[str]]) -> float:
    """Return how near the nearest pair of names is: words in common, those nearly the same count in part."""
    return max((_pair(one, other) for one in wanted for other in names if one and other), default=0.0)


def _pair(one: frozenset[str], other: frozenset[str]) -> float:
    shared = sum(max(_word_likeness(word, each) for each in other) for word in one)
    return 2 * shared / (len(one) + len(other)) if len(other) >= len(one) else shared / len(one)


def _word_likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if one[:3] != other[:3]:
        return 0.0
    ratio = SequenceMatcher(None, one, other).ratio()
    return ratio if ratio > 0.7 else 0.0


def pages_of_site(url: Url, client: Client) -> list[Url]:
    """Return the pages that the site's sitemaps list, of this site alone."""
    root = Url(url.scheme, url.host, url.port, "/")
    robots = _text(replace(root, path="/robots.txt"), client)
    waiting = _DECLARED.findall(robots) or [str(replace(root, path="/sitemap.xml"))]
    pages: dict[str, Url] = {}
    for address in waiting:
        if len(pages) >= MOST_ADDRESSES:
            break
        locations, more = _sitemap(address, root, client)
        waiting.extend(more[: max(0, MOST_SITEMAPS - len(waiting))])
        pages |= {str(page): page for page in locations if site_of(page.host) == site_of(url.host)}
    return list(pages.values())[:MOST_ADDRESSES]


def _sitemap(address: str, root: Url, client: Client) -> tuple[list[Url], list[str]]:
    content = _content(address, root, client)
    if content.startswith(GZIP):
        content = zlib.decompressobj(wbits=31).decompress(content, SITEMAP_LIMITS.body_bytes)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        tree = etree.fromstring(content, parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        return [], []
    if tree is None:
        return [], []
    found = [str(item).strip() for item in tree.xpath("//*[local-name()='loc']/text()")]
    if etree.QName(tree).localname == "sitemapindex":
        return [], found
    pages = [url_or_none(location, root) for location in found[:MOST_ADDRESSES]]
    return [page for page in pages if page is not None], []


def _text(url: Url, client: Client) -> str:
    return _content(str(url), url, client)[:500_000].decode("utf-8", "replace")


def _content(address: str, root: Url, client: Client) -> bytes:
    try:
        request = Request(str(parse_url(address, root)), limits=SITEMAP_LIMITS, partial=True)
        response = client.send(request)
    except OutboundError:
        return b""
    return response.content if response.status == 200 else b""


def _name_of(path: str) -> str:
    parts = [part for part in path.split("/") if part]
    return _FORMS.sub("", parts[-1]) if parts else ""
