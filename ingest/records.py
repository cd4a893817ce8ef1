"""What a source plugin produces: frozen, validated records, neutral of any content model.

A body is a sequence of blocks. Texts within blocks are plain text except ``ParagraphBlock.html``
and list items, which hold inline HTML (``a``, ``b``, ``i``, ``br``) that the pipeline sanitises.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but tab and line feed, and halves of surrogate pairs: no text, and no database
takes them all."""


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return UNSTORABLE.sub("", value)
    if isinstance(value, list | tuple):
        return tuple(_storable(item) for item in value)
    return value


class Frozen(BaseModel):
    """Stand above everything here: immutable, and unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_unstorable(cls, values: Any) -> Any:
        """Take what is no text out of every text, also of those in lists."""
        if not isinstance(values, dict):
            return values
        return {name: _storable(value) for name, value in values.items()}


class HeadingBlock(Frozen):
    """A heading of level 2 to 4."""

    type: Literal["heading"] = "heading"
    level: int = Field(ge=2, le=4)
    text: str = Field(min_length=1)


class ParagraphBlock(Frozen):
    """A paragraph of inline HTML, without the ``p`` itself."""

    type: Literal["paragraph"] = "paragraph"
    html: str = Field(min_length=1)


class ListBlock(Frozen):
    """A list; each item is inline HTML."""

    type: Literal["list"] = "list"
    ordered: bool = False
    items: tuple[str, ...] = Field(min_length=1)


class QuoteBlock(Frozen):
    """Somebody's words, without the quotation marks."""

    type: Literal["quote"] = "quote"
    text: str = Field(min_length=1)
    attribution: str = ""


BodyBlock = Annotated[HeadingBlock | ParagraphBlock | ListBlock | QuoteBlock, Field(discriminator="type")]


class Contact(Frozen):
    """A person or role to turn to."""

    name: str = ""
    role: str = ""
    organisation: str = ""
    email: str = ""
    telephone: str = ""


class Link(Frozen):
    """A link that belongs to the record but stands outside its body; ``url`` may be empty when the
    source shows a link's text without its address."""

    text: str
    url: str = ""


class Record(Frozen):
    """Hold what every kind of record has. ``external_id`` is unique and stable within its source."""

    external_id: str = Field(min_length=1, max_length=500)
    title: str = Field(min_length=1, max_length=255)
    language: Literal["fi", "sv", "en"] = "fi"
    url: str = ""
    summary: str = ""
    body: tuple[BodyBlock, ...] = ()
    published_at: date | None = None
    updated_at: datetime | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    contacts: tuple[Contact, ...] = ()


class NewsRecord(Record):
    """A news item."""

    kind: Literal["news"] = "news"


class PressReleaseRecord(Record):
    """A press release; ``contacts`` are those who inform the press, never part of the body."""

    kind: Literal["press_release"] = "press_release"


class AnnualReviewRecord(Record):
    """A review of one calendar year's work."""

    kind: Literal["review"] = "review"
    year: int = Field(ge=1900, le=2100)


class ProjectRecord(Record):
    """A record of development work with Innokylä's fields; long texts are blocks, in order.

    ``summary`` is Innokylä's short description, ``tags`` its topics (aihealueet).
    """

    kind: Literal["project"] = "project"
    purpose: tuple[BodyBlock, ...] = ()
    period: str = ""
    actors: tuple[BodyBlock, ...] = ()
    funders: tuple[str, ...] = ()
    starting_point: tuple[BodyBlock, ...] = ()
    aims: tuple[BodyBlock, ...] = ()
    intended_results: tuple[BodyBlock, ...] = ()
    outputs: tuple[BodyBlock, ...] = ()
    effects: tuple[BodyBlock, ...] = ()
    phenomena: tuple[str, ...] = ()
    created: date | None = None
    modified: date | None = None


AnyRecord = Annotated[
    NewsRecord | PressReleaseRecord | AnnualReviewRecord | ProjectRecord, Field(discriminator="kind")
]
