"""Recognise terms by the names of our own lists alone."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models

from cms.directory.models import Challenge, Municipality, TargetGroup
from ingest.records import Term
from ingest.terms import Facet, Mapped

LISTS: dict[Facet, type[models.Model]] = {
    Facet.TARGET_GROUP: TargetGroup,
    Facet.CHALLENGE: Challenge,
    Facet.MUNICIPALITY: Municipality,
}


class OwnNames:
    """Map a term to the entry whose name, address part or municipality code it is, in any language."""

    def __init__(self) -> None:
        self._keys: dict[Facet, dict[str, int]] = {}

    def begin(self) -> None:
        """Read the lists again when they are next asked for."""
        self._keys = {}

    def map_terms(self, *, source: str, facet: Facet, terms: Sequence[Term]) -> Mapped:
        """Return the entries of the terms, and the terms that are none."""
        del source
        known = self._known(facet) if terms else {}
        found = {term: known.get(folded(term.label)) or known.get(folded(term.code)) for term in terms}
        keys = dict.fromkeys(key for key in found.values() if key)
        return Mapped(tuple(keys), tuple(term for term, key in found.items() if not key))

    def note_unmapped(self, *, source: str, facet: Facet, terms: Sequence[Term]) -> None:
        """Keep nothing: there is no table to keep it in."""

    def _known(self, facet: Facet) -> dict[str, int]:
        keys = self._keys  # another thread may begin anew meanwhile
        if facet not in keys:
            columns = ["name_fi", "name_sv", "name_en", "slug"]
            columns += ["code"] if facet is Facet.MUNICIPALITY else []
            rows = LISTS[facet]._default_manager.values_list("pk", *columns)
            keys[facet] = {folded(word): pk for pk, *words in rows for word in words if word}
        return keys[facet]


def folded(word: str) -> str:
    """Return a word as it is compared: without capitals and superfluous blanks."""
    return " ".join(word.casefold().split())
