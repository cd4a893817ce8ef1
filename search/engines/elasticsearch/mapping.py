"""Say how an analysed document lies in an Elasticsearch index."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from elasticsearch.dsl import Integer, Keyword, Long, Mapping, Text

from search.analysis import fingerprint
from search.engines.columns import column, columns
from search.fields import Facet
from search.indexed import (
    AGE_FROM,
    AGE_TO,
    FORMAT,
    OPEN_TO_ALL,
    OPENING,
    ORDERED_FIELDS,
    STANDING,
    TEXT_FIELDS,
    TITLE_WORDS,
    VOCABULARY,
    IndexedDocument,
    facet_field,
)

ID = "id"
HASH = "hash"
STORED = "stored"
DELETED = "deleted"
BY_NAME = "by_name"
BY_FRESHNESS = "by_freshness"
SHUFFLE = "shuffle"

SETTINGS = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    "max_result_window": 1_000_000,
    "refresh_interval": "1s",
}


def build_mapping() -> dict[str, Any]:
    """Return the mapping; what made the index stands in its ``_meta``.

    Tokens are ours, so the analyser only cuts at spaces; scores are ours, so the similarity is
    ``boolean`` (a match is worth its boost) and no field keeps norms.
    """
    mapping = Mapping()
    for name in TEXT_FIELDS:
        mapping.field(
            name, Text(analyzer="whitespace", similarity="boolean", index_options="docs", norms=False)
        )
    for name in ORDERED_FIELDS:
        mapping.field(name, Text(analyzer="whitespace", index_options="positions", norms=False))
    for name in (VOCABULARY, BY_NAME, BY_FRESHNESS, ID, HASH):
        mapping.field(name, Keyword())
    for name in (TITLE_WORDS, OPENING, OPEN_TO_ALL, DELETED):
        mapping.field(name, Keyword(doc_values=False, similarity="boolean"))
    for facet in Facet:
        mapping.field(facet_field(facet), Keyword(doc_values=False, similarity="boolean"))
        mapping.field(column(facet), Keyword(index=False))
    for name in (AGE_FROM, AGE_TO, STANDING):
        mapping.field(name, Integer())
    mapping.field(SHUFFLE, Long(index=False))
    mapping.field(STORED, Keyword(index=False, doc_values=False))
    mapping.meta("_source", includes=[ID, HASH, STORED])
    mapping.meta("dynamic", "strict")
    return {
        **mapping.to_dict(),
        "_meta": {
            "fingerprint": fingerprint(),
            "format": FORMAT,
            "built": datetime.now(UTC).isoformat(),
        },
    }


def to_elasticsearch(indexed: IndexedDocument) -> dict[str, Any]:
    """Return the document as Elasticsearch takes it."""
    source: dict[str, Any] = {name: " ".join(indexed.tokens[name]) for name in TEXT_FIELDS}
    source |= {name: " ".join(indexed.ordered[name]) for name in ORDERED_FIELDS}
    source |= {name: list(indexed.tokens[name]) for name in (VOCABULARY, TITLE_WORDS, OPEN_TO_ALL)}
    source[OPENING] = indexed.opening
    for facet in Facet:
        values = indexed.facets.get(facet, ())
        source[facet_field(facet)] = list(values)
        source[column(facet)] = list(columns(facet, values))
    source |= indexed.numbers
    source[BY_NAME] = indexed.by_name
    source[BY_FRESHNESS] = indexed.by_freshness
    source[SHUFFLE] = indexed.shuffle
    source[ID] = indexed.document.id
    source[HASH] = indexed.document.content_hash()
    source[STORED] = indexed.kept.to_text()
    return source
