"""Read from the bytes of an HTML page what tells whether a link arrived."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import unquote
from zlib import crc32

from django.utils.functional import cached_property
from lxml import etree

from ingest.linkcheck.evidence import Fragment

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
MAX_TITLE = 300
FOLLOWED_REFRESH_SECONDS = 10
"""A page that refreshes itself to another address within this time is a redirect; slower, a page."""

FOR_SALE = re.compile(
    r"(?:this|the) domain (?:name )?(?:is|may be) for sale|buy this domain|domain (?:is )?parked"
    r"|this domain (?:has expired|is parked)|inquire about this domain"
    r"|(?:domain|name) is available for purchase"
    r"|verkkotunnus on (?:myytävänä|myynnissä|pysäköity|vapaana)|osta tämä verkkotunnus"
    r"|domän(?:en)? är till salu|domännamnet är till salu|köp (?:den här )?domänen",
    re.IGNORECASE,
)
SALE_WORDS = (b"domain", b"verkkotunnu", b"dom\xc3\xa4n", b"dom\xe4n", b"dom&auml;n", b"dom&#228;n")
PARKING_SCRIPTS = (b"sedoparking.com", b"parkingcrew.net", b"parklogic.com", b"bodis.com/", b"window.park=")
"""What the bytes of a page for sale always hold; without it the words need not be looked through."""
LONG_PAGE = 5000
"""A page with more text than this, in characters, is no notice of sale."""

SCRIPT_ROOTS = frozenset({"root", "app", "__next", "__nuxt", "q-app", "main-app"})
FEW_WORDS = 200
"""A page with less text than this, in characters, and a script's root element, is made by its script."""

PRINT_SIZE = 48
"""So many numbers make a page's print: two prints tell how alike the words are, give or take a seventh."""

