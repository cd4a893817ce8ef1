"""Make a record of a post or page as the REST API gives it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from ingest.errors import ParseError
from ingest.markup.addresses import base_of, web_address
from ingest.markup.blocks import markup_of, plain, unique_images
from ingest.markup.languages import language_of
from ingest.markup.moments import day_of, read_moment
from ingest.markup.titles import shortened
from ingest.records import Fault, Identifier, Image, NewsRecord, PressReleaseRecord, Record
from ingest.rendering import texts_of
from ingest.words import gettext_noop as _

SHORTCODE = re.compile(
    r"\[/?(?:vc_|et_pb_|fusion_|av_|su_)[^\]]{0,2000}\]|\[(?:gallery|contact-form-7|embed)\b[^\]]{0,500}\]"
)
"""What page builders leave in the text when they are switched off."""
MORE = re.compile(
    r"\s*\[?(?:…|\.\.\.)\]?\s*(?:Lue lisää|Jatka lukemista|Continue reading|Read more|Läs mer)?.{0,80}$",
    re.IGNORECASE,
)
KINDS: dict[str, type[NewsRecord] | type[PressReleaseRecord]] = {
    "news": NewsRecord,
    "press_release": PressReleaseRecord,
}
RELEASES = re.compile(r"tiedott|tiedote|pressmeddelande|press release", re.IGNORECASE)
DEFAULT_CATEGORIES = frozenset({"uncategorized", "yleinen", "okategoriserade", "luokittelematon"})
LONGEST_ID = 500
LONGEST_SUMMARY = 500
LONGEST_ADDRESS = 2000


def is_public(post: dict[str, Any]) -> bool:
    """Tell whether everybody may read a post: published, and without a password."""
    content = post.get("content")
    protected = isinstance(content, dict) and bool(content.get("protected"))
    return post.get("status", "publish") == "publish" and not protected and not post.get("password")


def record_of(post: dict[str, Any], *, kind: str = "", language: str = "") -> Record:
    """Return the record; raise ``ParseError`` for what is no post."""
    number, link = post.get("id"), web_address(str(post.get("link") or ""))
    if not isinstance(number, int) or not link:
        raise ParseError(
            _("It is no post of WordPress: it lacks its number or address."), remedy=_("Check the site.")
        )
    title = plain(_rendered(post, "title"))
    if not title:
        raise ParseError(_("The post has no title."), remedy=_("Give it a title in WordPress."))
    markup = markup_of(SHORTCODE.sub("", _rendered(post, "content")), base_of(link), title=title)
    faults: list[Fault] = []
    published = _moment(post, "date", "published_at", faults)
    tags = tuple(_terms(post))
    body = markup.body
    values: dict[str, Any] = {
        "external_id": identifier_of(post),
        "title": shortened(title),
        "url": link[:LONGEST_ADDRESS],
        "summary": _summary(plain(SHORTCODE.sub("", _rendered(post, "excerpt")))),
        "body": body,
        "published_at": day_of(published) if published else None,
        "updated_at": _moment(post, "modified", "updated_at", faults),
        "authors": tuple(_authors(post)),
        "tags": tuple(tag for tag in tags if tag.casefold() not in DEFAULT_CATEGORIES),
        "images": unique_images((*_featured(post), *markup.images)),
        "links": markup.links,
        "identifiers": (Identifier(scheme="wordpress", value=str(number)),),
        "language": language_of(" ".join([title, *texts_of(body)]), language, str(post.get("lang") or "")),
        "faults": tuple(faults),
    }
    chosen = kind or ("press_release" if any(RELEASES.search(tag) for tag in tags) else "news")
    return KINDS[chosen](**values)


def identifier_of(post: dict[str, Any]) -> str:
    """Return by what a post is known: its GUID, which stays when its title and address change.

    Without one it is the site's address with the post's number.
    """
    guid = _rendered(post, "guid")
    if guid.startswith(("http://", "https://")) and len(guid) <= LONGEST_ID:
        return guid.replace("&#038;", "&")
    base = base_of(str(post.get("link") or ""))
    site = f"{base.scheme}://{base.host}" if base else ""
    return f"{site}/?p={post.get('id')}"


def _rendered(post: dict[str, Any], field: str) -> str:
    value = post.get(field)
    given = value.get("rendered") if isinstance(value, dict) else value
    return given if isinstance(given, str) else ""


def _moment(post: dict[str, Any], name: str, field: str, faults: list[Fault]) -> datetime | None:
    """Return a date; WordPress gives each in Greenwich time and in the site's own, both without a zone."""
    greenwich, own = post.get(f"{name}_gmt"), post.get(name)
    for told, zone in ((greenwich, UTC), (own, None)):
        if isinstance(told, str) and told and not told.startswith("0000"):
            try:
                moment = read_moment(told)
            except ParseError as error:
                faults.append(Fault(field=field, message=error.message, remedy=error.remedy))
                return None
            naive = not re.search(r"(?:Z|[+-]\d\d:?\d\d)$", told)
            return moment.replace(tzinfo=zone) if zone and naive else moment
    return None


def _summary(text: str) -> str:
    return shortened(MORE.sub("…", text), LONGEST_SUMMARY)


def _embedded(post: dict[str, Any], relation: str) -> list[Any]:
    embedded = post.get("_embedded")
    found = embedded.get(relation) if isinstance(embedded, dict) else None
    return found if isinstance(found, list) else []


def _terms(post: dict[str, Any]) -> list[str]:
    """Return the names of the post's categories and tags, each once."""
    names = [
        plain(str(term.get("name") or ""))
        for terms in _embedded(post, "wp:term")
        if isinstance(terms, list)
        for term in terms
        if isinstance(term, dict) and term.get("taxonomy", "category") in ("category", "post_tag")
    ]
    return list(dict.fromkeys(name for name in names if name))


def _authors(post: dict[str, Any]) -> list[str]:
    names = [plain(str(one.get("name") or "")) for one in _embedded(post, "author") if isinstance(one, dict)]
    return [name for name in names if name and "@" not in name]


def _featured(post: dict[str, Any]) -> list[Image]:
    found: list[Image] = []
    for media in _embedded(post, "wp:featuredmedia"):
        if isinstance(media, dict) and media.get("media_type", "image") == "image":
            address = web_address(str(media.get("source_url") or ""))
            if address and len(address) <= LONGEST_ADDRESS:
                alt, caption = plain(str(media.get("alt_text") or "")), plain(_rendered(media, "caption"))
                found.append(Image(url=address, alt=alt, caption=caption))
    return found
