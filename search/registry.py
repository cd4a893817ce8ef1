"""What content packages tell the search: how their objects become documents, what facet values are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from search.documents import SearchDocument
from search.fields import Facet


@dataclass(frozen=True, slots=True)
class ContentSource:
    """Turn one kind of content into documents.

    ``name`` begins each document's id. ``published_ids`` yields the primary keys of everything that the
    public may find now; ``documents`` yields the documents of those among the given keys, with the ids
    ``document_id(name, key)``, and leaves out the others.
    """

    name: str
    published_ids: Callable[[], Iterable[int]]
    documents: Callable[[Sequence[int]], Iterable[SearchDocument]]


@dataclass(frozen=True, slots=True)
class FacetValues:
    """Name a facet's values: ``labels(language)`` maps slugs to words in the order to show them."""

    facet: Facet
    labels: Callable[[str], Mapping[str, str]]
    aliases: Callable[[], Mapping[str, str]] | None = None
    """Other names of values, such as codes, to their slugs."""


_sources: dict[str, ContentSource] = {}
_facets: dict[Facet, FacetValues] = {}


def register_source(source: ContentSource) -> None:
    """Make a kind of content findable; called from an app's ``ready``."""
    _sources[source.name] = source


def register_facet(values: FacetValues) -> None:
    """Say what a facet's values are called; called from an app's ``ready``."""
    _facets[values.facet] = values


def sources() -> Mapping[str, ContentSource]:
    """Return the registered sources by name."""
    return _sources


def facet_values(facet: Facet) -> FacetValues | None:
    """Return what is registered for a facet."""
    return _facets.get(facet)


def document_id(source: str, key: int) -> str:
    """Return the id of the document made of an object."""
    return f"{source}:{key}"


def parse_document_id(identifier: str) -> tuple[str, int]:
    """Return the source and primary key that an id was made of."""
    source, _, key = identifier.rpartition(":")
    return source, int(key)
