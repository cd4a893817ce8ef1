"""What content packages tell the search: how their objects become documents, what facet values are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from search.documents import Availability, SearchDocument
from search.fields import Facet

BATCH = 500


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

    def batches(self) -> Iterator[list[int]]:
        """Yield all of ``published_ids``, so many at a time as are made into documents together."""
        keys = iter(self.published_ids())
        while batch := list(islice(keys, BATCH)):
            yield batch


@dataclass(frozen=True, slots=True)
class FacetValues:
    """Name a facet's values: ``labels(language)`` maps slugs to words in the order to show them."""

    facet: Facet
    labels: Callable[[str], Mapping[str, str]]
    aliases: Callable[[], Mapping[str, str]] | None = None
    """Other names of values, such as codes, to their slugs."""


_sources: dict[str, ContentSource] = {}
_titles: dict[str, Callable[[], Iterable[str]]] = {}
_facets: dict[Facet, FacetValues] = {}

AvailabilityWords = Callable[[Availability, Sequence[str], str], Sequence[str]]
"""Words an availability, given the municipalities' names, in a language (ISO 639-1)."""

_availability_words: list[AvailabilityWords] = []


def register_source(source: ContentSource) -> None:
    """Make a kind of content findable; called from an app's ``ready``."""
    _sources[source.name] = source


def register_facet(values: FacetValues) -> None:
    """Say what a facet's values are called; called from an app's ``ready``."""
    _facets[values.facet] = values


def register_availability(words: AvailabilityWords) -> None:
    """Say how an availability is worded, here as everywhere; called from an app's ``ready``."""
    _availability_words[:] = [words]


def availability_in_words(place: Availability, names: Sequence[str], language: str) -> tuple[str, ...]:
    """Return where something is offered, as the registered words have it; nothing if none are."""
    return tuple(line for words in _availability_words for line in words(place, names, language))


def register_titles(source: str, titles: Callable[[], Iterable[str]]) -> None:
    """Say that the titles of a source's objects are names; called from an app's ``ready``.

    ``titles`` yields those of all that the public may find now. Words in them that no dictionary knows
    are recognised inflected wherever they stand.
    """
    _titles[source] = titles


def sources() -> Mapping[str, ContentSource]:
    """Return the registered sources by name."""
    return _sources


def titles() -> Mapping[str, Callable[[], Iterable[str]]]:
    """Return the registered providers of titles by source."""
    return _titles


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
