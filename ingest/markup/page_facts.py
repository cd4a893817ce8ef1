"""Read what a page says of itself: JSON-LD first, then OpenGraph, then its own elements."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from ingest.http import Url
from ingest.markup.addresses import base_of, document_base, web_address
from ingest.markup.inline import text_of
from ingest.markup.linked_data import ARTICLES, PAGES, Node, node_of, nodes_of, parts_of, texts_of, types_of
from ingest.records import Image

PARTING = re.compile(r"\s+[|–—»·:-]\s+")
LONGEST_ADDRESS = 2000
NOT_A_NAME = re.compile(r"https?://|@|\d{3}")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Hold what a page says of itself; dates are as they are written, addresses absolute.

    ``named`` tells that the title is the text's own, and not only that of the browser's window.
    """

    title: str = ""
    named: bool = False
    summary: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""
    images: tuple[Image, ...] = ()
    canonical: str = ""
    languages: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    event: Node | None = None
    nodes: list[Node] = field(default_factory=list)
    base: Url | None = None


def read_facts(root: HtmlElement, address: str) -> PageFacts:
    """Return the facts; ``address`` is where the page came from, relative addresses are resolved by it."""
    base = document_base(root, base_of(address))
    meta = _meta(root)
    nodes = nodes_of(root)
    event = node_of(nodes, *_event_types(nodes))
    article = node_of(nodes, *ARTICLES) or event or {}
    page = node_of(nodes, *PAGES) or {}
    first = _First(meta)
    title, named = _title(root, article, page, meta)
    return PageFacts(
        title=title,
        named=named,
        summary=_line(first("og:description", "description", "twitter:description", "dc.description"))
        or _line(next(iter(texts_of(article.get("description"), nodes)), "")),
        authors=_authors(root, article, nodes, meta),
        published=_one(article, "datePublished") or first(
            "article:published_time", "og:article:published_time", "date", "dc.date", "dc.date.issued",
            "dcterms.date", "dcterms.created", "datepublished", "pubdate", "publish-date", "citation_date",
        ) or _one(page, "datePublished"),
        modified=_one(article, "dateModified") or first(
            "article:modified_time", "og:updated_time", "dcterms.modified", "last-modified", "datemodified",
        ) or _one(page, "dateModified"),
        images=_images(article, page, nodes, meta, base),
        canonical=_canonical(root, meta, address, base),
        languages=_languages(root, article, meta),
        tags=_tags(article, nodes, meta),
        event=event,
        nodes=nodes,
        base=base,
    )  # fmt: skip


class _First:
    """Return the first filled one of several metas."""

    def __init__(self, meta: dict[str, list[str]]) -> None:
        self._meta = meta

    def __call__(self, *names: str) -> str:
        return next((value for name in names for value in self._meta.get(name, []) if value), "")


def _meta(root: HtmlElement) -> dict[str, list[str]]:
    """Return the contents of the page's metas by name or property, in small letters."""
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = element.get("content") or ""
        if name and content.strip():
            found.setdefault(name.strip().lower(), []).append(content.strip()[:5000])
    return found


def _event_types(nodes: list[Node]) -> list[str]:
    return sorted({kind for node in nodes for kind in types_of(node) if kind.endswith("Event")})


def _title(root: HtmlElement, article: Node, page: Node, meta: dict[str, list[str]]) -> tuple[str, bool]:
    """Return the article's title without the site's name after it; a heading that says the same wins.

    The second value tells whether the title is the text's own.
    """
    headings = [text for element in root.iter("h1") if (text := text_of(element))]
    own = next(
        (text for element in root.iter("title") if (text := " ".join((element.text or "").split()))), ""
    )
    told = _line(_one(article, "headline") or _one(article, "name"))
    told = told or _line(next(iter(meta.get("og:title", [])), ""))
    told = told or _line(next(iter(meta.get("twitter:title", [])), ""))
    for heading in headings:
        if any(_begins(one, heading) for one in (told, own, _line(_one(page, "name")))):
            return heading, True
    sites = [*meta.get("og:site_name", []), *meta.get("application-name", [])]
    if told:
        return _without_site(told, sites), True
    if len(headings) == 1:
        return headings[0], True
    return _without_site(_line(own), sites) or next(iter(headings), ""), False


