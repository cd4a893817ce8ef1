"""Read from the bytes of an HTML page what tells whether a link arrived."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree, html

from ingest.linkcheck.evidence import Fragment

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
MAX_TITLE = 300
FOLLOWED_REFRESH_SECONDS = 10
"""A page that refreshes itself to another address within this time is a redirect; slower, a page."""

FOR_SALE = re.compile(
    r"(?:this|the) domain (?:name )?(?:is|may be) for sale|buy this domain|domain is parked"
    r"|verkkotunnus on (?:myytävänä|myynnissä|pysäköity)|domän(?:en)? är till salu|domännamnet är till salu",
    re.IGNORECASE,
)
SCRIPT_ROOTS = frozenset({"root", "app", "__next", "__nuxt", "q-app", "main-app"})
FEW_WORDS = 200
"""A page with less text than this, and a script's root element, is made by its script."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_REFRESH = re.compile(r"\s*(\d+)(?:\.\d*)?\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"']*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Hold what was read. ``anchors`` are ids and names, as written; ``refresh`` is a quick one's target."""

    title: str = ""
    heading: str = ""
    anchors: frozenset[str] = frozenset()
    refresh: str = ""
    base: str = ""
    text: str = ""
    password_field: bool = False
    for_sale: bool = False
    script_made: bool = False


def read_page(content: bytes, content_type: str) -> PageFacts:
    """Read a page however broken; an empty or unreadable one has no facts."""
    charset = _CHARSET.search(content_type)
    try:
        parser = html.HTMLParser(encoding=charset[1] if charset else None, huge_tree=False)
    except LookupError:
        parser = html.HTMLParser(huge_tree=False)
    if not content.strip():
        return PageFacts()
    try:
        root = html.document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return PageFacts()
    anchors = {str(value) for value in root.xpath("//@id | //a/@name")}
    scripts = bool(root.xpath("//script"))
    has_root = bool(anchors & SCRIPT_ROOTS)
    text = _visible_text(root)
    return PageFacts(
        title=_first_text(root, "//head/title | //title"),
        heading=_first_text(root, "//h1"),
        anchors=frozenset(anchors),
        refresh=_refresh(root),
        base=next((str(value) for value in root.xpath("//base/@href")), ""),
        text=text,
        password_field=bool(root.xpath("//input[translate(@type, 'PASWORD', 'pasword')='password']")),
        for_sale=len(text) < 5000 and FOR_SALE.search(text) is not None,
        script_made=scripts and has_root and len(text) < FEW_WORDS,
    )


def find_fragment(fragment: str | None, facts: PageFacts, *, whole: bool) -> Fragment:
    """Say whether the section is in the page; ``whole`` is false when only its beginning was read.

    Ids and names are compared with their case, as browsers do, both as written and percent-decoded
    (HTML, section 7.4.6.4). A text directive (``#:~:text=``) is looked for in the words of the page.
    """
    if fragment is None:
        return Fragment.NONE
    name, _, directive = fragment.partition(":~:")
    wanted = _directive_texts(directive)
    if not name and not wanted:
        return Fragment.NONE
    if name[:1] in {"!", "/"}:
        return Fragment.UNSURE if facts.script_made else Fragment.NONE
    decoded = unquote(name)
    found = not name or name in facts.anchors or decoded in facts.anchors or decoded.lower() == "top"
    words = " ".join(facts.text.casefold().split())
    if found and all(" ".join(text.casefold().split()) in words for text in wanted):
        return Fragment.FOUND
    return Fragment.UNSURE if facts.script_made or not whole else Fragment.MISSING


def _directive_texts(directive: str) -> list[str]:
    texts: list[str] = []
    for part in directive.split("&"):
        key, _, value = part.partition("=")
        if key == "text":
            pieces = [
                piece for piece in value.split(",") if not piece.endswith("-") and not piece.startswith("-")
            ]
            texts.extend(unquote(piece) for piece in pieces if piece)
    return texts


def _visible_text(root: html.HtmlElement) -> str:
    pieces = root.xpath("//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]")
    return " ".join(" ".join(str(piece) for piece in pieces).split())


def _first_text(root: html.HtmlElement, path: str) -> str:
    found = root.xpath(path)
    return " ".join(str(found[0].text_content()).split())[:MAX_TITLE] if found else ""


def _refresh(root: html.HtmlElement) -> str:
    for value in root.xpath("//meta[translate(@http-equiv, 'REFSH', 'refsh')='refresh']/@content"):
        match = _REFRESH.match(str(value))
        if match and match[2].strip() and int(match[1][:6]) <= FOLLOWED_REFRESH_SECONDS:
            return match[2].strip()
    return ""
