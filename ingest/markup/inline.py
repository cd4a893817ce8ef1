"""Write what stands within a paragraph as inline HTML: text, links, bold, italics, line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from lxml.html import HtmlElement

from ingest.http import Url
from ingest.markup.addresses import link_address
from ingest.markup.elements import is_hidden, name_of

SPACES = re.compile(r"[ \t\r\n\f\u00a0\u2007\u202f]+")
KEPT = {"b": "b", "strong": "b", "i": "i", "em": "i", "cite": "i"}
EMPTY = re.compile(r"<(a|b|i)\b[^<>]*>(\s*)</\1>")
AROUND_BREAK = re.compile(r"\s*<br/>\s*")
BREAKS = re.compile(r"(?:<br/>){2,}")
EDGES = re.compile(r"^(?:\s|<br/>)+|(?:\s|<br/>)+$")
SEPARATE = frozenset({"td", "th", "li", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "option", "dt", "dd"})
"""What stands apart from its neighbours even where only its text is wanted."""


def inline_of(element: HtmlElement, base: Url | None) -> str:
    """Return an element's content as inline HTML, without the element itself."""
    return tidy("".join(_content(element, base, within=frozenset())))


def text_of(element: HtmlElement) -> str:
    """Return an element's text on one line, without what readers don't see."""
    pieces: list[str] = []
    _gather(element, pieces)
    return SPACES.sub(" ", "".join(pieces)).strip()


def tidy(html: str) -> str:
    """Return inline HTML without empty elements and needless spaces."""
    earlier = ""
    while html != earlier:
        earlier, html = html, EMPTY.sub(r"\2", html)
    return EDGES.sub("", BREAKS.sub("<br/>", AROUND_BREAK.sub("<br/>", SPACES.sub(" ", html))))


def piece_of(element: HtmlElement, base: Url | None, within: frozenset[str] = frozenset()) -> str:
    """Return one inline element, itself included, as HTML; its tail is not its own."""
    return "".join(_element(element, base, within))


def _content(element: HtmlElement, base: Url | None, within: frozenset[str]) -> Iterator[str]:
    yield escape(element.text or "", quote=False)
    for child in element:
        yield from _element(child, base, within)
        yield escape(child.tail or "", quote=False)


def _element(element: HtmlElement, base: Url | None, within: frozenset[str]) -> Iterator[str]:
    name = name_of(element)
    if is_hidden(element):
        return
    if name == "br":
        yield "<br/>"
    elif name == "a" and "a" not in within:
        address = link_address(element.get("href") or "", base) if element.get("href") else ""
        content = "".join(_content(element, base, within | {"a"}))
        yield f'<a href="{escape(address)}">{content}</a>' if address and content.strip() else content
    elif (kept := KEPT.get(name)) and kept not in within:
        yield f"<{kept}>"
        yield from _content(element, base, within | {kept})
        yield f"</{kept}>"
    elif name in SEPARATE:
        yield " "
        yield from _content(element, base, within)
        yield " "
    else:
        yield from _content(element, base, within)


def _gather(element: HtmlElement, pieces: list[str]) -> None:
    if is_hidden(element):
        return
    name = name_of(element)
    pieces.append(" " if name in SEPARATE or name == "br" else "")
    pieces.append(element.text or "")
    for child in element:
        _gather(child, pieces)
        pieces.append(child.tail or "")
    pieces.append(" " if name in SEPARATE else "")
