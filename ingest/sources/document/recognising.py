"""Tell which kind of text it is, by its labels, dates and titles, and hand it to that kind's parser."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.errors import ParseError
from ingest.markup.languages import language_of
from ingest.markup.titles import shortened
from ingest.records import AnyRecord, NewsRecord, PressReleaseRecord
from ingest.sources.document import marks
from ingest.sources.document.address_title import address_title
from ingest.sources.document.blocks import blocks_of
from ingest.sources.document.contacts import part_contacts
from ingest.sources.document.dates import start_of
from ingest.sources.document.furniture import without_furniture
from ingest.sources.document.head import Head, read_head
from ingest.sources.document.project import is_project, parse_project
from ingest.sources.document.review import is_review_title, parse_review
from ingest.sources.document.text import Text
from ingest.words import gettext_noop as _

KINDS_OF_ADDRESS = {
    "press_release": re.compile(r"/(?:media)?tiedot(?:e|teet)(?:/|$)|/pressmeddelanden?/|/press-releases?/"),
    "news": re.compile(r"/(?:uutiset|uutinen|ajankohtaista|blogi|nyheter|aktuellt|news)/"),
}
UNKNOWN = _(
    "It is no news item, press release, annual review or Innokylä record: it has neither a dated label"
    ' ("Uutiset · 12.2.2025", "Tiedote | 2.8.2023"), a year\'s title nor the record\'s fields.'
)
REMEDY = _(
    "Add the label above the title, or tell in the settings which kind texts are that aren't recognised"
    " (otherwise=news)."
)


def parse_text(text: Text, *, otherwise: str = "") -> AnyRecord:
    """Return the record that the text is; raise ``ParseError`` if it is none.

    ``otherwise`` is the kind of a text that tells none itself.
    """
    text = replace(text, lines=without_furniture(text.lines))
    if is_project(text.lines):
        return parse_project(text)
    head = read_head(text.lines, address_title(text.url, text.lines))
    kind = _kind(text, head) or otherwise
    if not kind:
        raise ParseError(UNKNOWN, remedy=REMEDY)
    if not head.title:
        raise ParseError(
            _("It has no title."), remedy=_("Add the title on a line of its own above the text.")
        )
    if not any(len(line) >= 40 or marks.is_prose(line) for line in head.lines):
        raise ParseError(_("It has a title but no text."), remedy=_("Save the text again, in full."))
    if head.title != shortened(head.title):
        head = replace(head, lines=(head.title, "", *head.lines))
    if kind == "review":
        return parse_review(text, head)
    return _parse_press_release(text, head) if kind == "press_release" else _parse_news(text, head)


def _kind(text: Text, head: Head) -> str:
    """Return the kind that the label says; else what the address, the title or a bare date tells."""
    if head.category:
        return head.category
    for kind, pattern in KINDS_OF_ADDRESS.items():
        if pattern.search(text.url):
            return kind
    if is_review_title(head.title):
        return "review"
    return "news" if head.published else ""


def _parse_news(text: Text, head: Head) -> NewsRecord:
    return NewsRecord(
        external_id=text.url or text.name,
        title=shortened(head.title),
        language=language_of(" ".join(text.lines)),
        url=text.url,
        body=blocks_of(head.lines),
        published_at=head.published,
        updated_at=start_of(head.updated),
    )


def _parse_press_release(text: Text, head: Head) -> PressReleaseRecord:
    contacts, lines = part_contacts(head.lines)
    return PressReleaseRecord(
        external_id=text.url or text.name,
        title=shortened(head.title),
        language=language_of(" ".join(text.lines)),
        url=text.url,
        body=blocks_of(lines),
        published_at=head.published,
        updated_at=start_of(head.updated),
        contacts=contacts,
    )
