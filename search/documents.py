"""What every engine indexes: one frozen document, whatever content it came from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

import orjson

from search.fields import Facet, Kind, Language, LinkState


@dataclass(frozen=True, slots=True)
class Availability:
    """Say where a service is offered: slugs of municipalities, the whole county, digitally."""

    whole_county: bool = False
    digital: bool = False
    municipalities: tuple[str, ...] = ()


_FACETS = {facet.value: facet for facet in Facet}
_KINDS = {kind.value: kind for kind in Kind}
_LANGUAGES = {language.value: language for language in Language}
_LINK_STATES = {state.value: state for state in LinkState}

_ALWAYS = frozenset({"id", "kind", "title"})
"""What is kept of a document even if it is empty."""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """Carry everything that a search needs of one published object.

    ``id`` is ``"<source>:<primary key>"`` and never changes for an object. ``title``, ``summary``,
    ``keywords`` and ``body`` are plain text and are searched, in falling weight; ``organisation`` is
    the organisation's display name and is searched too. ``facets`` holds value slugs by facet; the
    content package expands ``Facet.MUNICIPALITY`` to every municipality for what is offered in the
    whole county or digitally, and keeps the local ones alone in ``Facet.MUNICIPALITY_LOCAL``.
    ``age_from`` and ``age_to`` are decimal years, inclusive. ``section_url`` is the deep link to the
    organisation's own site.
    """

    id: str
    kind: Kind
    title: str
    language: Language = Language.FI
    summary: str = ""
    body: str = ""
    keywords: tuple[str, ...] = ()
    url: str = ""
    section_url: str = ""
    organisation: str = ""
    facets: Mapping[Facet, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    availability: Availability | None = None
    open_to_all: bool = False
    age_from: float | None = None
    age_to: float | None = None
    published: date | None = None
    updated: datetime | None = None
    confirmed: date | None = None
    link_state: LinkState = LinkState.UNKNOWN

    def content_hash(self) -> str:
        """Return a SHA-256 in hex that changes when, and only when, the document's content does."""
        state: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)}
        state["facets"] = {facet.value: sorted(values) for facet, values in self.facets.items() if values}
        if self.availability is not None:
            place = self.availability
            state["availability"] = [place.whole_county, place.digital, sorted(place.municipalities)]
        text = json.dumps(state, sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def to_json(self) -> str:
        """Return the document as JSON, for an engine to keep; what has its default is left out."""
        state: dict[str, Any] = {}
        for f in fields(self):
            value = getattr(self, f.name)
            if f.name == "facets":
                value = {facet.value: list(values) for facet, values in value.items()}
            elif f.name == "availability" and value is not None:
                value = [value.whole_county, value.digital, list(value.municipalities)]
            elif isinstance(value, date):
                value = value.isoformat()
            if value or value == 0.0 or f.name in _ALWAYS:
                state[f.name] = value
        return json.dumps(state, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes) -> SearchDocument:
        """Return the document that ``to_json`` gave this text for."""
        state: dict[str, Any] = orjson.loads(text)
        state["kind"] = _KINDS[state["kind"]]
        state["language"] = _LANGUAGES[state["language"]]
        state["link_state"] = _LINK_STATES[state["link_state"]]
        if "keywords" in state:
            state["keywords"] = tuple(state["keywords"])
        if "facets" in state:
            facets = {_FACETS[facet]: tuple(values) for facet, values in state["facets"].items()}
            state["facets"] = MappingProxyType(facets)
        if "availability" in state:
            whole_county, digital, municipalities = state["availability"]
            state["availability"] = Availability(whole_county, digital, tuple(municipalities))
        for name in ("published", "confirmed"):
            if name in state:
                state[name] = date.fromisoformat(state[name])
        if "updated" in state:
            state["updated"] = datetime.fromisoformat(state["updated"])
        return cls(**state)
