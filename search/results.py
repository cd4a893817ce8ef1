"""What is answered: hits, facet counts, suggestions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from search.documents import SearchDocument
from search.fields import Facet, Kind


@dataclass(frozen=True, slots=True)
class Hit:
    """One found document.

    ``highlights`` maps ``"title"``, ``"summary"``, ``"keywords"``, ``"organisation"`` and ``"body"`` to
    HTML-safe passages in which the matching words stand in ``<mark>``; a field without a match is
    absent. ``reasons`` says in stable
    codes why the hit ranks where it does, strongest first.
    """

    document: SearchDocument
    highlights: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many results one value would give, the facet's own selection left out."""

    value: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of hits with exact counts.

    ``suggestion`` is a better spelling of the whole query text, or ``None``. ``fuzzy`` says that
    nothing matched as written and that these hits match approximately. ``degraded`` says that the
    chosen engine was away and that another one answered.
    """

    total: int
    page: int
    page_size: int
    hits: tuple[Hit, ...]
    facets: Mapping[Facet, tuple[FacetCount, ...]]
    suggestion: str | None = None
    fuzzy: bool = False
    degraded: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One completion while typing: ``text`` to show, ``kind`` of thing, ``url`` or empty."""

    text: str
    kind: Kind
    url: str = ""


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """What an engine says of itself; ``fingerprint`` names the analysis that its index was made by."""

    engine: str
    documents: int
    fingerprint: str
    built: datetime | None
    location: str