def _begins(title: str, heading: str) -> bool:
    """Tell whether the title is the heading, or the heading with the site's name after it."""
    one, other = title.casefold(), heading.casefold()
    return one == other or (one.startswith(other) and PARTING.match(title[len(heading) :]) is not None)


def _without_site(title: str, sites: list[str]) -> str:
    parts = PARTING.split(title)
    known = {site.casefold().strip() for site in sites}
    if len(parts) > 1 and parts[-1].casefold() in known:
        return title[: title.rindex(parts[-1])].rstrip(" |–—»·:-")
    return title


def _authors(
    root: HtmlElement, article: Node, nodes: list[Node], meta: dict[str, list[str]]
) -> tuple[str, ...]:
    told = texts_of(article.get("author") or article.get("creator"), nodes, "name")
    told = told or [*meta.get("author", []), *meta.get("article:author", []), *meta.get("dc.creator", [])]
    told = told or [
        text_of(element) for element in root.xpath("//*[@rel='author' or @itemprop='author']")[:5]
    ]
    names = [_line(name).removeprefix("By ").strip() for name in told]
    return tuple(
        dict.fromkeys(name for name in names if 1 < len(name) <= 100 and not NOT_A_NAME.search(name))
    )


def _images(
    article: Node, page: Node, nodes: list[Node], meta: dict[str, list[str]], base: Url | None
) -> tuple[Image, ...]:
    """Return the page's own picture, with its alternative text where the page gives one."""
    alts = meta.get("og:image:alt", []) or meta.get("twitter:image:alt", [])
    for property_ in (article.get("image"), page.get("primaryImageOfPage"), article.get("thumbnailUrl")):
        found = _image(property_, nodes, base)
        if found:
            return (found if found.alt else found.model_copy(update={"alt": _line(next(iter(alts), ""))}),)
    for name in ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"):
        for value in meta.get(name, []):
            if (address := web_address(value, base)) and len(address) <= LONGEST_ADDRESS:
                return (Image(url=address, alt=_line(next(iter(alts), ""))),)
    return ()


def _image(value: Any, nodes: list[Node], base: Url | None) -> Image | None:
    for text in texts_of(value, nodes, "contentUrl", "url"):
        address = web_address(text, base)
        if address and len(address) <= LONGEST_ADDRESS:
            told = next(iter(parts_of(value, nodes)), {})
            return Image(
                url=address, alt=_line(_one(told, "caption")), credit=_line(_one(told, "creditText"))
            )
    return None


def _canonical(root: HtmlElement, meta: dict[str, list[str]], address: str, base: Url | None) -> str:
    """Return the address by which the page is known.

    A front page as the canonical address of an article is a mistake of the site's settings and not believed.
    """
    links = [
        one.get("href") or ""
        for one in root.iter("link")
        if "canonical" in (one.get("rel") or "").lower().split()
    ]
    for told in (*links, *meta.get("og:url", [])):
        canonical = base_of(web_address(told, base))
        own = base_of(address)
        if canonical and not (canonical.path == "/" and not canonical.query and own and own.path != "/"):
            return str(canonical.without_fragment())
    return address.partition("#")[0]


def _languages(root: HtmlElement, article: Node, meta: dict[str, list[str]]) -> tuple[str, ...]:
    told = [
        root.get("lang")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        or root.get("xml:lang")
        or ""
    ]
    told += [_one(article, "inLanguage"), *meta.get("og:locale", []), *meta.get("content-language", [])]
    return tuple(one for one in told if one)


def _tags(article: Node, nodes: list[Node], meta: dict[str, list[str]]) -> tuple[str, ...]:
    told = texts_of(article.get("articleSection"), nodes, "name") + meta.get("article:section", [])
    for text in texts_of(article.get("keywords"), nodes, "name"):
        told += text.split(",")
    told += meta.get("article:tag", [])
    if not told:
        told = [word for text in meta.get("keywords", [])[:1] for word in text.split(",")]
    lines = [_line(one) for one in told]
    return tuple(dict.fromkeys(one for one in lines if 1 < len(one) <= 60))[:20]


def _one(node: Node, key: str) -> str:
    value = node.get(key)
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    return value.strip() if isinstance(value, str) else ""


def _line(text: str) -> str:
    return " ".join(unescape(text).split())
