"""Parse foreign HTML into a tree that is safe to walk: no network, no entities, no bottomless nesting."""

from __future__ import annotations

import re

from lxml import etree, html

from ingest.errors import ParseError
from ingest.markup.decoding import decode
from ingest.words import gettext_noop as _

DEEPEST = 250
"""Elements within one another; real pages stay under 60, and what walks a tree recurses."""
MOST_ELEMENTS = 200_000
LONGEST = 12_000_000
"""Characters of a page; the outbound client lets 10 MiB through."""
DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>", re.IGNORECASE)


def parse_page(content: bytes | str, *, claimed: str = "") -> html.HtmlElement:
    """Return the root of a page, even of half a one; raise ``ParseError`` for what is none."""
    text = decode(content, claimed=claimed) if isinstance(content, bytes) else content
    if len(text) > LONGEST:
        raise ParseError(
            _("The page has %(count)s characters.", count=len(text)),
            remedy=_("Give the address of a single article."),
        )
    if "<" not in text:
        raise ParseError(
            _("It is no HTML page: it holds no tags."), remedy=_("Check the address or the file.")
        )
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        declared = DECLARATION.match(text)
        plain = text[declared.end() :] if declared else text
        root = html.document_fromstring(plain.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ParseError(_("It is no HTML page."), remedy=_("Check the address or the file.")) from error
    _check(root)
    return root


def parse_fragment(text: str) -> html.HtmlElement:
    """Return a ``div`` that holds a piece of HTML, such as a feed's description; plain text will do too."""
    root = parse_page(f"<html><body><div>{text}</div></body></html>")
    body = root.find("body")
    return root if body is None else body


def _check(root: html.HtmlElement) -> None:
    """Refuse a tree that is too deep or too large to be an article."""
    depth, count = 0, 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > DEEPEST:
            raise ParseError(
                _("Its elements stand within one another more than %(deepest)s deep.", deepest=DEEPEST),
                remedy=_("It is no article; leave it out."),
            )
        if count > MOST_ELEMENTS:
            raise ParseError(
                _("It has more than %(most_elements)s elements.", most_elements=MOST_ELEMENTS),
                remedy=_("It is no article; leave it out."),
            )
