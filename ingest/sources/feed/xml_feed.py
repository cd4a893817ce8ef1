"""Read RSS and Atom with feedparser, which is given characters and never an address.

Its own cleaning and resolving are left off: what is unsafe is taken out in one place, ``ingest.sanitising``,
and what is relative is resolved in one, ``ingest.markup.addresses``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import feedparser

from ingest.errors import ParseError
from ingest.sources.feed.entries import Attached, Entry
from ingest.words import gettext_noop as _

DOCTYPE = re.compile(r"<!DOCTYPE\s[^\[>]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
ENTITY = re.compile(r"<!ENTITY\s", re.IGNORECASE)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
PROLOGUE = 100_000
"""Characters within which a document type stands; it comes before the first element."""
LONGEST = 30_000_000
LONGEST_TEXT = 2_000_000
MEDIA_DESCRIPTION = re.compile(r"(</?media:)description\b")
"""What Media RSS tells of a picture; feedparser would take it for the entry's own description."""
MAIL = re.compile(r"\S+@\S+")
PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:$|\?)", re.IGNORECASE)
REMEDY = _("Give the address of an RSS, Atom or JSON feed.")


def xml_entries(text: str, address: str) -> list[Entry]:
    """Return the entries of a feed, also of a broken one as far as it can be read; raise ``ParseError``."""
    if len(text) > LONGEST:
        raise ParseError(
            _("The feed has %(count)s characters.", count=len(text)),
            remedy=_("Give a feed of the newest alone."),
        )
    plain = MEDIA_DESCRIPTION.sub(r"\1shown", DECLARATION.sub("", _without_doctype(text)))
    prepared = "<?xml version='1.0' encoding='utf-8'?>\n" + plain
    try:
        parsed = feedparser.parse(
            prepared.encode("utf-8"),
            response_headers={
                "content-type": "application/xml; charset=utf-8",
                "content-location": address if "://" in address else "",
            },
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (RecursionError, ValueError, AssertionError, LookupError) as error:
        raise ParseError(
            _("Its XML is broken: %(error)s.", error=type(error).__name__), remedy=REMEDY
        ) from error
    if not parsed.version and not parsed.entries:
        raise ParseError(_("It is XML, but neither RSS nor Atom."), remedy=REMEDY)
    return [_entry(entry, parsed, address) for entry in parsed.entries]


def _without_doctype(text: str) -> str:
    """Return the feed without its document type; raise ``ParseError`` if that declares entities.

    A feed needs none of its own. Those of others read files of this machine, ask other servers, or grow
    without end ("billion laughs").
    """
    head = text[:PROLOGUE]
    start = re.search(r"<!DOCTYPE\s", head, re.IGNORECASE)
    if start is None:
        return text
    if ENTITY.search(text):
        raise ParseError(
            _("It declares XML entities of its own, which a feed has no need of and which can do harm."),
            remedy=_("Ask those who keep the feed to leave its DOCTYPE out."),
        )
    whole = DOCTYPE.match(text, start.start())
    return text[: start.start()] + text[whole.end() :] if whole else text


def _entry(entry: Any, parsed: Any, address: str) -> Entry:
    atom = str(parsed.version).startswith("atom")
    title = entry.get("title_detail") or {}
    contents = [one for one in entry.get("content", []) if one.get("value")]
    best = max(contents, key=lambda one: (_is_markup(one), len(one["value"])), default=None)
    summary = entry.get("summary_detail") or {}
    content = _html(best, atom=atom) if best else ""
    teaser = _html(summary, atom=atom) if summary else str(entry.get("summary") or "")
    teaser = teaser or ("" if content else str(entry.get("media_shown") or ""))
    bases = (best or {}).get("base"), summary.get("base"), title.get("base")
    told = (best or {}, title, parsed.feed)
    link = str(entry.get("link") or "")
    published, updated = _date(entry, "published", "created"), _date(entry, "updated")
    return Entry(
        identifier=str(entry.get("id") or ""),
        link=link,
        title=str(entry.get("title") or "")[:5_000],
        title_is_text=atom and title.get("type") == "text/plain",
        content=content[:LONGEST_TEXT],
        summary="" if teaser == content else teaser[:LONGEST_TEXT],
        published=published,
        updated="" if updated == published else updated,  # feedparser gives one date as both
        authors=tuple(_authors(entry)),
        tags=tuple(str(one.get("label") or one.get("term") or "") for one in entry.get("tags", [])),
        language=next((str(one["language"]) for one in told if one.get("language")), ""),
        pictures=tuple(_pictures(entry)),
        files=tuple(_files(entry)),
        base=str(parsed.feed.get("link") or "") or address,
        content_base=next((str(one) for one in bases if one and one != address), ""),
        starts=_first(entry, "ev_startdate", "xcal_dtstart", "xcal_start", "mec_startdate"),
        ends=_first(entry, "ev_enddate", "xcal_dtend", "xcal_end", "mec_enddate"),
        place=_first(entry, "ev_location", "xcal_location", "mec_location"),
    )  # fmt: skip


def _is_markup(content: Any) -> bool:
    return "html" in str(content.get("type", ""))


def _html(detail: Any, *, atom: bool) -> str:
    """Return a text construct as HTML: Atom's plain text is escaped, RSS is always taken for HTML."""
    value = str(detail.get("value") or "")
    if atom and detail.get("type") == "text/plain":
        escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return "".join(f"<p>{part.strip()}</p>" for part in re.split(r"\n\s*\n", escaped) if part.strip())
    return value


def _date(entry: Any, *names: str) -> str:
    """Return a date as it is written; ``dict.get`` keeps feedparser from giving another one in its place."""
    return next((str(value) for name in names if (value := dict.get(entry, name))), "")


def _first(entry: Any, *names: str) -> str:
    return next((str(entry[name]) for name in names if entry.get(name)), "")


def _authors(entry: Any) -> Iterator[str]:
    """Yield names; an address of e-mail alone is nobody's name.

    RSS writes "address (name)" or "name <address>", of which feedparser cuts some addresses in the middle.
    """
    whole = str(entry.get("author") or "")
    for one in entry.get("authors") or []:
        cut = one.get("email") and str(one["email"]) in whole
        name = (MAIL.sub(" ", whole) if cut else str(one.get("name") or "")).strip(" ()<>,")
        if name and "@" not in name:
            yield name


def _pictures(entry: Any) -> Iterator[Attached]:
    """Yield the pictures; a thumbnail only where there is nothing larger."""
    attached = [*entry.get("media_content", []), *entry.get("enclosures", [])]
    whole = [found for one in attached if (found := _picture(one))]
    if len(whole) == 1:
        whole = [whole[0].model_copy(update={"title": str(entry.get("media_shown") or "")[:500]})]
    yield from whole or (found for one in entry.get("media_thumbnail", []) if (found := _picture(one, True)))
    image = entry.get("image") or {}
    if isinstance(image, dict) and image.get("href"):
        yield Attached(address=str(image["href"]))


def _picture(one: Any, thumbnail: bool = False) -> Attached | None:
    address, kind = str(one.get("url") or one.get("href") or ""), str(one.get("type") or "")
    shown = kind.startswith("image/") or one.get("medium") == "image" or PICTURE.search(address)
    if not address or not (shown or (thumbnail and not kind)):
        return None
    return Attached(address=address, media_type=kind)


def _files(entry: Any) -> Iterator[Attached]:
    for one in entry.get("enclosures", []):
        address, kind = str(one.get("href") or ""), str(one.get("type") or "")
        if address and not kind.startswith("image/") and not PICTURE.search(address):
            yield Attached(address=address, media_type=kind)
