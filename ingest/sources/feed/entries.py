"""Hold one entry of a feed of any format; its dates, HTML and addresses are as they were written."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.errors import ParseError
from ingest.words import gettext_noop as _


class Attached(BaseModel):
    """A file or picture that comes with an entry."""

    model_config = ConfigDict(frozen=True)

    address: str
    media_type: str = ""
    title: str = ""


class Entry(BaseModel):
    """An entry between gathering and parsing; it travels as JSON, so that each is a thing of its own.

    ``title_is_text`` tells that the title is no HTML. ``base`` is what a relative link stands on;
    those in the content stand on ``content_base`` if the feed names one, else on the entry's own page.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    identifier: str = ""
    link: str = ""
    title: str = ""
    title_is_text: bool = False
    content: str = ""
    summary: str = ""
    published: str = ""
    updated: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    pictures: tuple[Attached, ...] = ()
    files: tuple[Attached, ...] = ()
    base: str = ""
    content_base: str = ""
    starts: str = ""
    ends: str = ""
    place: str = ""


def write_entry(entry: Entry) -> bytes:
    """Return an entry as bytes, the same for the same entry."""
    return entry.model_dump_json(exclude_defaults=True).encode("utf-8", errors="replace")


def read_entry(content: bytes) -> Entry:
    """Return the entry in bytes; raise ``ParseError`` for what is none."""
    try:
        return Entry.model_validate_json(content)
    except ValidationError as error:
        raise ParseError(_("It is no entry of a feed."), remedy=_("Read the feed again.")) from error