UNSEEN = ("script", "style", "noscript", "template")

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_REFRESH = re.compile(r"\s*(\d+)(?:\.\d*)?\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"']*)", re.IGNORECASE)
_UTF8 = re.compile(r"charset\s*=\s*[\"']?utf-?8\b", re.IGNORECASE)
_PLAIN_TITLE = re.compile(rb"<title>([^<&\0]*)</title>")
_PLAIN_HEADING = re.compile(rb"<h1>([^<&\0]*)</h1>")
_HIDING = re.compile(
    rb"<(?:[!?](?!doctype)|title\s|h1\s|svg|math|script|style|textarea|template|i?frame|no|xmp|plaintext|select)"
)
"""What stands before a title or heading that only a parser can tell from one that readers see."""
_SCRIPT_ROOT = re.compile(rb"\b(?:id|name)\s*=\s*[\"']?(?:root|app|__next|__nuxt|q-app|main-app)\b")
_LOWER_NAMES = "translate(@http-equiv, 'REFSH', 'refsh')='refresh'"
_find_anchors = etree.XPath("//@id | //a/@name")
_find_refresh = etree.XPath(f"//meta[{_LOWER_NAMES}]/@content")
_find_base = etree.XPath("(//base/@href)[1]")


class PageFacts:
    """Read what is asked of a page, each fact once; without a page every fact is empty."""

    def __init__(self, content: bytes = b"", content_type: str = "") -> None:
        self._content = content
        self._content_type = content_type
        self._source = content.lower()

    @cached_property
    def _root(self) -> Any:
        return _parsed(self._content, self._content_type)

    @cached_property
    def title(self) -> str:
        """Return the title in one line."""
        plain = self._plain_words(_PLAIN_TITLE)
        if plain is not None:
            return plain
        return next(
            (
                _line(found)
                for found in self._elements("title")
                if next(found.iterancestors("svg"), None) is None
            ),
            "",
        )

    @cached_property
    def heading(self) -> str:
        """Return the first heading in one line."""
        plain = self._plain_words(_PLAIN_HEADING)
        return next(map(_line, self._elements("h1")), "") if plain is None else plain

    def _plain_words(self, pattern: re.Pattern[bytes]) -> str | None:
        """Return the words of an element where bytes leave no doubt; ``None`` if the page must be parsed."""
        match = pattern.search(self._source)
        if match is None or not _UTF8.search(self._content_type):
            return None
        begins = match.start()
        within_tag = self._source.rfind(b"<", 0, begins) > self._source.rfind(b">", 0, begins)
        if within_tag or _HIDING.search(self._source, 0, begins):
            return None
        try:
            words = self._content[slice(*match.span(1))].decode("utf-8")
        except UnicodeDecodeError:
            return None
        return " ".join(words.split())[:MAX_TITLE]

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Return ids and names, as written."""
        return frozenset(map(str, self._found(_find_anchors)))

    @cached_property
    def refresh(self) -> str:
        """Return the target of a quick refresh."""
        if b"refresh" not in self._source:
            return ""
        for value in self._found(_find_refresh):
            match = _REFRESH.match(str(value))
            if match and match[2].strip() and int(match[1][:6]) <= FOLLOWED_REFRESH_SECONDS:
                return match[2].strip()
        return ""

    @cached_property
    def base(self) -> str:
        """Return the address of the first ``<base>``."""
        return next((str(value) for value in self._found(_find_base)), "")

    @cached_property
    def password_field(self) -> bool:
        """Say whether the page asks for a password."""
        return b"password" in self._source and any(
            field.get("type", "").lower() == "password" for field in self._elements("input")
        )

    @cached_property
    def for_sale(self) -> bool:
        """Say whether the page offers its own name for sale."""
        source = self._source
        parked = _holds(source, PARKING_SCRIPTS)
        if not parked and not _holds(source, SALE_WORDS):
            return False
        return len(self.text) < LONG_PAGE and (parked or FOR_SALE.search(self.text) is not None)

    @cached_property
    def script_made(self) -> bool:
        """Say whether the words only come when a script runs."""
        if b"<script" not in self._source or _SCRIPT_ROOT.search(self._source) is None:
            return False
        return self._has_script and bool(self.anchors & SCRIPT_ROOTS) and len(self.text) < FEW_WORDS

    @cached_property
    def text(self) -> str:
        """Return the words that readers see. Asked for last: what is unseen is cut out of the tree."""
        body = next(self._elements("body"), None)
        if body is None:
            return ""
        _ = self.title, self.heading, self.anchors, self.password_field, self.refresh, self._has_script
        etree.strip_elements(body, *UNSEEN, with_tail=False)
        return " ".join(" ".join(body.itertext()).split())

    @cached_property
    def print(self) -> tuple[int, ...]:
        """Return the page's print: the smallest numbers that its different words become."""
        words = set(self.text.casefold().encode("utf-8", "replace").split())
        return tuple(sorted(map(crc32, words))[:PRINT_SIZE])

    @cached_property
    def _has_script(self) -> bool:
        return next(self._elements("script"), None) is not None

    def _found(self, path: etree.XPath) -> Any:
        return [] if self._root is None else path(self._root)

    def _elements(self, name: str) -> Iterator[Any]:
        return iter(()) if self._root is None else self._root.iter(name)


def _holds(source: bytes, signs: tuple[bytes, ...]) -> bool:
    for sign in signs:  # noqa: SIM110 - any() with a generator takes three times as long
        if sign in source:
            return True
    return False


def _line(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())[:MAX_TITLE]


def likeness(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Return what share of their words two pages have in common, from their prints (bottom-k sketches)."""
    if not one or not other:
        return 1.0 if one == other else 0.0
    together = sorted({*one, *other})[:PRINT_SIZE]
    both = {*one} & {*other}
    return sum(number in both for number in together) / len(together)


def read_page(content: bytes, content_type: str) -> PageFacts:
    """Read a page however broken; an empty or unreadable one has no facts."""
    return PageFacts(content, content_type) if content.strip() else PageFacts()


def _parsed(content: bytes, content_type: str) -> Any:
    if not content:
        return None
    try:
        return etree.fromstring(content, parser=_parser(content_type))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


@lru_cache(maxsize=32)
def _parser(content_type: str) -> etree.HTMLParser[Any]:
    charset = _CHARSET.search(content_type)
    try:
        return etree.HTMLParser(
            encoding=charset[1] if charset else None, remove_comments=True, remove_pis=True, huge_tree=True
        )
    except LookupError:
        return etree.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)


def find_fragment(fragment: str | None, facts: PageFacts, *, whole: bool) -> Fragment:
    """Say whether the section is in the page; ``whole`` is false when only its beginning was read.

    Ids and names are compared with their case, as browsers do, both as written and percent-decoded
    (HTML, section 7.4.6.4). A text directive (``#:~:text=``) is looked for in the words of the page, with the
    words that it says stand before and after.
    """
    if fragment is None:
        return Fragment.NONE
    name, _, directive = fragment.partition(":~:")
    wanted = list(_ranges_of(directive))
    if not name and not wanted:
        return Fragment.NONE
    if name[:1] in {"!", "/"}:
        return Fragment.UNSURE if facts.script_made else Fragment.NONE
    decoded = unquote(name)
    anchors = {name, decoded, f"user-content-{decoded}"}  # the last as GitHub writes ids that it scrolls to
    found = not name or not anchors.isdisjoint(facts.anchors) or decoded.lower() == "top"
    if found and not wanted:
        return Fragment.FOUND
    words = _closed_up(facts.text)  # an element in the middle of a word parts it for us, not for readers
    if found and all(_holds_range(words, begins, ends) for begins, ends in wanted):
        return Fragment.FOUND
    return Fragment.UNSURE if facts.script_made or not whole else Fragment.MISSING


def _closed_up(text: str) -> str:
    return "".join(text.casefold().split())


def _holds_range(words: str, begins: str, ends: str) -> bool:
    place = words.find(begins)
    return place >= 0 and words.find(ends, place + len(begins)) >= 0


def _ranges_of(directive: str) -> Iterator[tuple[str, str]]:
    """Yield how each range of text begins and ends, closed up: ``text=before-,from,to,-after``."""
    for part in directive.split("&"):
        key, _, value = part.partition("=")
        pieces = value.split(",")
        before = pieces.pop(0)[:-1] if pieces[0].endswith("-") else ""
        after = pieces.pop()[1:] if pieces and pieces[-1].startswith("-") else ""
        if key != "text" or not any(pieces):
            continue
        begins, *ends = (_closed_up(unquote(piece)) for piece in pieces)
        begins, after = _closed_up(unquote(before)) + begins, _closed_up(unquote(after))
        yield (begins, "".join(ends) + after) if ends else (begins + after, "")
