"""What is asked: one frozen query, neutral of engine and of HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from search.fields import Facet, Language, Sort

MAX_PAGE_SIZE = 100
MAX_TEXT_LENGTH = 500
"""Longer query texts are cut here, before analysis: nobody types more, and an attacker must not."""


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """Ask for one page of results.

    ``text`` may hold words, ``"phrases"`` and ``-exclusions``. Values within one facet of
    ``filters`` are alternatives (OR), facets are joined by AND. ``local_only`` narrows a
    municipality filter to what is offered there locally. ``age`` is in decimal years and keeps
    documents whose age range holds it, or that have none. ``unfinished`` treats the last word as a
    prefix, while somebody types. ``today`` is the day that freshness is reckoned from. ``page``
    counts from 1. ``counted`` names the facets that the answer counts; ``None`` means all, and counting
    none makes an answer while somebody types cheaper.
    """

    text: str = ""
    language: Language = Language.FI
    filters: Mapping[Facet, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    local_only: bool = False
    age: float | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    page_size: int = 20
    unfinished: bool = False
    today: date | None = None
    counted: tuple[Facet, ...] | None = None
