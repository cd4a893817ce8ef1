"""Tell which of a record's terms nothing is known of, for editors to map."""

from __future__ import annotations

from ingest.importers import importer_of
from ingest.records import Record, Term
from ingest.terms import Facet, term_mapping


def unmapped_terms(record: Record, source: str) -> dict[Facet, tuple[Term, ...]]:
    """Return the record's terms without a mapping, by facet."""
    mapping = term_mapping()
    facets = {facet: terms for facet, terms in importer_of(record).terms(record).items() if terms}
    unmapped = {
        facet: mapping.map_terms(source=source, facet=facet, terms=terms).unmapped
        for facet, terms in facets.items()
    }
    return {facet: terms for facet, terms in unmapped.items() if terms}


def note_unmapped(record: Record, source: str) -> None:
    """Put the record's terms without a mapping on the editors' list."""
    for facet, terms in unmapped_terms(record, source).items():
        term_mapping().note_unmapped(source=source, facet=facet, terms=terms)
