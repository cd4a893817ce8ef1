"""Tell which format a feed has, and read its entries."""

from __future__ import annotations

import json
import re
from typing import cast

from ingest.errors import ParseError
from ingest.markup.decoding import charset_of, decode
from ingest.protocols import Answer
from ingest.sources.feed.entries import Entry
from ingest.sources.feed.json_feed import is_json_feed, json_entries
from ingest.sources.feed.xml_feed import xml_entries
from ingest.sources.json_text import TOO_DEEP
from ingest.words import gettext_noop as _

HTML = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
HTML_WITHIN = 4096
REMEDY = _("Give the address of an RSS, Atom or JSON feed.")


class IsPage(ParseError):
    """Report that what should be a feed is an HTML page, which may name one."""


def read_feed(answer: Answer) -> list[Entry]:
    """Return the feed's entries in its order; raise ``ParseError`` (``IsPage`` for an HTML page)."""
    text = decode(answer.content, claimed=charset_of(answer.header("content-type"))).lstrip()
    if not text:
        raise ParseError(_("It is empty."), remedy=REMEDY)
    if text[0] in "{[":
        return json_entries(_loaded(text), answer.url)
    if HTML.match(text[:HTML_WITHIN]):
        raise IsPage(_("It is an HTML page and no feed."), remedy=REMEDY)
    if text[0] != "<":
        raise ParseError(_("It is neither XML nor JSON, so it is no feed."), remedy=REMEDY)
    return xml_entries(text, answer.url)


def _loaded(text: str) -> dict[str, object]:
    try:
        data = json.loads(text, strict=False)
    except RecursionError as error:
        raise ParseError(TOO_DEEP, remedy=REMEDY) from error
    except ValueError as error:
        raise ParseError(_("Its JSON is broken: %(error)s.", error=error), remedy=REMEDY) from error
    if not is_json_feed(data):
        raise ParseError(_("It is JSON, but no JSON Feed."), remedy=REMEDY)
    return cast(dict[str, object], data)
