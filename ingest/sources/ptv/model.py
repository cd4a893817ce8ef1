"""What PTV's things are, whichever version of the interface told of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

Texts = Mapping[str, str]
"""A text by its language (ISO 639-1)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Be an entry of one of PTV's vocabularies; ``parent`` is the code that the code itself tells."""

    vocabulary: str
    code: str
    names: Texts

    @property
    def parent(self) -> str:
        """Return the code of the entry above: KR1 of KR1.2."""
        return self.code.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Area:
    """Be an area: ``kind`` is ``municipality``, ``nationwide``, or PTV's own word for a larger one."""

    kind: str
    code: str
    names: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Telephone:
    """Be a number as one dials it."""

    number: str
    language: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Email:
    """Be an e-mail address."""

    address: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class WebPage:
    """Be an address of the web with its name."""

    url: str
    language: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """Be how one reaches somebody."""

    telephones: tuple[Telephone, ...] = ()
    emails: tuple[Email, ...] = ()
    pages: tuple[WebPage, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Be one span of opening hours: days from 0 (Monday), times as ``08:00``; notes by language."""

    first_day: int | None
    last_day: int | None
    opens: str = ""
    closes: str = ""
    notes: Texts = field(default_factory=dict)
    always: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """Be a way to a service. ``kind`` is electronic, page, form, telephone or place.

    ``services`` are those that the channel itself tells of.
    """

    id: str
    kind: str
    names: Texts
    reach: Reach = Reach()
    hours: tuple[Span, ...] = ()
    services: frozenset[str] = frozenset()
    published: bool = True


@dataclass(frozen=True, slots=True)
class Connection:
    """Join a service and a channel; ``reach`` and ``hours`` are those of this service at the channel."""

    channel_id: str
    name: str
    reach: Reach = Reach()
    hours: tuple[Span, ...] = ()
    free: bool | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """Tell an organisation's part in a service."""

    organisation_id: str
    name: str
    responsible: bool


@dataclass(frozen=True, slots=True)
class Organisation:
    """Be an organisation. A ``bare`` one is known by no more than its name."""

    id: str
    names: Texts
    business_id: str = ""
    summaries: Texts = field(default_factory=dict)
    descriptions: Texts = field(default_factory=dict)
    reach: Reach = Reach()
    areas: tuple[Area, ...] = ()
    published: bool = True
    status: str = ""
    modified: datetime | None = None
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """Be a service."""

    id: str
    names: Texts
    summaries: Texts = field(default_factory=dict)
    descriptions: Texts = field(default_factory=dict)
    instructions: Texts = field(default_factory=dict)
    requirements: Texts = field(default_factory=dict)
    prices: Texts = field(default_factory=dict)
    free: bool | None = None
    languages: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ()
    target_groups: tuple[Entry, ...] = ()
    classes: tuple[Entry, ...] = ()
    life_events: tuple[Entry, ...] = ()
    keywords: tuple[Texts, ...] = ()
    connections: tuple[Connection, ...] = ()
    roles: tuple[Role, ...] = ()
    published: bool = True
    status: str = ""
    modified: datetime | None = None
