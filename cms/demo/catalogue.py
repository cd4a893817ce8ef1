"""The demo content as frozen values, read from the files under ``content``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).resolve().parent / "content"
EVERYWHERE = "all"
"""Stands for every municipality where an organisation's are listed."""


@dataclass(frozen=True, slots=True)
class DemoTerm:
    """A target group or challenge; ``position`` counts from 1."""

    slug: str
    fi: str
    sv: str
    en: str
    position: int


@dataclass(frozen=True, slots=True)
class DemoService:
    """A service; references are slugs, municipalities their Finnish names, ages decimal years.

    An empty ``price`` means free of charge. ``confirmed_days_ago`` is reckoned from the day of loading,
    so that the demo shows fresh and stale entries whenever it is loaded.
    """

    slug: str
    organisation: str
    name: str
    summary: str
    description: str
    section_url: str
    confirmed_days_ago: int
    opening_hours: str
    channels: tuple[str, ...]
    languages: tuple[str, ...]
    target_groups: tuple[str, ...]
    challenges: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    whole_county: bool = False
    digital: bool = False
    anonymous: bool = False
    price: str = ""
    age_from: float | None = None
    age_to: float | None = None
    status: str = "active"


@dataclass(frozen=True, slots=True)
class DemoOrganisation:
    """An organisation with its services; ``municipalities`` are Finnish names, or ``(EVERYWHERE,)``."""

    slug: str
    name: str
    summary: str
    body: str
    website: str
    email: str
    municipalities: tuple[str, ...]
    business_id: str = ""
    telephone: str = ""
    abbreviation: str = ""
    umbrella: bool = False
    member_since: date | None = None
    services: tuple[DemoService, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """A news item, press release or annual review.

    ``rows`` are the contacts of a press release or the key figures of a review, as field values.
    """

    slug: str
    title: str
    summary: str
    body: str
    tags: tuple[str, ...] = ()
    date: date | None = None
    year: int | None = None
    rows: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DemoEvent:
    """An event, so many days from the day it is loaded; without times it lasts all day."""

    slug: str
    title: str
    summary: str
    body: str
    in_days: int
    contact_email: str
    begins: str = ""
    ends: str = ""
    place: str = ""
    municipality: str = ""
    online_url: str = ""
    organisation: str = ""
    target_groups: tuple[str, ...] = ()
    registration_url: str = ""
    registration_days: int | None = None


@dataclass(frozen=True, slots=True)
class DemoIssue:
    """An issue of the newsletter, so many days before the day it is loaded."""

    slug: str
    title: str
    summary: str
    body: str
    days_ago: int


def target_groups() -> tuple[DemoTerm, ...]:
    """Return the target groups in the order to show them."""
    return _terms("target_groups")


def challenges() -> tuple[DemoTerm, ...]:
    """Return the challenges in the order to show them."""
    return _terms("challenges")


def organisations() -> tuple[DemoOrganisation, ...]:
    """Return the organisations, the umbrella organisation first."""
    return tuple(_organisation(_read(path)) for path in sorted((CONTENT / "organisations").glob("*.toml")))


def services() -> Iterator[DemoService]:
    """Yield every organisation's services."""
    for organisation in organisations():
        yield from organisation.services


def news() -> tuple[DemoArticle, ...]:
    """Return the news items."""
    return _articles("news")


def press_releases() -> tuple[DemoArticle, ...]:
    """Return the press releases; ``rows`` are their contacts."""
    return _articles("press_releases", rows="contacts")


def annual_reviews() -> tuple[DemoArticle, ...]:
    """Return the annual reviews; ``rows`` are their key figures."""
    return _articles("annual_reviews", rows="figures")


def events() -> tuple[DemoEvent, ...]:
    """Return the events."""
    entries = _read(CONTENT / "events.toml")["events"]
    return tuple(
        DemoEvent(begins=entry.pop("from", ""), ends=entry.pop("to", ""), **_frozen(entry))
        for entry in entries
    )


def newsletter() -> dict[str, str]:
    """Return the texts of the newsletter's own page."""
    texts = _read(CONTENT / "newsletters.toml")
    return {name: text for name, text in texts.items() if isinstance(text, str)}


def issues() -> tuple[DemoIssue, ...]:
    """Return the issues of the newsletter."""
    return tuple(DemoIssue(**_frozen(entry)) for entry in _read(CONTENT / "newsletters.toml")["newsletters"])


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _terms(kind: str) -> tuple[DemoTerm, ...]:
    entries = _read(CONTENT / "taxonomies.toml")[kind]
    return tuple(DemoTerm(**entry, position=position) for position, entry in enumerate(entries, start=1))


def _organisation(entry: dict[str, Any]) -> DemoOrganisation:
    where = entry.pop("municipalities")
    offered = tuple(
        DemoService(organisation=entry["slug"], **_frozen(service)) for service in entry.pop("services", ())
    )
    return DemoOrganisation(
        **_frozen(entry), municipalities=(where,) if where == EVERYWHERE else tuple(where), services=offered
    )


def _articles(kind: str, rows: str = "") -> tuple[DemoArticle, ...]:
    entries = _read(CONTENT / "pages.toml")[kind]
    return tuple(DemoArticle(rows=tuple(entry.pop(rows, ())), **_frozen(entry)) for entry in entries)


def _frozen(entry: dict[str, Any]) -> dict[str, Any]:
    """Turn lists into tuples and strip the line ends of multi-line texts."""
    return {
        name: tuple(value) if isinstance(value, list) else value.strip() if isinstance(value, str) else value
        for name, value in entry.items()
    }
