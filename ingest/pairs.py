"""Find what is here twice already, and what else two of may be made one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from rapidfuzz import fuzz

from cms.directory.models import OrganisationPage, Service
from ingest.duplicates import SAME_NAME
from ingest.importers import IMPORTERS
from ingest.models import HarvestedRecord
from ingest.organisations import name_key, website_key

MOST_PAIRS = 100
MOST_ALIKE = 10
"""Things that share one address are no duplicates if there are more of them."""
MOST_FOUND = 30


@dataclass(frozen=True, slots=True)
class Pair:
    """Be two things that seem to be one, the older first, and by what they were recognised."""

    keep: int
    drop: int
    reason: str


def kinds() -> dict[str, type[Model]]:
    """Return the kinds of which two can be made one, with their models."""
    return {kind: importer.model for kind, importer in IMPORTERS.items() if importer.recognised}


def name_field(model: type[Model]) -> str:
    """Return the field that holds a thing's name."""
    return "name" if model is Service else "title"


def here(model: type[Model]) -> QuerySet[Any]:
    """Return what is public, and what sources brought as drafts: not what was taken offline or given up."""
    content_type = ContentType.objects.get_for_model(model)
    brought = HarvestedRecord.objects.filter(content_type=content_type).values_list("object_id", flat=True)
    drafts = Q(first_published_at=None, pk__in=[key for key in brought if key.isdigit()])
    return model._default_manager.filter(Q(live=True) | drafts)


def found(model: type[Model], words: str) -> list[Any]:
    """Return the things whose name holds all the words, by name."""
    name = name_field(model)
    rows = here(model)
    for word in words.split()[:10]:
        rows = rows.filter(**{f"{name}__icontains": word})
    return list(rows.order_by(name, "pk")[:MOST_FOUND])


def likely_pairs(model: type[Model]) -> list[Pair]:
    """Return what seems to be here twice: by business ID, address, name."""
    pairs: dict[tuple[int, int], Pair] = {}
    for pair in _pairs(model):
        pairs.setdefault((pair.keep, pair.drop), pair)
        if len(pairs) >= MOST_PAIRS:
            break
    return list(pairs.values())


def _pairs(model: type[Model]) -> Iterator[Pair]:
    if model is OrganisationPage:
        rows = list(here(model).order_by("pk").values_list("pk", "title", "website", "business_id"))
        yield from _alike(rows, lambda row: row[3])
        yield from _alike(rows, lambda row: website_key(row[2]))
        yield from _alike(rows, lambda row: name_key(row[1]))
    elif model is Service:
        rows = list(here(model).order_by("pk").values_list("pk", "name", "link", "organisation"))
        yield from _alike(rows, lambda row: website_key(row[2]), named=True)
        yield from _alike(rows, lambda row: (row[3], name_key(row[1])), reason=1)
    else:
        rows = list(here(model).order_by("pk").values_list("pk", "title", "source_url"))
        yield from _alike(rows, lambda row: website_key(row[2]))
        yield from _alike(rows, lambda row: name_key(row[1]), reason=1)


def _alike(
    rows: list[tuple[Any, ...]],
    key: Callable[[tuple[Any, ...]], Any],
    *,
    named: bool = False,
    reason: int | None = None,
) -> Iterator[Pair]:
    """Yield the pairs of rows with one key; ``named``: only those whose names are nearly the same too."""
    groups: dict[Any, list[tuple[Any, ...]]] = {}
    for row in rows:
        if mark := key(row):
            groups.setdefault(mark, []).append(row)
    for mark, group in groups.items():
        if len(group) > MOST_ALIKE:
            continue
        for one, other in combinations(group, 2):
            if named and fuzz.ratio(name_key(one[1]), name_key(other[1])) < SAME_NAME:
                continue
            yield Pair(one[0], other[0], str(one[reason] if reason is not None else mark)[:100])
