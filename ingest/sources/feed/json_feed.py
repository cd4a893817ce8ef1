"""Read JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

from html import escape
from typing import Any

from ingest.sources.feed.entries import Attached, Entry


def is_json_feed(data: object) -> bool:
    """Tell whether decoded JSON is a feed: it says so, or at least has items."""
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        return False
    return "jsonfeed.org" in str(data.get("version", "")) or "title" in data


def json_entries(feed: dict[str, Any], address: str) -> list[Entry]:
    """Return the entries; what is no object among the items is passed over."""
    base = _text(feed.get("home_page_url")) or address
    language = _text(feed.get("language"))
    return [_entry(item, base, language) for item in feed["items"] if isinstance(item, dict)]


def _entry(item: dict[str, Any], base: str, language: str) -> Entry:
    text = _text(item.get("content_text"))
    link = _text(item.get("url")) or _text(item.get("external_url"))
    given = item.get("authors") or item.get("author") or []
    authors = given if isinstance(given, list) else [given]
    files = [one for one in _listed(item.get("attachments")) if isinstance(one, dict)]
    return Entry(
        identifier=_text(item.get("id")) or link,
        link=link,
        title=_text(item.get("title")),
        title_is_text=True,
        content=_text(item.get("content_html")) or _paragraphs(text),
        summary=escape(_text(item.get("summary")), quote=False),
        published=_text(item.get("date_published")),
        updated=_text(item.get("date_modified")),
        authors=tuple(_text(one.get("name")) for one in authors if isinstance(one, dict)),
        tags=tuple(_text(one) for one in _listed(item.get("tags"))),
        language=_text(item.get("language")) or language,
        pictures=tuple(
            Attached(address=address)
            for address in (_text(item.get("image")), _text(item.get("banner_image")))
            if address
        ),
        files=tuple(
            Attached(
                address=_text(one.get("url")),
                media_type=_text(one.get("mime_type")),
                title=_text(one.get("title")),
            )
            for one in files
        ),
        base=base,
    )


def _paragraphs(text: str) -> str:
    """Return plain text as HTML, its empty lines parting paragraphs."""
    parts = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    return "".join(f"<p>{escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in parts)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
