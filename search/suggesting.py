"""Completions while typing: titles, target groups, challenges, and what others have found by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from search.addresses import address_in
from search.engine import get_engine
from search.fields import Facet, Language
from search.labels import Labels
from search.models import SearchLogEntry

FACETS = (Facet.TARGET_GROUP, Facet.CHALLENGE)
PER_SOURCE = 3
"""How many target groups, challenges and past queries stand among the completions at most."""

OFTEN = 3
"""A past query is told to others once it was asked so often: what one person typed stays hers."""

RECALLED_FOR = timedelta(days=180)


PAST_QUERY = "query"
"""The kind of a completion that repeats a past query; the others are a facet's or a content's."""


@dataclass(frozen=True, slots=True)
class Completion:
    """One completion: words to show, what it is, and where it leads."""

    text: str
    kind: str
    url: str


def complete(text: str, *, language: Language, limit: int) -> list[Completion]:
    """Return completions of an unfinished text: facet values, then content, then past queries.

    Raises ``SearchError``. Nothing completes an empty text.
    """
    typed = _folded(text)
    if not typed:
        return []
    named = list(_facet_values(typed, language))
    content = [
        Completion(found.text, found.kind.value, address_in(found.url, language))
        for found in get_engine().suggest(text, language, limit)
    ]
    asked = list(_past_queries(typed, language))
    room = max(limit - len(named) - len(asked), 0)
    kept = [*named, *content[:room], *asked, *content[room:]]
    return list({_folded(one.text): one for one in reversed(kept)}.values())[::-1][:limit]


def _facet_values(typed: str, language: Language) -> Iterator[Completion]:
    labels = Labels(language)
    for facet in FACETS:
        matching = [
            (slug, label)
            for slug, label in labels.of(facet).items()
            if any(word.startswith(typed) for word in (_folded(label), *_folded(label).split()))
        ]
        for slug, label in matching[:PER_SOURCE]:
            yield Completion(label, facet.value, _address({facet.value: slug}))


def _past_queries(typed: str, language: Language) -> Iterator[Completion]:
    asked = (
        SearchLogEntry.objects.filter(
            text__startswith=typed,
            language=language.value,
            hits__gt=0,
            fuzzy=False,
            created__gte=timezone.now() - RECALLED_FOR,
        )
        .values("text")
        .annotate(times=Count("pk"))
        .filter(times__gte=OFTEN)
        .order_by("-times", "text")
    )
    for row in asked[:PER_SOURCE]:
        yield Completion(row["text"], PAST_QUERY, _address({"q": row["text"]}))


def _address(parameters: dict[str, str]) -> str:
    return f"{reverse('search')}?{urlencode(parameters)}"


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip().casefold()
