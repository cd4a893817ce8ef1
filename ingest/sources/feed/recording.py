"""Make a record of a feed's entry."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime
from typing import Any

from ingest.errors import ParseError
from ingest.http import Url
from ingest.markup.addresses import base_of, web_address
from ingest.markup.blocks import Markup, markup_of, plain, unique_images
from ingest.markup.languages import language_of
from ingest.markup.moments import day_of, moment_or_fault
from ingest.markup.titles import shortened
from ingest.records import (
    BodyBlock,
    EventRecord,
    Fault,
    Image,
    Link,
    NewsRecord,
    ParagraphBlock,
    PressReleaseRecord,
    Record,
)  # fmt: skip
from ingest.rendering import texts_of
from ingest.sources.feed.entries import Attached, Entry
from ingest.words import gettext_noop as _

LONGEST_ID = 500
LONGEST_SUMMARY = 500
LONGEST_ADDRESS = 2000
SYNDICATION = re.compile(
    r"(?:The post|Artikkeli|Julkaisu|Inlägget) .{1,400} "
    r"(?:(?:first )?appeared (?:first )?on|julkaistiin ensin|ilmestyi ensin|ilmestyi ensimmäisen kerran"
    r"|dök först upp på) .{1,200}"
)
MORE = re.compile(
    r"\s*(?:\[?(?:…|\.\.\.)\]?)?\s*"
    r"(?:Lue lisää|Jatka lukemista|Continue reading|Read more|Läs mer)\b.{0,80}$",
    re.IGNORECASE | re.DOTALL,
)
CUT = re.compile(r"\s*\[(?:…|\.\.\.)\]\s*$")
KINDS: dict[str, type[NewsRecord] | type[PressReleaseRecord]] = {
    "news": NewsRecord,
    "press_release": PressReleaseRecord,
}


def external_id_of(entry: Entry) -> str:
    """Return by what an entry is known: its own identifier, else its address, else its title.

    Raises ``ParseError`` for an entry that has none of these.
    """
    for known in (entry.identifier.strip(), address_of(entry), entry.title.strip(), entry.content.strip()):
        if known and len(known) <= LONGEST_ID:
            return known
        if known:
            return f"sha256:{hashlib.sha256(known.encode('utf-8', errors='replace')).hexdigest()}"
    raise ParseError(_("An entry has no identifier, address or title."), remedy=_("Correct the feed."))


def address_of(entry: Entry) -> str:
    """Return the address of the page that an entry tells of; an identifier that is an address will do."""
    address = web_address(entry.link, base_of(entry.base)) if entry.link else ""
    return (address or web_address(entry.identifier))[:LONGEST_ADDRESS]


def record_of(entry: Entry, external_id: str, *, kind: str, language: str = "") -> Record:
    """Return the record; a date that is none is left out and told as a fault. Raises ``ParseError``."""
    base = base_of(entry.content_base) or base_of(address_of(entry)) or base_of(entry.base)
    title = entry.title if entry.title_is_text else plain(entry.title)
    content = markup_of(entry.content, base, title=title) if entry.content.strip() else Markup()
    teaser = markup_of(entry.summary, base, title=title) if entry.summary.strip() else Markup()
    body = _without_syndication(content.body or teaser.body)
    summary = _summary(_without_syndication(teaser.body) or body)
    if not title.strip():
        title = re.split(r"(?<=[.!?])\s", summary, maxsplit=1)[0]
    if not title.strip():
        raise ParseError(_("It has neither a title nor a text."), remedy=_("Correct the entry in the feed."))
    faults: list[Fault] = []
    published = moment_or_fault("published_at", entry.published, faults)
    updated = moment_or_fault("updated_at", entry.updated, faults)
    values: dict[str, Any] = {
        "external_id": external_id,
        "title": shortened(" ".join(title.split())),
        "url": address_of(entry),
        "summary": summary,
        "body": body,
        "published_at": _day(published or (None if entry.published else updated)),
        "updated_at": updated,
        "authors": tuple(dict.fromkeys(plain(one) for one in entry.authors if one.strip())),
        "tags": tuple(dict.fromkeys(tag for one in entry.tags if (tag := plain(one)[:100]))),
        "images": _images(entry, base, content.images, teaser.images),
        "links": (*_files(entry, base), *dict.fromkeys((*content.links, *teaser.links))),
        "language": language_of(f"{title} {' '.join(texts_of(body))}", language, entry.language),
    }
    starts = moment_or_fault("starts_at", entry.starts, faults)
    if starts is not None:
        ends = moment_or_fault("ends_at", entry.ends, faults)
        return EventRecord(
            **values,
            starts_at=starts,
            ends_at=ends if ends and ends >= starts else None,
            all_day="T" not in entry.starts and ":" not in entry.starts,
            place=plain(entry.place),
            faults=tuple(faults),
        )
    return KINDS[kind](**values, faults=tuple(faults))


def _day(moment: datetime | None) -> date | None:
    return day_of(moment) if moment else None


def _without_syndication(body: tuple[BodyBlock, ...]) -> tuple[BodyBlock, ...]:
    """Return the blocks without the line by which sites end what they syndicate."""
    last = body[-1] if body else None
    if isinstance(last, ParagraphBlock) and SYNDICATION.fullmatch(plain(last.html)):
        return body[:-1]
    return body


def _summary(body: tuple[BodyBlock, ...]) -> str:
    """Return the first paragraph as plain text, without what leads on to the whole."""
    first = next((plain(block.html) for block in body if isinstance(block, ParagraphBlock)), "")
    first = first or next((" ".join(text.split()) for text in texts_of(body)), "")
    return shortened(CUT.sub("…", MORE.sub("", first)), LONGEST_SUMMARY)


def _images(entry: Entry, base: Url | None, *within: tuple[Image, ...]) -> tuple[Image, ...]:
    told = [(web_address(one.address, base), plain(one.title)) for one in entry.pictures]
    own = (Image(url=address, alt=alt) for address, alt in told if 0 < len(address) <= LONGEST_ADDRESS)
    return unique_images((*own, *(image for images in within for image in images)))


def _files(entry: Entry, base: Url | None) -> tuple[Link, ...]:
    return tuple(Link(text=_name(one, address), url=address)
                 for one in entry.files if (address := web_address(one.address, base)))  # fmt: skip


def _name(attached: Attached, address: str) -> str:
    return attached.title or address.partition("?")[0].rstrip("/").rpartition("/")[2] or address
