"""What a source plugin produces: frozen, validated records, neutral of any content model.

A body is a sequence of blocks. Texts within blocks are plain text except ``ParagraphBlock.html``
and list items, which hold inline HTML (``a``, ``b``, ``i``, ``br``) that the pipeline sanitises.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)

from ingest.storable import storable
from ingest.words import Words


def _storable(value: Any) -> Any:
    if isinstance(value, Words):
        return value
    if isinstance(value, str):
        return storable(value)
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


class Image(Frozen):
    """An image to bring along; ``url`` is absolute. Without ``alt`` the work list asks for one."""

    url: str = Field(min_length=1, max_length=2000)
    alt: str = ""
    caption: str = ""
    credit: str = ""


class Identifier(Frozen):
    """What others know the thing by; ``scheme`` is a short word such as ``ptv``, ``hsds``, ``wordpress``."""

    scheme: str = Field(min_length=1, max_length=40)
    value: str = Field(min_length=1, max_length=200)


class OrganisationReference(Frozen):
    """Name the organisation that a thing belongs to, by all that the source knows of it.

    ``external_id`` is that of an organisation's record of the same source.
    """

    name: str = ""
    external_id: str = ""
    business_id: str = ""
    website: str = ""
    identifiers: tuple[Identifier, ...] = ()


class Term(Frozen):
    """An entry of the source's own vocabulary; a mapping that editors keep tells what it is here.

    ``vocabulary`` names the list (``ptv:target-group``, ``ontology:http://www.yso.fi/onto/koko/``, or
    ``text`` for free words), ``code`` is stable within it, ``label`` is what people read.
    """

    vocabulary: str = "text"
    code: str = ""
    label: str = ""

    @model_validator(mode="after")
    def _says_something(self) -> Term:
        if not (self.code or self.label):
            raise ValueError("a term needs a code or a label")
        return self


def _as_told(value: Any, check: ValidatorFunctionWrapHandler) -> Any:
    """Let words stay words: pydantic makes plain text of them."""
    return value if isinstance(value, Words) else check(value)


Said = Annotated[str, WrapValidator(_as_told)]
"""A sentence for people, as words where it is to be read in their language."""


class Fault(Frozen):
    """Something of a record that could not be read and is left out; the rest of the record is whole."""

    field: str
    message: Said
    remedy: Said = ""


class Record(Frozen):
    """Hold what every kind of record has. ``external_id`` is unique and stable within its source.

    All addresses are absolute. ``organisation`` is whose the thing is, if the source says so. ``faults`` are
    told beside the record, such as a date that is none.
    """

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
    images: tuple[Image, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    organisation: OrganisationReference | None = None
    faults: tuple[Fault, ...] = ()


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


class OrganisationRecord(Record):
    """A member organisation; ``title`` is its name.

    ``municipalities`` are where it works, as the source names them.
    """

    kind: Literal["organisation"] = "organisation"
    business_id: str = ""
    website: str = ""
    email: str = ""
    telephone: str = ""
    municipalities: tuple[Term, ...] = ()


class ServiceRecord(Record):
    """A service; ``title`` is its name, ``body`` its description, ``tags`` its keywords.

    ``url`` leads to the page that tells of it. ``areas`` are where it is offered: municipalities and larger
    ones; ``whole_county`` where the source says so itself. Ages are in years. ``price`` of a service that is
    not free is in words; ``is_free`` is None where the source doesn't say.
    """

    kind: Literal["service"] = "service"
    target_groups: tuple[Term, ...] = ()
    challenges: tuple[Term, ...] = ()
    areas: tuple[Term, ...] = ()
    whole_county: bool = False
    digital: bool = False
    open_to_all: bool = False
    channels: tuple[Literal["place", "telephone", "chat", "home_visit", "group"], ...] = ()
    languages: tuple[str, ...] = ()
    opening_hours: str = ""
    is_free: bool | None = None
    price: str = ""
    anonymous: bool | None = None
    age_from: Decimal | None = Field(default=None, ge=0, le=120)
    age_to: Decimal | None = Field(default=None, ge=0, le=120)
    status: Literal["active", "paused", "ended"] = "active"


class EventRecord(Record):
    """Something that one can take part in. ``all_day`` events tell no time, only days."""

    kind: Literal["event"] = "event"
    starts_at: datetime
    ends_at: datetime | None = None
    all_day: bool = False
    place: str = ""
    address: str = ""
    online_url: str = ""
    registration_url: str = ""
    price: str = ""
    cancelled: bool = False
    target_groups: tuple[Term, ...] = ()
    areas: tuple[Term, ...] = ()


class KeyFigure(Frozen):
    """One number of a year: ``label`` says what it counts, ``code`` is stable if the source has one."""

    label: str = Field(min_length=1, max_length=255)
    value: Decimal
    unit: str = ""
    code: str = ""


class KeyFiguresRecord(Record):
    """The numbers of one organisation, or of all, for one year."""

    kind: Literal["key_figures"] = "key_figures"
    year: int = Field(ge=1900, le=2100)
    figures: tuple[KeyFigure, ...] = Field(min_length=1)


AnyRecord = Annotated[
    NewsRecord
    | PressReleaseRecord
    | AnnualReviewRecord
    | ProjectRecord
    | OrganisationRecord
    | ServiceRecord
    | EventRecord
    | KeyFiguresRecord,
    Field(discriminator="kind"),
]
