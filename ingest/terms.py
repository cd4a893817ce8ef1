"""What the words of foreign vocabularies are here: asked of whoever keeps the mapping.

``ingest.mapping`` registers the mapping that editors keep, from its ``ready``. Until something is
registered, words are recognised by the names, codes and address parts of our own lists alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from ingest.records import Term


class Facet(StrEnum):
    """Which of our lists a term is to be found in."""

    TARGET_GROUP = "target_group"
    CHALLENGE = "challenge"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class Mapped:
    """Hold what terms are here: keys in our list, and the terms that nothing is known of.

    ``whole_county`` tells that one of the areas was the county itself, ``open_to_all`` that one of the
    target groups was everybody. A term that editors chose to leave out is in neither list.
    """

    keys: tuple[int, ...] = ()
    unmapped: tuple[Term, ...] = ()
    whole_county: bool = False
    open_to_all: bool = False


class TermMapping(Protocol):
    """Know what the terms of sources are in our own lists.

    ``map_terms`` reads and never writes (a dry run calls it too); it is called for each record, so it keeps
    what it read for the run: ``begin`` is called when a run begins, and forgets it. ``note_unmapped`` keeps
    terms for editors to map; it is called within the record's transaction.
    """

    def begin(self) -> None: ...

    def map_terms(self, *, source: str, facet: Facet, terms: Sequence[Term]) -> Mapped: ...

    def note_unmapped(self, *, source: str, facet: Facet, terms: Sequence[Term]) -> None: ...


@dataclass(slots=True)
class _Registry:
    mapping: TermMapping | None = field(default=None)


_registry = _Registry()


def register_mapping(mapping: TermMapping) -> None:
    """Have terms mapped by ``mapping``; called from an app's ``ready``."""
    _registry.mapping = mapping


def term_mapping() -> TermMapping:
    """Return the registered mapping, or one that knows our own names alone."""
    if _registry.mapping is None:
        from ingest.own_names import OwnNames

        _registry.mapping = OwnNames()
    return _registry.mapping
