"""Read one board's notices into records."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from pydantic import ValidationError

from ingest.protocols import Unreadable
from ingest.records import EventRecord, Image, Link, NewsRecord, ParagraphBlock


def record_of(notice: Any, board: str) -> NewsRecord | EventRecord | Unreadable:
    """Return a notice as a record, or what is wrong with it; ``board`` is the address that it hangs on."""
    name = str(notice.get("id", "")) if isinstance(notice, dict) else ""
    try:
        return _gathering(notice, board) if "when" in notice else _news(notice, board)
    except (KeyError, TypeError, ValidationError) as error:
        return Unreadable(name or "a notice", f"It is no notice: {error}", "Correct it on the board.")


def _news(notice: dict[str, Any], board: str) -> NewsRecord:
    return NewsRecord(**_shared(notice, board), published_at=notice["date"])


def _gathering(notice: dict[str, Any], board: str) -> EventRecord:
    return EventRecord(**_shared(notice, board), starts_at=notice["when"], place=notice.get("where", ""))


def _shared(notice: dict[str, Any], board: str) -> dict[str, Any]:
    picture = notice.get("picture")
    form = notice.get("form")
    return {
        "external_id": str(notice["id"]),
        "title": notice["headline"],
        "url": urljoin(board, f"#{notice['id']}"),
        "body": tuple(ParagraphBlock(html=text) for text in notice["text"].split("\n\n")),
        "images": (Image(url=urljoin(board, picture["file"]), alt=picture.get("alt", "")),)
        if picture
        else (),
        "links": (Link(text="Ilmoittautuminen", url=urljoin(board, form)),) if form else (),
    }


def _image(picture: dict[str, Any], board: str) -> Image:
    return Image(url=urljoin(board, picture["file"]), alt=picture.get("alt", ""))
