"""Say how an analysed document lies in a tantivy index."""

from __future__ import annotations

import tantivy

from search.engines.columns import column, columns
from search.fields import Facet
from search.indexed import (
    AGE_FROM,
    AGE_TO,
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
BY_NAME = "by_name"
BY_FRESHNESS = "by_freshness"
SHUFFLE = "shuffle"
SPREAD = "spread"

NUMBERS = (AGE_FROM, AGE_TO, STANDING)

SPREAD_BITS = 11
"""So many bits of the shuffle are told apart within one score; see ``spread``."""


def build_schema() -> tantivy.Schema:
    """Return the schema; fields without order or frequencies where only presence counts."""
    builder = tantivy.SchemaBuilder()
    for name in (*TEXT_FIELDS, VOCABULARY, TITLE_WORDS):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in ORDERED_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in (OPENING, OPEN_TO_ALL):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for facet in Facet:
        builder.add_text_field(facet_field(facet), tokenizer_name="raw", index_option="basic")
        builder.add_text_field(column(facet), tokenizer_name="raw", index_option="basic", fast=True)
    for name in (BY_NAME, BY_FRESHNESS):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in NUMBERS:
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_integer_field(SHUFFLE, fast=True)
    builder.add_float_field(SPREAD, fast=True)
    builder.add_text_field(ID, stored=True, tokenizer_name="raw", index_option="basic")
    for name in (HASH, STORED):
        builder.add_bytes_field(name, stored=True)
    return builder.build()


def to_tantivy(indexed: IndexedDocument) -> tantivy.Document:
    """Return the document as tantivy takes it."""
    document = tantivy.Document()
    for name in (*TEXT_FIELDS, VOCABULARY, TITLE_WORDS):
        document.add_text(name, " ".join(indexed.tokens[name]))
    for name in ORDERED_FIELDS:
        document.add_text(name, " ".join(indexed.ordered[name]))
    document.add_text(OPENING, indexed.opening)
    document.add_text(OPEN_TO_ALL, indexed.tokens[OPEN_TO_ALL][0])
    for facet in Facet:
        values = indexed.facets.get(facet, ())
        for value in values:
            document.add_text(facet_field(facet), value)
        for value in columns(facet, values):
            document.add_text(column(facet), value)
    for name, number in indexed.numbers.items():
        document.add_integer(name, number)
    document.add_text(BY_NAME, indexed.by_name)
    document.add_text(BY_FRESHNESS, indexed.by_freshness)
    document.add_integer(SHUFFLE, indexed.shuffle)
    document.add_float(SPREAD, spread(indexed.shuffle))
    document.add_text(ID, indexed.document.id)
    document.add_bytes(HASH, bytes.fromhex(indexed.document.content_hash()))
    document.add_bytes(STORED, indexed.kept.to_text().encode())
    return document


def spread(shuffle: int) -> float:
    """Return the weight that orders equal scores by the first bits of their shuffle.

    tantivy multiplies scores by ``log2(2 + weight)``, which here lies between 1 and 1 + 2**-12: the
    order of whole numbers below 4096 stays, and a fraction tells most equals apart. The rest are put
    in order after the search.
    """
    rank = (1 << SPREAD_BITS) - 1 - (shuffle >> (63 - SPREAD_BITS))
    return float(2.0 ** (1 + rank * 2.0**-23) - 2)
